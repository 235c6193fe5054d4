"""The way through a town: along its streets, over its bridges, with few turns."""

from __future__ import annotations

import heapq
import math
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.render.graphics.maps.town import Node, Town
    from studio.render.graphics.shapes import Point

_WIDE_STREET, _TURN = 0.72, 46.0
_ROUND = 20.0
_MARGIN, _EDGE = (0.14, 0.2), 0.05
_WAYS = ((1, 0), (0, 1), (-1, 0), (0, -1))


def way(town: Town) -> list[Node]:
    """The crossings from the beginning of the way to its goal."""
    free = [node for node in town.nodes() if _free(town, node)]
    from_left = town.chance(30) > 0.35
    up = town.chance(31) > 0.5
    begin = (0.16 if from_left else 0.84, 0.78 if up else 0.3)
    end = (0.8 if from_left else 0.2, 0.34 if up else 0.74)
    tries = sorted(free, key=lambda node: _away(town, node, end))
    start = min(free, key=lambda node: _away(town, node, begin))
    for goal in tries:
        found = _shortest(town, start, goal) if goal != start else []
        if len(found) > 3:
            return found
    return [start, tries[0]]


def _away(town: Town, node: Node, share: tuple[float, float]) -> float:
    x, y = town.at(node)
    return math.hypot(x - share[0] * town.width, y - share[1] * town.height)


def _free(town: Town, node: Node) -> bool:
    """Whether a crossing is on land and well within the map."""
    x, y = town.at(node)
    across, down = _MARGIN[0] * town.width, _MARGIN[1] * town.height
    seen = across <= x <= town.width - across and down <= y <= town.height - 0.7 * down
    return seen and _dry(town, node)


def _seen(town: Town, node: Node) -> bool:
    """Whether a crossing is seen: a way never leaves its map."""
    x, y = town.at(node)
    return (
        _EDGE * town.width < x < (1 - _EDGE) * town.width
        and _EDGE * town.height < y < (1 - _EDGE) * town.height
    )


def _dry(town: Town, node: Node) -> bool:
    return not town.wet(town.at(node), 26) and not town.in_river(town.at(node), 2)


def _open(town: Town, one: Node, other: Node) -> bool:
    """Whether one can go from a crossing to the next: rivers only over bridges."""
    if not _dry(town, other) or not _seen(town, other):
        return False
    (left, top), (right, bottom) = town.at(one), town.at(other)
    inner = [(left + (right - left) * share, top + (bottom - top) * share) for share in (0.25, 0.5, 0.75)]
    if any(town.wet(point, 12) for point in inner):
        return False
    return town.bridged(one, other) or not any(town.in_river(point, 4) for point in inner)


def _shortest(town: Town, start: Node, goal: Node) -> list[Node]:
    across, down = town.reach
    best: dict[tuple[Node, int], float] = {(start, -1): 0.0}
    came: dict[tuple[Node, int], tuple[Node, int]] = {}
    todo: list[tuple[float, Node, int]] = [(0.0, start, -1)]
    while todo:
        cost, node, facing = heapq.heappop(todo)
        if node == goal:
            return _back(came, (node, facing))
        if cost > best[(node, facing)]:
            continue
        for turn, (u, v) in enumerate(_WAYS):
            following = (node[0] + u, node[1] + v)
            if abs(following[0]) > across or abs(following[1]) > down or not _open(town, node, following):
                continue
            long = math.dist(town.at(node), town.at(following))
            long *= _WIDE_STREET if town.is_main(node, following) else 1.0
            more = cost + long + (_TURN if facing not in (-1, turn) else 0.0)
            if more < best.get((following, turn), math.inf):
                best[(following, turn)] = more
                came[(following, turn)] = (node, facing)
                heapq.heappush(todo, (more, following, turn))
    return []


def _back(came: dict[tuple[Node, int], tuple[Node, int]], last: tuple[Node, int]) -> list[Node]:
    found = [last[0]]
    while last in came:
        last = came[last]
        found.append(last[0])
    return found[::-1]


def rounded(points: list[Point]) -> list[Point]:
    """A way with its corners rounded, in short steps."""
    if len(points) < 3:
        return points
    made = [points[0]]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        room = min(_ROUND, math.dist(before, here) / 2, math.dist(here, after) / 2)
        first, last = _towards(here, before, room), _towards(here, after, room)
        for step in range(9):
            t = step / 8
            made.append(
                tuple(
                    (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c
                    for a, b, c in zip(first, here, last, strict=True)
                )  # type: ignore[arg-type]
            )
    return [*made, points[-1]]


def _towards(one: Point, other: Point, by: float) -> Point:
    long = max(1e-9, math.dist(one, other))
    return one[0] + (other[0] - one[0]) * by / long, one[1] + (other[1] - one[1]) * by / long


def length(points: list[Point]) -> float:
    """How long a way is."""
    return sum(math.dist(one, other) for one, other in pairwise(points))


def until(points: list[Point], share: float) -> list[Point]:
    """The first part of a way; its last point is where its head is."""
    left = length(points) * min(1.0, max(0.0, share))
    made = [points[0]]
    for one, other in pairwise(points):
        long = math.dist(one, other)
        if long >= left:
            return [*made, _towards(one, other, left)] if long > 0 else made
        made.append(other)
        left -= long
    return list(points)
