"""Whom the driver has on a card, however badly it answers."""

import sys
import time
import types
from pathlib import Path

import pytest
from tests.command import SOON

from studio.host import drivers
from studio.host.drivers import OnCard


@pytest.fixture(autouse=True)
def _outermost(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As on a machine, not in a container, without NVML."""
    monkeypatch.setattr(drivers, "_OUTERMOST", tmp_path.stat().st_ino)
    monkeypatch.setitem(sys.modules, "pynvml", None)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")


def ask(tmp_path: Path, seconds: float = 5.0) -> OnCard:
    return drivers.on_card(seconds, numbers=tmp_path)


def smi(folder: Path, script: str) -> None:
    program = folder / "nvidia-smi"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def nvml(**more: object) -> types.SimpleNamespace:
    def listed(*pids: int) -> object:
        return lambda handle: [types.SimpleNamespace(pid=pid + handle) for pid in pids]

    return types.SimpleNamespace(**{
        "nvmlInit": lambda: None, "nvmlShutdown": lambda: None, "nvmlDeviceGetCount": lambda: 2,
        "nvmlDeviceGetHandleByIndex": lambda number: number,
        "nvmlDeviceGetComputeRunningProcesses": listed(100, 200),
        "nvmlDeviceGetGraphicsRunningProcesses": listed(300), **more,
    })  # fmt: skip


def test_nvml_is_asked_for_both_of_its_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pynvml", nvml())
    assert ask(tmp_path) == OnCard(frozenset({100, 101, 200, 201, 300, 301}))


def test_a_part_of_a_card_that_keeps_no_list_of_one_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(handle: int) -> object:
        raise RuntimeError("Not Supported")

    monkeypatch.setitem(sys.modules, "pynvml", nvml(nvmlDeviceGetGraphicsRunningProcesses=unsupported))
    assert ask(tmp_path) == OnCard(frozenset({100, 101, 200, 201}))


def test_nvidia_smi_stands_in_and_does_not_know_everything(tmp_path: Path) -> None:
    smi(tmp_path, "printf '41\\n[N/A]\\n42\\n'")
    assert ask(tmp_path) == OnCard(frozenset({41, 42}))


def test_an_nvidia_smi_that_hangs_keeps_nobody_waiting(tmp_path: Path) -> None:
    smi(tmp_path, "exec sleep 60")
    began = time.monotonic()
    answer = ask(tmp_path, 0.5)
    assert time.monotonic() - began < SOON
    assert not answer.pids
    assert "answer" in answer.trouble


def test_an_nvml_that_hangs_keeps_nobody_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pynvml", nvml(nvmlInit=lambda: time.sleep(2)))
    assert ask(tmp_path, 0.2) == OnCard(trouble="the driver has not answered for 0.2 seconds")


def test_a_machine_without_either_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ask(tmp_path).trouble.startswith("NVML does not answer")


def test_in_a_container_numbers_are_not_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drivers, "_OUTERMOST", -1)
    monkeypatch.setitem(sys.modules, "pynvml", nvml())
    assert ask(tmp_path) == OnCard(trouble="in a container the driver's numbers of processes are not ours")
