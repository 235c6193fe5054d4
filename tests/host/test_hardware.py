"""What the machine has, and what of it we may use."""

import os
import sys
from pathlib import Path

import pytest

from studio.host import hardware


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A control group we live in, and the one above it."""
    inner = tmp_path / "slice" / "ours"
    inner.mkdir(parents=True)
    monkeypatch.setattr(hardware, "_cgroups", lambda: [inner, inner.parent])
    return inner


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
