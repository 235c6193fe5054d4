"""Changing a line that is said in a film."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from studio.core.errors import BadCall, BadInput
from studio.core.materials import Folder, Range, Seconds
from studio.core.run import run
from studio.core.tool import tool
from studio.tools.film._speakers import NARRATOR

if TYPE_CHECKING:
    from pathlib import Path

    from studio.store.films import FilmFolder
    from studio.story.grammar import Line, Storyboard, Voice

_LATE = 0.25


@dataclass(frozen=True)
class Reworded:
    """A line, as it is said from now on.

    Attributes:
        line: Its number.
        text: What is said.
        before: What was said.
        speaks: How long that takes; nothing where nobody speaks.
        room: How long it may take.
    """

    line: int
    text: str
    before: str
    speaks: Seconds
    room: Seconds


def refuse_nothing(given: Mapping[str, Any]) -> None:
    """Refuse to change a line into itself, whatever the film."""
    if not (given["text"].strip() or given["voice"]):
        raise BadCall("there is nothing to change", hint="give --text, --voice, or both")


def foresee_line(film: FilmFolder, line: int, voice: str) -> Storyboard:
    """The storyboard of a film that has the line, and in which somebody can have the voice."""
    from studio.models.voice import chosen
    from studio.models.voice.casting import KINDS
    from studio.story import numbers, voices, written

    board = written.opened(film)
    _, old = numbers.line(board, line)
    if not voice:
        return board
    if board.narrator.provider and not board.narrator.file:
        if not (old.speaker and voice in (*KINDS, NARRATOR)):
            asked = voices.named(voice)
            chosen(f"{asked.provider or board.narrator.provider}:{asked.voice}", board.brief.language)
    elif old.speaker:
        raise BadInput(
            f"no voice is heard in this film, so {old.speaker} has none", hint="name a narrator in it"
        )
    return board


def _board(given: Mapping[str, Any]) -> list[Path]:
    from studio.store.films import FilmFolder

    film = FilmFolder(given["folder"])
    foresee_line(film, given["line"], given["voice"])
    return [film.board]


@tool(effect=True, refuse=refuse_nothing, makes=_board)
def reword(
    folder: Folder, *, line: Annotated[int, Range(1, 9999)], text: str = "", voice: str = ""
) -> Reworded:
    """Change one line that is said in a film: its words, its voice, or both.

    A line that would not be over before the next one begins is refused, and nothing is changed then. Only
    the storyboard is changed, in one place: studio film render makes again what depends on the line.

    Args:
        folder: The film's folder.
        line: Its number, counted from 1 as the storyboard's page counts them.
        text: What is said instead; the same words if left out. *Words that matter* stand between asterisks.
        voice: Who says it: a voice of the one who speaks in this film, or another's, as flite:rms; the same
            one if left out. Who says it in the picture has it in all of their lines, and may be a woman, man,
            girl, boy, old-woman, old-man or the narrator, too.

    Examples:
        studio film reword cafe/ --line 1 --text "We bake at *five*."
        studio film reword cafe/ --line 1 --voice en-gb
    """
    from studio.store.films import FilmFolder
    from studio.story import numbers

    film = FilmFolder(folder)
    board = foresee_line(film, line, voice)
    where, old = numbers.line(board, line)
    new = old.model_copy(update={"text": " ".join(text.split()) or old.text})
    speakers = board.speakers
    if voice and old.speaker:
        new, speakers = new.model_copy(update={"voice": ""}), _given(board, old.speaker, voice)
    elif voice:
        new = new.model_copy(update={"voice": voice})
    told = _changed(board, where, new).model_copy(update={"speakers": speakers})
    speaks, room = _times(told, line)
    if speakers != board.speakers:
        for number, other in enumerate(told.lines, 1):
            if other.text and other.speaker.casefold() == old.speaker.casefold():
                _times(told, number)
    for name in ("text", "voice"):
        if getattr(new, name) != getattr(old, name):
            film.change((*where, name), getattr(new, name))
    for who in speakers:
        _write(film, board.speakers, who, speakers[who])
    return Reworded(line, new.text, old.text, round(speaks, 3), round(room, 3))


def _given(board: Storyboard, speaker: str, told: str) -> dict[str, Voice]:
    """Everybody's voices, with another one for somebody of the picture."""
    from studio.tools.film._speakers import Ensemble

    ensemble = Ensemble(board.narrator, board.brief.language)
    name = next((who for who in board.speakers if who.casefold() == speaker.casefold()), speaker)
    for who, one in board.speakers.items():
        if who != name:
            ensemble.add(one)
    return {**board.speakers, name: ensemble.given(told)}


def _write(film: FilmFolder, before: Mapping[str, Voice], who: str, voice: Voice) -> None:
    """Write somebody's voice into the storyboard; what people wrote beside it stays."""
    told = voice.model_dump(exclude_defaults=True)
    if who not in before:
        film.change(*((("speakers", who), told) if before else (("speakers",), {who: told})))
    elif before[who].model_dump(exclude_defaults=True).keys() - told.keys():
        # What goes without saying is not written, so the values that are gone are taken out.
        film.change(("speakers", who), told)
    else:
        for name, value in told.items():
            if value != getattr(before[who], name):
                film.change(("speakers", who, name), value)


def _changed(board: Storyboard, where: tuple[Any, ...], line: Line) -> Storyboard:
    """The storyboard with another line at a place."""
    _, number, _, place = where
    beat = board.beats[number]
    lines = [*beat.lines[:place], line, *beat.lines[place + 1 :]]
    beats = [*board.beats[:number], beat.model_copy(update={"lines": lines}), *board.beats[number + 1 :]]
    return board.model_copy(update={"beats": beats})


def _times(board: Storyboard, number: int) -> tuple[float, float]:
    """How long a line takes, and how long it may; one that takes longer is refused."""
    line = list(board.lines)[number - 1]
    room = _room(board, number - 1) / board.brief.fps
    speaks = _length(board, line) if board.narrator.provider and not board.narrator.file else 0.0
    if speaks > room + _LATE:
        raise BadInput(
            f"line {number} takes {speaks:.1f} s now, and has {room:.1f} s until the next begins",
            hint=f"take away {len(line.text) * (1 - room / speaks):.0f} letters or so",
        )
    return speaks, room


def _room(board: Storyboard, place: int) -> int:
    """How many frames there are until the next line, or until the film ends."""
    lines = list(board.lines)
    later = [line.start for line in lines[place + 1 :] if line.text]
    return (later[0] if later else board.brief.frames) - lines[place].start


def _length(board: Storyboard, line: Line) -> float:
    from studio.tools.film.narrate import said

    return said(board, line, run().folder / "line.wav").seconds
