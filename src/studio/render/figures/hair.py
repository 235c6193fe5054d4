"""Hair, beards and what is worn on the head: masses on the skull, seen from any side."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from studio.render.figures import paths
from studio.render.figures.barrels import Barrel, Ring
from studio.render.figures.paths import dot, filled, inside, stroked, tone
from studio.render.figures.space import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.render.figures.faces import Drawn
    from studio.render.figures.grammar import Hair


@dataclass(frozen=True)
class Mass:
    """One style on one head.

    Attributes:
        head: The head.
        style: The style.
        paint: Its paint.
        drag: How far it hangs behind a movement, in degrees.
    """

    head: Drawn
    style: Hair
    paint: str
    drag: float = 0.0

    @cached_property
    def shape(self) -> Barrel:
        """The skull with the hair on it."""
        return replace(self.head.skull, rings=tuple(self._raised(ring) for ring in self.head.skull.rings))

    def _raised(self, ring: Ring) -> Ring:
        high, style = self.head.high, self.style
        top = max(0.0, min(1.0, (ring.level - 0.55) / 0.45))
        out = (style.volume * min(1.0, max(0.0, ring.level + 0.1) * 3)) * high
        lean = style.lean * top * high * self.head.skull.view.cos
        centre = Point(ring.centre.x + lean, ring.centre.y - style.crown * top * high)
        return ring._replace(centre=centre, wide=ring.wide + out, deep=ring.deep + out)

    def line(self, angle: float) -> float:
        """The level of the hairline at an angle."""
        angle = (angle + 180) % 360 - 180
        marks = self.style.other if angle < 0 and self.style.other else self.style.line
        return level_at(marks, abs(angle)) - self.head.bowed * max(0.0, math.cos(math.radians(angle)))

    def cap(self) -> str:
        """What lies on the head, with its shade and its flow."""
        if self.style.thin:
            return self._stubble()
        return (
            filled(self._outline(), self.paint)
            + inside(self._shade(), tone(self.paint, "shade"))
            + self._shine()
            + self._strands()
        )

    def _outline(self) -> str:
        outer = self._outer()
        inner = self._hairline()
        if self.style.scallops:
            return (
                _scalloped(outer, self.style.scallops * self.head.high) + paths.line(inner, first="L") + "Z"
            )
        return paths.line(outer) + paths.line(inner, first="L") + "Z"

    def _outer(self) -> list[Point]:
        """The edge of the mass from the left over the crown to the right."""
        left, right = self.shape.visible(0.6)
        start, end = self.line(left), self.line(right)
        return self._rising(start, -1) + self._rising(end, 1)[::-1]

    def _rising(self, start: float, side: float) -> list[Point]:
        """One edge from the skin at the hairline up to the crown; the hair stands off it little by little."""
        reach = 0.07 + self.style.volume
        levels = sorted(
            {start, start + 0.3 * reach, start + 0.65 * reach, *self.shape.levels(start + reach, 1.0)}
        )
        skull = self.head.skull
        return [
            skull.edge(level, side).toward(
                self.shape.edge(level, side), min(1.0, (level - start) / 0.1) ** 0.5
            )
            for level in levels
            if level <= 1.0
        ]

    def _hairline(self) -> list[Point]:
        left, right = self.shape.visible(0.6)
        steps = 22
        angles = [right + (left - right) * step / steps for step in range(steps + 1)]
        return [self._on_line(angle) for angle in angles]

    def _shade(self) -> str:
        """The side away from the light, down to the hairline."""
        left, right = self.shape.visible(0.6)
        inner = right - (right - left) * 0.3
        low = [self._on_line(inner + (right - inner) * step / 6) for step in range(7)]
        # Curls on the edge keep the light.
        edge = self._rising(self.line(right), 0.93 if self.style.scallops else 1)
        down = [self.shape.at(inner, level) for level in self.shape.levels(1.0, self.line(inner))]
        return paths.line(low) + paths.line(edge, first="L") + paths.line(down, first="L") + "Z"

    def _on_line(self, angle: float) -> Point:
        level = self.line(angle)
        # A hairline lies on the skin, not on the hair.
        skull = self.head.skull
        return skull.at(skull.wrapped(angle, level), level, 0.012 * self.head.high)

    def _shine(self) -> str:
        """A streak of light on the lit side."""
        if self.style.scallops or self.style.crown < 0:
            return ""
        top = [
            self.shape.edge(level, across) for level, across in ((0.8, -0.82), (0.89, -0.66), (0.95, -0.38))
        ]
        low = [
            self.shape.edge(level, across) for level, across in ((0.9, -0.4), (0.845, -0.58), (0.8, -0.82))
        ]
        lit = self.line(sum(self.shape.visible(0.6)) / 2 - 60) < 0.8
        return inside(paths.line(top + low, closed=True), tone(self.paint, "lit")) if lit else ""

    def _strands(self) -> str:
        out = ""
        for marks in self.style.strands:
            out += stroked(self.shape.drawn_line(marks), tone(self.paint, "shade"), 0.018 * self.head.high)
        return out

    def _stubble(self) -> str:
        return filled(self._outline(), self.paint, ' fill-opacity="0.55"')

    def behind(self) -> str:
        """Hair that falls behind the neck, and what is tied at the back."""
        return (self.fall() if self.style.falls else "") + self._tied(front=False)

    def before(self) -> str:
        """Knots and tails on the side of the viewer."""
        return self._tied(front=True)

    def _tied(self, *, front: bool) -> str:
        out = ""
        high = self.head.high
        for ball in self.style.balls:
            if (self.shape.nearness(ball.angle, ball.level) > -0.12) is front:
                centre = self.shape.at(ball.angle, ball.level, ball.out * high)
                centre = Point(centre.x, centre.y - ball.out * high * max(0.0, ball.level - 0.6) * 1.6)
                out += self._ball(centre, ball.size * high)
        for tail in self.style.tails:
            if (self.shape.nearness(tail.angle, tail.level) > -0.12) is front:
                out += self._tail(
                    tail.angle, tail.level, tail.long * high, tail.wide * high, plaited=tail.plaited
                )
        return out

    def _ball(self, centre: Point, size: float) -> str:
        shade = dot(
            Point(centre.x + size * 0.26, centre.y + size * 0.2),
            size * 0.7,
            tone(self.paint, "shade"),
            size * 0.76,
        )
        return dot(centre, size, self.paint) + shade

    def _tail(self, angle: float, level: float, long: float, wide: float, *, plaited: bool) -> str:
        root = self.shape.at(angle, level)
        away = 1 if root.x > self.shape.ring(level).centre.x else -1
        stand = min(1.0, abs(root.x - self.shape.ring(level).centre.x) / (0.3 * self.head.high))
        spine = []
        for share in (0.0, 0.15, 0.4, 0.7, 1.0):
            hang = math.radians(self.drag * share)
            x = (
                root.x
                + away * stand * wide * 1.4 * math.sin(math.pi * min(1.0, share * 1.6) / 1.6)
                - math.sin(hang) * long * share
            )
            spine.append(
                Point(
                    x,
                    root.y
                    + long * (share - 0.06 * math.sin(math.pi * share)) * math.cos(hang)
                    - wide * 0.5 * (1 - share),
                )
            )
        swell = (0.45, 1.0, 1.05, 0.8, 0.12)
        left = [Point(p.x - wide * s, p.y) for p, s in zip(spine, swell, strict=True)]
        right = [Point(p.x + wide * s, p.y) for p, s in zip(spine, swell, strict=True)]
        middle = [Point(p.x + wide * s * 0.15, p.y) for p, s in zip(spine, swell, strict=True)]
        out = filled(paths.line(left) + paths.line(right[::-1], first="L") + "Z", self.paint)
        out += inside(
            paths.line(middle) + paths.line(right[::-1], first="L") + "Z", tone(self.paint, "shade")
        )
        if plaited:
            for a, b in zip(left[1:], right[:-1], strict=True):
                out += stroked(paths.line([b, a]), tone(self.paint, "deep"), 0.02 * self.head.high)
        return out + dot(root, wide * 0.5, "@accent", wide * 0.36)

    def fall(self) -> str:
        """Hair that hangs down at the back."""
        fall = self._curtain()
        low = -self.style.falls
        left, right = fall.visible(0.5)
        inner = right - (right - left) * 0.3
        levels = fall.levels(low, 0.72)
        meridian = [fall.at(inner, level) for level in levels]
        shade = (
            paths.line(meridian) + paths.line([fall.edge(one, 1) for one in levels[::-1]], first="L") + "Z"
        )
        return filled(fall.outline(low, 0.72), tone(self.paint, "shade" if self._faces() else "")) + inside(
            shade, tone(self.paint, "deep" if self._faces() else "shade")
        )

    def _faces(self) -> bool:
        return self.head.skull.view.cos > 0.1

    def _curtain(self) -> Barrel:
        """The rear half of the hair, down to its ends."""
        high, style = self.head.high, self.style
        sway = math.sin(math.radians(-self.drag)) * high
        rings = []
        for level in (-style.falls, -style.falls * 0.55, 0.0, 0.3):
            share = min(1.0, max(0.0, (0.5 - level) / (0.5 + style.falls)))
            wide = (0.345 + style.volume + style.flare * share) * (
                0.93 if level < -style.falls * 0.9 else 1.0
            )
            deep = 0.255 + style.volume * 0.5 - 0.02 * share
            ahead = -0.2 - style.volume * 0.5
            centre = Point(sway * share * share, -level * high)
            rings.append(Ring(level, centre, Point(1, 0), wide * high, deep * high, ahead * high))
        # Behind the head it is no wider than the hair on it.
        half = (0.24 + style.volume * 0.5) * high
        for level in (0.5, 0.72):
            centre = self.shape.ring(level).centre
            rings.append(Ring(level, centre, Point(1, 0), 0.84 * (0.345 + style.volume) * high, half, -half))
        return Barrel(tuple(rings), self.head.skull.view)

    def sides(self) -> str:
        """Locks that fall beside the face, before ears and shoulders."""
        if not self.style.locks or self.head.skull.view.cos < -0.3:
            return ""
        high, style = self.head.high, self.style
        low = Ring(
            -style.locks,
            Point(0, style.locks * high),
            Point(1, 0),
            (0.36 + style.volume + style.flare * 0.6) * high,
            0.34 * high,
            -0.08 * high,
        )
        rings = (
            low,
            *[
                ring._replace(
                    wide=max(ring.wide, (0.35 + style.volume) * high),
                    deep=max(ring.deep, 0.36 * high),
                    ahead=-0.06 * high,
                )
                if ring.level < 0.5
                else ring
                for ring in self.shape.rings
            ],
        )
        shape = Barrel(rings, self.head.skull.view)
        out = ""
        for side in (-1, 1):
            near, far = (58.0, 150.0) if side > 0 else (-150.0, -58.0)
            patch = shape.patch(near, far, -style.locks, 0.7)
            if patch and max(shape.nearness(side * 85, 0.3), shape.nearness(side * 60, 0.3)) > 0.12:
                out += filled(
                    patch,
                    self.paint if side < 0 or self.head.skull.view.sin > 0.5 else tone(self.paint, "shade"),
                )
        return out

    def brim(self) -> str:
        """The brim of a cap, the turned-up edge of a woollen one."""
        out = ""
        high, style = self.head.high, self.style
        level = self.line(0)
        if style.cuff:
            shape = self.shape.grown(0.02 * high)
            left, right = shape.visible(level)
            low = [
                shape.at(
                    left + (right - left) * step / 10, self.line(left + (right - left) * step / 10) - 0.02
                )
                for step in range(11)
            ]
            top = [Point(p.x, p.y - style.cuff * high) for p in reversed(low)]
            out += filled(paths.line(low) + paths.line(top, first="L") + "Z", tone(self.paint, "lit"))
            out += inside(paths.line(low[6:]) + paths.line(top[:5], first="L") + "Z", self.paint)
        if style.brim:
            inner = [self.head_at(angle, level) for angle in (-62, -40, -15, 15, 40, 62)]
            outer = [
                self.head_at(
                    angle,
                    level - 0.035 - 0.03 * math.cos(math.radians(angle)),
                    style.brim * math.cos(math.radians(angle * 1.3)),
                )
                for angle in (62, 40, 15, -15, -40, -62)
            ]
            if self.shape.nearness(0, level) > -0.35:
                out += filled(
                    paths.line(inner) + paths.line(outer, first="L") + "Z", tone(self.paint, "shade")
                )
        return out

    def head_at(self, angle: float, level: float, out: float = 0.0) -> Point:
        """A point around the head, moved to its seen side."""
        return self.shape.at(self.shape.wrapped(angle, level), level, out * self.head.high)


def level_at(marks: Sequence[tuple[float, float]], angle: float) -> float:
    """The level of a line at an angle, smooth from mark to mark."""
    for (start, low), (end, high) in pairwise(marks):
        if angle <= end:
            share = min(1.0, max(0.0, (angle - start) / ((end - start) or 1)))
            return low + (high - low) * share * share * (3 - 2 * share)
    return marks[-1][1]


def _scalloped(points: Sequence[Point], size: float) -> str:
    """An outline of curls."""
    even = _evenly(points, size)
    parts = [f"M{paths.at(even[0])}"]
    for before, after in pairwise(even):
        half = math.dist(before, after) * 0.56
        parts.append(f"A{paths.num(half)} {paths.num(half)} 0 0 1 {paths.at(after)}")
    return "".join(parts)


def _evenly(points: Sequence[Point], step: float) -> list[Point]:
    total = sum(math.dist(a, b) for a, b in pairwise(points))
    count = max(3, round(total / step))
    wanted = [total * index / count for index in range(count + 1)]
    out, gone, index = [], 0.0, 0
    for goal in wanted:
        while index < len(points) - 2 and gone + math.dist(points[index], points[index + 1]) < goal:
            gone += math.dist(points[index], points[index + 1])
            index += 1
        long = math.dist(points[index], points[index + 1]) or 1.0
        out.append(points[index].toward(points[index + 1], min(1.0, (goal - gone) / long)))
    return out
