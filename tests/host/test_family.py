"""A family is a process with all it has started, from whichever thread, and no time of it is lost."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from tests.command import until

from studio.host import family

BUSY = "import time\nend = time.process_time() + 0.4\nwhile time.process_time() < end: pass\n"


def test_what_a_thread_has_started_belongs_to_the_family() -> None:
    children: list[subprocess.Popen[bytes]] = []
    ready = threading.Event()

    def start() -> None:
        children.append(subprocess.Popen(["sh", "-c", "sleep 60 & wait"]))
        ready.set()
        children[0].wait()

    thread = threading.Thread(target=start)
    thread.start()
    ready.wait()
    try:
        below = until(lambda: psutil.Process(children[0].pid).children())
        assert {children[0].pid, below[0].pid} <= family.family([os.getpid()])
    finally:
        for process in psutil.Process(children[0].pid).children():
            process.kill()
        children[0].kill()
        thread.join()


def test_the_time_of_those_that_ended_is_kept() -> None:
    before = family.taken([os.getpid()])
    subprocess.run([sys.executable, "-c", BUSY], check=True)
    after = family.taken([os.getpid()])
    assert after.seconds - before.seconds >= 0.4
    assert after.processes == before.processes


def test_those_that_are_gone_count_for_nothing() -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    assert family.taken([gone.pid]) == family.Taken(0, 0.0, 0)


def test_names_cannot_confuse_the_count(tmp_path: Path) -> None:
    (tmp_path / "self").mkdir()
    (tmp_path / "self" / "stat").touch()
    (tmp_path / "7" / "task" / "7").mkdir(parents=True)
    (tmp_path / "7" / "task" / "7" / "children").write_text("7 8 \n")
    tick, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    fields = f"S 1 7 7 0 -1 0 0 0 0 0 {tick} {2 * tick} {tick} 0 20 0 1 0 5 9999 3 "
    (tmp_path / "7" / "stat").write_text(f"7 (a) S 1 (b) {fields}")
    assert family.taken([7], tmp_path) == family.Taken(1, 4.0, 3 * page)


def test_systems_without_proc_are_asked(tmp_path: Path) -> None:
    here, asked = family.taken([os.getpid()]), family.taken([os.getpid()], tmp_path)
    assert asked.processes == here.processes
    assert asked.memory == pytest.approx(here.memory, rel=0.3)


def test_looking_costs_little() -> None:
    began = time.process_time()
    for _ in range(20):
        family.taken([os.getpid()])
    assert time.process_time() - began < 1
