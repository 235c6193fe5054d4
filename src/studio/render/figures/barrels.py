"""Round things seen from any side: a trunk, a skirt, a head; and what is marked on their surface."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from studio.render.figures import paths
from studio.render.figures.space import Point, View


class Ring(NamedTuple):
    """One cross-section: an oval.

    Attributes:
        level: Its height on the thing, from low to high numbers along its rings.
        centre: Its middle on the picture.
        across: Unit vector on the picture along which its breadth lies.
        wide: Half its breadth from side to side.
        deep: Half its depth from front to back.
        ahead: How far its middle lies in front of the axis.
    """

    level: float
    centre: Point
    across: Point
    wide: float
    deep: float
    ahead: float = 0.0


@dataclass(frozen=True)
class Barrel:
    """Rings upon one another, seen from one side.

    Attributes:
        rings: From the lowest level to the highest.
        view: From where it is seen.
    """

    rings: tuple[Ring, ...]
    view: View
    _known: dict[float, Ring] = field(default_factory=dict, init=False, repr=False, compare=False)
    _limits: dict[float, tuple[float, float]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def ring(self, level: float) -> Ring:
        """The cross-section at any level."""
        if level not in self._known:
            self._known[level] = self._ring(level)
        return self._known[level]

    def _ring(self, level: float) -> Ring:
        rings = self.rings
        if level <= rings[0].level:
            return rings[0]
        for below, above in pairwise(rings):
            if level <= above.level:
                share = (level - below.level) / ((above.level - below.level) or 1)
                return _between(below, above, share, level)
        return rings[-1]

    def grown(self, by: float) -> Barrel:
        """The same, larger all around."""
        rings = tuple(ring._replace(wide=ring.wide + by, deep=ring.deep + by) for ring in self.rings)
        return Barrel(rings, self.view)

    def reach(self, level: float) -> tuple[float, float]:
        """How far it is seen to the left and to the right of its axis at a level."""
        ring = self.ring(level)
        half = math.hypot(ring.wide * self.view.cos, ring.deep * self.view.sin)
        middle = ring.ahead * self.view.sin
        return middle - half, middle + half

    def edge(self, level: float, across: float) -> Point:
        """A point of the picture: -1 is its left edge, 1 its right one."""
        ring = self.ring(level)
        left, right = self.reach(level)
        return ring.centre.plus(ring.across, (left + right) / 2 + (right - left) / 2 * across)

    def at(self, angle: float, level: float, out: float = 0.0) -> Point:
        """A point of its surface: 0 is its front, 90 its left side as it feels it, 180 its back."""
        ring = self.ring(level)
        turned = math.radians(angle)
        x = (ring.wide + out) * math.sin(turned)
        z = ring.ahead + (ring.deep + out) * math.cos(turned)
        return ring.centre.plus(ring.across, x * self.view.cos + z * self.view.sin)

    def nearness(self, angle: float, level: float) -> float:
        """How much a point of its surface faces the viewer, -1 to 1."""
        ring = self.ring(level)
        turned = math.radians(angle)
        nx, nz = math.sin(turned) * ring.deep, math.cos(turned) * ring.wide
        long = math.hypot(nx, nz) or 1.0
        return (nz * self.view.cos - nx * self.view.sin) / long

    def visible(self, level: float) -> tuple[float, float]:
        """The angles between which its surface is seen, from left to right."""
        if level in self._limits:
            return self._limits[level]
        ring = self.ring(level)
        right = math.degrees(math.atan2(ring.wide * self.view.cos, ring.deep * self.view.sin))
        self._limits[level] = (right - 180, right)
        return right - 180, right

    def levels(self, low: float, high: float) -> list[float]:
        """The levels to go through from one to another."""
        inner = [ring.level for ring in self.rings if min(low, high) < ring.level < max(low, high)]
        if low > high:
            inner.reverse()
        return [low, *inner, high]

    def outline(self, low: float, high: float) -> str:
        """What is seen of it between two levels."""
        levels = self.levels(low, high)
        left = [self.edge(level, -1) for level in levels]
        right = [self.edge(level, 1) for level in reversed(levels)]
        return paths.line(left) + paths.line(right, first="L") + "Z"

    def shaded(self, low: float, high: float, share: float = 0.4) -> str:
        """The part of it that faces away from the light."""
        levels = self.levels(low, high)
        inner = [self.edge(level, 1 - 2 * share) for level in levels]
        edge = [self.edge(level, 1) for level in reversed(levels)]
        return paths.line(inner) + paths.line(edge, first="L") + "Z"

    def wrapped(self, angle: float, level: float) -> float:
        """An angle moved to where the surface is seen, or to the nearest edge of it."""
        left, right = self.visible(level)
        middle = (left + right) / 2
        near = middle + (angle - middle + 180) % 360 - 180
        return min(right, max(left, near))

    def traced(self, marks: Sequence[tuple[float, float]]) -> list[Point]:
        """Points of the surface on the picture; what lies behind comes to the edge.

        Empty if nothing of it is seen.
        """
        seen = [self.wrapped(angle, level) for angle, level in marks]
        facing = [self.nearness(angle, level) for angle, level in marks]
        if max(facing) <= 0.02:
            return []
        return [self.at(angle, level) for angle, (_, level) in zip(seen, marks, strict=True)]

    def drawn_line(self, marks: Sequence[tuple[float, float]]) -> str:
        """A line on its surface, where it is seen."""
        fine = [
            (a[0] + (b[0] - a[0]) * step / 6, a[1] + (b[1] - a[1]) * step / 6)
            for a, b in pairwise(marks)
            for step in range(6)
        ]
        fine.append(marks[-1])
        points = [self.at(angle, level) for angle, level in fine]
        seen = [self.nearness(angle, level) > 0.04 for angle, level in fine]
        return "".join(
            paths.line(run[:: max(1, min(3, len(run) // 3))] + run[-1:]) for run in paths.runs(points, seen)
        )

    def patch(self, left: float, right: float, low: float, high: float) -> str:
        """What is seen of a piece of its surface between two angles and two levels."""
        levels = self.levels(low, high)
        out = ""
        for turn in (-360, 0, 360):
            spans = [self._span(left + turn, right + turn, level) for level in levels]
            if any(end - start > 4 for start, end in spans):
                up = [self.at(start, level) for (start, _), level in zip(spans, levels, strict=True)]
                down = [self.at(end, level) for (_, end), level in zip(spans, levels, strict=True)]
                out += paths.line(up) + paths.line(down[::-1], first="L") + "Z"
        return out

    def _span(self, left: float, right: float, level: float) -> tuple[float, float]:
        """The part of a span of angles that is seen at a level; empty at an edge if none is."""
        low, high = self.visible(level)
        return min(high, max(low, left)), max(low, min(high, right))


def _between(below: Ring, above: Ring, share: float, level: float) -> Ring:
    def mix(a: float, b: float) -> float:
        return a + (b - a) * share

    across = Point(mix(below.across.x, above.across.x), mix(below.across.y, above.across.y))
    long = math.hypot(*across) or 1.0
    return Ring(
        level,
        below.centre.toward(above.centre, share),
        Point(across.x / long, across.y / long),
        mix(below.wide, above.wide),
        mix(below.deep, above.deep),
        mix(below.ahead, above.ahead),
    )
