"""A town by seed: streets that are nearly a grid, blocks with houses, parks, a coast or a river."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal

from studio.render.drawing.expressions import drawn
from studio.render.graphics.shapes import Point

Node = tuple[int, int]
_CELL = (96.0, 80.0)
_MAIN, _SIDE = 11.0, 5.5


@dataclass(frozen=True)
class Block:
    """The land between four streets.

    Attributes:
        corners: Its corners, clockwise.
        kind: What is on it.
        seed: What its houses draw from.
    """

    corners: tuple[Point, Point, Point, Point]
    kind: Literal["houses", "park", "square"]
    seed: int


@dataclass(frozen=True)
class Town:
    """A town.

    Attributes:
        width: Width of the map in units.
        height: Height of it.
        kind: coast, river or inland.
        seed: What it is drawn from.
    """

    width: float
    height: float
    kind: str
    seed: int
    _chance: dict[int, float] = field(default_factory=dict, repr=False, compare=False)

    def chance(self, number: int) -> float:
        """A number from 0 to 1, always the same for the same number."""
        if number not in self._chance:
            self._chance[number] = drawn(self.seed, number)
        return self._chance[number]

    @cached_property
    def reach(self) -> Node:
        """How many streets there are to each side of the middle."""
        long = math.hypot(self.width, self.height) / 2
        return math.ceil(long / _CELL[0]) + 1, math.ceil(long / _CELL[1]) + 1

    @cached_property
    def turned(self) -> float:
        """How far the grid is turned."""
        return math.radians(-14 + 28 * self.chance(1))

    def at(self, node: Node) -> Point:
        """Where two streets cross."""
        u, v = node
        x = u * _CELL[0] + 13 * math.sin(v * 0.9 + 6 * self.chance(2)) + 16 * (self._jitter(u, v, 3) - 0.5)
        y = v * _CELL[1] + 15 * math.sin(u * 0.7 + 6 * self.chance(4)) + 14 * (self._jitter(u, v, 5) - 0.5)
        cos, sin = math.cos(self.turned), math.sin(self.turned)
        return self.width / 2 + x * cos - y * sin, self.height / 2 + x * sin + y * cos

    def _jitter(self, u: int, v: int, salt: int) -> float:
        return drawn(self.seed + salt, 1000 * (u + 500) + v + 500)

    def is_main(self, one: Node, other: Node) -> bool:
        """Whether the street between two crossings is a wide one."""
        along = one[1] == other[1]
        number = one[1] if along else one[0]
        # A town on a river has more wide streets, for they are what crosses it.
        every = 2 if self.kind == "river" else 3
        return (number + int(3 * self.chance(7 if along else 8))) % every == 0

    def nodes(self) -> Iterator[Node]:
        """All crossings."""
        across, down = self.reach
        return ((u, v) for u in range(-across, across + 1) for v in range(-down, down + 1))

    @cached_property
    def shore(self) -> list[Point]:
        """The coast from one edge to the other, the sea on its right; empty inland."""
        if self.kind != "coast":
            return []
        side = int(4 * self.chance(10))
        long, deep = (self.width, self.height) if side % 2 == 0 else (self.height, self.width)
        wave = [self.chance(20 + number) * math.tau for number in range(3)]
        points = []
        for step in range(-2, 27):
            share = step / 24
            bend = 0.5 * math.sin(2.2 * share * math.pi + wave[0]) + 0.3 * math.sin(
                5 * share * math.pi + wave[1]
            )
            away = deep * (0.2 + 0.075 * (bend + 0.22 * math.sin(13 * share + wave[2])))
            points.append((share * long, away))
        return [self._sided(point, side) for point in points]

    def _sided(self, point: Point, side: int) -> Point:
        """A point measured along the upper edge and away from it, for any of the four edges."""
        along, away = point
        if side == 0:
            return along, away
        if side == 1:
            return self.width - away, along
        if side == 2:
            return self.width - along, self.height - away
        return away, self.height - along

    @cached_property
    def sea(self) -> list[Point]:
        """The sea as an area."""
        if not self.shore:
            return []
        side = int(4 * self.chance(10))
        long = self.width if side % 2 == 0 else self.height
        ends = [self._sided((long * 1.2, -60), side), self._sided((-long * 0.2, -60), side)]
        return [*self.shore, *ends]

    @cached_property
    def river(self) -> list[Point]:
        """The river from edge to edge; empty where there is none."""
        if self.kind != "river":
            return []
        upright = self.width > self.height
        long = self.height if upright else self.width
        deep = self.width if upright else self.height
        middle = 0.42 + 0.2 * self.chance(12)
        wave = self.chance(13) * math.tau
        points = []
        for step in range(-1, 14):
            share = step / 12
            away = deep * (
                middle + 0.1 * math.sin(3.6 * share + wave) + 0.03 * math.sin(9 * share + 2 * wave)
            )
            points.append((away, share * long) if upright else (share * long, away))
        return points

    @cached_property
    def river_width(self) -> float:
        """How wide the river is."""
        return 36.0 + 12 * self.chance(14)

    def wet(self, point: Point, spare: float = 0.0) -> bool:
        """Whether a point lies in the sea, or closer to it than is spared."""
        if not self.shore:
            return False
        return inside(point, self.sea) or near(point, self.shore) < spare

    def in_river(self, point: Point, spare: float = 0.0) -> bool:
        """Whether a point lies in the river, or closer to it than is spared."""
        return bool(self.river) and near(point, self.river) < self.river_width / 2 + spare

    def bridged(self, one: Node, other: Node) -> bool:
        """Whether the street between two crossings goes over the river."""
        (left, top), (right, bottom) = self.at(one), self.at(other)
        inner = [(left + (right - left) * at / 8, top + (bottom - top) * at / 8) for at in range(1, 8)]
        dry = not self.in_river((left, top), 2) and not self.in_river((right, bottom), 2)
        return dry and self.is_main(one, other) and any(self.in_river(point) for point in inner)

    @cached_property
    def blocks(self) -> list[Block]:
        """The blocks that are seen."""
        found = []
        for u, v in self.nodes():
            nodes = ((u, v), (u + 1, v), (u + 1, v + 1), (u, v + 1))
            points = [self.at(node) for node in nodes]
            middle = (sum(x for x, _ in points) / 4, sum(y for _, y in points) / 4)
            if not (-90 < middle[0] < self.width + 90 and -90 < middle[1] < self.height + 90):
                continue
            if any(self.wet(point, 16) for point in (*points, middle)) or self.in_river(middle, 6):
                continue
            sides = [
                _MAIN if self.is_main(one, other) else _SIDE
                for one, other in zip(nodes, (*nodes[1:], nodes[0]), strict=True)
            ]
            seed = int(1e6 * self._jitter(u, v, 9))
            found.append(Block(_inset(points, sides), self._use(u, v, middle), seed))
        return found

    def _use(self, u: int, v: int, middle: Point) -> Literal["houses", "park", "square"]:
        green = self._jitter(u // 2, v // 2, 15)
        if green > 0.9 or self._jitter(u, v, 16) > 0.965 or (self.in_river(middle, 30) and green > 0.5):
            return "park"
        return "square" if self._jitter(u, v, 17) > 0.97 else "houses"


def _inset(points: list[Point], sides: list[float]) -> tuple[Point, Point, Point, Point]:
    """A quad made smaller by half a street at each of its sides."""
    made = []
    for at in range(4):
        here, after, before = points[at], points[(at + 1) % 4], points[at - 1]
        one, other = _unit(here, after), _unit(here, before)
        wide, high = sides[at - 1], sides[at]
        made.append((here[0] + one[0] * wide + other[0] * high, here[1] + one[1] * wide + other[1] * high))
    return made[0], made[1], made[2], made[3]


def _unit(one: Point, other: Point) -> Point:
    long = max(1e-6, math.dist(one, other))
    return (other[0] - one[0]) / long, (other[1] - one[1]) / long


def near(point: Point, line: list[Point]) -> float:
    """How far a point is from a line."""
    best = math.inf
    for (left, top), (right, bottom) in pairwise(line):
        along, down = right - left, bottom - top
        share = ((point[0] - left) * along + (point[1] - top) * down) / max(1e-9, along**2 + down**2)
        share = min(1.0, max(0.0, share))
        best = min(best, math.hypot(point[0] - left - share * along, point[1] - top - share * down))
    return best


def inside(point: Point, area: list[Point]) -> bool:
    """Whether a point lies in an area."""
    x, y = point
    found = False
    for (left, top), (right, bottom) in zip(area, [*area[1:], area[0]], strict=True):
        if (top > y) != (bottom > y) and x < (right - left) * (y - top) / (bottom - top) + left:
            found = not found
    return found
