"""Keeping those informed whose calls have to wait: why they do, and that they do not any more."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from studio.engine.workers.calls import Call, Hear, Message

_AGAIN = 10.0
"""Seconds after which a reason that has changed a little, as figures do, is told again."""


@dataclass
class _Told:
    number: int
    hear: Hear
    reason: str
    at: float


@dataclass
class Word:
    """What was told to whom, a lane at a time.

    Attributes:
        clock: Says the time in seconds.
    """

    clock: Callable[[], float] = time.monotonic
    _told: dict[tuple[str, bool], _Told] = field(default_factory=dict, init=False)

    def tell(self, reason: Callable[[Call], str], heads: Sequence[tuple[Call, Hear]]) -> None:
        """Tell whoever comes next in a lane why it waits, and let it know when it does not.

        Args:
            reason: Why a call does not begin; nothing if it only waits for its turn.
            heads: The calls that come next in their lanes.
        """
        waiting = {
            (call.lane, call.on_gpu): (call, hear, why) for call, hear in heads if (why := reason(call))
        }
        for lane in self._told.keys() - waiting.keys():
            told = self._told.pop(lane)
            told.hear(Message(told.number, event="let_go"))
        now = self.clock()
        for lane, (call, hear, why) in waiting.items():
            before = self._told.get(lane)
            if before is None or (before.reason != why and now - before.at >= _AGAIN):
                self._told[lane] = _Told(call.number, hear, why, now)
                hear(Message(call.number, event="held", fields={"reason": why}))
