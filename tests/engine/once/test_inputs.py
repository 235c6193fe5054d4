"""Files, folders and patterns become single things to work on, in the order people expect."""

import os
import sys
from pathlib import Path

import pytest

from studio.core.errors import BadInput, NotFound
from studio.engine.once.inputs import Found, expand


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder of pictures with everything in it that folders of pictures hold."""
    for name in (
        "a/shot10.jpg", "a/shot9.JPG", "a/b/deep.png", "a/notes.txt", "a/.hidden.jpg", "a/.cache/thumb.jpg",
        "other/shot9.jpg", "empty.txt/x.md", "star[1].jpg",
    ):  # fmt: skip
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return tmp_path


def names(found: list[Found]) -> list[str]:
    return [str(one.path) for one in found]


def test_a_folder_stands_for_what_it_holds_in_natural_order(tree: Path) -> None:
    found = expand([Path("a")], "image")
    assert names(found) == ["a/b/deep.png", "a/shot9.JPG", "a/shot10.jpg"]
    assert [str(one.below) for one in found] == ["b", ".", "."]


def test_every_file_counts_where_any_will_do(tree: Path) -> None:
    assert names(expand([Path("a")], "file")) == [
        "a/b/deep.png",
        "a/notes.txt",
        "a/shot9.JPG",
        "a/shot10.jpg",
    ]


def test_a_folder_named_like_a_file_is_a_folder(tree: Path) -> None:
    assert names(expand([Path("empty.txt")], "file")) == ["empty.txt/x.md"]


def test_the_folder_here(tree: Path) -> None:
    assert "a/b/deep.png" in names(expand([Path()], "image"))


def test_a_folder_without_any_is_named(tree: Path) -> None:
    with pytest.raises(BadInput, match=r"empty\.txt holds no image files") as refused:
        expand([Path("empty.txt")], "image")
    assert refused.value.hint


def test_patterns_match_files_and_folders(tree: Path) -> None:
    assert names(expand([Path("a/shot*")], "image")) == ["a/shot9.JPG", "a/shot10.jpg"]
    assert names(expand([Path("**/shot9.*")], "image")) == ["a/shot9.JPG", "other/shot9.jpg"]
    assert names(expand([Path("o*")], "image")) == ["other/shot9.jpg"]
    assert names(expand([tree / "a" / "*.png", tree / "a" / "b" / "*.p?g"][1:], "image")) == [
        str(tree / "a/b/deep.png")
    ]


def test_a_pattern_that_matches_nothing_is_named(tree: Path) -> None:
    with pytest.raises(NotFound, match=r"nothing matches a/\*\.gif") as missing:
        expand([Path("a/*.gif")], "image")
    assert missing.value.hint


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tree: Path) -> None:
    assert names(expand([Path("star[1].jpg")], "image")) == ["star[1].jpg"]


def test_a_file_that_is_named_is_taken_whatever_it_is_called(tree: Path) -> None:
    assert names(expand([Path("a/notes.txt"), Path("a/.hidden.jpg")], "image")) == [
        "a/notes.txt", "a/.hidden.jpg",
    ]  # fmt: skip


def test_a_missing_file_stands_for_itself(tree: Path) -> None:
    assert names(expand([Path("missing.jpg"), Path("a")], "image"))[0] == "missing.jpg"


def test_what_is_given_twice_is_worked_on_once(tree: Path) -> None:
    given_twice = [Path("a/shot9.JPG"), Path("a"), Path("./a/../a/shot9.JPG"), tree / "a" / "shot10.jpg"]
    assert names(expand(given_twice, "image")) == ["a/shot9.JPG", "a/b/deep.png", "a/shot10.jpg"]


def test_links_to_files_count_and_loops_do_not_trap(tree: Path) -> None:
    (tree / "a" / "round").symlink_to(tree / "a")
    (tree / "a" / "alias.jpg").symlink_to(tree / "other" / "shot9.jpg")
    assert names(expand([Path("a")], "image")) == [
        "a/alias.jpg", "a/b/deep.png", "a/shot9.JPG", "a/shot10.jpg",
    ]  # fmt: skip


def test_a_link_to_a_folder_that_is_named_is_followed(tree: Path) -> None:
    (tree / "alias").symlink_to(tree / "other")
    assert names(expand([Path("alias")], "image")) == ["alias/shot9.jpg"]


def test_a_folder_that_cannot_be_read_is_named(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("b"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(BadInput, match="a/b cannot be read: permission denied"):
        expand([Path("a")], "image")


@pytest.mark.skipif(sys.platform == "darwin", reason="this file system wants UTF-8")
def test_names_that_are_no_text_are_found(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9\n.jpg")).touch()
    (found,) = expand([Path()], "image")
    assert os.fsencode(found.path) == b"caf\xe9\n.jpg"


def test_numbered_pictures_are_one_piece_of_footage(tmp_path: Path) -> None:
    Path("r/b").mkdir(parents=True)
    for name in ("r/s.01.png", "r/s.02.png", "r/b/t.1.png", "r/b/t.2.png", "r/alone.png", "film.mp4"):
        Path(name).touch()
    assert names(expand([Path("r")], "footage")) == ["r/b/t.#.png", "r/s.##.png"]
    for given_as in ("r/s.%02d.png", "r/s.##.png [1-2]"):
        assert names(expand([Path(given_as)], "footage")) == [given_as]
    for given_as in ("r/s.02.png", "r/s.*.png"):
        assert names(expand([Path(given_as)], "footage")) == ["r/s.##.png"]
    both = [Path("r/s.01.png"), Path("film.mp4"), Path("r/s.02.png")]
    assert names(expand(both, "footage")) == ["r/s.##.png", "film.mp4"]
    Path("r/film.mp4").touch()
    assert names(expand([Path("r")], "footage")) == ["r/film.mp4"]
