"""Whoever a brief quotes says it in the picture: “We bake at night,” says the baker."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from studio.render.lexicon.tables import world
from studio.story.reading.marks import bare
from studio.story.reading.sayings import Saying, saying, sayings
from studio.story.staging.speakers import STRANGERS, called, callings, is_one
from studio.story.staging.tables import coverage
from studio.story.telling.slots import sentences_of

if TYPE_CHECKING:
    from studio.story.grammar import Beat, Brief, Line, Storyboard


def quoted(beats: Sequence[Beat], brief: Brief) -> list[Beat]:
    """The beats, in which what somebody is quoted with is said by them, and they are shown.

    Args:
        beats: The story.
        brief: What was asked for.
    """
    language = brief.language
    told = sayings(brief.claims, language)
    known = {_plain(text): one for one in told for text in one.wordings}
    names = callings(brief)
    return [_beat(beat, known, names, language) for beat in beats]


def unmarked(beats: Sequence[Beat]) -> list[Beat]:
    """The beats, in which no quotation mark is said or written.

    Args:
        beats: The story.
    """
    return [
        beat.model_copy(
            update={
                "lines": [
                    line.model_copy(
                        update={"text": bare(line.text), "shorter": [bare(text) for text in line.shorter]}
                    )
                    for line in beat.lines
                ],
                "headline": bare(beat.headline),
                "caption": bare(beat.caption),
            }
        )
        for beat in beats
    ]


def seated(board: Storyboard) -> Storyboard:
    """The storyboard, in which whoever says a line is one of those who are seen in its beat.

    Who is named by no trade, as the owner or Marta, is whoever is the only one there that is nobody else. A
    line of which nobody is there to say it is the narrator's.

    Args:
        board: The film, staged.
    """
    known = {one.look for one in world().people.values()} | {*STRANGERS}
    seats = {line.speaker: line.speaker for line in board.lines if line.speaker in known}

    def by(beat: Beat, speaker: str) -> str:
        there = _there(board, beat)
        if (seat := seats.get(speaker, "")) in there:
            return seat
        others = {seat for name, seat in seats.items() if name != speaker}
        found = _among([one for one in there if one not in others], speaker) or _among(there, speaker)
        if found:
            seats.setdefault(speaker, found)
        return found

    return _said(board, by)


def departures(board: Storyboard) -> Iterator[str]:
    """Notes on those whom the brief takes for two people and the picture for one, and on who is not seen.

    Args:
        board: The film, with its speakers as they are seen.
    """
    told = {
        _plain(text): one.who
        for one in sayings(board.brief.claims, board.brief.language)
        for text in one.wordings
    }
    names: dict[str, list[str]] = {}
    for line in board.lines:
        if not (line.text and (who := told.get(_plain(line.text), ""))):
            continue
        known = names.setdefault(line.speaker, [])
        if not line.speaker:
            yield f"the narrator says “{line.text}”, for “{who}” is not seen then"
        elif not any(is_one(who, one, board.brief) for one in known):
            known.append(who)
    for person, known in names.items():
        if len(known) > 1:
            people = " and ".join(f"“{one}”" for one in known)
            yield f"{people} are one person in the picture, the {person}"


def present(board: Storyboard) -> Storyboard:
    """The storyboard, in which whoever is in none of its shots says nothing: their lines are the narrator's.

    Args:
        board: A part of a film.
    """
    there = {thing.person.casefold() for picture in board.pictures for thing in picture.shot.cast}
    return _said(board, lambda _, speaker: speaker if speaker.casefold() in there else "")


def _said(board: Storyboard, by: Callable[[Beat, str], str]) -> Storyboard:
    """The storyboard with other speakers."""
    beats = [
        beat.model_copy(
            update={
                "lines": [
                    line.model_copy(update={"speaker": line.speaker and by(beat, line.speaker)})
                    for line in beat.lines
                ]
            }
        )
        for beat in board.beats
    ]
    return board.model_copy(update={"beats": beats})


def _beat(beat: Beat, known: Mapping[str, Saying], names: Mapping[str, str], language: str) -> Beat:
    said = [(line, _found(line, known, language)) for line in beat.lines]
    quotes = [found for _, found in said if found]
    if not quotes:
        return beat
    who = list(dict.fromkeys(found.who for found in quotes if found.who))
    lines = [
        _line(line, found, names.get(found.who) or called(found.who, language)) if found else line
        for line, found in said
    ]
    shows = [*who, *(text for text in beat.shows if not saying(text, language) and text not in who)]
    return beat.model_copy(update={"lines": lines, "shows": shows or [found.text for found in quotes]})


def _found(line: Line, known: Mapping[str, Saying], language: str) -> Saying | None:
    """Who is quoted with a line: it says so itself, or the brief does."""
    if line.speaker:
        return None
    return known.get(_plain(line.text)) or saying(line.text, language)


def _line(line: Line, found: Saying, speaker: str) -> Line:
    wordings = [sentences_of(text) for text in found.wordings] or [line.text]
    text, *shorter = [line.text, *line.shorter] if _plain(line.text) in map(_plain, wordings) else wordings
    told = {"text": text, "shorter": shorter, "speaker": speaker, "optional": False}
    return line.model_copy(update=told)


def _there(board: Storyboard, beat: Beat) -> list[str]:
    """Who is seen in a beat."""
    cast = (thing for picture in board.pictures if picture.beat == beat.id for thing in picture.shot.cast)
    return list(dict.fromkeys(thing.person for thing in cast if thing.person))


def _among(there: Sequence[str], speaker: str) -> str:
    """Who of those who are there says it; nobody if empty."""
    if speaker in there:
        return speaker
    if speaker in STRANGERS:
        dressed = {setting.dressed for setting in coverage().places.values()}
        return next((one for one in there if one in dressed), "")
    if speaker in {one.look for one in world().people.values()}:
        return ""
    at_work = [one for one in there if one not in STRANGERS]
    alone = at_work or list(there)
    return alone[0] if len(alone) == 1 else ""


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
