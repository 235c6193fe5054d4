"""Files are equal when their contents are: no more, no fewer, whatever is remembered or changes meanwhile."""

import hashlib
import os
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
import xxhash
from hypothesis import given
from hypothesis import strategies as st

from studio.media.filing import digests, walking
from studio.media.filing.alike import Comparing
from studio.media.filing.shelf import Shelf

LONG = 3 * digests.END
ALGORITHMS: dict[digests.Algorithm, Callable[[bytes], bytes]] = {
    "xxh3": xxhash.xxh3_128_digest,
    "sha256": lambda content: hashlib.sha256(content).digest(),
    "md5": lambda content: hashlib.md5(content).digest(),
}


def shelved(folder: Path) -> Shelf:
    shelf = Shelf()
    for files in walking.start([folder]).as_met():
        shelf.add(files)
    return shelf


def names(shelf: Shelf, groups: Mapping[bytes, Sequence[int]]) -> dict[bytes, list[str]]:
    return {hash: [Path(shelf.paths[place]).name for place in group] for hash, group in groups.items()}


def made(folder: Path, contents: Mapping[str, bytes]) -> Path:
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("algorithm", list(ALGORITHMS))
def test_equal_files_are_found_by_their_hash(tmp_path: Path, algorithm: digests.Algorithm) -> None:
    short, long = b"abc", random.Random(1).randbytes(LONG)
    middle = bytearray(long)
    middle[LONG // 2] ^= 1
    contents = {
        "a": short,
        "b": long,
        "c": short,
        "d": long,
        "e": bytes(middle),
        "f": b"abd",
        "g": b"",
        "h": b"",
    }
    shelf = shelved(made(tmp_path, contents))
    comparing = Comparing(algorithm)
    hash = ALGORITHMS[algorithm]
    assert names(shelf, comparing.groups(shelf)) == {hash(short): ["a", "c"], hash(long): ["b", "d"]}
    assert comparing.unread == []


@given(
    st.lists(
        st.builds(
            lambda size, place: bytes(size)[:place] + b"\1" + bytes(max(0, size - place - 1)),
            st.sampled_from([1, 2, digests.END, 2 * digests.END, 2 * digests.END + 1, LONG]),
            st.sampled_from([0, 1, digests.END - 1, digests.END, LONG // 2, 2 * digests.END]),
        ),
        max_size=12,
    )
)
def test_groups_are_those_of_equal_bytes(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]
) -> None:
    """Sizes around the limits of what is read first, and contents that differ in a single byte."""
    folder = made(tmp_path_factory.mktemp("t"), {f"{n:02}": content for n, content in enumerate(contents)})
    shelf = shelved(folder)
    found = Comparing().groups(shelf)
    wanted: dict[bytes, list[str]] = {}
    for number, content in enumerate(contents):
        wanted.setdefault(content, []).append(f"{number:02}")
    expected = {xxhash.xxh3_128_digest(content): group for content, group in wanted.items() if len(group) > 1}
    assert names(shelf, found) == expected


def test_several_names_of_one_file_are_one(tmp_path: Path) -> None:
    made(tmp_path, {"a": b"abc", "c": b"abc"})
    os.link(tmp_path / "a", tmp_path / "b")
    shelf = shelved(tmp_path)
    assert [*names(shelf, Comparing().groups(shelf)).values()] == [["a", "c"]]
    (tmp_path / "c").unlink()
    assert Comparing().groups(shelved(tmp_path)) == {}


def test_small_files_may_be_left_out(tmp_path: Path) -> None:
    shelf = shelved(made(tmp_path, {"a": b"abc", "b": b"abc", "c": b"abcd", "d": b"abcd"}))
    assert [*names(shelf, Comparing(smallest=4).groups(shelf)).values()] == [["c", "d"]]


def test_what_changed_since_it_was_come_by_equals_nothing(tmp_path: Path) -> None:
    long = bytes(LONG)
    shelf = shelved(made(tmp_path, {"a": b"abc", "b": b"abc", "c": b"abc", "d": long, "e": long}))
    (tmp_path / "b").write_bytes(b"abcd")
    (tmp_path / "c").unlink()
    os.utime(tmp_path / "d", (1, 1))
    comparing = Comparing()
    assert comparing.groups(shelf) == {}
    assert {Path(one.path).name: one.why for one in comparing.unread} == {
        "b": "changed while it was looked at",
        "c": "no such file or directory",
        "d": "changed while it was looked at",
    }


def test_a_pipe_in_the_place_of_a_file_holds_nobody_up(tmp_path: Path) -> None:
    shelf = shelved(made(tmp_path, {"a": b"abc", "b": b"abc"}))
    (tmp_path / "b").unlink()
    os.mkfifo(tmp_path / "b")
    comparing = Comparing()
    assert comparing.groups(shelf) == {}
    assert [Path(one.path).name for one in comparing.unread] == ["b"]


def test_sparse_files_are_equal_to_full_ones(tmp_path: Path) -> None:
    made(tmp_path, {"full": bytes(1_000_000)})
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(1_000_000)
    shelf = shelved(tmp_path)
    assert [*names(shelf, Comparing().groups(shelf)).values()] == [["full", "sparse"]]
