"""A CSV file that grows by a row for each sample; one process at a time writes it, and whole lines only."""

from __future__ import annotations

import csv
import fcntl
import io
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from studio.core.errors import Refused, ToolFailed
from studio.host.alarms import alarms, worst
from studio.host.pressure import Stall
from studio.host.sampling import Flow, Sample

_TAIL = 1 << 16


class Taken(Refused):
    """Another process writes the file."""


class Logbook:
    """Appends samples to a file; what is in it already stays, and nothing is ever rotated away."""

    def __init__(self, file: Path) -> None:
        self.file = file.absolute()
        self._descriptor = -1
        self._header: list[str] = []

    def open(self, first: Sample) -> None:
        """Take the file for this process, and begin it with a header if it is new.

        Args:
            first: A sample that shows which columns there are.
        """
        self._header = [name for name, _ in _row(first)]
        self._open()

    def write(self, sample: Sample) -> None:
        """Append one row. It is there as a whole, or ToolFailed says why it is not there at all."""
        if not self._still_there():
            self.close()
            self._open()
        row = dict(_row(sample))
        self._append([row.get(name, "") for name in self._header])

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _open(self) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.file, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as refused:
            raise ToolFailed(
                f"{self.file} cannot be written: {(refused.strerror or '').lower()}",
                hint="name a file in a folder that may be written",
            ) from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._descriptor = descriptor
            self._begin()
        except BlockingIOError:
            os.close(descriptor)
            raise Taken(
                f"{self.file} is being written already",
                hint="stop that one with --stop, or name another file",
            ) from None
        except BaseException:
            self.close()
            raise

    def _begin(self) -> None:
        """A new file gets a header; an old one must have this one, and loses a row that a crash cut off."""
        size = os.fstat(self._descriptor).st_size
        if not size:
            self._append(self._header)
            return
        start = os.pread(self._descriptor, _TAIL, 0).partition(b"\n")[0]
        if start != _line(self._header).rstrip(b"\r\n"):
            raise Refused(
                f"{self.file} holds something else, or other columns",
                hint="name a new file: cards that were added or taken away change the columns",
            )
        end = os.pread(self._descriptor, _TAIL, max(0, size - _TAIL))
        os.ftruncate(self._descriptor, size - len(end) + end.rfind(b"\n") + 1)

    def _still_there(self) -> bool:
        """Whether the name still leads to the file that is open: somebody may have moved it away."""
        with suppress(OSError):
            named, ours = self.file.stat(), os.fstat(self._descriptor)
            return (named.st_dev, named.st_ino) == (ours.st_dev, ours.st_ino)
        return False

    def _append(self, values: list[str]) -> None:
        line = _line(values)
        size = os.fstat(self._descriptor).st_size
        try:
            written = os.write(self._descriptor, line)
            reason = "no space left on device" if written < len(line) else ""
        except OSError as refused:
            reason = (refused.strerror or str(refused)).lower()
        if reason:
            with suppress(OSError):
                os.ftruncate(self._descriptor, size)
            raise ToolFailed(f"{self.file} cannot be written: {reason}", hint="make room on its disk")


def _line(values: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(values)
    return text.getvalue().encode("utf-8", "backslashreplace")


def _row(sample: Sample) -> Iterator[tuple[str, str]]:
    """The columns and values of one sample; empty is what the machine does not tell."""
    found = alarms(sample)
    yield "time", datetime.fromtimestamp(sample.at).astimezone().isoformat(timespec="seconds")
    yield "level", worst(found) or "ok"
    yield "cpu_percent", _told(sample.cpu)
    yield "memory_percent", _told(sample.memory_share)
    yield "memory_used_bytes", _told(sample.memory.limit - sample.memory.available)
    yield "memory_limit_bytes", _told(sample.memory.limit)
    yield "swap_used_bytes", _told(sample.swapped)
    yield "swap_bytes", _told(sample.swap)
    pressure = sample.pressure
    for name, stall in (("cpu", pressure.cpu), ("memory", pressure.memory), ("io", pressure.io)):
        yield from _stalled(name, stall)
    yield "disk_free_bytes", _told(sample.disk.free)
    yield "disk_bytes", _told(sample.disk.total)
    yield "disk_free_inodes", _told(sample.disk.free_inodes if sample.disk.inodes else None)
    yield from _flowing("disk_written", "disk_read", sample.written)
    yield from _flowing("network_received", "network_sent", sample.network)
    yield "our_processes", _told(sample.ours.processes)
    yield "our_cpu_percent", _told(sample.ours.cpu)
    yield "our_memory_bytes", _told(sample.ours.memory)
    for number, card in enumerate(sample.cards.gpus):
        yield f"gpu{number}_busy_percent", _told(card.busy)
        yield f"gpu{number}_memory_used_bytes", _told(card.used)
        yield f"gpu{number}_memory_bytes", _told(card.memory)
        yield f"gpu{number}_celsius", _told(card.heat)
        yield f"gpu{number}_watts", _told(card.power)
    yield "warnings", "; ".join([*(alarm.told for alarm in found), *filter(None, [sample.cards.trouble])])


def _stalled(name: str, stall: Stall | None) -> Iterator[tuple[str, str]]:
    yield f"{name}_some_percent", _told(stall.some if stall else None)
    yield f"{name}_full_percent", _told(stall.full if stall else None)


def _flowing(into: str, out: str, flow: Flow) -> Iterator[tuple[str, str]]:
    yield f"{into}_bytes_per_second", _told(flow.into)
    yield f"{out}_bytes_per_second", _told(flow.out)


def _told(value: float | None) -> str:
    return "" if value is None else f"{round(value, 1):.12g}"
