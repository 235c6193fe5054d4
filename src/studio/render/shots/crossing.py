"""Where the people and things of a shot come to lie in its frames, found without painting them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from studio.render.canvas import Canvas, Place
from studio.render.rooms import Box
from studio.render.shots.clearing import around
from studio.render.shots.planes import Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from studio.render.lights import Light
    from studio.render.plates import Plate
    from studio.render.shots.grammar import Shot
    from studio.render.shots.planes import Plane
    from studio.render.view import View

# Between two of these moments somebody who runs comes no farther than is seen of the way.
_MOMENTS = 9


class Traced(Canvas):
    """A frame that takes note of where plates come to lie, and stays empty.

    Attributes:
        boxes: Where they lie, also where that is outside the frame.
    """

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width, height)
        self.boxes: list[Box] = []

    def put(self, plate: Plate, place: Place, opacity: float = 1.0) -> None:
        """Take note of a plate."""
        left, top, right, bottom = plate.body
        if opacity <= 0 or left >= right:
            return
        way = place.of(plate.left - left, plate.top - top, plate.scale)
        self.boxes.append(Box(*way.covered(right - left, bottom - top)))

    def shine(self, light: Light, place: Place, strength: float = 1.0) -> None:
        """Light hides nothing."""


def crossed(
    shot: Shot, planes: Sequence[Plane], view: Callable[[Moment], View], looked_at: Sequence[float]
) -> list[Box]:
    """The boxes that planes of a shot take in the frame; of those that go their way, all of the way.

    Args:
        shot: The shot.
        planes: Its people and things.
        view: What the camera sees at a moment.
        looked_at: Which shares of the shot have passed in frames that are drawn anyway.
    """
    trace = Traced(shot.width, shot.height)
    found: list[Box] = []
    for plane in planes:
        boxes = _seen(trace, shot, plane, view, looked_at)
        if len(boxes) < len(looked_at) or _goes(boxes):
            boxes = _seen(trace, shot, plane, view, [step / (_MOMENTS - 1) for step in range(_MOMENTS)])
        found += [around(pair) for pair in pairwise(boxes)] if len(boxes) > 1 else boxes
    return found


def _seen(
    trace: Traced, shot: Shot, plane: Plane, view: Callable[[Moment], View], shares: Sequence[float]
) -> list[Box]:
    """Where a plane is seen when shares of the shot have passed."""
    found = []
    for share in shares:
        number = round(share * (shot.frames - 1))
        moment = Moment(number, number / shot.fps, number / max(1, shot.frames - 1))
        trace.boxes = []
        plane.show(trace, view(moment), moment)
        found += [around(trace.boxes)] if trace.boxes else []
    return found


def _goes(boxes: Sequence[Box]) -> bool:
    """Whether something goes farther than half its width."""
    return any(abs(one.left - other.left) > (one.right - one.left) / 2 for one, other in pairwise(boxes))
