"""Keeps the client's sign whole: where the edge of the frame would cut it off, the camera turns aside."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from math import log
from typing import TYPE_CHECKING, NamedTuple

from studio.render.rooms import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from studio.render.shots.framing import Subject
    from studio.render.shots.spots import Spot
    from studio.render.view import View

FRAMED = 0.35
"""How far the frame of a sign and its lamps reach around it, in parts of its height."""
_MOMENTS = 9
# How far a camera turns aside at most, in parts of the frame, and how much farther or closer it goes.
_ASIDE, _UP, _STEP = 0.16, 0.2, 0.02
_FARTHER = (1.0, 1.06, 0.94, 1.12, 0.88, 1.2, 0.8, 1.3, 1.45)
# A camera that goes closer or farther shows something else, one that turns aside the same beside it.
_GOING, _TURNING = 0.9, 1.0
# How much of a sign may be behind the edge: nobody sees a hair.
_HAIR = 0.002


class _Turn(NamedTuple):
    farther: float
    aside: float
    down: float


def whole(
    view: View, sign: Spot, subject: Subject, widest: float, moved: Callable[[View, float], View]
) -> View:
    """Find the nearest view in which a sign is seen whole, or not at all, for as long as the shot lasts.

    Args:
        view: What the camera would see where it rests.
        sign: Where the sign is.
        subject: What the shot is about, which stays in the frame as far as it is; nothing if it has no size.
        widest: How many units may be seen across.
        moved: What the camera sees from a view when a share of the shot has passed.
    """
    if not _cut(view, sign, moved):
        return view
    before = _outside(view, subject)
    for turn in _turns():
        other = _turned(view, turn, subject)
        fits = turn.farther <= 1 or other.span <= widest
        if fits and _outside(other, subject) <= before + _HAIR and not _cut(other, sign, moved):
            return other
    return view


def edges(view: View, spot: Spot, more: float) -> Box:
    """Where a named place lies in a frame, in pixels.

    Args:
        view: What the camera sees.
        spot: The place.
        more: How much around it counts as well, in units.
    """
    left, top, _ = view.spot(spot.depth, spot.x - more, spot.y - more)
    right, bottom, _ = view.spot(spot.depth, spot.x + spot.width + more, spot.y + spot.height + more)
    return Box(left, top, right, bottom)


def _cut(view: View, sign: Spot, moved: Callable[[View, float], View]) -> bool:
    """Whether the edge of the frame goes through a sign at any moment."""
    spare = _HAIR * view.width
    for step in range(_MOMENTS):
        left, top, right, bottom = edges(moved(view, step / (_MOMENTS - 1)), sign, FRAMED * sign.height)
        gone = right <= spare or bottom <= spare or left >= view.width - spare or top >= view.height - spare
        seen = (
            left >= -spare and top >= -spare
            and right <= view.width + spare and bottom <= view.height + spare
        )  # fmt: skip
        if not (gone or seen):
            return True
    return False


def _outside(view: View, subject: Subject) -> float:
    """How much of the frame a subject goes beyond its edges."""
    x, y = subject.spot.foot
    wide, high = subject.width or subject.spot.width, subject.height or subject.spot.height
    if not high:
        return 0.0
    left, top, _ = view.spot(subject.spot.depth, x - wide / 2, y - high)
    right, bottom, _ = view.spot(subject.spot.depth, x + wide / 2, y)
    across = max(0.0, -left) + max(0.0, right - view.width)
    return across / view.width + (max(0.0, -top) + max(0.0, bottom - view.height)) / view.height


def _turned(view: View, turn: _Turn, subject: Subject) -> View:
    """A view from farther away or closer, what it is about in the same place but for a turn of the camera."""
    span, ratio = view.span * turn.farther, view.width / view.height
    x, y = subject.spot.foot if subject.spot.width or subject.height else (
        (0.5 - view.focus) * view.span, (0.5 - view.horizon) * view.span / ratio
    )  # fmt: skip
    across = view.focus + x / view.span + turn.aside
    down = view.horizon + y * ratio / view.span + turn.down
    return replace(view, span=span, focus=across - x / span, horizon=down - y * ratio / span)


@cache
def _turns() -> Sequence[_Turn]:
    """The ways in which a camera may stand otherwise, the least first."""
    aside, up = round(_ASIDE / _STEP), round(_UP / _STEP)
    found = [
        _Turn(farther, _STEP * one, _STEP * other)
        for farther, one, other in product(_FARTHER, range(-aside, aside + 1), range(-up, up + 1))
    ]
    return sorted(
        found, key=lambda one: _GOING * abs(log(one.farther)) + _TURNING * (abs(one.aside) + abs(one.down))
    )
