"""Hashes are remembered for files that are as they were, and for no others."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from studio.media.filing import digests as reading
from studio.media.filing import walking
from studio.media.filing.alike import Comparing
from studio.media.filing.shelf import Shelf
from studio.store import database
from studio.store.filing.digests import Digests

LONG_AGO = 1_700_000_000


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(4):
        write(folder / str(number), bytes([number // 2]) * 20_000)
    return folder


def write(file: Path, content: bytes, when: float = LONG_AGO) -> None:
    file.write_bytes(content)
    os.utime(file, (when, when))


def compared(folder: Path, home: Path) -> tuple[int, int]:
    """How many groups there are, and how many hashes were remembered."""
    shelf = Shelf()
    for met in walking.start([folder]).as_met():
        shelf.add(met)
    with closing(Digests(home)) as memory:
        comparing = Comparing(memory=memory)
        found = comparing.groups(shelf)
    assert not memory.fault
    return len(found), comparing.remembered


def test_what_has_not_changed_is_not_opened_again(
    tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compared(files, tmp_path) == (2, 0)

    def closed(*_: object) -> None:
        raise AssertionError("a file was opened")

    monkeypatch.setattr(reading, "whole", closed)
    monkeypatch.setattr(reading, "ends", closed)
    assert compared(files, tmp_path) == (2, 8)


@pytest.mark.parametrize("change", ["size", "time", "file"])
def test_what_has_changed_is_read_again(tmp_path: Path, files: Path, change: str) -> None:
    compared(files, tmp_path)
    if change == "size":
        for number in (0, 1):
            write(files / str(number), b"x" * (9_999 + number))
    elif change == "time":
        write(files / "0", b"x" * 20_000, LONG_AGO + 1)
    else:
        write(files / "new", b"x" * 20_000)
        (files / "new").replace(files / "0")
    # Of two files both hashes are known, and of the one whose equal has changed that of its ends.
    assert compared(files, tmp_path) == (1, 4 if change == "size" else 5)


def test_a_file_changed_just_now_is_not_remembered(tmp_path: Path, files: Path) -> None:
    write(files / "0", bytes(20_000), time.time())
    assert compared(files, tmp_path) == (2, 0)
    assert compared(files, tmp_path) == (2, 6)


def test_a_time_that_is_yet_to_come_is_not_trusted(tmp_path: Path, files: Path) -> None:
    write(files / "0", bytes(20_000), time.time() + 1e6)
    compared(files, tmp_path)
    assert compared(files, tmp_path) == (2, 6)


def test_two_searches_at_a_time_lose_nothing_of_each_other(tmp_path: Path, files: Path) -> None:
    shelf = Shelf()
    for met in walking.start([files]).as_met():
        shelf.add(met)
    with closing(Digests(tmp_path)) as one, closing(Digests(tmp_path)) as other:
        one.keep("xxh3", shelf, {0: b"0" * 16})
        other.keep("xxh3", shelf, {1: b"1" * 16})
    with closing(Digests(tmp_path)) as memory:
        assert memory.recall("xxh3", shelf, [0, 1, 2]) == {0: b"0" * 16, 1: b"1" * 16}
        assert memory.recall("md5", shelf, [0, 1, 2]) == {}


def test_hashes_of_every_length_are_kept(tmp_path: Path, files: Path) -> None:
    shelf = Shelf()
    for met in walking.start([files]).as_met():
        shelf.add(met)
    for algorithm in ("xxh3", "sha256", "md5"):
        hash = reading.whole(shelf.paths[0], algorithm)
        with closing(Digests(tmp_path)) as memory:
            memory.keep(algorithm, shelf, {0: hash})
        with closing(Digests(tmp_path)) as memory:
            assert memory.recall(algorithm, shelf, [0]) == {0: hash}


def test_a_broken_database_costs_time_and_nothing_else(tmp_path: Path, files: Path) -> None:
    (tmp_path / database.FILE).write_text("no database at all, but long enough to be looked at " * 20)
    memory = Digests(tmp_path)
    assert "damaged" in memory.fault
    shelf = Shelf()
    for met in walking.start([files]).as_met():
        shelf.add(met)
    assert len(Comparing(memory=memory).groups(shelf)) == 2
    memory.close()


def test_a_database_that_fails_midway_is_done_without(tmp_path: Path, files: Path) -> None:
    compared(files, tmp_path)
    with closing(sqlite3.connect(tmp_path / database.FILE)) as connection:
        connection.execute("DROP TABLE digests")
    shelf = Shelf()
    for met in walking.start([files]).as_met():
        shelf.add(met)
    with closing(Digests(tmp_path)) as memory:
        assert len(Comparing(memory=memory).groups(shelf)) == 2
        assert memory.fault
