"""Files are found, frames of a sequence as one thing, and what could not be searched is told."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import trees

from studio.core.errors import BadCall
from studio.core.run import Run, entered
from studio.tools.files.search import Matches, search

Search = Callable[..., Matches]


@pytest.fixture
def call(tmp_path: Path) -> Search:
    def call(*folders: Path, **options: Any) -> Matches:
        with entered(Run(tmp_path / "run")):
            return search(list(folders), **options)

    return call


def names(found: Matches, root: Path) -> list[str]:
    return [os.path.relpath(one.file, root) for one in found.found]


def test_frames_are_one_thing(tmp_path: Path, call: Search) -> None:
    frames = {f"s.{number:03}.png": "x" for number in (1, 2, 4)}
    root = trees.make(tmp_path / "t", {**frames, "p.png": "y", "deep/q.png": "z"})
    found = call(root, name="*.png")
    assert names(found, root) == ["p.png", "s.###.png [1-4], lacks 3", "deep/q.png"]
    assert (found.files, found.size, found.searched) == (5, 5, 5)
    assert [one.frames for one in found.found] == [None, 3, None]
    assert len(call(root, name="*.png", sequences=False).found) == 5


def test_copies_of_a_file_are_found(tmp_path: Path, call: Search) -> None:
    root = trees.make(tmp_path / "t", {"a": "same", "b/c": "same", "d": "size", "e": "other one"})
    assert names(call(root, same_as=root / "a"), root) == ["a", "b/c"]
    with pytest.raises(BadCall, match="both say"):
        call(root, same_as=root / "a", hash="0" * 32)


def test_several_folders_are_searched_and_each_file_once(tmp_path: Path, call: Search) -> None:
    root = trees.make(tmp_path / "t", {"a/x": "1", "b/y": "2"})
    assert names(call(root / "b", root, root / "a"), root) == ["b/y", "a/x"]


def test_odd_names_and_times_are_told(tmp_path: Path, call: Search) -> None:
    root = trees.make(tmp_path / "t", {os.fsdecode(b"\xff\n"): "1"})
    for file in root.iterdir():
        os.utime(file, (0, 4_000_000_000))
    found = call(root, newer="2090-01-01").found
    assert [one.file.rpartition("/")[2] for one in found] == ["\\xff\n"]
    assert found[0].modified.year == 2096
