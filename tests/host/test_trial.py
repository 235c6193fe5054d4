"""How far others are spared is found out by trying, and said as it is: also where nothing can be done."""

import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.host.isolation.test_devices import inside, may_divide

from studio.core.errors import ToolFailed
from studio.host import drivers, groups, holding, programs, trial
from studio.host.isolation import devices, layers
from studio.host.trial import Guard

SUBJECTS = ["memory", "cpu", "cores", "disk", "gpu", "cards", "pressure", "proof"]


@pytest.fixture
def dev(tmp_path: Path) -> Path:
    folder = tmp_path / "dev"
    folder.mkdir()
    (folder / "nvidia0").touch()
    return folder


def tried(dev: Path) -> dict[str, list[str]]:
    """What a process of its own finds, as it is now."""
    found: dict[str, list[str]] = inside(
        lambda: {guard.subject: [guard.level, guard.why] for guard in trial.tried(dev)}
    )
    return found


def refuse(*unused: object) -> Any:
    raise PermissionError(errno.EPERM, "Operation not permitted")


def test_everything_is_tried_and_this_process_stays_as_it_was() -> None:
    before = (os.getpriority(os.PRIO_PROCESS, 0), Path("/proc/self/oom_score_adj").read_text())
    found = trial.guards()
    assert [guard.subject for guard in found] == SUBJECTS
    assert all(guard.level and guard.why for guard in found)
    assert (os.getpriority(os.PRIO_PROCESS, 0), Path("/proc/self/oom_score_adj").read_text()) == before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets us do all of it")
def test_what_can_be_done_is_done(dev: Path) -> None:
    found = tried(dev)
    assert {name: found[name][0] for name in ("cpu", "cores", "disk")} == {
        "cpu": "idle class", "cores": "affinity", "disk": "idle class",
    }  # fmt: skip
    assert found["memory"][0] in (holding.GROUP, holding.LIMIT)
    if may_divide():
        assert found["gpu"] == [layers.DEVICES, "out of reach: nvidia0"]


def test_where_nothing_can_be_done_it_is_said_and_why(dev: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No scheduling, no nice, no cores, no disk, no control group, no limit, no world of one's own."""
    for name in ("_schedule", "_be_nice", "_calm_session", "_set_disk", "_limit", "_write"):
        monkeypatch.setattr(holding, name, refuse)
    monkeypatch.setattr(os, "sched_setaffinity", refuse, raising=False)
    monkeypatch.setattr(devices, "_call", refuse)

    def none(*unused: object) -> Path:
        raise groups.NotGiven("this system has no control groups of version 2")

    monkeypatch.setattr(groups, "leaf", none)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    found = tried(dev)
    assert {name: level for name, (level, _) in found.items()} == {
        "memory": holding.WATCH, "cpu": "none", "cores": "none", "disk": "none", "gpu": layers.IMPORTS,
    }  # fmt: skip
    assert "no control group: this system has no control groups of version 2" in found["memory"][1]
    assert "not nice 19: operation not permitted" in found["cpu"][1]
    assert found["gpu"][1].endswith("no view of /dev of our own: operation not permitted")


def test_a_kernel_that_counts_no_stalls_leaves_the_share_of_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(trial, "_PRESSURE", tmp_path)
    assert trial._stalls().level == "share of memory"


def test_a_driver_that_does_not_answer_leaves_open_files(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = drivers.OnCard(trouble="the driver has not answered for 5 seconds")
    monkeypatch.setattr(drivers, "on_card", lambda: silent)
    monkeypatch.setattr(devices, "cards", lambda: ["nvidia0"])
    assert trial._proof() == Guard("proof", "open files", silent.trouble)
    monkeypatch.setattr(drivers, "on_card", lambda: drivers.OnCard(frozenset({1})))
    assert trial._proof().level == "driver"


def test_where_nothing_can_even_be_tried_our_own_watcher_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*unused: object, **more: object) -> str:
        raise ToolFailed("python did not answer within 20 seconds")

    monkeypatch.setattr(programs, "answer", silent)
    assert trial.guards()[0] == Guard(
        "memory", holding.WATCH, "nothing could be tried: python did not answer within 20 seconds"
    )
