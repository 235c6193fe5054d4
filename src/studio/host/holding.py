"""What a process lays on itself so that others hardly notice it; all it starts inherits it.

Every measure is tried for itself, and says whether it took effect: none of them ever fails a call.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from studio.host import groups

GROUP = "control group"
LIMIT = "limit of each process"
WATCH = "our own watcher"
"""Who sees to it that memory is kept to, the strictest first."""

NORMAL, LOW, IDLE, BATCH = PRIORITIES = ("normal", "low", "idle", "batch")

_NICE = {NORMAL: 0, LOW: 10, IDLE: 19, BATCH: 10}
_SESSION = Path("/proc/self/autogroup")
_TRIES, _BETWEEN_TRIES = 4, 0.11
_SACRIFICED = Path("/proc/self/oom_score_adj")
_SACRIFICED_FIRST = 500
# The classes of ioprio_set, and the calls' numbers: glibc has no function of that name.
_DISK = {LOW: (2, 7), BATCH: (2, 7), IDLE: (3, 0)}
_IOPRIO_SET = {"x86_64": 251, "aarch64": 30, "riscv64": 30, "ppc64le": 273, "s390x": 282, "i686": 289}
_CLASS_SHIFT = 13
_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "RAYON_NUM_THREADS",
    "OPENCV_FOR_THREADS_NUM",
    "VIPS_CONCURRENCY",
)


@dataclass(frozen=True)
class Hold:
    """How a process is to hold itself back.

    Attributes:
        cpus: Cores it may run on, with all it starts; 0: as many as there are.
        memory: Bytes it may take; 0: no limit.
        priority: One of PRIORITIES.
        threads: Threads that a library in it may start; 0: as many as it likes.
    """

    cpus: int
    memory: int
    priority: str
    threads: int

    @property
    def gives_way(self) -> bool:
        """Whether there are others who are to have some of the cores, or all of them, before us."""
        return bool(self.cpus) or self.priority != NORMAL


@dataclass(frozen=True)
class Held:
    """What of it took effect.

    Attributes:
        level: Who keeps the memory in bounds: GROUP, LIMIT or WATCH.
        told: What was laid on it and what could not be, a sentence each.
    """

    level: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """One thing that was tried: on what, whether it took effect, what to say, and who guards memory by it."""

    subject: str
    took: bool
    told: str
    guard: str = ""


def environment(threads: int) -> dict[str, str]:
    """What libraries read about threads when they are loaded: to be set before a program is started."""
    return dict.fromkeys(_THREADS, str(threads)) if threads else {}


def hold(wanted: Hold) -> Held:
    """Hold this process back, and with it all that it will start; before its threads are."""
    found = list(measures(wanted))
    return Held(level_of(found), tuple(one.told for one in found))


def measures(wanted: Hold) -> Iterator[Measure]:
    """The same, measure by measure, each with what became of it."""
    yield from _processor(wanted.priority)
    yield from _disk(wanted.priority)
    yield from _cores(wanted.cpus)
    yield _first_to_go()
    yield from _memory(wanted.memory)
    yield from _threads(wanted.threads)


def level_of(found: Iterable[Measure]) -> str:
    """Who keeps the memory in bounds."""
    return next((one.guard for one in found if one.guard), WATCH)


def kept(levels: Collection[str], memory: int) -> str:
    """What has kept several processes to their memory, in words; nothing where there were none.

    Args:
        levels: Who has, of each.
        memory: Bytes they might have all together; 0 where nobody has said.
    """
    if not levels:
        return ""
    if not memory:
        return f"{WATCH}, to what the machine has"
    others = [level for level in (GROUP, LIMIT) if level in levels]
    return f"{memory / (1 << 30):.3g} GiB, kept by {' and '.join([*others, WATCH])}"


def _processor(priority: str) -> Iterator[Measure]:
    """Its turn comes when nobody else wants one, or at least later."""
    if priority == NORMAL:
        return
    policy = {IDLE: getattr(os, "SCHED_IDLE", None), BATCH: getattr(os, "SCHED_BATCH", None)}.get(priority)
    if policy is not None:
        yield _tried("cpu", f"scheduled as {priority}", lambda: _schedule(policy))
    elif priority != LOW:
        yield Measure("cpu", False, f"this system has no {priority} scheduling; being nice stands in for it")
    yield _tried("cpu", f"nice {_NICE[priority]}", lambda: _be_nice(_NICE[priority]))
    # The first of a session has a share of its own, within which it is nice to itself alone.
    if _SESSION.exists() and os.getsid(0) == os.getpid():
        yield _tried("cpu", f"its session is nice {_NICE[priority]}", lambda: _calm_session(_NICE[priority]))


def _schedule(policy: int) -> None:
    os.sched_setscheduler(0, policy, os.sched_param(0))


def _be_nice(nice: int) -> None:
    now = os.getpriority(os.PRIO_PROCESS, 0)
    os.setpriority(os.PRIO_PROCESS, 0, max(now, nice))


def _calm_session(nice: int) -> None:
    """Only one may do so in a tenth of a second, whoever it is."""
    for _ in range(_TRIES):
        try:
            _write(_SESSION, nice)
        except BlockingIOError:
            time.sleep(_BETWEEN_TRIES)
        else:
            return
    _write(_SESSION, nice)


def _disk(priority: str) -> Iterator[Measure]:
    """It reads and writes when the disk has nothing else to do."""
    if priority == NORMAL:
        return
    number = _IOPRIO_SET.get(platform.machine()) if sys.platform == "linux" else None
    if number is None:
        yield Measure("disk", False, "this system knows no priorities of the disk")
        return
    kind, level = _DISK[priority]
    told = "the disk is used when idle" if priority == IDLE else "the disk is used last"
    yield _tried("disk", told, lambda: _set_disk(number, kind << _CLASS_SHIFT | level))


def _set_disk(number: int, priority: int) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if library.syscall(number, 1, 0, priority):
        fault = ctypes.get_errno()
        raise OSError(fault, os.strerror(fault))


def _cores(cpus: int) -> Iterator[Measure]:
    """The last of the cores: others begin at the first."""
    if not cpus:
        return
    if not hasattr(os, "sched_setaffinity"):
        yield Measure("cores", False, "this system does not tie processes to cores")
        return
    allowed = sorted(os.sched_getaffinity(0))
    chosen = allowed[-cpus:]
    told = f"cores {', '.join(map(str, chosen))} of {len(allowed)}"
    yield _tried("cores", told, lambda: os.sched_setaffinity(0, chosen))


def _first_to_go() -> Measure:
    """Where memory runs out all the same, the kernel is to choose us and not our neighbours."""
    if not _SACRIFICED.exists():
        return Measure("memory", False, "this system lets nobody volunteer to be ended first")

    def volunteer() -> None:
        if int(_SACRIFICED.read_text()) < _SACRIFICED_FIRST:
            _write(_SACRIFICED, _SACRIFICED_FIRST)

    return _tried("memory", "first to be ended where memory runs out", volunteer)


def _memory(memory: int) -> Iterator[Measure]:
    """A control group where we have been given one, else a limit that each process has for itself."""
    if not memory:
        return
    try:
        group = groups.leaf(memory)
        told = f"{memory:,} bytes of memory in all, by the control group {group.name}"
        yield Measure("memory", True, told, GROUP)
    except groups.NotGiven as missing:
        yield Measure("memory", False, f"no control group: {missing}")
        tried = _tried("memory", f"{memory:,} bytes of memory for each process", lambda: _limit(memory))
        yield replace(tried, guard=LIMIT) if tried.took else tried


def _limit(memory: int) -> None:
    """Of what a process writes to itself, not of its address space: files that are mapped are no burden."""
    import resource

    # Only the soft limit: whoever needs another hold later may have it.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    if sys.platform != "linux":
        raise OSError(0, "this system does not keep to it")


def _threads(threads: int) -> Iterator[Measure]:
    """Only those of libraries that are there already; the rest read the environment when they come."""
    if not threads:
        return
    if cv2 := sys.modules.get("cv2"):
        yield _tried("threads", f"OpenCV has {threads}", lambda: cv2.setNumThreads(threads))


def _tried(subject: str, told: str, work: Callable[[], object]) -> Measure:
    try:
        work()
    except (OSError, ValueError) as refused:
        reason = (getattr(refused, "strerror", "") or str(refused)).lower()
        return Measure(subject, False, f"not {told}: {reason}")
    return Measure(subject, True, told)


def _write(file: Path, value: int) -> None:
    file.write_text(f"{value}\n")
