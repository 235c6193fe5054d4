"""What programs take over their own start-up: in each round a run with next to no work and one with all."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench._bounded import Bounded, bounded
from bench._paired import Command, Grid, spread

_COLUMNS = ("program", "start s", "work s", "CPU start s", "CPU work s", "MiB", "rounds")


@dataclass
class Measured:
    """A program's runs, round by round.

    Attributes:
        starts: Runs with next to no work: what it takes to start and to end.
        wholes: Runs with all of it.
    """

    starts: list[Bounded] = field(default_factory=list)
    wholes: list[Bounded] = field(default_factory=list)

    @property
    def walls(self) -> list[float]:
        """Seconds the work took in each round, over start-up."""
        pairs = zip(self.starts, self.wholes, strict=True)
        return [whole.cost.wall - start.cost.wall for start, whole in pairs]

    @property
    def cpus(self) -> list[float]:
        """Seconds of CPU the work took in each round, over start-up."""
        pairs = zip(self.starts, self.wholes, strict=True)
        return [whole.cost.cpu - start.cost.cpu for start, whole in pairs]

    @property
    def peak(self) -> float:
        """MiB of all its processes together at their largest, what they share counted in each."""
        return max(whole.cost.tree for whole in self.wholes)

    def against(self, other: Measured) -> list[float]:
        """How many times the other's time the work took, in the rounds both took part in."""
        return [mine / theirs for mine, theirs in zip(self.walls, other.walls, strict=False)]


@dataclass(frozen=True)
class Program:
    """A program with next to no work, and with all of it."""

    name: str
    start: Command
    whole: Command


def over_startup(programs: Sequence[Program], rounds: int, limit: float) -> dict[str, Measured]:
    """Measure the programs in turn, round after round; each is run once beforehand."""
    measured = {program.name: Measured() for program in programs}
    for program in programs:
        bounded(program.start, limit)
    for _ in range(rounds):
        for program in programs:
            measured[program.name].starts.append(bounded(program.start, limit))
            measured[program.name].wholes.append(bounded(program.whole, limit))
    return measured


def grid(measured: Mapping[str, Measured]) -> Grid:
    """All of it as a table."""
    return Grid(
        _COLUMNS,
        [
            (
                name,
                spread([start.cost.wall for start in one.starts]),
                spread(one.walls),
                f"{statistics.median(start.cost.cpu for start in one.starts):.3g}",
                spread(one.cpus),
                f"{one.peak:.0f}",
                str(len(one.wholes)),
            )
            for name, one in measured.items()
        ],
    )
