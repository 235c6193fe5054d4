"""Words set into the room of a board: on as many lines as make them largest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studio.render.graphics.words import alike, fitted, wrapped

if TYPE_CHECKING:
    from studio.render.graphics.look import Look
    from studio.render.graphics.words import Words
    from studio.render.lettering.pairings import Typeface

LONG = 5.0
"""How many times wider than high a board is on which all stands on one line."""

_LEADING = 1.08
_SMALL = 0.2


class Placed(NamedTuple):
    """A line of words: the middle of its baseline."""

    words: Words
    x: float
    y: float


def set_in(
    text: str, face: Typeface, box: tuple[float, float, float, float], *, lines: int = 3
) -> list[Placed]:
    """Words as large as a box allows, in its middle.

    Args:
        text: The words.
        face: The typeface.
        box: Left, top, width, height.
        lines: How many lines there may be.
    """
    left, top, wide, high = box
    best: list[Words] = []
    for count in range(1, lines + 1):
        size = high / (0.78 + _LEADING * (count - 1)) / face.larger
        made = alike(wrapped(text, face, size, wide, lines=count, least=0.08, together=1.0), face)
        step = made[0].size * _LEADING
        tall = made[0].rise + step * (len(made) - 1) + made[-1].fall
        if tall > high:
            size = made[0].size / face.larger * high / tall
            made = alike(wrapped(text, face, size, wide, lines=count, least=0.2, together=1.0), face)
        if not best or made[0].size > best[0].size * 1.04:
            best = made
    step = best[0].size * _LEADING
    # Capitals and small letters stand in the middle by what reaches above and below the line.
    first = top + (high - best[0].rise - step * (len(best) - 1) - 0.4 * best[-1].fall) / 2 + best[0].rise
    return [Placed(one, left + wide / 2, first + step * number) for number, one in enumerate(best)]


def divided(text: str, small: str, look: Look, box: tuple[float, float, float, float]) -> list[Placed]:
    """A name, and a smaller line below it if there is one."""
    if not small:
        return set_in(text, look.faces.headline, box)
    left, top, wide, high = box
    if wide > LONG * high:
        return _beside(text, small, look, box)
    room = high * (1 - _SMALL) * 0.94
    found = set_in(text, look.faces.headline, (left, top, wide, room), lines=2)
    size = min(high * _SMALL * 0.86, found[0].words.size * 0.5)
    label = fitted(small, look.faces.label, size, wide * 0.92, least=0.5)
    return [*found, Placed(label, left + wide / 2, top + high - 0.04 * high)]


def _beside(text: str, small: str, look: Look, box: tuple[float, float, float, float]) -> list[Placed]:
    """A name and a smaller line on one line."""
    left, top, wide, high = box
    name = set_in(text, look.faces.headline, (left, top, 0.6 * wide, high), lines=1)[0]
    gap = 0.7 * name.words.size
    label = fitted(small, look.faces.label, 0.5 * name.words.size, 0.4 * wide - gap, least=0.4)
    start = left + (wide - name.words.width - gap - label.width) / 2
    return [
        name._replace(x=start + name.words.width / 2),
        Placed(label, start + name.words.width + gap + label.width / 2, name.y),
    ]
