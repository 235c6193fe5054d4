"""Folders are walked without what is hidden, and what is in them comes in the order people count."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio.core.errors import BadInput
from studio.media.folders import natural, walk


def test_hidden_things_and_links_to_folders_are_left_out(tmp_path: Path) -> None:
    for name in ("a.png", ".hidden.png", ".git/b.png", "c/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "c" / "round").symlink_to(tmp_path)
    assert {str(root.relative_to(tmp_path)): names for root, names in walk(tmp_path)} == {
        ".": ["a.png"], "c": ["d.txt"],
    }  # fmt: skip


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_no_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0)
    with pytest.raises(BadInput, match="cannot be read"):
        list(walk(tmp_path))


@pytest.mark.parametrize(
    "ordered",
    [
        ["shot1.jpg", "shot2.jpg", "shot10.jpg"],
        ["a2b3.jpg", "a2b20.jpg", "a10b1.jpg"],
        ["1.jpg", "9.jpg", "10.jpg", "a.jpg"],
        ["Apple.jpg", "banana.jpg", "Cherry.jpg"],
    ],
)
def test_numbers_in_names_count_as_numbers(ordered: list[str]) -> None:
    jumbled = list(reversed(ordered))
    assert sorted(jumbled, key=natural) == ordered


@given(some.lists(some.text(), max_size=5))
def test_any_names_can_be_ordered(anything: list[str]) -> None:
    assert [natural(name) for name in sorted(anything, key=natural)] == sorted(map(natural, anything))
