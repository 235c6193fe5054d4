"""In which order stages can go: what waits for what, circles, and what can be done at the same time."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence

Waits = Mapping[str, Sequence[str]]
"""Each stage with those it waits for."""


def ordered(waits: Waits) -> list[str]:
    """Every stage after those it waits for, otherwise as they were written; those in circles are left out."""
    position = {name: number for number, name in enumerate(waits)}
    open_ = {name: sum(one in waits for one in set(others)) for name, others in waits.items()}
    followers: dict[str, list[str]] = {name: [] for name in waits}
    for name, others in waits.items():
        for other in set(others) & waits.keys():
            followers[other].append(name)
    ready = [position[name] for name, count in open_.items() if not count]
    heapq.heapify(ready)
    names, found = list(waits), []
    while ready:
        name = names[heapq.heappop(ready)]
        found.append(name)
        for follower in followers[name]:
            open_[follower] -= 1
            if not open_[follower]:
                heapq.heappush(ready, position[follower])
    return found


def circles(waits: Waits) -> list[list[str]]:
    """One circle of each knot of stages that wait for one another, its first stage again at the end."""
    return [_circle(knot, waits) for knot in _knots(waits) if len(knot) > 1 or knot[0] in waits[knot[0]]]


def levels(waits: Waits) -> list[list[str]]:
    """The stages in groups: what is in one can be done at the same time, after all groups before it."""
    depth: dict[str, int] = {}
    for name in ordered(waits):
        depth[name] = max((depth[other] + 1 for other in waits[name] if other in depth), default=0)
    found: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for name, level in depth.items():
        found[level].append(name)
    return found


def reduced(waits: Waits) -> dict[str, list[str]]:
    """Each stage with those it waits for, without those that others of them wait for already."""
    return {name: _needed(name, waits) for name in waits}


def _needed(name: str, waits: Waits) -> list[str]:
    direct = [one for one in dict.fromkeys(waits[name]) if one in waits]
    far: set[str] = set()
    waiting = [other for one in direct for other in waits[one]]
    while waiting:
        one = waiting.pop()
        if one not in far and one in waits:
            far.add(one)
            waiting += waits[one]
    return [one for one in direct if one not in far]


def _circle(knot: Sequence[str], waits: Waits) -> list[str]:
    inside = set(knot)
    path = [min(knot, key=list(waits).index)]
    while True:
        following = next(one for one in waits[path[-1]] if one in inside)
        if following in path:
            return [*path[path.index(following) :], following]
        path.append(following)


def _knots(waits: Waits) -> Iterator[list[str]]:
    """Groups of stages each of which can be reached from every other (Tarjan's way, without recursion)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    waiting: list[str] = []
    for start in waits:
        if start in number:
            continue
        way = [(start, iter(waits[start]))]
        number[start] = low[start] = len(number)
        waiting.append(start)
        while way:
            name, others = way[-1]
            other = next((one for one in others if one in waits), None)
            if other is None:
                way.pop()
                if way:
                    low[way[-1][0]] = min(low[way[-1][0]], low[name])
                if low[name] == number[name]:
                    end = waiting.index(name)
                    yield waiting[end:]
                    del waiting[end:]
            elif other not in number:
                number[other] = low[other] = len(number)
                waiting.append(other)
                way.append((other, iter(waits[other])))
            elif other in waiting:
                low[name] = min(low[name], number[other])
