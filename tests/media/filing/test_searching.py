"""Each thing that is asked for is looked at, and all of them must hold."""

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xxhash
from tests import trees

from studio.core.errors import BadCall
from studio.media.filing import searching, walking
from studio.media.filing.walking import Unread

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def found(folder: Path, **wanted: Any) -> list[str]:
    tests = searching.sieve(searching.Wanted(**wanted), NOW)
    unread: list[Unread] = []
    passed = searching.passing(iter(walking.start([folder])), tests, unread)
    names = sorted(os.path.relpath(file.path, folder) for file in passed)
    assert not unread
    return names


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files: dict[str, bytes | str] = dict.fromkeys(("a.png", "B.PNG", "e.jpg"), PNG)
    files |= {"c.txt": "Hello Wörld", "d/shot_1.txt": "x" * 1000}
    return trees.make(tmp_path / "t", files)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["B.PNG", "a.png", "c.txt", "d/shot_1.txt", "e.jpg"]),
        ({"name": "*.png"}, ["B.PNG", "a.png"]),
        ({"name": "shot?1*"}, ["d/shot_1.txt"]),
        ({"name": r"^[ab]\.", "regex": True}, ["B.PNG", "a.png"]),
        ({"larger": 1000}, ["d/shot_1.txt"]),
        ({"smaller": 20}, ["c.txt"]),
        ({"kind": "images"}, ["B.PNG", "a.png", "e.jpg"]),
        ({"kind": "images", "name": "*.jpg"}, ["e.jpg"]),
        ({"text": "hello"}, ["c.txt"]),
        ({"text": "WÖRLD"}, ["c.txt"]),
        ({"text": "nowhere"}, []),
        ({"hash": xxhash.xxh3_128_hexdigest(PNG)}, ["B.PNG", "a.png", "e.jpg"]),
        ({"hash": hashlib.sha256(b"x" * 1000).hexdigest().upper()}, ["d/shot_1.txt"]),
        ({"hash": f"md5:{hashlib.md5(PNG).hexdigest()}", "name": "a*"}, ["a.png"]),
    ],
)
def test_what_is_asked_for_is_found(root: Path, wanted: dict[str, Any], names: list[str]) -> None:
    assert found(root, **wanted) == names


def test_dates_are_those_of_the_last_change(root: Path) -> None:
    for name, age in (("a.png", 1), ("B.PNG", 8), ("c.txt", 400), ("d/shot_1.txt", -5), ("e.jpg", 30)):
        when = (NOW - timedelta(days=age)).timestamp()
        os.utime(root / name, (when, when))
    assert found(root, newer="7d") == ["a.png", "d/shot_1.txt"]
    assert found(root, older="2w") == ["c.txt", "e.jpg"]
    assert found(root, newer="2026-05-01", older="2026-06-10") == ["B.PNG", "e.jpg"]
    assert found(root, older="1y") == ["c.txt"]
    assert found(root, newer="9999999y") == ["B.PNG", "a.png", "c.txt", "d/shot_1.txt", "e.jpg"]


def test_words_are_found_across_the_pieces_a_file_is_read_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_PIECE", 64)
    for start in range(40, 70):
        trees.make(tmp_path / "t", {f"{start}": b"." * start + b"needle" + b"." * 60})
    assert len(found(tmp_path / "t", text="Needle")) == 30


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8"])
def test_words_are_found_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    trees.make(tmp_path / "t", {"a": "Grüße aus Köln".encode(encoding)})
    assert found(tmp_path / "t", text="köln") == ["a"]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"newer": "yesterday"}, "no date"),
        ({"hash": "xyz"}, "no hash"),
        ({"hash": "crc:00"}, "no hash"),
        ({"name": "(", "regex": True}, "--name"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, wanted: dict[str, Any], told: str) -> None:
    with pytest.raises(BadCall, match=told):
        found(tmp_path, **wanted)


def test_what_cannot_be_read_is_told(root: Path) -> None:
    unread: list[Unread] = []
    files = list(walking.start([root]))
    (root / "c.txt").unlink()
    tests = searching.sieve(searching.Wanted(text="hello"), NOW)
    assert list(searching.passing(iter(files), tests, unread)) == []
    assert [(Path(one.path).name, one.why) for one in unread] == [("c.txt", "no such file or directory")]
