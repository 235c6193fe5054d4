"""A process in the background that writes samples into a file: begun, found again, and ended."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from studio.core import errors
from studio.faces.cli import monitoring, screen

_MODULE = "studio.faces.cli.background"
_NOTES = "monitors"
_PATIENCE = 10.0


@dataclass(frozen=True)
class Writer:
    """The process that writes a file in the background.

    Attributes:
        file: The file.
        pid: Its number.
        born: When it was started; numbers are given again.
    """

    file: str
    pid: int
    born: float


def start(home: Path, server: str, csv: Path, seconds: float) -> None:
    """Have a process of its own write samples into a file until it is told to stop."""
    from studio.host import programs

    child = programs.python(_MODULE, {})
    assert child.stdin
    assert child.stdout
    told = {"home": str(home), "server": server, "file": os.fspath(csv.absolute()), "seconds": seconds}
    with child.stdin, child.stdout:
        child.stdin.write(json.dumps(told).encode() + b"\n")
        child.stdin.flush()
        answer = json.loads(child.stdout.readline() or "{}")
    # What was started has started the one that stays, and is gone.
    child.wait(_PATIENCE)
    if "pid" not in answer:
        _complain(answer)
    name = screen.safe(csv)
    screen.line(screen.err(), f"Process {answer['pid']} writes {name} every {seconds:g} s")
    screen.line(screen.err(), (f"  → studio monitor --csv {name} --stop ends it", "dim"))


def _complain(answer: Mapping[str, str]) -> NoReturn:
    """Raise what the process in the background could not do, as if it had been done here."""
    message = answer.get("error", "the process in the background ended before it had begun")
    kind = getattr(errors, answer.get("kind", ""), errors.ToolFailed)
    raise kind(message, hint=answer.get("hint", "see what studio monitor --csv FILE says"))


def stop(home: Path, csv: Path) -> None:
    """End the process in the background that writes a file."""
    note = _note(home, csv)
    try:
        writer = Writer(**json.loads(note.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        writer = None
    if writer is None or not _lives(writer):
        note.unlink(missing_ok=True)
        raise errors.NotFound(
            f"nothing in the background writes {csv}", hint=f"studio monitor --csv {csv} --daemon begins it"
        )
    os.kill(writer.pid, signal.SIGTERM)
    until = time.monotonic() + _PATIENCE
    while _lives(writer):
        if time.monotonic() > until:
            raise errors.ToolFailed(
                f"process {writer.pid} does not end", hint=f"kill {writer.pid} ends it by force"
            )
        time.sleep(0.02)
    screen.line(screen.err(), f"Process {writer.pid} has stopped; {screen.safe(csv)} stays as it is")


def _lives(writer: Writer) -> bool:
    """Whether it is still that process, and not another one that got its number."""
    import psutil

    with suppress(psutil.Error):
        process = psutil.Process(writer.pid)
        return process.create_time() == writer.born and process.status() != psutil.STATUS_ZOMBIE
    return False


def _note(home: Path, csv: Path) -> Path:
    """Where the process that writes a file is noted."""
    import hashlib

    name = hashlib.sha256(os.fsencode(os.path.realpath(csv))).hexdigest()[:16]
    return home / _NOTES / f"{name}.json"


def work() -> None:
    """The main function of the process in the background: told everything by its standard input."""
    if os.fork():
        os._exit(0)
    told = json.loads(sys.stdin.readline())
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _work(told, stopped)
    except errors.StudioError as refused:
        known = (kind.__name__ for kind in type(refused).__mro__ if hasattr(errors, kind.__name__))
        _answer({"kind": next(known), "error": refused.message, "hint": refused.hint})


def _work(told: Mapping[str, Any], stopped: threading.Event) -> None:
    import psutil

    from studio.host.logbook import Logbook

    home, file = Path(told["home"]), Path(told["file"])
    os.chdir("/")
    with monitoring.watching(home, told["server"]) as (sampler, _), closing(Logbook(file)) as book:
        book.open(sampler.sample())
        note = _note(home, file)
        note.parent.mkdir(parents=True, exist_ok=True)
        writer = Writer(str(file), os.getpid(), psutil.Process().create_time())
        note.write_text(json.dumps(asdict(writer)), "utf-8")
        _answer({"pid": writer.pid})
        for sample in monitoring.paced(sampler, told["seconds"], 0, stopped.wait):
            if stopped.is_set():
                break
            monitoring.kept(book, sample)
        note.unlink(missing_ok=True)


def _answer(told: Mapping[str, Any]) -> None:
    """Tell whoever started us, and let go of their terminal."""
    print(json.dumps(told), flush=True)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


if __name__ == "__main__":
    work()
