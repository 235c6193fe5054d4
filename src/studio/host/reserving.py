"""Having something to oneself on this machine, for as long as the process lives that has it."""

from __future__ import annotations

import errno
import fcntl
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Reservation:
    """Something that nobody else has until it is given back, or until this process ends."""

    _held: int | None

    def give_back(self) -> None:
        """Others may have it."""
        if self._held is not None:
            os.close(self._held)
            self._held = None


def reserve(file: Path) -> Reservation | None:
    """Have what a file stands for, or None if somebody has it.

    Where files cannot be locked everybody gets it, for nobody could be asked.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        held = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return Reservation(None)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as refused:
        os.close(held)
        return None if refused.errno in (errno.EWOULDBLOCK, errno.EAGAIN) else Reservation(None)
    return Reservation(held)
