"""A worker speaks JSON lines, and leaves when nobody listens any more."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.command import SOON, alive, until

from studio.assembly import WORKER
from studio.core.catalogue import Catalogue
from studio.core.errors import DiskFull, ToolFailed
from studio.core.settings import Settings
from studio.engine.workers.calls import KEPT
from studio.engine.workers.worker import _of_its_disks, unforeseen
from studio.host import holding

START: dict[str, Any] = {
    "settings": Settings().model_dump(mode="json", exclude={"secrets"}),
    "hold": {"cpus": 0, "memory": 0, "priority": "normal", "threads": 1},
    "dev": "/dev",
    "cards": True,
}


@pytest.fixture
def worker(trial: Catalogue) -> Iterator[subprocess.Popen[str]]:
    """A worker whose parent is this test."""
    with subprocess.Popen(
        [sys.executable, "-m", WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
        bufsize=1,
    ) as child:
        say(child, **START, path=sys.path)
        assert child.stdout
        assert json.loads(child.stdout.readline()) == {"kind": KEPT, "level": "", "memory": holding.WATCH}
        yield child
        child.kill()


def say(child: subprocess.Popen[str], **message: Any) -> None:
    assert child.stdin
    child.stdin.write(json.dumps(message) + "\n")


def call(child: subprocess.Popen[str], number: int, text: str, **more: Any) -> None:
    file = Path(f"{number}.txt")
    file.write_text(text)
    say(child, number=number, tool="trial.obey", given={"order": str(file), **more}, scratch=f"s{number}")


def answers(child: subprocess.Popen[str], number: int) -> list[dict[str, Any]]:
    """All a worker says of a call."""
    assert child.stdout
    told: list[dict[str, Any]] = []
    while not told or told[-1]["kind"] == "event":
        told.append(json.loads(child.stdout.readline()))
        assert told[-1]["number"] == number
    return told


def test_calls_are_answered_in_turn(worker: subprocess.Popen[str]) -> None:
    call(worker, 0, "say one")
    call(worker, 1, "fail two")
    call(worker, 2, "say three", **{"with": "love"})
    assert Path(answers(worker, 0)[-1]["result"]).read_text() == "one\n"
    failed = answers(worker, 1)[-1]
    assert failed.pop("seconds") >= 0
    assert failed == {
        "number": 1, "kind": "failed", "error": "BadInput", "message": "two", "hint": "say something else",
    }  # fmt: skip
    assert Path(answers(worker, 2)[-1]["result"]).read_text() == "three\nlove\n"


def test_what_failed_has_cleared_away_before_it_says_so(worker: subprocess.Popen[str]) -> None:
    for number in range(20):
        call(worker, number, f"say {'x' * 100_000}\nfail too long")
        assert answers(worker, number)[-1]["kind"] == "failed"
        assert not Path(f"s{number}").exists()


def test_options_are_checked_again(worker: subprocess.Popen[str]) -> None:
    call(worker, 0, "say one", colour="blue")
    assert answers(worker, 0)[-1]["message"] == "colour: no such option"


def test_it_leaves_when_its_parent_hangs_up(worker: subprocess.Popen[str]) -> None:
    call(worker, 0, "sleep 60")
    assert worker.stdin
    assert worker.stdout
    worker.stdout.readline()
    worker.stdin.close()
    assert worker.wait(SOON) == -signal.SIGKILL


def test_it_leaves_when_its_parent_hangs_up_before_saying_anything(trial: Catalogue) -> None:
    done = subprocess.run([sys.executable, "-m", WORKER], stdin=subprocess.DEVNULL, timeout=20, check=False)
    assert done.returncode == 0


def test_it_leaves_the_keyboard_to_its_parent(worker: subprocess.Popen[str]) -> None:
    call(worker, 0, "sleep 0.3\nsay one")
    assert worker.stdout
    worker.stdout.readline()
    os.killpg(worker.pid, signal.SIGINT)
    assert answers(worker, 0)[-1]["kind"] == "done"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_it_dies_with_its_parent_even_while_the_pipe_stays_open(trial: Catalogue) -> None:
    parent = (
        "import os, subprocess, sys;"
        f"child = subprocess.Popen([sys.executable, '-m', '{WORKER}'], stdin=int(sys.argv[1]));"
        "print(child.pid, flush=True);"
        "child.wait()"
    )
    reading, writing = os.pipe()
    command = [sys.executable, "-c", parent, str(reading)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, pass_fds=[reading]) as family:
        assert family.stdout
        orphan = psutil.Process(int(family.stdout.readline()))
        until(lambda: "studio.assembly" in " ".join(orphan.cmdline()) and orphan.num_threads() >= 1)
        os.write(writing, json.dumps({**START, "path": sys.path}).encode() + b"\n")
        until(lambda: orphan.num_threads() > 1)
        family.kill()
        until(lambda: not alive([orphan]), SOON)
    os.close(reading)
    os.close(writing)


def caught(kind: type[Exception], *arguments: Any) -> ToolFailed:
    try:
        raise kind(*arguments)
    except kind as error:
        return unforeseen(error)


def test_what_nobody_foresaw_is_one_sentence_with_its_place() -> None:
    told = caught(RuntimeError, "two\nlines  and more" + "x" * 1000)
    assert told.message.startswith("unexpected RuntimeError: two lines and more")
    assert "(test_worker.py:" in told.message
    assert len(told.message) < 400
    assert "report" in told.hint


def test_a_lack_of_memory_is_said_to_be_one() -> None:
    assert "not enough memory" in caught(MemoryError).message


def test_what_the_system_refuses_is_told_in_its_words() -> None:
    told = caught(OSError, 28, "No space left on device", "there.txt")
    assert told.message == "the system refused there.txt: no space left on device"
    assert "--out" in told.hint
    assert caught(OSError, 13, "Permission denied", "there.txt").hint == ""
    scratch = "here/.studio-abc/001-obey/there.txt"
    assert caught(OSError, 27, "File too large", scratch).message == "the system refused: file too large"


@pytest.mark.skipif(
    not Path("/dev/shm").is_dir() or Path("/dev/shm").stat().st_dev == Path("/tmp").stat().st_dev,
    reason="there is but one disk",
)
@pytest.mark.parametrize(
    ("place", "kind"),
    [("there/not yet/film.mp4", DiskFull), ("/dev/shm/not yet/film.mp4", ToolFailed), (None, ToolFailed)],
)
def test_a_disk_was_full_for_a_call_if_it_is_its_own_whoever_made_room_meanwhile(
    place: str | None, kind: type[ToolFailed]
) -> None:
    error = DiskFull("no room", hint="make some", place=Path(place) if place else None)
    places = [Path("scratch").absolute()]
    found = _of_its_disks(error, lambda: places)
    assert (type(found), found.message, found.hint) == (kind, "no room", "make some")
    places.append(Path("/dev/shm"))
    found = _of_its_disks(error, lambda: places)
    assert isinstance(found, DiskFull) == (place is not None)
