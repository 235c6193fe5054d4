"""Words on graphics: measured, fitted to their room, broken into lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from studio.media.scripts import right_to_left
from studio.render.lettering.lines import Setting

if TYPE_CHECKING:
    from studio.render.lettering.lines import Written
    from studio.render.lettering.pairings import Typeface

_LONGEST = 300
_SMALLER = 0.94


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words at a size.

    Attributes:
        written: The words, their fonts found.
        size: Size of the type, in units.
    """

    written: Written
    size: float

    @property
    def left(self) -> float:
        """Where the ink begins, from where the line does."""
        return self.written.ink.left * self.size

    @property
    def width(self) -> float:
        """How wide the ink is."""
        ink = self.written.ink
        return (ink.right - ink.left) * self.size

    @property
    def rise(self) -> float:
        """How far the ink reaches above the baseline."""
        return -self.written.ink.top * self.size

    @property
    def fall(self) -> float:
        """How far it reaches below."""
        return max(0.0, self.written.ink.bottom * self.size)


@lru_cache(maxsize=2048)
def words(text: str, face: Typeface, size: float) -> Words:
    """Words at a size."""
    said = " ".join(text[:_LONGEST].split()) or "\u2013"
    return Words(Setting(face, right_to_left(said)).written(said), size * face.larger)


def fitted(text: str, face: Typeface, size: float, room: float, *, least: float = 0.6) -> Words:
    """Words in a room: smaller if they must be, and cut short where that is not enough.

    Args:
        text: The words.
        face: The typeface.
        size: Their size where there is room.
        room: How wide they may be.
        least: How small they may become, in parts of the size.
    """
    whole = words(text, face, size)
    if whole.width <= room:
        return whole
    needed = room / whole.width
    if needed >= least:
        return words(text, face, size * needed * 0.999)
    return _cut_short(text, face, size * least, room)


def wrapped(
    text: str,
    face: Typeface,
    size: float,
    room: float,
    *,
    lines: int = 2,
    least: float = 0.6,
    together: float = 0.86,
) -> list[Words]:
    """Words in lines of even length, as large as they fit.

    Args:
        text: The words.
        face: The typeface.
        size: Their size where there is room.
        room: How wide a line may be.
        lines: How many lines there may be.
        least: How small they may become, in parts of the size.
        together: How small they gladly become to stay on one line.
    """
    parts = text[:_LONGEST].split()
    whole = words(text, face, size)
    if whole.width * together <= room:
        return [whole if whole.width <= room else words(text, face, size * room / whole.width * 0.999)]
    scale = 1.0
    while scale >= least:
        for count in range(1, min(lines, len(parts)) + 1):
            found = _broken(parts, count)
            made = [words(one, face, size * scale) for one in found]
            if all(one.width <= room for one in made):
                return made
        scale *= _SMALLER
    filled = _filled(parts, face, size * least, room, lines)
    return [fitted(one, face, size * least, room, least=0.999) for one in filled]


def alike(lines: list[Words], face: Typeface) -> list[Words]:
    """Lines all as large as the smallest of them."""
    size = min((one.size for one in lines), default=0.0) / face.larger
    return [words(one.written.text.strip("\u200e\u200f"), face, size) for one in lines]


def _broken(parts: list[str], count: int) -> list[str]:
    """Words in so many lines, the longest of them as short as can be."""
    if count <= 1 or len(parts) < 2:
        return [" ".join(parts)]
    best = [" ".join(parts)]
    for cut in range(1, len(parts) - count + 2):
        found = [" ".join(parts[:cut]), *_broken(parts[cut:], count - 1)]
        if len(best) < count or max(map(len, found)) < max(map(len, best)):
            best = found
    return best


def _filled(parts: list[str], face: Typeface, size: float, room: float, lines: int) -> list[str]:
    """Lines filled one by one; the last one holds all that is left."""
    found: list[str] = []
    rest = list(parts)
    while rest and len(found) < lines - 1:
        count = 1
        while count < len(rest) and words(" ".join(rest[: count + 1]), face, size).width <= room:
            count += 1
        found.append(" ".join(rest[:count]))
        rest = rest[count:]
    return [*found, " ".join(rest)] if rest else found


def _cut_short(text: str, face: Typeface, size: float, room: float) -> Words:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if words(text[:middle].rstrip() + "\u2026", face, size).width <= room:
            low = middle
        else:
            high = middle - 1
    short = words(text[:low].rstrip() + "\u2026", face, size)
    return short if short.width <= room else words(text[:low], face, size * room / short.width)
