"""Text for films: broken into lines that fit, and drawn once as a picture."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from studio.core.errors import BadInput
from studio.media import lettering

if TYPE_CHECKING:
    from studio.media.fontfile import Font
    from studio.media.images.colour import Colour
    from studio.media.lettering import Alignment, Lettering
    from studio.media.marks import Edge, Mark

LONGEST = 1000
_MEASURED = 100.0
# Smaller type than this is grey specks; and each try is a little smaller than the one before.
_LEAST, _SMALLER = 5.0, 0.92
_READABLE = 9.0
_WIDE = ("W", "F")


def fitting(
    text: str, font: Font, size: float, room: tuple[float, float], align: Alignment
) -> tuple[Lettering, float]:
    """Break a text into lines, and choose the size of type at which they fit.

    Args:
        text: The text; what is on lines of its own stays there.
        font: The font.
        size: The size wanted, in pixels; it becomes smaller where the text needs that, and larger where
            nobody could read it.
        room: The width and height there is.
        align: How lines stand to one another.
    """
    size = min(max(size, _READABLE), 1.5 * room[1])
    while size >= _LEAST:
        widths = _Widths(font, size)
        lines = [line for given in text.splitlines() for line in widths.broken(given, room[0])]
        found = lettering.compose("\n".join(lines), font, align=align)
        drawn = found.drawn(size)
        if drawn.width <= room[0] and drawn.height <= room[1]:
            return found, size
        size *= _SMALLER
    raise BadInput("there is no room for the text", hint="say less, or give it more room")


def drawn(text: Lettering, size: float, colour: Colour, edge: Edge) -> Mark:
    """Draw a text with what sets it off from the ground."""
    from studio.media import marks

    return marks.written(text, size, colour, angle=0, edge=edge)


class _Widths:
    """How wide pieces of a text are, each measured once."""

    def __init__(self, font: Font, size: float) -> None:
        self._font = font
        self._size = size
        self._known: dict[str, float] = {}

    def broken(self, line: str, room: float) -> list[str]:
        """A line in as many as it needs, each as full as it can be."""
        lines, current = [], ""
        for piece in _pieces(line):
            longer = current + piece
            if current.strip() and self._width(longer) > room:
                lines.append(current.rstrip())
                current = piece.lstrip()
            else:
                current = longer
        return [*lines, current.rstrip()]

    def _width(self, text: str) -> float:
        """A good guess, from the widths of its words; what is drawn in the end is measured whole."""
        words = text.split()
        gaps = len(text.strip()) - sum(map(len, words))
        return sum(map(self._drawn, words)) + gaps * self._size * 0.22

    def _drawn(self, word: str) -> float:
        if word not in self._known:
            drawn = lettering.compose(word, self._font).drawn(_MEASURED)
            self._known[word] = drawn.width * self._size / _MEASURED
        return self._known[word]


def _pieces(line: str) -> list[str]:
    """Where a line may be broken: at spaces, and between the signs of scripts that have none."""
    pieces = [""]
    for letter in line:
        wide = unicodedata.east_asian_width(letter) in _WIDE and unicodedata.category(letter) != "Po"
        if wide or (pieces[-1].endswith(" ") and letter != " "):
            pieces.append("")
        pieces[-1] += letter
    return [piece for piece in pieces if piece]
