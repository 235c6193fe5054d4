"""An animated PNG is read as a still picture, and never in silence."""

import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from studio.core.run import Run, entered
from studio.media.images import apng, reading


@pytest.fixture
def moving(tmp_path: Path) -> Path:
    frames = [Image.new("RGB", (20, 10), (shade, 0, 0)) for shade in (0, 100, 200)]
    frames[0].save(tmp_path / "moving.png", save_all=True, append_images=frames[1:])
    return tmp_path / "moving.png"


@pytest.fixture
def still(tmp_path: Path) -> Path:
    Image.new("RGB", (20, 10), "red").save(tmp_path / "still.png")
    return tmp_path / "still.png"


def counted(path: Path) -> int:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return apng.frame_count(descriptor)
    finally:
        os.close(descriptor)


def heard(path: Path, **how: Any) -> list[tuple[str, dict[str, Any]]]:
    notes: list[tuple[str, dict[str, Any]]] = []
    with entered(Run(path.parent, listener=lambda *note: notes.append(note))):
        assert reading.read(path, **how).height == 10
    return notes


def test_frames_are_counted_where_the_file_announces_them(moving: Path, still: Path) -> None:
    assert (counted(moving), counted(still)) == (3, 1)


@pytest.mark.parametrize("length", [0, 7, 8, 13, 20])
def test_a_file_that_ends_early_announces_nothing(still: Path, length: int) -> None:
    still.write_bytes(still.read_bytes()[:length])
    assert counted(still) == 1


def test_frames_that_are_dropped_are_noted(moving: Path) -> None:
    told = {"picture": "moving.png", "frames_dropped": 2}
    assert heard(moving) == [("animated png read as a still", told)]


def test_nothing_is_noted_where_nothing_is_missed(moving: Path, still: Path) -> None:
    assert heard(still) == []
    assert heard(moving, pages="first") == []
    assert reading.read(moving).height == 10
