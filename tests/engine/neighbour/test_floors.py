"""What must stay free on a disk, so that something begins, and so that it goes on."""

from dataclasses import replace
from pathlib import Path

import pytest

from studio.engine.neighbour.floors import lack_of_room, runs_dry
from studio.host.hardware import Disk

GB = 1_000_000_000
DISK = Disk(Path("/films"), total=100 * GB, free=50 * GB, inodes=1_000_000, free_inodes=500_000)


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
def test_to_begin_there_is_a_floor_of_bytes_and_of_files(
    changed: dict[str, int], wanted: int, reason: str
) -> None:
    assert lack_of_room(replace(DISK, **changed), wanted) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "stands_still", "reason"),
    [
        ({}, False, ""),
        ({"free": 200_000_000}, False, ""),
        ({"free": 199_000_000}, False, "/films has only 199 MB free"),
        ({"free": 249_000_000}, True, "/films has only 249 MB free"),
        ({"free": 250_000_000}, True, ""),
        ({"total": 1_000_000, "free": 20_000}, False, ""),
        ({"total": 1_000_000, "free": 19_000}, False, "/films has only 19 kB free"),
        ({"free": 12}, False, "/films has only 12 bytes free"),
        ({"free_inodes": 499}, False, "/films can hold only 499 more files"),
        ({"free_inodes": 500}, False, ""),
        ({"inodes": 0, "free_inodes": 0}, False, ""),
    ],
)
def test_to_go_on_little_is_enough_and_a_little_more_after_a_rest(
    changed: dict[str, int], stands_still: bool, reason: str
) -> None:
    assert runs_dry(replace(DISK, **changed), stands_still=stands_still) == reason  # type: ignore[arg-type]
