"""Which plane of a shot is sharp: the subject's, unless the camera's focus moves to another and back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from studio.render.shots.crowds import Passing
from studio.render.shots.displays import Displayed, Living, Turned
from studio.render.shots.people import Person
from studio.render.shots.planes import Drawn, Part, Together

if TYPE_CHECKING:
    from studio.render.canvas import Canvas
    from studio.render.sampling import Box
    from studio.render.shots.planes import Moment, Plane
    from studio.render.view import View

_SHALLOW, _DEEP = 16.0, 0.15
"""How soft a plane gets for its distance from the sharp one, in units; how far around that all is sharp."""
_AWAY = 0.35
_SUBJECT = 1.0


def soft(depth: float, sharp: float, at_rest: float) -> float:
    """How far a point spreads that is out of focus, in units.

    Args:
        depth: How far away it is.
        sharp: The depth that is in focus.
        at_rest: How far it spreads while the subject is in focus.
    """
    moved = min(1.0, abs(1 / sharp - 1 / _SUBJECT) / _AWAY)
    away = _SHALLOW * max(0.0, abs(1 / depth - 1 / sharp) - _DEEP)
    return at_rest + (away - at_rest) * moved


@dataclass(frozen=True)
class Focused:
    """A plane that is sharp only while the camera's focus is on it.

    Attributes:
        plane: The plane.
        depth: How far away it is.
        at_rest: How soft it is while the subject is in focus, in units.
    """

    plane: Plane
    depth: float
    at_rest: float

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put it on a frame."""
        canvas.soft = soft(self.depth, view.sharp, self.at_rest) * view.scale
        self.plane.show(canvas, view, moment)
        canvas.soft = 0.0

    def parts(self) -> list[Plane]:
        """What it is made of, each a plane of its own."""
        if not isinstance(self.plane, Drawn):
            return [self]
        return [replace(self, plane=part) for part in self.plane.parts()]

    def filled(self, canvas: Canvas, view: View, moment: Moment) -> list[Box]:
        """What of a frame it will fill."""
        if not isinstance(self.plane, Part):
            return []
        canvas.soft = soft(self.depth, view.sharp, self.at_rest) * view.scale
        boxes = self.plane.filled(canvas, view, moment)
        canvas.soft = 0.0
        return boxes


def focused(plane: Plane) -> Plane:
    """A plane as the camera's focus comes and goes; what lies over the frame stays sharp."""
    match plane:
        case Drawn():
            return Focused(plane, plane.depth, plane.soft)
        case Living() | Turned():
            return Focused(plane, plane.depth, 0.0)
        case Person() | Passing():
            return Focused(plane, plane.painter.depth, 0.0)
        case Displayed(depth=float() as depth):
            return Focused(plane, depth, 0.0)
        case Together():
            return Together(tuple(focused(one) for one in plane.planes))
        case _:
            return plane
