"""Whoever a brief quotes says it in the picture: “We bake at night,” says the baker."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from studio.render.lexicon.tables import world
from studio.story.reading.marks import bare
from studio.story.reading.sayings import Saying, saying, sayings
from studio.story.staging.speakers import STRANGERS, called
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
    return [_beat(beat, known, language) for beat in beats]


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

    Who is named by no trade, as the owner or Marta, is whoever is the only one there. A line of which nobody
    is there to say it is the narrator's.

    Args:
        board: The film, staged.
    """
    return _said(board, lambda beat, speaker: _among(_there(board, beat), speaker))


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


def _beat(beat: Beat, known: Mapping[str, Saying], language: str) -> Beat:
    said = [(line, _found(line, known, language)) for line in beat.lines]
    quotes = [found for _, found in said if found]
    if not quotes:
        return beat
    who = list(dict.fromkeys(found.who for found in quotes if found.who))
    lines = [_line(line, found, language) if found else line for line, found in said]
    shows = [*who, *(text for text in beat.shows if not saying(text, language) and text not in who)]
    return beat.model_copy(update={"lines": lines, "shows": shows or [found.text for found in quotes]})


def _found(line: Line, known: Mapping[str, Saying], language: str) -> Saying | None:
    """Who is quoted with a line: it says so itself, or the brief does."""
    if line.speaker:
        return None
    return known.get(_plain(line.text)) or saying(line.text, language)


def _line(line: Line, found: Saying, language: str) -> Line:
    wordings = [sentences_of(text) for text in found.wordings] or [line.text]
    text, *shorter = [line.text, *line.shorter] if _plain(line.text) in map(_plain, wordings) else wordings
    told = {"text": text, "shorter": shorter, "speaker": called(found.who, language), "optional": False}
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
