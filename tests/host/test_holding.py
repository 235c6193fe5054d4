"""A process holds itself back, all it starts inherits it, and what could not be done is said."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.host import groups, holding
from studio.host.holding import Hold

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows it")
MIB = 1 << 20

BEGIN = "import json, os, resource, subprocess, sys\nfrom studio.host import holding\n"
LOOK = (
    "import json, os, resource\n"
    "print(json.dumps({'policy': os.sched_getscheduler(0), 'nice': os.getpriority(os.PRIO_PROCESS, 0),"
    " 'cores': sorted(os.sched_getaffinity(0)), 'oom': int(open('/proc/self/oom_score_adj').read()),"
    " 'data': resource.getrlimit(resource.RLIMIT_DATA)[0], 'session': open('/proc/self/autogroup').read()"
    " if os.path.exists('/proc/self/autogroup') else ''}))\n"
)


def child(code: str) -> Any:
    """What a process of its own, the first of its session, prints as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, start_new_session=True
    )
    return json.loads(done.stdout)


def held(wanted: Hold, then: str = LOOK) -> Any:
    return child(f"{BEGIN}holding.hold(holding.{wanted!r})\n{then}")


@LINUX
@pytest.mark.parametrize(
    ("priority", "policy", "nice"),
    [("normal", "SCHED_OTHER", 0), ("low", "SCHED_OTHER", 10), ("idle", "SCHED_IDLE", 19),
     ("batch", "SCHED_BATCH", 10)],
)  # fmt: skip
def test_what_it_starts_waits_its_turn_too(priority: str, policy: str, nice: int) -> None:
    inner = f"subprocess.run([sys.executable, '-c', {LOOK!r}], check=True)"
    seen = held(Hold(0, 0, priority, 0), inner)
    before = os.getpriority(os.PRIO_PROCESS, 0)
    assert seen["policy"] == getattr(os, policy)
    assert seen["nice"] == max(nice, before)
    assert seen["oom"] >= 500
    assert seen["cores"] == sorted(os.sched_getaffinity(0))
    if priority != "normal" and seen["session"]:
        assert seen["session"].split()[-1] == str(nice)


@LINUX
def test_a_session_that_is_not_its_own_is_left_alone() -> None:
    calm = f"{BEGIN}holding.hold(holding.Hold(0, 0, 'idle', 0))"
    inner = f"subprocess.run([sys.executable, '-c', {calm!r}], check=True)"
    before, after = (child(f"{BEGIN}{extra}\n{LOOK}")["session"] for extra in ("", inner))
    assert before.split()[1:] == after.split()[1:]


@LINUX
def test_the_disk_is_used_when_idle() -> None:
    import psutil

    seen = held(Hold(0, 0, "idle", 0), "import psutil; print(json.dumps(int(psutil.Process().ionice()[0])))")
    assert seen == int(psutil.IOPRIO_CLASS_IDLE)


@LINUX
def test_it_keeps_to_the_last_of_the_cores() -> None:
    allowed = sorted(os.sched_getaffinity(0))
    assert held(Hold(1, 0, "normal", 0))["cores"] == allowed[-1:]
    assert held(Hold(len(allowed) + 5, 0, "normal", 0))["cores"] == allowed


@LINUX
def test_who_takes_more_memory_than_it_may_is_told_so_and_lives() -> None:
    greedy = (
        "try:\n    bytearray(900 << 20)\nexcept MemoryError:\n    print(json.dumps('refused'))\n"
        "else:\n    print(json.dumps('given'))\n"
    )
    assert held(Hold(0, 400 * MIB, "normal", 0), greedy) == "refused"
    assert held(Hold(0, 0, "normal", 0), greedy) == "given"


@LINUX
def test_the_limit_can_be_another_later() -> None:
    assert held(Hold(0, 400 * MIB, "normal", 0))["data"] == 400 * MIB
    again = f"holding.hold(holding.Hold(0, {800 * MIB}, 'normal', 0))\n{LOOK}"
    assert held(Hold(0, 400 * MIB, "normal", 0), again)["data"] == 800 * MIB


def refusing(error: OSError) -> Callable[..., None]:
    def refuse(*unused: object) -> None:
        raise error

    return refuse


def test_nothing_that_is_refused_fails_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that lets nobody do anything: every line says what was not done, and why."""
    denied = OSError(errno.EPERM, "Operation not permitted")
    for name in ("_schedule", "_be_nice", "_calm_session", "_set_disk", "_write", "_limit"):
        monkeypatch.setattr(holding, name, refusing(denied))
    monkeypatch.setattr(os, "sched_setaffinity", refusing(denied), raising=False)
    monkeypatch.setattr(groups, "leaf", refusing(groups.NotGiven("none here")))  # type: ignore[arg-type]
    found = list(holding.measures(Hold(1, MIB, "idle", 1)))
    assert {"cpu", "disk", "cores", "memory"} <= {one.subject for one in found}
    # Libraries that are loaded already take no permission to be told.
    assert not [one.told for one in found if one.took and one.subject != "threads"]
    assert holding.hold(Hold(1, MIB, "idle", 1)).level == holding.WATCH
    assert next(one.told for one in found if one.subject == "cpu") == (
        "not scheduled as idle: operation not permitted"
    )


def test_a_system_that_knows_none_of_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """As macOS, which has no classes of scheduling, no cores to keep to and no priorities of the disk."""
    for name in ("SCHED_IDLE", "sched_setaffinity"):
        monkeypatch.delattr(os, name, raising=False)
    monkeypatch.setattr(holding, "_IOPRIO_SET", {})
    monkeypatch.setattr(holding, "_be_nice", lambda nice: None)
    monkeypatch.setattr(holding, "_calm_session", lambda nice: None)
    monkeypatch.setattr(holding, "_SACRIFICED", Path("/nowhere/at/all"))
    told = holding.hold(Hold(1, 0, "idle", 0)).told
    assert "this system has no idle scheduling; being nice stands in for it" in told
    assert "this system knows no priorities of the disk" in told
    assert "this system does not tie processes to cores" in told
    assert "this system lets nobody volunteer to be ended first" in told


def test_libraries_are_told_how_many_threads_before_they_are_loaded() -> None:
    told = holding.environment(3)
    assert {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VIPS_CONCURRENCY"} <= told.keys()
    assert set(told.values()) == {"3"}
    assert holding.environment(0) == {}
    seen = subprocess.run(
        [sys.executable, "-c", "import cv2; print(cv2.getNumThreads())"],
        env={**os.environ, **told}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert int(seen.stdout) == 3


@pytest.mark.parametrize(
    ("levels", "memory", "told"),
    [
        ([], 1 << 30, ""),
        ([holding.WATCH], 0, "our own watcher, to what the machine has"),
        ([holding.LIMIT], 2 << 30, "2 GiB, kept by limit of each process and our own watcher"),
        ([holding.GROUP, holding.LIMIT], 3 << 29,
         "1.5 GiB, kept by control group and limit of each process and our own watcher"),
    ],
)  # fmt: skip
def test_it_is_said_what_has_kept_several_to_their_memory(levels: list[str], memory: int, told: str) -> None:
    assert holding.kept(levels, memory) == told
