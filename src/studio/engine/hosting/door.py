"""The door of a host: is there room for a run that begins by itself, with nobody there to decide?"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.engine.neighbour import floors
from studio.engine.neighbour.tiers import Reading, Tier, Tiers
from studio.host import hardware
from studio.host.pressure import stalled


@dataclass
class Door:
    """Looks at memory and at the disk whenever somebody asks to be let in.

    Attributes:
        tiers: Judges memory.
        clock: Says the time, in seconds.
    """

    tiers: Tiers
    clock: Callable[[], float] = time.monotonic

    def lack_of_room(self, folder: Path, memory_bytes: int) -> str:
        """Why something has to wait for room; nothing if it may start.

        Args:
            folder: Where its files will lie.
            memory_bytes: The memory it asks for; 0 if it does not say.
        """
        return self._lack_of_memory(memory_bytes) or floors.lack_of_room(hardware.disk(folder), 0)

    def _lack_of_memory(self, wanted: int) -> str:
        memory = hardware.memory()
        verdict = self.tiers.judge(Reading(self.clock(), memory.limit, memory.available, stalled()))
        if verdict.tier >= Tier.HOLD or (verdict.tier is Tier.WARN and wanted > verdict.spare):
            return verdict.reason
        return ""
