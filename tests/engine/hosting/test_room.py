"""When there is room for one more thing, and what is said when there is not."""

from dataclasses import replace
from pathlib import Path

import pytest

from studio.engine.hosting import room
from studio.host import hardware
from studio.host.hardware import Disk, Memory

GB = 1_000_000_000
DISK = Disk(Path("/films"), total=100 * GB, free=50 * GB, inodes=1_000_000, free_inodes=500_000)


def memory(used: float) -> Memory:
    """A machine of 100 GB, so much of it in use."""
    return Memory(100 * GB, 100 * GB, int((100 - used) * GB), "machine")


@pytest.mark.parametrize(
    ("used", "wanted", "reason"),
    [
        (10, 0, ""),
        (69, 500 * GB, ""),
        (70, 0, ""),
        (70, 10 * GB, ""),
        (70, 11 * GB, "memory is 70 % in use; 11 GB more would make it more than 80 %"),
        (79.9, 0, ""),
        (80, 0, "memory is 80 % in use; nothing starts from 80 % on"),
        (99.5, 0, "memory is 99 % in use; nothing starts from 80 % on"),
    ],
)
def test_memory_holds_back_in_two_tiers(used: float, wanted: int, reason: str) -> None:
    assert room.lack_of_memory(memory(used), wanted) == reason


@pytest.mark.parametrize(
    ("changed", "wanted", "reason"),
    [
        ({}, 0, ""),
        ({"free": 2 * GB}, 0, ""),
        ({"free": 2 * GB - 1}, 0, "/films has 2 GB free; 2 GB must stay free"),
        ({}, 48 * GB, ""),
        ({}, 49 * GB, "/films has 50 GB free, 49 GB are asked for; 2 GB must stay free"),
        ({"total": 4000 * GB, "free": 30 * GB}, 0, "/films has 30 GB free; 40 GB must stay free"),
        ({"free_inodes": 9_999}, 0, "/films can hold only 9,999 more files"),
        ({"free_inodes": 10_000}, 0, ""),
        ({"inodes": 50_000, "free_inodes": 500}, 0, ""),
        ({"inodes": 50_000, "free_inodes": 499}, 0, "/films can hold only 499 more files"),
        ({"inodes": 0, "free_inodes": 0}, 0, ""),
    ],
)
def test_the_disk_keeps_a_floor_of_bytes_and_of_files(
    changed: dict[str, int], wanted: int, reason: str
) -> None:
    assert room.lack_of_disk(replace(DISK, **changed), wanted) == reason  # type: ignore[arg-type]


def test_both_are_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(hardware, "memory", lambda: memory(20))
    assert "are asked for" in room.lack_of_room(tmp_path / "not" / "yet", 0, 1 << 60)
    monkeypatch.setattr(hardware, "memory", lambda: memory(90))
    assert room.lack_of_room(tmp_path, 0, 0).startswith("memory is 90 % in use")
    monkeypatch.setattr(hardware, "memory", lambda: memory(20))
    monkeypatch.setattr(hardware, "disk", lambda at: replace(DISK, path=at))
    assert room.lack_of_room(tmp_path, GB, GB) == ""
