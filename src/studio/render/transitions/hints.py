"""What a transition may know of the pictures it joins: shapes that match, colours of the style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from studio.render.transitions.frames import Tint


class Shape(NamedTuple):
    """A shape in a picture: its middle, half its width and half its height, in parts of the frame.

    A `roundness` of 1 is an ellipse, 0 a rectangle.
    """

    x: float = 0.5
    y: float = 0.5
    across: float = 0.06
    down: float = 0.1067
    roundness: float = 1.0

    @property
    def middle(self) -> tuple[float, float]:
        return self.x, self.y


MIDDLE = Shape()
NEAR, INK, PAPER = Tint(30, 132, 130), Tint(44, 130, 127), Tint(228, 124, 131)


@dataclass(frozen=True, slots=True)
class Hints:
    """What a transition may know.

    Attributes:
        here: A shape in the picture that goes.
        there: The shape it becomes in the picture that comes.
        near: The colour of things close to the eye.
        ink: The colour of ink.
        paper: The colour of paper where it is torn.
    """

    here: Shape = MIDDLE
    there: Shape = MIDDLE
    near: Tint = NEAR
    ink: Tint = INK
    paper: Tint = PAPER
