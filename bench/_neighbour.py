"""A neighbour at work: it counts what it gets done, and takes and frees memory in waves."""

from __future__ import annotations

import math
import mmap
import multiprocessing
import os
import struct
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.context import ForkContext
from pathlib import Path

_BLOCK = os.urandom(1 << 18)
_PAGE = 4096


@dataclass(frozen=True)
class Wave:
    """How memory is taken and freed.

    Attributes:
        bytes: What is taken at the top of a wave.
        seconds: How long a wave takes; it is up for a third of it.
    """

    bytes: int
    seconds: float


class Counter:
    """What several processes have done, which anybody may read at any moment."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._shared = mmap.mmap(-1, 8 * workers)

    def total(self) -> int:
        return sum(struct.unpack_from("<Q", self._shared, 8 * one)[0] for one in range(self._workers))

    def work(self, one: int) -> None:
        """Work and count, until somebody ends it."""
        os.setsid()
        count = 0
        while True:
            zlib.crc32(_BLOCK)
            count += 1
            struct.pack_into("<Q", self._shared, 8 * one, count)


@dataclass(frozen=True)
class Neighbour:
    """Who works beside us.

    Attributes:
        counter: What it has done.
        workers: The processes that do it.
    """

    counter: Counter
    workers: Sequence[int]


@contextmanager
def neighbour(workers: int, wave: Wave) -> Iterator[Neighbour]:
    """Have it work beside us for as long as the block lasts."""
    fork = multiprocessing.get_context("fork")
    counter = Counter(workers)
    wanted = [*((counter.work, one) for one in range(workers)), (_take_and_free, wave)]
    with _started(fork, wanted) as (*working, _):
        yield Neighbour(counter, working)


@contextmanager
def spinner() -> Iterator[int]:
    """One process that spins when nobody else wants the core; gives its number."""
    with _started(multiprocessing.get_context("fork"), [(_spin, None)]) as (pid,):
        yield pid


@contextmanager
def _started(fork: ForkContext, wanted: Sequence[tuple[object, object]]) -> Iterator[list[int]]:
    children = [fork.Process(target=work, args=(given,), daemon=True) for work, given in wanted]  # type: ignore[arg-type]
    for child in children:
        child.start()
    try:
        yield [child.pid or 0 for child in children]
    finally:
        for child in children:
            child.kill()
            child.join()


def _take_and_free(wave: Wave) -> None:
    """In steps, as programs do: half a gigabyte a second or so."""
    while True:
        held = []
        for _ in range(math.ceil(wave.bytes / (64 << 20))):
            held.append(b"\1" * (64 << 20))
            time.sleep(0.05)
        time.sleep(wave.seconds / 3)
        del held
        time.sleep(wave.seconds * 2 / 3)


def _spin(_: None) -> None:
    os.setsid()
    with suppress(OSError, AttributeError):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    with suppress(OSError):
        # Its session is weighed as a whole before anybody looks at its class.
        Path("/proc/self/autogroup").write_text("19\n")
    while True:
        zlib.crc32(_BLOCK)
