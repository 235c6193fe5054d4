"""Many files get other names at once, all of which were checked before the first was given."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import trees

from studio.core.errors import BadCall, BadInput, Refused
from studio.core.run import Run, entered
from studio.store.filing.filed import Filed
from studio.store.filing.home import configure
from studio.store.filing.undoing import undo
from studio.tools.files.rename import rename

Rename = Callable[..., Filed]


@pytest.fixture
def renamed(tmp_path: Path) -> Rename:
    configure(home=tmp_path / "home")

    def call(folder: Path, **options: Any) -> Filed:
        with entered(Run(tmp_path / "run")):
            return rename(folder, **{"apply": True, **options})

    return call


def names(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (kind, content, *_) in trees.look(folder).items() if kind == "file"}


def test_counting_goes_as_people_count(tmp_path: Path, renamed: Rename) -> None:
    root = trees.make(tmp_path / "t", {f"IMG_{number}.JPG": str(number) for number in (1, 2, 10)})
    renamed(root, find="IMG_*.JPG", to="coast_{n:02}.jpg", start=5, step=5, sequences=False)
    assert names(root) == {"coast_05.jpg": b"1", "coast_10.jpg": b"2", "coast_15.jpg": b"10"}


@pytest.mark.parametrize(("order", "expected"), [("name", "abc"), ("date", "cab"), ("size", "bca")])
def test_the_order_may_be_chosen(tmp_path: Path, renamed: Rename, order: str, expected: str) -> None:
    root = trees.make(tmp_path / "t", {"a": "aaa", "b": "b", "c": "cc"})
    for place, name in enumerate("cab"):
        os.utime(root / name, (1_600_000_000 + place, 1_600_000_000 + place))
    renamed(root, to="{n}", order=order)
    assert "".join(content.decode()[0] for _, content in sorted(names(root).items())) == expected


def test_counting_begins_anew_in_each_folder(tmp_path: Path, renamed: Rename) -> None:
    root = trees.make(tmp_path / "t", {"a.txt": "1", "b.txt": "2", "sub/c.txt": "3"})
    renamed(root, to="{parent}{n}", recursive=True)
    assert set(names(root)) == {"t1.txt", "t2.txt", "sub/sub1.txt"}


def test_names_are_exchanged_in_one_go(tmp_path: Path, renamed: Rename) -> None:
    root = trees.make(tmp_path / "t", {"ab": "1", "ba": "2"})
    renamed(root, find="(.)(.)", to="{2}{1}", regex=True)
    assert names(root) == {"ab": b"2", "ba": b"1"}


def test_collisions_are_refused_before_anything_is_done(tmp_path: Path, renamed: Rename) -> None:
    root = trees.make(tmp_path / "t", {"a1": "1", "a2": "2", "b": "3"})
    before = trees.look(root)
    with pytest.raises(Refused, match="a1 and a2 would both become a"):
        renamed(root, find=r"\d", to="", regex=True)
    with pytest.raises(Refused, match="a1 would become b, which is there already"):
        renamed(root, find="a1", to="b")
    assert trees.look(root) == before


def test_collisions_are_numbered_when_asked(tmp_path: Path, renamed: Rename) -> None:
    root = trees.make(tmp_path / "t", {"a1": "1", "a2": "2", "b": "3"})
    renamed(root, find="a?", to="b", conflict="number")
    assert names(root) == {"b": b"3", "b-2": b"1", "b-3": b"2"}


def test_a_sequence_is_shifted_whole_with_what_lies_beside(tmp_path: Path, renamed: Rename) -> None:
    frames = {f"s.{number:04}.exr": str(number) for number in range(1, 30)}
    root = trees.make(tmp_path / "t", {**frames, "s.0003.json": "{}", "s.xml": "<s/>"})
    before = trees.look(root)
    made = renamed(root, find="*.exr", offset=1)
    assert made.sequences == ("s.####.exr [1-29]",)
    assert names(root) == {f"s.{number + 1:04}.exr": str(number).encode() for number in range(1, 30)} | {
        "s.0004.json": b"{}", "s.xml": b"<s/>",
    }  # fmt: skip
    assert undo(tmp_path / "home").left == ()
    assert trees.look(root) == before


def test_a_caption_is_not_parted_from_its_picture_by_chance(tmp_path: Path, renamed: Rename) -> None:
    root = trees.make(tmp_path / "t", {"p.jpg": "1", "p.txt": "2"})
    made = renamed(root, find="*.txt", to="q")
    assert [(one.file, one.reason) for one in made.stayed] == [
        ("p.txt", "stays beside p.jpg; --no-sidecars parts them")
    ]
    renamed(root, find="*.txt", to="q", sidecars=False)
    assert set(names(root)) == {"p.jpg", "q.txt"}


def test_what_is_not_utf8_is_renamed(tmp_path: Path, renamed: Rename) -> None:
    root = tmp_path / "t"
    root.mkdir()
    (root / os.fsdecode(b"a\xff\n.txt")).write_text("x")
    made = renamed(root, find="*.txt", to="{1}b")
    assert [os.fsencode(file.name) for file in root.iterdir()] == [b"a\xff\nb.txt"]
    assert [(one.what, one.where) for one in made.first] == [("a\\xff\n.txt", "a\\xff\nb.txt")]


def test_what_cannot_be(tmp_path: Path, renamed: Rename) -> None:
    root = trees.make(tmp_path / "t", {"a.txt": "x"})
    with pytest.raises(BadCall, match="holds a character"):
        renamed(root, to="x/y")
    with pytest.raises(Refused, match="is longer than 255 bytes"):
        renamed(root, to="x" * 252)
    with pytest.raises(BadInput, match=r"no file in .* fits"):
        renamed(root, find="*.png", to="x")
    assert set(names(root)) == {"a.txt"}
