"""Shots and lines of a film, by the numbers that people know them by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.core.errors import NotFound

if TYPE_CHECKING:
    from studio.core.written.documents import Where
    from studio.story.grammar import Line, Storyboard


def shot(board: Storyboard, number: str) -> int:
    """Where a shot stands among those of a film.

    Raises:
        NotFound: The film has no such shot.
    """
    from studio.core.written.findings import nearest

    numbers = [picture.id for picture in board.pictures]
    if number not in numbers:
        raise NotFound(f"the film has no shot {number}", hint=nearest(number, numbers))
    return numbers.index(number)


def line(board: Storyboard, number: int) -> tuple[Where, Line]:
    """Where a line stands in a storyboard, and the line; the first is number 1.

    Raises:
        NotFound: The film has no such line.
    """
    found: list[tuple[Where, Line]] = [
        (("beats", beat, "lines", place), line)
        for beat, told in enumerate(board.beats)
        for place, line in enumerate(told.lines)
    ]
    if number > len(found):
        raise NotFound(f"the film has no line {number}", hint=f"it has {len(found)}")
    return found[number - 1]
