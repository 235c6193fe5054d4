"""Where what a shot is about lies in its frames, as a shape that the next shot can grow out of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.shots.scene import looked_at, rested, seen
from studio.render.shots.staging import hidden, surveyed
from studio.render.transitions.hints import MIDDLE, Shape

if TYPE_CHECKING:
    from studio.render.shelf import Shelf
    from studio.render.shots.framing import Subject
    from studio.render.shots.grammar import Shot

# Of the frame: how far from its edges the middle of a shape stays, and how small and large it may be.
_INSIDE, _SMALLEST, _LARGEST = 0.12, 0.035, 0.3
# How much of its height somebody or something is across whose width nobody knows.
_SLENDER = 0.6
_BOX, _ROUND = 0.0, 1.0


def shape(shot: Shot, shelf: Shelf, share: float) -> Shape:
    """The shape of what a shot is about; one in the middle where that is nothing in particular.

    Args:
        shot: The shot.
        shelf: Where drawings come from.
        share: How much of it has passed.
    """
    if hidden(shot) or shot.is_ending:
        return MIDDLE
    subject = looked_at(surveyed(shot, shelf))
    wide, high = _size(subject)
    if not high:
        return MIDDLE
    view = seen(rested(shot, shelf), shot, shelf, share)
    foot = subject.spot.foot
    x, y, scale = view.spot(subject.spot.depth, foot[0], foot[1] - high / 2)
    return Shape(
        _within(x / view.width, _INSIDE, 1 - _INSIDE),
        _within(y / view.height, _INSIDE, 1 - _INSIDE),
        _within(wide / 2 * scale / view.width, _SMALLEST, _LARGEST),
        _within(high / 2 * scale / view.height, _SMALLEST, _LARGEST),
        _BOX if subject.board else _ROUND,
    )


def _size(subject: Subject) -> tuple[float, float]:
    """How wide and high it is, in units; 0 and 0 if nobody can tell."""
    if subject.board:
        return subject.spot.width, subject.spot.height
    return subject.width or _SLENDER * subject.height, subject.height


def _within(value: float, least: float, most: float) -> float:
    return min(most, max(least, value))
