"""What processes and everything below them take of the machine."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True)
class Taken:
    """What a family of processes takes.

    Attributes:
        processes: How many they are.
        seconds: Processor time until now, also of those that have ended and were waited for.
        memory: Bytes in memory; what several share is counted for each.
    """

    processes: int
    seconds: float
    memory: int


def taken(roots: Iterable[int], proc: Path = _PROC) -> Taken:
    """Measure processes with all their descendants; those that are gone count for nothing.

    Args:
        roots: The numbers of the processes at the top.
        proc: Where the kernel shows processes; on other systems they are asked for one by one.
    """
    if not (proc / "self" / "stat").exists():
        return _asked(roots)
    processes, seconds, pages = 0, 0.0, 0
    for pid in family(roots, proc):
        with suppress(OSError, ValueError, IndexError):
            # The name may hold blanks and brackets: what follows the last bracket is counted.
            fields = (proc / str(pid) / "stat").read_bytes().rpartition(b")")[2].split()
            processes += 1
            # Its own time and that of children it has waited for: no time is lost when one of them ends.
            seconds += sum(map(int, fields[11:15]))
            pages += int(fields[21])
    return Taken(processes, seconds / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE"))


def family(roots: Iterable[int], proc: Path = _PROC) -> set[int]:
    """Processes with all their descendants, by their numbers."""
    found: set[int] = set()
    waiting = [pid for pid in roots if (proc / str(pid)).exists()]
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting += _children(proc / str(pid))
    return found


def _children(process: Path) -> list[int]:
    """Those that any of its threads has started."""
    with suppress(OSError, ValueError):
        tasks = list((process / "task").iterdir())
        return [int(pid) for task in tasks for pid in _started_by(task)]
    return []


def _started_by(task: Path) -> list[bytes]:
    with suppress(FileNotFoundError, ProcessLookupError):
        return (task / "children").read_bytes().split()
    return []


def _asked(roots: Iterable[int]) -> Taken:
    import psutil

    processes: set[psutil.Process] = set()
    for pid in roots:
        with suppress(psutil.Error):
            root = psutil.Process(pid)
            processes |= {root, *root.children(recursive=True)}
    count, seconds, memory = 0, 0.0, 0
    for process in processes:
        with suppress(psutil.Error):
            times = process.cpu_times()
            memory += process.memory_info().rss
            seconds += times.user + times.system
            count += 1
    return Taken(count, seconds, memory)
