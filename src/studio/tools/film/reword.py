"""Changing a line that is said in a film."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from studio.core.errors import BadInput, NotFound
from studio.core.materials import Folder, Range, Seconds
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.story.grammar import Line, Storyboard

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


@tool(effect=True)
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
        voice: Who says it: a voice of the one who speaks in this film; the same one if left out.

    Examples:
        studio film reword cafe/ --line 1 --text "We bake at *five*."
        studio film reword cafe/ --line 1 --voice en-gb
    """
    from studio.store.films import FilmFolder
    from studio.story import written

    film = FilmFolder(folder)
    board = written.opened(film)
    if not (text.strip() or voice):
        raise BadInput("there is nothing to change", hint="give --text, --voice, or both")
    where, old = _place(board, line)
    new = old.model_copy(update={"text": " ".join(text.split()) or old.text, "voice": voice or old.voice})
    room = _room(board, line - 1) / board.brief.fps
    speaks = _length(board, new) if board.narrator.provider and not board.narrator.file else 0.0
    if speaks > room + _LATE:
        raise BadInput(
            f"line {line} takes {speaks:.1f} s now, and has {room:.1f} s until the next begins",
            hint=f"take away {len(new.text) * (1 - room / speaks):.0f} letters or so",
        )
    for name in ("text", "voice"):
        if getattr(new, name) != getattr(old, name):
            film.change((*where, name), getattr(new, name))
    return Reworded(line, new.text, old.text, round(speaks, 3), round(room, 3))


def _place(board: Storyboard, number: int) -> tuple[tuple[Any, ...], Line]:
    """Where a line stands in the storyboard, and the line."""
    found = [
        (("beats", beat, "lines", place), line)
        for beat, told in enumerate(board.beats)
        for place, line in enumerate(told.lines)
    ]
    if number > len(found):
        raise NotFound(f"the film has no line {number}", hint=f"it has {len(found)}")
    return found[number - 1]


def _room(board: Storyboard, place: int) -> int:
    """How many frames there are until the next line, or until the film ends."""
    lines = list(board.lines)
    later = [line.start for line in lines[place + 1 :] if line.text]
    return (later[0] if later else board.brief.frames) - lines[place].start


def _length(board: Storyboard, line: Line) -> float:
    from studio.tools.film.narrate import said

    return said(board, line, run().folder / "line.wav").seconds
