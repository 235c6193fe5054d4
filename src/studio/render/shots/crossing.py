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


def crossed(shot: Shot, planes: Sequence[Plane], view: Callable[[Moment], View]) -> list[Box]:
    """The boxes that planes of a shot take in the frame, on their way from one moment to the next.

    Args:
        shot: The shot.
        planes: Its people and things.
        view: What the camera sees at a moment.
    """
    trace = Traced(shot.width, shot.height)
    found: list[Box] = []
    before: dict[int, Box] = {}
    for step in range(_MOMENTS):
        number = round(step / (_MOMENTS - 1) * (shot.frames - 1))
        moment = Moment(number, number / shot.fps, number / max(1, shot.frames - 1))
        seen = view(moment)
        for which, plane in enumerate(planes):
            trace.boxes = []
            plane.show(trace, seen, moment)
            if trace.boxes:
                box = _around(trace.boxes)
                found.append(_around([box, before.get(which, box)]))
                before[which] = box
    return found


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
