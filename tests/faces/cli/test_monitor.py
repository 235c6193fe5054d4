"""The machine is watched: as lines, as JSON, into a file, and by a process in the background."""

import csv
import json
import os
import pty
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests import command
from tests.conftest import Said

from studio.faces.cli import background, monitoring
from studio.host.sampling import Sampler

Line = Callable[..., Said]


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="") as opened:
        return list(csv.DictReader(opened))


def test_a_line_for_each_sample(studio: Line) -> None:
    said = studio("monitor", "--count", "2", "--interval", "0.2")
    assert (said.code, said.err) == (0, "")
    assert len(said.out.splitlines()) == 2
    assert all("memory" in line and "ours" in line for line in said.out.splitlines())


def test_as_json(studio: Line) -> None:
    said = studio("monitor", "--count", "1", "--interval", "0.2", "--json")
    (told,) = map(json.loads, said.out.splitlines())
    assert 0 < told["memory_percent"] < 100
    assert told["ours"]["processes"] >= 1
    assert isinstance(told["warnings"], list)
    assert len(told["cores"]) == psutil.cpu_count()


def test_watching_leaves_nothing_in_a_home_that_was_not_there(studio: Line, tmp_path: Path) -> None:
    assert studio("monitor", "--count", "1", "--interval", "0.2").code == 0
    assert not (tmp_path / "home").exists()


def test_into_a_file_while_it_is_watched(studio: Line) -> None:
    said = studio("monitor", "--csv", "logs/a.csv", "--count", "2", "--interval", "0.2")
    assert said.code == 0
    assert len(said.out.splitlines()) == 2
    assert [row["level"] in ("ok", "yellow", "red") for row in rows(Path("logs/a.csv"))] == [True, True]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--daemon",), "--daemon needs a file"),
        (("--stop",), "--stop needs a file"),
        (("--csv", "a.csv", "--daemon", "--stop"), "begins what --stop ends"),
        (("--interval", "0.01"), "too short"),
        (("--interval", "nan"), "too short"),
    ],
)
def test_what_makes_no_sense_is_said(studio: Line, asked: tuple[str, ...], told: str) -> None:
    said = studio("monitor", *asked)
    assert said.code == 2
    assert told in said.err


def test_what_cannot_be_written_is_said_at_once(studio: Line) -> None:
    Path("a.csv").write_text("name,age\n")
    for more in ((), ("--daemon",)):
        said = studio("monitor", "--csv", "a.csv", "--interval", "0.2", *more)
        assert said.code == 2
        assert "holds something else" in said.err
    assert Path("a.csv").read_text() == "name,age\n"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A file that nothing in the background writes any more when the test is over."""
    file = tmp_path / "a log.csv"
    yield file
    for note in (tmp_path / "home" / "monitors").glob("*.json"):
        writer = background.Writer(**json.loads(note.read_text()))
        if background._lives(writer):
            os.kill(writer.pid, signal.SIGKILL)


def writer_of(tmp_path: Path) -> psutil.Process:
    (note,) = (tmp_path / "home" / "monitors").glob("*.json")
    return psutil.Process(json.loads(note.read_text())["pid"])


def test_one_in_the_background_writes_until_it_is_stopped(studio: Line, log: Path, tmp_path: Path) -> None:
    said = studio("monitor", "--csv", log, "--interval", "0.2", "--daemon")
    assert said.code == 0, said.err
    process = writer_of(tmp_path)
    assert f"Process {process.pid} writes" in said.err
    assert os.getsid(process.pid) != os.getsid(0), "it outlives whoever started it"
    command.until(lambda: len(rows(log)) >= 3)

    refused = studio("monitor", "--csv", log, "--interval", "0.2", "--daemon")
    assert refused.code == 2
    assert "is being written already" in refused.err
    assert writer_of(tmp_path) == process

    said = studio("monitor", "--csv", log, "--stop")
    assert said.code == 0, said.err
    assert not command.alive([process])
    whole = log.read_bytes()
    assert whole.endswith(b"\n")
    assert all(None not in row and None not in row.values() for row in rows(log))

    again = studio("monitor", "--csv", log, "--stop")
    assert again.code == 2
    assert "nothing in the background writes" in again.err
    assert log.read_bytes() == whole


def test_one_that_was_killed_is_followed_by_another(studio: Line, log: Path, tmp_path: Path) -> None:
    studio("monitor", "--csv", log, "--interval", "0.2", "--daemon")
    command.until(lambda: rows(log))
    process = writer_of(tmp_path)
    process.kill()
    command.until(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE)
    before = len(rows(log))
    assert studio("monitor", "--csv", log, "--interval", "0.2", "--daemon").code == 0
    command.until(lambda: len(rows(log)) > before)
    assert studio("monitor", "--csv", log, "--stop").code == 0


def test_a_process_that_got_the_number_is_left_alone(studio: Line, log: Path, tmp_path: Path) -> None:
    note = background._note(tmp_path / "home", log)
    note.parent.mkdir(parents=True)
    note.write_text(json.dumps({"file": str(log), "pid": os.getpid(), "born": 5.0}))
    said = studio("monitor", "--csv", log, "--stop")
    assert said.code == 2
    assert "nothing in the background writes" in said.err


def test_samples_are_taken_at_even_distances(tmp_path: Path) -> None:
    now, waited = [100.0], []

    def wait(seconds: float) -> None:
        waited.append(round(seconds, 6))
        now[0] += seconds

    sampler = Sampler(tmp_path, clock=lambda: now[0])
    samples = monitoring.paced(sampler, 2.0, 4, wait)
    # Showing one takes a while, then the machine sleeps.
    for spent in (0.5, 0.0, 1000.0, 0.0):
        next(samples)
        now[0] += spent
    assert waited == [2, 1.5, 2, 0]
    assert next(samples, None) is None


def test_on_a_terminal_it_is_drawn(tmp_path: Path) -> None:
    outer, inner = pty.openpty()
    environment: Any = {**os.environ, "TERM": "xterm", "COLUMNS": "120", "LINES": "40"}
    done = command.studio("monitor", "--count", "2", "--interval", "0.2", stdout=inner, env=environment)
    shown = os.read(outer, 1 << 16).decode()
    os.close(inner)
    os.close(outer)
    assert done.returncode == 0, done.stderr
    assert "█" in shown
    assert "processor" in shown
