"""Where the stages of a plan stand in a picture: in columns by what they wait for, with few crossings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from studio.engine.pipeline.order import Waits, levels

_SWEEPS = 24

Spot = tuple[str, int]
"""A stage in its column, or the bend of a line that passes a column."""


@dataclass(frozen=True)
class Laid:
    """A layout.

    Attributes:
        columns: How many columns there are.
        rows: How much room there is downwards, in rows.
        places: Column and row of every stage.
        ways: For every two stages of which one waits for the other: the places a line leads through.
    """

    columns: int
    rows: float
    places: dict[str, tuple[int, float]]
    ways: dict[tuple[str, str], list[tuple[int, float]]]


def laid(waits: Waits) -> Laid:
    """Lay out stages; those that wait come to the right of those they wait for, who are among them."""
    column = {name: number for number, group in enumerate(levels(waits)) for name in group}
    grid, chains = _grid(waits, column)
    before, behind = _neighbours(chains)
    _order(grid, before, behind)
    row = _rows(grid, before, behind)
    places = {name: (number, row[name, number]) for name, number in column.items()}
    ways = {pair: [(spot[1], row[spot]) for spot in chain] for pair, chain in chains.items()}
    return Laid(len(grid), max(row.values(), default=0.0) + 1, places, ways)


def _grid(waits: Waits, column: dict[str, int]) -> tuple[list[list[Spot]], dict[tuple[str, str], list[Spot]]]:
    """The columns with their stages and bends, and every line as the spots it leads through."""
    grid: list[list[Spot]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    for name, number in column.items():
        grid[number].append((name, number))
    chains = {}
    for name, end in column.items():
        for other in waits[name]:
            bends = [(f"{other} > {name}", number) for number in range(column[other] + 1, end)]
            for bend in bends:
                grid[bend[1]].append(bend)
            chains[other, name] = [(other, column[other]), *bends, (name, end)]
    return grid, chains


Beside = dict[Spot, list[Spot]]


def _neighbours(chains: dict[tuple[str, str], list[Spot]]) -> tuple[Beside, Beside]:
    """What every spot is joined to in the column before and in the one behind."""
    before: Beside = {}
    behind: Beside = {}
    for chain in chains.values():
        for one, other in pairwise(chain):
            behind.setdefault(one, []).append(other)
            before.setdefault(other, []).append(one)
    return before, behind


def _order(grid: list[list[Spot]], before: Beside, behind: Beside) -> None:
    """Put what is joined near each other, sweeping to and fro (the barycentre way)."""
    for sweep in range(_SWEEPS):
        forwards = sweep % 2 == 0
        for column in grid[1:] if forwards else reversed(grid[:-1]):
            position = {spot: number for other in grid for number, spot in enumerate(other)}
            beside = before if forwards else behind
            here = {spot: number for number, spot in enumerate(column)}

            def wish(spot: Spot, beside: Beside = beside, position: dict[Spot, int] = position,
                     here: dict[Spot, int] = here) -> float:  # fmt: skip
                joined = beside.get(spot, ())
                return sum(position[one] for one in joined) / len(joined) if joined else here[spot]

            column.sort(key=wish)


def _rows(grid: list[list[Spot]], before: Beside, behind: Beside) -> dict[Spot, float]:
    """A row for every spot: near what it is joined to, never nearer than one row to its neighbour."""
    row: dict[Spot, float] = {spot: float(number) for column in grid for number, spot in enumerate(column)}
    for sweep in range(_SWEEPS):
        beside = before if sweep % 2 == 0 else behind
        for column in grid if sweep % 2 == 0 else reversed(grid):
            wishes = [median([row[one] for one in beside.get(spot, ())] or [row[spot]]) for spot in column]
            row.update(zip(column, _apart(wishes), strict=True))
    least = min(row.values(), default=0.0)
    return {spot: place - least for spot, place in row.items()}


def _apart(wishes: Sequence[float]) -> list[float]:
    """Places as near to the wished ones as may be, in the same order and one row apart."""
    groups: list[tuple[float, int]] = []
    for number, wish in enumerate(wishes):
        groups.append((wish - number, 1))
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            (one, many), (other, more) = groups[-2:]
            groups[-2:] = [((one * many + other * more) / (many + more), many + more)]
    starts = [start for start, many in groups for _ in range(many)]
    return [start + number for number, start in enumerate(starts)]
