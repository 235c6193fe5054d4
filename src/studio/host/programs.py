"""Running other programs: the only place in the product that starts one."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from studio.core.errors import ToolFailed, Unavailable
from studio.host.isolation.environment import without_cards

Child = subprocess.Popen[bytes]

_sees_cards = False

_PARENT_DEATH, _ADOPT = 1, 36
_LAST_LINES = 40
_LONGEST_LINE = 2000
# Looked up before any fork: a child between fork and exec must not import or load anything.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def found(name: str) -> Path | None:
    """Where a program lies, or None."""
    place = shutil.which(name)
    return Path(place) if place else None


def answer(
    command: Sequence[str], *, seconds: float = 10, story: str = "", folder: Path | None = None
) -> str:
    """What a short-lived program prints; it is stopped when it takes too long.

    Args:
        command: The program and its arguments.
        seconds: How long it may take.
        story: What it is given on its standard input.
        folder: The folder it is run in; ours when left out.
    """
    try:
        done = subprocess.run(
            list(command), capture_output=True, text=True, errors="replace", timeout=seconds, check=False,
            input=story, cwd=folder, env=_environment_of_programs(),
        )  # fmt: skip
    except FileNotFoundError:
        raise Unavailable(f"{command[0]} is not installed") from None
    except subprocess.TimeoutExpired:
        raise ToolFailed(f"{command[0]} did not answer within {seconds:g} seconds") from None
    except OSError as refused:
        raise ToolFailed(f"{command[0]} cannot be started: {refused.strerror}") from None
    if done.returncode:
        raise ToolFailed(f"{command[0]} failed: {done.stderr.strip()[-300:] or done.returncode}")
    return done.stdout


def told(command: Sequence[str], folder: Path, story: str, *, seconds: float = 300) -> int:
    """Run a program of the user's in a folder, with a text on its standard input; returns its exit code.

    It is no work of ours, so it may use a GPU.
    """
    try:
        done = subprocess.run(
            list(command), cwd=folder, input=story, text=True, timeout=seconds, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0,
            env=_untuned(_environment({})),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ToolFailed(f"{command[0]} did not end within {seconds:g} seconds") from None
    except OSError as refused:
        raise ToolFailed(f"{command[0]} cannot be started: {(refused.strerror or '').lower()}") from None
    return done.returncode


@dataclass(frozen=True)
class Finished:
    """What a program left behind: its exit code and the end of what it said on stderr."""

    code: int
    said: str


def lines(command: Sequence[str | Path], *, ended: Callable[[Finished], None]) -> Iterator[str]:
    """Run a program and yield what it prints, line by line, while it prints it.

    It leads a process group of its own, is told to die with us, and is stopped with everything it
    started when the caller stops listening, for whatever reason.

    Args:
        command: The program and its arguments; paths are passed as they are.
        ended: Told how it ended, once it has.
    """
    try:
        child = subprocess.Popen(
            [os.fspath(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            process_group=0,
            preexec_fn=die_with_parent,  # noqa: PLW1509
            env=_environment_of_programs(),
        )
    except FileNotFoundError:
        raise Unavailable(f"{command[0]} is not installed") from None
    except OSError as refused:
        raise ToolFailed(f"{command[0]} cannot be started: {refused.strerror}") from None
    said: deque[bytes] = deque(maxlen=_LAST_LINES)
    listener = threading.Thread(target=_collect, args=(child.stderr, said), daemon=True)
    listener.start()
    try:
        assert child.stdout
        for line in child.stdout:
            yield line.decode("utf-8", "replace").rstrip("\n")
        code = child.wait()
        listener.join(1)
        ended(Finished(code, b"".join(said).decode("utf-8", "replace").strip()))
    finally:
        if child.poll() is None:
            stop([child])
        for pipe in (child.stdout, child.stderr):
            if pipe:
                pipe.close()


def _collect(stream: IO[bytes] | None, said: deque[bytes]) -> None:
    """Keep the end of what a program says: a talkative one must neither fill our memory nor block."""
    with suppress(ValueError, OSError):
        for line in stream or ():
            said.append(line[:_LONGEST_LINE])


def python(module: str, environment: Mapping[str, str], *, cards: bool = False) -> Child:
    """Start a Python module as a child that is talked to through its standard input and output.

    It leads a process group of its own, so that it and all it starts can be stopped together.

    Args:
        module: Its name.
        environment: What it is told besides our own environment.
        cards: Whether it may see GPUs.
    """
    told = _environment(environment)
    return subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        env=told if cards else without_cards(told),
    )


def script(file: Path, arguments: Sequence[str]) -> Child:
    """Start a Python file that needs nothing but the standard library, as a child that is talked to.

    It ends when its input does, and so does not outlive us; Ctrl-C in our terminal is not for it.
    """
    return subprocess.Popen(
        [sys.executable, "-I", "-S", os.fspath(file), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=0,
        env=_environment_of_programs(),
    )


def let_see_cards() -> None:
    """Have the programs that this process starts see GPUs, as what it does is meant for one."""
    global _sees_cards
    _sees_cards = True


def _environment_of_programs() -> dict[str, str]:
    untuned = _untuned(_environment({}))
    return untuned if _sees_cards else without_cards(untuned)


def _untuned(environment: Mapping[str, str]) -> dict[str, str]:
    """Without what tunes the memory of our workers: programs of many threads fare better so."""
    return {name: value for name, value in environment.items() if not name.startswith("MALLOC_")}


def _environment(child: Mapping[str, str]) -> dict[str, str]:
    # Workers need this module too, and start in half the time without the settings and their checks.
    from studio.core.settings import environment_for

    return environment_for(child)


def stop(children: Sequence[Child], *, grace: float = 0.5) -> None:
    """End children and everything they started, politely first."""
    for sent, patience in ((signal.SIGTERM, grace), (signal.SIGKILL, 5.0)):
        for child in children:
            with suppress(ProcessLookupError, PermissionError):
                if not _is_another(child):
                    os.killpg(child.pid, sent)
        deadline = time.monotonic() + patience
        for child in children:
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.0, deadline - time.monotonic()))
    _end_sessions({child.pid for child in children if not _is_another(child)})
    for child in children:
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


def _is_another(child: Child) -> bool:
    """Whether a child ended before and its number has been given to a stranger since.

    What it started and left keeps the number of the group taken, but nobody of that number is there then.
    """
    if child.returncode is None:
        return False
    try:
        os.kill(child.pid, 0)
    except OSError as error:
        return not isinstance(error, ProcessLookupError)
    return True


def end_group(leader: int) -> None:
    """Kill a process that leads a group, and everything it started; it may be gone itself."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
    _end_sessions({leader})


def _end_sessions(leaders: set[int]) -> None:
    """Kill what groups have started in groups of its own: a program of a program outlives its parent."""
    _signal_sessions(leaders, signal.SIGKILL)


def pause(leaders: Collection[int]) -> None:
    """Have processes that lead sessions, and all they started, stand still: they keep what they hold."""
    _signal_sessions(leaders, signal.SIGSTOP)


def go_on(leaders: Collection[int]) -> None:
    """Have those go on that stand still."""
    _signal_sessions(leaders, signal.SIGCONT)


def _signal_sessions(leaders: Collection[int], sent: signal.Signals) -> None:
    import psutil

    for pid in psutil.pids():
        with suppress(ProcessLookupError, PermissionError):
            if os.getsid(pid) in leaders:
                os.kill(pid, sent)


def die_with_parent() -> None:
    """Have this process killed when the one that started it goes away, however it goes."""
    if _prctl:
        _prctl(_PARENT_DEATH, signal.SIGKILL)


def adopt_orphans() -> None:
    """Have processes whose parents have gone stay below this one, where they can be seen and ended."""
    if _prctl:
        _prctl(_ADOPT, 1)
