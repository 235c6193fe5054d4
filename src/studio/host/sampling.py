"""One look at the machine after another: what is busy, full, hot or waited for, and what of it is ours."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.host import family, hardware
from studio.host.gpus import Lookout, Seen
from studio.host.hardware import Disk, Memory
from studio.host.pressure import Pressure, pressure


@dataclass(frozen=True)
class Flow:
    """Bytes a second in and out; None where they are not counted, or were not a moment ago."""

    into: float | None = None
    out: float | None = None


@dataclass(frozen=True)
class Ours:
    """What our own processes take.

    Attributes:
        processes: How many they are.
        cpu: Processor time, in percent of the whole machine.
        memory: Bytes in memory.
    """

    processes: int
    cpu: float
    memory: int


@dataclass(frozen=True)
class Sample:
    """The machine at one moment; rates are means since the sample before.

    Attributes:
        at: When it was taken, in seconds since 1970.
        seconds: Over which time its rates were counted.
        cpu: How busy the processor was, in percent.
        cores: The same for each core.
        memory: Memory, with the control group's limit where that is tighter.
        swap: Bytes of swap space there are.
        swapped: Bytes of it in use.
        pressure: What tasks waited for.
        disk: Room on the disk.
        written: What went to disks and came from them: `into` is writing.
        network: What came from other machines and went to them.
        cards: The graphics cards.
        ours: What our own processes took.
    """

    at: float
    seconds: float
    cpu: float
    cores: tuple[float, ...]
    memory: Memory
    swap: int
    swapped: int
    pressure: Pressure
    disk: Disk
    written: Flow
    network: Flow
    cards: Seen
    ours: Ours

    @property
    def memory_share(self) -> float:
        """How much of the memory that may be used is in use, in percent."""
        return 100 * (self.memory.limit - self.memory.available) / self.memory.limit


@dataclass(frozen=True)
class _Counters:
    """What only ever grows."""

    moment: float
    cores: tuple[tuple[float, float], ...]
    written: tuple[int, int] | None
    network: tuple[int, int] | None
    ours: float


@dataclass
class Sampler:
    """Takes samples; the first one covers the time since the sampler was made.

    Attributes:
        place: A folder on the disk that is watched.
        roots: Our own processes; they are counted with all they have started.
        clock: Seconds that only run forward.
        now: Seconds since 1970.
        lookout: Who looks at the graphics cards.
    """

    place: Path
    roots: Callable[[], Iterable[int]] = tuple
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    lookout: Lookout = field(default_factory=Lookout)

    def __post_init__(self) -> None:
        self._before = self._count(family.taken(self.roots()))
        self.lookout.look()

    def sample(self) -> Sample:
        """Look at everything now."""
        import psutil

        taken = family.taken(self.roots())
        before, counters = self._before, self._count(taken)
        self._before = counters
        seconds = counters.moment - before.moment
        cores = _busy(before.cores, counters.cores)
        swap = psutil.swap_memory()
        return Sample(
            at=self.now(),
            seconds=seconds,
            cpu=_share(before.cores, counters.cores),
            cores=cores,
            memory=hardware.memory(),
            swap=swap.total,
            swapped=swap.used,
            pressure=pressure(),
            disk=hardware.disk(self.place),
            written=_flow(before.written, counters.written, seconds),
            network=_flow(before.network, counters.network, seconds),
            cards=self.lookout.look(),
            ours=Ours(
                taken.processes, _of_machine(counters.ours - before.ours, seconds, len(cores)), taken.memory
            ),
        )

    def close(self) -> None:
        """Let go of what was kept open."""
        self.lookout.close()

    def _count(self, taken: family.Taken) -> _Counters:
        import psutil

        cores = tuple((_spent(times), _total(times)) for times in psutil.cpu_times(percpu=True))
        disks = psutil.disk_io_counters()
        # What a machine says to itself is no traffic.
        cards = [count for name, count in psutil.net_io_counters(pernic=True).items() if name != "lo"]
        return _Counters(
            moment=self.clock(),
            cores=cores,
            written=(disks.write_bytes, disks.read_bytes) if disks else None,
            network=(sum(card.bytes_recv for card in cards), sum(card.bytes_sent for card in cards)),
            ours=taken.seconds,
        )


def _total(times: Any) -> float:
    """All time of a core; what guests took is counted in that of their hosts."""
    return float(sum(times) - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0))


def _spent(times: Any) -> float:
    return _total(times) - float(times.idle) - float(getattr(times, "iowait", 0.0))


def _busy(
    before: tuple[tuple[float, float], ...], after: tuple[tuple[float, float], ...]
) -> tuple[float, ...]:
    """How busy each core was; cores that came or went meanwhile leave no telling which is which."""
    if len(before) != len(after):
        return tuple(0.0 for _ in after)
    return tuple(
        _percent(now[0] - then[0], now[1] - then[1]) for then, now in zip(before, after, strict=True)
    )


def _share(before: tuple[tuple[float, float], ...], after: tuple[tuple[float, float], ...]) -> float:
    if len(before) != len(after):
        return 0.0
    busy = sum(core[0] for core in after) - sum(core[0] for core in before)
    return _percent(busy, sum(core[1] for core in after) - sum(core[1] for core in before))


def _percent(part: float, whole: float) -> float:
    return round(min(100.0, max(0.0, 100 * part / whole)), 1) if whole > 0 else 0.0


def _of_machine(spent: float, seconds: float, cores: int) -> float:
    return _percent(spent, seconds * max(1, cores))


def _flow(before: tuple[int, int] | None, after: tuple[int, int] | None, seconds: float) -> Flow:
    if before is None or after is None or seconds <= 0:
        return Flow()
    return Flow(*(_rate(now - then, seconds) for then, now in zip(before, after, strict=True)))


def _rate(count: int, seconds: float) -> float | None:
    """None where a counter has begun anew: a disk or a network was taken away."""
    return None if count < 0 else round(count / seconds, 1)
