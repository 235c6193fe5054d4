"""How long tasks waited for the processor, for memory and for disks, as the Linux kernel counts it (PSI)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path("/proc/pressure")


@dataclass(frozen=True)
class Stall:
    """Shares of the last ten seconds, in percent.

    Attributes:
        some: In which at least one task waited.
        full: In which all of them did, so that nothing went on.
    """

    some: float
    full: float


@dataclass(frozen=True)
class Pressure:
    """What tasks waited for; None where the kernel does not count it."""

    cpu: Stall | None = None
    memory: Stall | None = None
    io: Stall | None = None


def pressure(folder: Path = _FOLDER) -> Pressure:
    """Read the figures of the machine.

    Args:
        folder: Where the kernel shows them.
    """
    return Pressure(*(_stall(folder / name) for name in ("cpu", "memory", "io")))


def _stall(file: Path) -> Stall | None:
    shares = {"some": 0.0, "full": 0.0}
    with suppress(OSError, ValueError):
        for line in file.read_text("ascii").splitlines():
            kind, _, figures = line.partition(" avg10=")
            shares[kind] = float(figures.split(" ", 1)[0])
        return Stall(shares["some"], shares["full"])
    return None


def stalled() -> float | None:
    """The share of the last ten seconds, in percent, in which all work waited for memory; None if unknown."""
    found = _stall(_FOLDER / "memory")
    return found.full if found else None
