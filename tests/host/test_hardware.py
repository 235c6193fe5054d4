"""What the machine has, and what of it we may use."""

import os
import sys
import types
from pathlib import Path

import pytest

from studio.host import hardware

GIB = 1 << 30


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A control group we live in, and the one above it."""
    inner = tmp_path / "slice" / "ours"
    inner.mkdir(parents=True)
    monkeypatch.setattr(hardware, "_cgroups", lambda: [inner, inner.parent])
    return inner


@pytest.fixture
def no_cards(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine on which neither NVML nor nvidia-smi is found; returns a folder that is searched first."""
    monkeypatch.setitem(sys.modules, "pynvml", None)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=None)
    return tmp_path


def test_everything_at_one_glance(tmp_path: Path) -> None:
    machine = hardware.look(tmp_path / "not" / "yet" / "there")
    assert machine.system
    assert machine.processor
    assert machine.python == sys.version.split()[0]
    assert 1 <= machine.usable_cores <= machine.cores
    assert 0 < machine.memory.available <= machine.memory.limit <= machine.memory.total
    assert 0 < machine.disk.free <= machine.disk.total
    assert machine.disk.path.exists()


def test_a_mask_limits_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3}, raising=False)
    assert hardware.usable_cores() == 1


@pytest.mark.parametrize(
    ("inner", "outer", "cores"),
    [
        ("max 100000", "max 100000", 8),
        ("150000 100000", "max 100000", 2),
        ("50000 100000", "max 100000", 1),
        ("max 100000", "300000 100000", 3),
        ("800000 100000", "200000 100000", 2),
        ("1600000 100000", "", 8),
        ("nonsense", "", 8),
    ],
)
def test_a_quota_limits_the_cores(
    group: Path, monkeypatch: pytest.MonkeyPatch, inner: str, outer: str, cores: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    (group / "cpu.max").write_text(f"{inner}\n")
    (group.parent / "cpu.max").write_text(f"{outer}\n")
    assert hardware.usable_cores() == cores


def test_a_quota_above_counts_where_ours_says_nothing(group: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    (group.parent / "cpu.max").write_text("100000 100000\n")
    assert hardware.usable_cores() == 1


def test_a_group_limits_the_memory(group: Path) -> None:
    before = hardware.memory()
    assert before.limited_by == "machine"
    limit = before.total // 2
    (group / "memory.max").write_text("max\n")
    (group.parent / "memory.max").write_text(f"{limit}\n")
    (group.parent / "memory.current").write_text(f"{limit - 4096}\n")
    assert hardware.memory() == hardware.Memory(before.total, limit, 4096, "control group")


def test_what_was_read_from_files_is_given_back_and_counts_as_free(group: Path) -> None:
    limit = hardware.memory().total // 2
    (group / "memory.max").write_text(f"{limit}\n")
    (group / "memory.current").write_text(f"{limit}\n")
    (group / "memory.stat").write_text("anon 7\ninactive_file 4096\nactive_file 1024\nslab_reclaimable 8\n")
    assert hardware.memory().available == 4096 + 1024 + 8


def test_a_full_group_above_counts_though_ours_is_smaller(group: Path) -> None:
    total = hardware.memory().total
    for folder, limit, current in ((group, total // 4, 0), (group.parent, total // 2, total // 2 - 512)):
        (folder / "memory.max").write_text(f"{limit}\n")
        (folder / "memory.current").write_text(f"{current}\n")
    assert hardware.memory() == hardware.Memory(total, total // 4, 512, "control group")


def test_a_group_that_allows_more_than_there_is_limits_nothing(group: Path) -> None:
    (group / "memory.max").write_text(f"{1 << 60}\n")
    assert hardware.memory().limited_by == "machine"


def test_a_folder_not_yet_made_counts_as_the_nearest(tmp_path: Path) -> None:
    assert hardware.disk(tmp_path / "a" / "b").path == tmp_path
    assert hardware.disk(Path("a")).path == Path.cwd()


def test_files_a_disk_can_hold_are_counted(tmp_path: Path) -> None:
    disk = hardware.disk(tmp_path)
    assert 0 <= disk.free_inodes <= disk.inodes == os.statvfs(tmp_path).f_files


@pytest.mark.usefixtures("no_cards")
def test_a_machine_without_cards_has_none() -> None:
    assert hardware.gpus() == ()


def smi(folder: Path, text: str) -> None:
    program = folder / "nvidia-smi"
    program.write_text(f"#!/bin/sh\nprintf '%s' '{text}'\n")
    program.chmod(0o755)


def test_cards_are_seen_by_nvidia_smi(no_cards: Path) -> None:
    smi(no_cards, "NVIDIA H200, 143771, 512, 570.1\nOdd, Name, 16384, 0, 570.1\n")
    first, second = hardware.gpus()
    assert first == hardware.Gpu("NVIDIA H200", 143771 << 20, 512 << 20, "570.1", "nvidia-smi")
    assert (second.name, second.memory) == ("Odd, Name", 16 * GIB)


@pytest.mark.parametrize("text", ["No devices were found\n", "A, [N/A], 3, 5\n", ""])
def test_an_nvidia_smi_that_knows_no_card_names_none(no_cards: Path, text: str) -> None:
    smi(no_cards, text)
    assert hardware.gpus() == ()


def test_an_nvidia_smi_that_fails_names_none(no_cards: Path) -> None:
    (no_cards / "nvidia-smi").write_text("#!/bin/sh\nexit 9\n")
    (no_cards / "nvidia-smi").chmod(0o755)
    assert hardware.gpus() == ()


def test_cards_are_seen_by_nvml(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []
    nvml = types.SimpleNamespace(
        nvmlInit=lambda: None,
        nvmlShutdown=lambda: closed.append(True),
        nvmlDeviceGetCount=lambda: 2,
        nvmlDeviceGetHandleByIndex=lambda number: number,
        nvmlDeviceGetName=lambda handle: f"Card {handle}",
        nvmlDeviceGetMemoryInfo=lambda _: types.SimpleNamespace(total=16 * GIB, used=GIB),
        nvmlSystemGetDriverVersion=lambda: "570.1",
    )
    monkeypatch.setitem(sys.modules, "pynvml", nvml)
    assert hardware.gpus() == tuple(
        hardware.Gpu(f"Card {number}", 16 * GIB, GIB, "570.1", "NVML") for number in range(2)
    )
    assert closed == [True]
