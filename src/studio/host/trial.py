"""How far this system lets us spare others, found out by trying it in a process of its own."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from studio.core.errors import StudioError
from studio.host import drivers, holding, programs, slices
from studio.host.holding import Hold, Measure
from studio.host.isolation import devices, layers
from studio.host.pressure import pressure

_SECONDS = 20.0
_NONE = "none"
_PRESSURE = Path("/proc/pressure")


@dataclass(frozen=True)
class Guard:
    """How far one thing is guarded here.

    Attributes:
        subject: What: memory, cpu, cores, disk, gpu, cards, pressure or proof.
        level: How far.
        why: What was done, or why it goes no further.
    """

    subject: str
    level: str
    why: str


def guards() -> tuple[Guard, ...]:
    """Try everything in a child and say what became of it."""
    try:
        answer = programs.answer([sys.executable, "-m", __name__], seconds=_SECONDS)
        return (*(Guard(**one) for one in json.loads(answer)), _slices(), _stalls(), _proof())
    except (StudioError, ValueError, TypeError) as failed:
        told = failed.message if isinstance(failed, StudioError) else str(failed)
        told = f"nothing could be tried: {told}"
        return (Guard("memory", holding.WATCH, told), _slices(), _stalls(), _proof())


def tried(dev: Path = devices.DEV) -> Iterator[Guard]:
    """Take all measures in this process, which is there for nothing else.

    Args:
        dev: Where cards appear.
    """
    # As our workers, the first of its session.
    with suppress(OSError):
        os.setsid()
    kept = layers.enter(dev)
    found = list(holding.measures(Hold(cpus=1, memory=1 << 30, priority=holding.IDLE, threads=1)))
    yield Guard("memory", holding.level_of(found), _told(found, "memory"))
    yield Guard("cpu", _level(found, "cpu", "idle class", "nice"), _told(found, "cpu"))
    yield Guard("cores", _level(found, "cores", "affinity"), _told(found, "cores"))
    yield Guard("disk", _level(found, "disk", "idle class"), _told(found, "disk"))
    yield Guard("gpu", kept.level, kept.told)


def _level(found: Sequence[Measure], subject: str, *names: str) -> str:
    """The name of the first measure that took effect."""
    took = [one.took for one in found if one.subject == subject]
    return next((name for name, one in zip(names, took, strict=False) if one), _NONE)


def _told(found: Sequence[Measure], subject: str) -> str:
    return "; ".join(one.told for one in found if one.subject == subject)


def _stalls() -> Guard:
    if pressure(_PRESSURE).memory:
        return Guard("pressure", "stalls", "the kernel counts how long tasks wait for memory")
    return Guard("pressure", "share of memory", "this kernel does not count how long tasks wait for memory")


def _slices() -> Guard:
    """What work that is meant for a card is given, each call one to itself."""
    there = slices.found()
    if not there.slices:
        return Guard("cards", _NONE, "there is no card to work on")
    named = [f"{part.number}: {part.card}, {part.name}" for part in there.slices if part.name]
    count = f"{len(named)} told apart" if named else "not told apart"
    return Guard("cards", count, "; ".join([*named, *filter(None, [there.trouble])]))


def _proof() -> Guard:
    """Whether it can be seen afterwards who has touched a card."""
    if not Path("/proc/self/fd").is_dir():
        return Guard("proof", _NONE, "this system does not show what processes have open")
    if not devices.cards():
        return Guard("proof", "open files", "files and libraries that processes hold are looked at")
    if trouble := drivers.on_card().trouble:
        return Guard("proof", "open files", trouble)
    return Guard("proof", "driver", "the driver names those on a card, besides the files that they hold")


if __name__ == "__main__":
    json.dump([asdict(guard) for guard in tried()], sys.stdout)
