"""The command line as people use it: a process of its own, watched from outside."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import psutil

STUDIO = [sys.executable, "-m", "studio"]
PATIENCE = 60.0
# Two seconds are promised. A machine that runs tests may be overrun, and what does not obey stays a minute.
SOON = 10.0


def studio(*arguments: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run one command line to its end."""
    return subprocess.run(
        [*STUDIO, *map(str, arguments)],
        check=False,
        text=True,
        errors="surrogateescape",
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more},
    )


@contextmanager
def started(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """One command line at work in a process group of its own, which ends with the block."""
    with subprocess.Popen(
        [*STUDIO, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as child:
        try:
            yield child
        finally:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)


def end(child: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait for a command line that was started; returns its exit code and what it said."""
    out, err = child.communicate(timeout=PATIENCE)
    return child.returncode, out, err


def until(true: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """Wait until something is true, and fail when it takes too long."""
    deadline = time.monotonic() + seconds
    while not (answer := true()):
        assert time.monotonic() < deadline, f"not within {seconds:g} s"
        time.sleep(0.01)
    return answer


def below(child: subprocess.Popen[str]) -> list[psutil.Process]:
    """All processes a command line has started so far."""
    return psutil.Process(child.pid).children(recursive=True)


def ffmpegs(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those of them that are FFmpeg; the short-lived may end while they are looked at."""
    return [process for process in processes if "ffmpeg" in _name(process)]


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still do something; a zombie waits only to be counted."""
    return [process for process in processes if process.is_running() and _stirs(process)]


def _name(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return ""


def _stirs(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def scratch(folder: Path) -> list[Path]:
    """What is being made, or was left half-made, directly in a folder."""
    return [left for left in folder.iterdir() if left.name.startswith(".studio-")] if folder.exists() else []


def watched(*arguments: str, stdout: IO[bytes] | None = None) -> tuple[int, str]:
    """Run a command line on a terminal; returns its exit code and everything the screen got."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
    line = [*STUDIO, *arguments]
    with subprocess.Popen(line, stdout=stdout or theirs, stderr=theirs, env=environment) as child:
        os.close(theirs)
        shown = b""
        while True:
            try:
                shown += (got := os.read(ours, 65536))
            except OSError:
                break
            if not got:
                break
    os.close(ours)
    return child.returncode, re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())
