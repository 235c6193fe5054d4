"""Decides how many read at once: files come from memory, or a disk makes readers wait."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

Each = Callable[[Callable[[Any], Any], Iterable[Any]], list[Any]]
"""Does the same to every item, perhaps in several threads; results in the items' order."""

_BUSY = 0.6
_WAITS_A_SECOND, _BY_CHANCE = 50, 20


class Pace:
    """Reads alone until that means waiting.

    What the system has in memory, one thread reads in half the processor's time that two need who take
    turns, and no later; while a disk seeks, or a server answers, others may ask it for more.
    """

    def __init__(self, each: Each) -> None:
        self._each = each
        self._waits = False

    def each(self, work: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
        """Do the same to every item; results in the items' order."""
        if self._waits:
            return self._each(work, items)
        before = _clocks()
        done = [work(item) for item in items]
        self._waits = _clocks().waiting_since(before)
        return done


class Clocks(NamedTuple):
    """How far time has gone, for how much of it this thread worked, and how often it waited for something."""

    time: float
    busy: float
    waits: int

    def waiting_since(self, before: Clocks) -> bool:
        """Whether it mostly waited: who is only kept from the processor by others never gave it up."""
        passed = self.time - before.time
        is_idle = self.busy - before.busy < _BUSY * passed
        return is_idle and self.waits - before.waits > _BY_CHANCE + _WAITS_A_SECOND * passed


def _clocks() -> Clocks:
    usage = resource.getrusage(_OF_THREAD)
    return Clocks(time.perf_counter(), usage.ru_utime + usage.ru_stime, usage.ru_nvcsw)


_OF_THREAD = getattr(resource, "RUSAGE_THREAD", resource.RUSAGE_SELF)
