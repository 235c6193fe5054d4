"""Running other programs: the only place in the product that starts one."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from studio.core.errors import ToolFailed, Unavailable
from studio.core.settings import environment_for

Child = subprocess.Popen[bytes]

_PARENT_DEATH = 1


def found(name: str) -> Path | None:
    """Where a program lies, or None."""
    place = shutil.which(name)
    return Path(place) if place else None


def answer(command: Sequence[str], *, seconds: float = 10) -> str:
    """What a short-lived program prints; it is stopped when it takes too long."""
    try:
        done = subprocess.run(
            list(command), capture_output=True, text=True, errors="replace", timeout=seconds, check=False
        )
    except FileNotFoundError:
        raise Unavailable(f"{command[0]} is not installed") from None
    except subprocess.TimeoutExpired:
        raise ToolFailed(f"{command[0]} did not answer within {seconds:g} seconds") from None
    except OSError as refused:
        raise ToolFailed(f"{command[0]} cannot be started: {refused.strerror}") from None
    if done.returncode:
        raise ToolFailed(f"{command[0]} failed: {done.stderr.strip()[-300:] or done.returncode}")
    return done.stdout


def python(module: str, environment: Mapping[str, str]) -> Child:
    """Start a Python module as a child that is talked to through its standard input and output.

    It leads a process group of its own, so that it and all it starts can be stopped together.
    """
    return subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        env=environment_for(environment),
    )


def stop(children: Sequence[Child], *, grace: float = 0.5) -> None:
    """End children and everything they started, politely first."""
    for sent, patience in ((signal.SIGTERM, grace), (signal.SIGKILL, 5.0)):
        for child in children:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, sent)
        deadline = time.monotonic() + patience
        for child in children:
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.0, deadline - time.monotonic()))
    for child in children:
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


def die_with_parent() -> None:
    """Have this process killed when the one that started it goes away, however it goes."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)
