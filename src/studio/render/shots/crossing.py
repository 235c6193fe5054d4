"""Where the people and things of a shot come to lie in its frames, found without painting them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.canvas import Canvas, Place
from studio.render.rooms import Box
from studio.render.shots.planes import Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from studio.render.lights import Light
    from studio.render.plates import Plate
    from studio.render.shots.grammar import Shot
    from studio.render.shots.planes import Plane
    from studio.render.view import View

# Somebody who walks is seen in so many places, a camera in as many.
_MOMENTS = 5


class Traced(Canvas):
    """A frame that takes note of where plates come to lie, and stays empty.

    Attributes:
        boxes: Where they lie, without the parts outside the frame.
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
        seen = way.covered(right - left, bottom - top).within(self.box)
        if not seen.empty:
            self.boxes.append(Box(*seen))

    def shine(self, light: Light, place: Place, strength: float = 1.0) -> None:
        """Light hides nothing."""


def crossed(shot: Shot, planes: Sequence[Plane], view: Callable[[Moment], View]) -> list[Box]:
    """The boxes in which planes of a shot are seen, one for each of them at each of some moments.

    Args:
        shot: The shot.
        planes: Its people and things.
        view: What the camera sees at a moment.
    """
    trace = Traced(shot.width, shot.height)
    found: list[Box] = []
    for step in range(_MOMENTS):
        number = round(step / (_MOMENTS - 1) * (shot.frames - 1))
        moment = Moment(number, number / shot.fps, number / max(1, shot.frames - 1))
        seen = view(moment)
        for plane in planes:
            trace.boxes = []
            plane.show(trace, seen, moment)
            if trace.boxes:
                found.append(_around(trace.boxes))
    return found


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
