"""When there is room for a run that begins by itself, and what is said when there is not."""

from dataclasses import replace
from pathlib import Path

import pytest

from studio.engine.hosting.door import Door
from studio.engine.neighbour.tiers import Tiers
from studio.host import hardware
from studio.host.hardware import Disk, Memory

GB = 1_000_000_000
DISK = Disk(Path("/films"), total=100 * GB, free=50 * GB, inodes=1_000_000, free_inodes=500_000)


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware, "disk", lambda at: DISK)


def uses(monkeypatch: pytest.MonkeyPatch, used: float) -> None:
    """A machine of 100 GB, so much of it in use."""
    memory = Memory(100 * GB, 100 * GB, int((100 - used) * GB), "machine")
    monkeypatch.setattr(hardware, "memory", lambda: memory)


@pytest.mark.parametrize(
    ("used", "wanted", "reason"),
    [
        (10, 0, ""),
        (69, 500 * GB, ""),
        (70, 0, ""),
        (70, 10 * GB, ""),
        (70, 11 * GB, "memory is 70 % in use; what begins must fit below 80 %"),
        (79.9, 0, ""),
        (80, 0, "memory is 80 % in use; nothing new begins from 80 % on"),
        (99.5, 0, "memory is 99 % in use; nothing new begins from 80 % on"),
    ],
)
def test_memory_holds_back_in_two_tiers(
    monkeypatch: pytest.MonkeyPatch, used: float, wanted: int, reason: str
) -> None:
    uses(monkeypatch, used)
    assert Door(Tiers()).lack_of_room(Path("/films"), wanted) == reason


def test_the_door_opens_again_when_it_was_quiet_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    door = Door(Tiers(), clock=lambda: now[0])
    uses(monkeypatch, 81)
    assert door.lack_of_room(Path("/films"), 0)
    uses(monkeypatch, 74)
    assert door.lack_of_room(Path("/films"), 0), "a moment is not enough"
    now[0] = 15.0
    assert not door.lack_of_room(Path("/films"), 0)


def test_the_disk_is_measured_too(monkeypatch: pytest.MonkeyPatch) -> None:
    uses(monkeypatch, 20)
    monkeypatch.setattr(hardware, "disk", lambda at: replace(DISK, path=at, free=GB))
    assert Door(Tiers()).lack_of_room(Path("/x"), 0) == "/x has 1 GB free; 2 GB must stay free"
