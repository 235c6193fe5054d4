"""A command that makes one call holds itself back, keeps from GPUs, and is vouched for."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.command import studio

pytestmark = [
    pytest.mark.usefixtures("trial"),
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets us do all of it"),
]


@pytest.fixture(autouse=True)
def _owner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Somebody who uses a card."""
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    (tmp_path / "card").write_text("card ")


def called(tool: str, order: str, *options: str) -> tuple[str, dict[str, Any]]:
    """What a lone call tells, and the last line of its log."""
    Path("order.txt").write_text(order)
    said = studio("lure", tool, "order.txt", "--log-json", "log.jsonl", *options)
    assert said.returncode == 0, said.stderr
    (place,) = said.stdout.split()
    entries = [json.loads(line) for line in Path("log.jsonl").read_text().splitlines()]
    return Path(place).read_text(), entries[-1]


def test_it_sees_no_card_and_is_vouched_for() -> None:
    told, log = called("reach", "card")
    assert told == "card "
    assert log["proof"].startswith("0 of 1 processes touched a GPU (level: ")
    assert "touched" not in log


def test_what_it_starts_is_seen_too() -> None:
    assert called("reach", "card", "--below", "--wait", "1")[1]["proof"].startswith("0 of 2 processes")


def test_work_for_a_card_sees_it_and_is_not_vouched_for() -> None:
    told, log = called("compute", "card")
    card, sight = told.split()
    assert card == "card"
    assert sight == "0" or sight.startswith(("GPU-", "MIG-")), "as its owner sees it, or by name"
    assert "proof" not in log


def test_what_works_on_a_card_alone_does_not_come_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cupy.py").touch()
    monkeypatch.setenv("PYTHONPATH", f"{os.environ['PYTHONPATH']}{os.pathsep}{tmp_path}")
    assert called("load", "cupy")[0] == "cupy works on a GPU alone, and this process may not touch one"


def test_it_keeps_to_its_terms() -> None:
    told, _ = called("hoard", "1000", "--priority", "idle", "--cpus", "1")
    assert told == f"1000 {os.SCHED_IDLE} 1 1"
    cores = len(os.sched_getaffinity(0))
    assert called("hoard", "1000", "--overwrite")[0].split()[1:3] == [str(os.SCHED_OTHER), str(cores)]


def test_more_memory_than_it_may_have_is_said_by_name() -> None:
    Path("order.txt").write_text(str(800 << 20))
    said = studio("lure", "hoard", "order.txt", "--memory", "512MiB")
    assert said.returncode
    assert "lure.hoard needed more than the 0.5 GiB of memory it may have" in said.stderr
    assert "--memory" in said.stderr
