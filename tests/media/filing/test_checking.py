"""A folder is held against a manifest, and each file that differs is told in one way."""

import os
from pathlib import Path

from tests import trees

from studio.media.filing import walking
from studio.media.filing.checking import Checked, Reading, check
from studio.media.filing.manifests import Manifest


def sizes(folder: Path) -> dict[str, int]:
    return {os.path.relpath(found.path, folder): found.size for found in walking.start([folder])}


def reading(folder: Path) -> Reading:
    return Reading(folder, "xxh3", lambda work, items: [work(item) for item in items], lambda *_: None)


def written(folder: Path) -> Manifest:
    hashes, unread = reading(folder).hashes(sizes(folder))
    assert not unread
    return Manifest("xxh3", hashes)


def test_each_file_is_told_in_one_way(tmp_path: Path) -> None:
    root = trees.make(tmp_path / "t", {"a": "1", "b": "2", "c": "3", "d": "4", "e/f": "5", "g": "5"})
    manifest = written(root)
    (root / "b").write_text("0")
    (root / "c").unlink()
    (root / "d").rename(root / "e/d")
    (root / "e/f").rename(root / "f")
    (root / "g").rename(root / "e/g")
    (root / "h").write_text("new")
    found = check(manifest, sizes(root), reading(root))
    moved = (("d", "e/d"), ("e/f", "f"), ("g", "e/g"))
    assert (found.same, found.changed, found.missing, found.new) == (1, ("b",), ("c",), ("h",))
    assert sorted(found.moved) == sorted(moved)


def test_nothing_changed_is_said_so(tmp_path: Path) -> None:
    root = trees.make(tmp_path / "t", {f"{number}": "x" * number for number in range(50)})
    assert check(written(root), sizes(root), reading(root)) == Checked(50, (), (), (), (), ())


def test_a_byte_that_changed_under_the_same_time_is_found(tmp_path: Path) -> None:
    root = trees.make(tmp_path / "t", {"a": "x" * 100_000})
    manifest, before = written(root), (root / "a").stat()
    (root / "a").write_text("x" * 50_000 + "y" + "x" * 49_999)
    os.utime(root / "a", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert check(manifest, sizes(root), reading(root)).changed == ("a",)


def test_what_goes_while_it_is_checked_is_told(tmp_path: Path) -> None:
    root = trees.make(tmp_path / "t", {"a": "1", "b": "2"})
    manifest, there = written(root), sizes(root)
    (root / "a").unlink()
    found = check(manifest, there, reading(root))
    assert (found.same, [one.path for one in found.unread]) == (1, ["a"])
