"""On what terms we use the machine, as whoever runs us has said."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from studio.core.cards import ALL
from studio.engine.neighbour.keeper import Keeper
from studio.engine.neighbour.leases import Capacity
from studio.engine.neighbour.tiers import Tiers


@dataclass(frozen=True)
class Terms:
    """What our work may take.

    Attributes:
        usable: Cores there are for us.
        limit: Bytes of memory there are, for us and for others.
        cpus: Cores that it may use, all together; 0 if nobody has said.
        memory: Bytes of memory that it may hold, all together; 0 if nobody has said.
        priority: How it gives way to others: normal, low, idle or batch.
        hold: The share of memory in use, in percent, from which nothing new begins.
        gpus: Which graphics cards work for them may use, as people write it.
    """

    usable: int
    limit: int
    cpus: int = 0
    memory: int = 0
    priority: str = "normal"
    hold: float = 80.0
    gpus: str = ALL

    @property
    def cores(self) -> int:
        """Cores to divide among those who work side by side."""
        return min(self.cpus or self.usable, self.usable)

    def keeper(self, jobs: int) -> Keeper:
        """Who sees to it that they are kept, where so many calls are made side by side.

        Whoever asks for more calls at a time than there are cores, and says nothing of cores, gets them.
        """
        cpus = float(self.cores if self.cpus else max(self.cores, jobs))
        memory = self.memory or int(self.limit * self.hold / 100.0)
        return Keeper(Capacity(cpus, memory), self.memory, Tiers(self.hold))

    def held(self, threads: int) -> dict[str, Any]:
        """What a worker lays on itself, as plain values.

        Args:
            threads: Threads that it may have at work.
        """
        told = asdict(self)
        return {name: told[name] for name in ("cpus", "memory", "priority")} | {"threads": threads}
