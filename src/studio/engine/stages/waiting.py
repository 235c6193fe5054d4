"""Waiting until a disk that was full has more room than it had."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from studio.host import hardware
from studio.host.hardware import Disk

_BETWEEN_LOOKS = 0.5
_MORE = 1.1
_LITTLE = 64_000

_AT_THE_LATEST = 30.0
"""Seconds after which it is tried again all the same: there may have been room before it was measured."""


@dataclass
class Shortage:
    """What was free on a disk when something did not fit any more.

    Attributes:
        place: A folder on the disk.
        look: Measures it.
        clock: Tells the time, in seconds.
    """

    place: Path
    look: Callable[[Path], Disk] = field(default=hardware.whole_disk)
    clock: Callable[[], float] = field(default=time.monotonic)
    _looked: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._began = self.clock()
        self._then = self.look(self.place)

    @property
    def reason(self) -> str:
        """What people are told."""
        return f"{self._then.path} is full; it goes on when there is more room"

    def is_over(self) -> bool:
        """Whether there is more room than there was, or it is worth another try; looked at now and then."""
        at = self.clock()
        if at - self._looked < _BETWEEN_LOOKS:
            return False
        self._looked = at
        if at - self._began > _AT_THE_LATEST:
            return True
        now, then = self.look(self.place), self._then
        return now.free > _MORE * then.free + _LITTLE or now.free_inodes > _MORE * then.free_inodes + 2
