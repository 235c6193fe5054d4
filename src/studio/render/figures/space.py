"""Directions and turns in the room a figure stands in, and how they are seen.

X points to the viewer's right, Y down, Z toward the viewer, for somebody who faces the viewer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Spot(NamedTuple):
    """A place in the room."""

    x: float
    y: float
    z: float

    def plus(self, other: Spot, by: float = 1.0) -> Spot:
        """This place, moved on."""
        return Spot(self.x + other.x * by, self.y + other.y * by, self.z + other.z * by)

    def toward(self, other: Spot, share: float) -> Spot:
        """A place between two."""
        return Spot(*(a + (b - a) * share for a, b in zip(self, other, strict=True)))


class Point(NamedTuple):
    """A place on the picture."""

    x: float
    y: float

    def plus(self, other: Point, by: float = 1.0) -> Point:
        """This point, moved on."""
        return Point(self.x + other.x * by, self.y + other.y * by)

    def toward(self, other: Point, share: float) -> Point:
        """A point between two."""
        return Point(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)


DOWN = Spot(0, 1, 0)
FORWARD = Spot(0, 0, 1)


class Turn(NamedTuple):
    """A rotation: three rows of a matrix."""

    right: Spot
    down: Spot
    front: Spot

    def of(self, spot: Spot) -> Spot:
        """Where something comes to lie."""
        return Spot(
            self.right.x * spot.x + self.right.y * spot.y + self.right.z * spot.z,
            self.down.x * spot.x + self.down.y * spot.y + self.down.z * spot.z,
            self.front.x * spot.x + self.front.y * spot.y + self.front.z * spot.z,
        )

    def then(self, inner: Turn) -> Turn:
        """The turn that does the inner one first."""
        columns = [self.of(Spot(*column)) for column in zip(*inner, strict=True)]
        return Turn(*(Spot(*row) for row in zip(*columns, strict=True)))


STRAIGHT = Turn(Spot(1, 0, 0), Spot(0, 1, 0), Spot(0, 0, 1))


def forward(degrees: float) -> Turn:
    """What hangs down swings forward; what stands up leans back."""
    c, s = _circle(degrees)
    return Turn(Spot(1, 0, 0), Spot(0, c, -s), Spot(0, s, c))


def sideways(degrees: float) -> Turn:
    """What hangs down swings to the viewer's right; what stands up leans to the left."""
    c, s = _circle(degrees)
    return Turn(Spot(c, s, 0), Spot(-s, c, 0), Spot(0, 0, 1))


def around(degrees: float) -> Turn:
    """What faces the viewer turns to the viewer's right."""
    c, s = _circle(degrees)
    return Turn(Spot(c, 0, s), Spot(0, 1, 0), Spot(-s, 0, c))


def _circle(degrees: float) -> tuple[float, float]:
    return math.cos(math.radians(degrees)), math.sin(math.radians(degrees))


@dataclass(frozen=True)
class View:
    """From where a figure is seen.

    Attributes:
        yaw: How far it is turned to the viewer's right: 0 faces the viewer, 90 is a profile, 180 the back.
    """

    yaw: float

    @cached_property
    def cos(self) -> float:
        """How much of its breadth is seen."""
        return math.cos(math.radians(self.yaw))

    @cached_property
    def sin(self) -> float:
        """How much of its depth is seen."""
        return math.sin(math.radians(self.yaw))

    def seen(self, spot: Spot) -> Point:
        """Where a place is on the picture."""
        return Point(spot.x * self.cos + spot.z * self.sin, spot.y)

    def near(self, spot: Spot) -> float:
        """How close to the viewer a place is."""
        return spot.z * self.cos - spot.x * self.sin
