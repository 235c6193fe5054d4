"""A program run to its end or to its limit: its whole family is counted, and none of it is left behind."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

import psutil
from bench._paired import Command, Cost, Failed, Memory, environment

_MIB = 1 << 20
_GRACE = 3.0
_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Bounded:
    """What a program took, and how many of its processes were still there when it had ended."""

    cost: Cost
    left: int


def bounded(command: Command, limit: float) -> Bounded:
    """Run one program; Failed if it goes wrong or takes longer than `limit` seconds.

    Processes whose parent is gone become children of this one (on Linux), so that their time counts too
    and they can be ended.
    """
    command.prepare()
    _adopt()
    before = _spent()
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command.argv,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            env=environment(command),
            # No session of its own: Linux shares cores out among sessions before it looks at niceness.
            process_group=0,
        )
        memory = Memory(process.pid)
        late = threading.Event()
        alarm = threading.Timer(limit, _give_up, (process.pid, late))
        alarm.start()
        try:
            process.wait()
            wall = time.perf_counter() - began
        finally:
            alarm.cancel()
            memory.stop()
            left = _end(memory.met)
        said.seek(0)
        printed = said.read().decode(errors="replace")
    if late.is_set():
        raise Failed(f"{command.name} was not done after {limit:g} s")
    if process.returncode:
        raise Failed(f"{command.name} ended with {process.returncode}: {printed.strip()[-600:]}")
    return Bounded(Cost(_spent() - before, wall, memory.largest / _MIB, memory.tree / _MIB, printed), left)


def _give_up(pid: int, late: threading.Event) -> None:
    late.set()
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


@cache
def _adopt() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _spent() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _end(met: set[psutil.Process]) -> int:
    """Give what is left of a program's family some time to end by itself, then end it. How much that was."""
    family = met | set(psutil.Process().children(recursive=True))
    _, alive = psutil.wait_procs([one for one in family if one.is_running()], timeout=_GRACE)
    for one in alive:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs(alive, timeout=_GRACE)
    return len(alive)
