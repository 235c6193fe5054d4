"""How fast the disk of the home takes what it must keep: measured once, and written down with the date."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_NOTE = "disk-speed.json"
_PIECE = 1 << 20
_PIECES = 16
_LONGEST = 3.0


@dataclass(frozen=True)
class DiskSpeed:
    """What was measured.

    Attributes:
        written: Bytes a second, until they were safe on the disk.
        at: When that was, in seconds since 1970.
    """

    written: float
    at: float


def disk_speed(home: Path) -> DiskSpeed | None:
    """The speed of the disk, measured now if it never was; None where nothing can be written.

    Args:
        home: Where the product keeps what it keeps.
    """
    return _noted(home) or measured(home)


def measured(home: Path) -> DiskSpeed | None:
    """Measure with a few megabytes, and keep what came of it."""
    with suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
        trial = home / f".studio-disk-speed-{os.getpid()}"
        try:
            speed = DiskSpeed(round(_written(trial)), time.time())
        finally:
            trial.unlink(missing_ok=True)
        note = home / f".studio-{_NOTE}-{os.getpid()}"
        note.write_text(json.dumps(asdict(speed) | {"device": home.stat().st_dev}), "utf-8")
        note.replace(home / _NOTE)
        return speed
    return None


def _written(trial: Path) -> float:
    """Bytes a second; a slow disk gets less to do, so that nobody waits long."""
    piece = os.urandom(_PIECE)
    descriptor = os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        began, count = time.perf_counter(), 0
        while count < _PIECES and time.perf_counter() - began < _LONGEST:
            os.write(descriptor, piece)
            os.fsync(descriptor)
            count += 1
        return count * _PIECE / (time.perf_counter() - began)
    finally:
        os.close(descriptor)


def _noted(home: Path) -> DiskSpeed | None:
    """What was measured before, if the home is still on that disk."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads((home / _NOTE).read_text("utf-8"))
        if told["device"] == home.stat().st_dev:
            return DiskSpeed(float(told["written"]), float(told["at"]))
    return None
