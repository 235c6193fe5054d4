"""Control groups as the kernel keeps them, where this process may have one: who takes too much goes alone."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

TOP = Path("/sys/fs/cgroup")
MOVED = "import os, sys; open(sys.argv.pop(1) + '/cgroup.procs', 'w').write(str(os.getpid())); "
TAKES = (
    "from studio.host.holding import Hold, hold; held = hold(Hold(0, 200 << 20, 'normal', 1));"
    "print(held.level, flush=True);"
    "taken = [bytearray(b'x') * (20 << 20) for _ in range(int(sys.argv[1]))]; print('alive', flush=True)"
)


def _may() -> bool:
    try:
        offered = (TOP / "cgroup.controllers").read_text().split()
    except OSError:
        return False
    return "memory" in offered and os.access(TOP / "cgroup.subtree_control", os.W_OK) and not os.geteuid()


pytestmark = pytest.mark.skipif(not _may(), reason="no control groups of version 2 are ours to divide here")


@pytest.fixture
def given() -> Iterator[Path]:
    """A group that was given to us, as a service manager does."""
    (TOP / "cgroup.subtree_control").write_text("+memory\n")
    group = TOP / f"tests-of-groups-{os.getpid()}"
    group.mkdir()
    try:
        yield group
    finally:
        (group / "cgroup.kill").write_text("1\n")
        time.sleep(0.2)
        for below in (*sorted(group.rglob("*/"), reverse=True), group):
            with suppress(OSError):
                below.rmdir()


def taking(group: Path, times: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", MOVED + TAKES, str(group), str(times)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_who_keeps_to_it_lives(given: Path) -> None:
    done = taking(given, 2)
    assert done.stdout.split() == ["control", "group", "alive"], done.stderr


def test_who_takes_more_is_ended_by_the_kernel_and_nobody_else(given: Path) -> None:
    beside = [sys.executable, "-c", MOVED + "print('in', flush=True); sys.stdin.read()", str(given)]
    with subprocess.Popen(beside, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as neighbour:
        assert neighbour.stdout
        assert neighbour.stdout.readline() == "in\n"
        neighbour_group = given / "neighbour"
        neighbour_group.mkdir()
        (neighbour_group / "cgroup.procs").write_text(f"{neighbour.pid}\n")
        done = taking(given, 40)
        assert done.returncode == -9
        assert done.stdout.split() == ["control", "group"]
        assert neighbour.poll() is None
        neighbour.kill()


@pytest.mark.usefixtures("trial")
def test_a_call_that_takes_more_fails_by_name_and_the_others_finish(given: Path, tmp_path: Path) -> None:
    for name, count in (("large", 900 << 20), ("small", 1000), ("other", 2000)):
        (tmp_path / f"{name}.txt").write_text(str(count))
    run = "import runpy; sys.argv[0] = 'studio'; runpy.run_module('studio', run_name='__main__')"
    command = [sys.executable, "-c", MOVED + run, str(given), "lure", "hoard", "large.txt", "small.txt",
               "other.txt", "--memory", "300MiB", "--json"]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    failed = [one for one in told if one.get("error")]
    assert len(failed) == 1, done.stderr
    assert "lure.hoard needed more than the 0.293 GiB of memory it may have" in json.dumps(failed)
    assert len(list(tmp_path.glob("*-hoard.txt"))) == 2
