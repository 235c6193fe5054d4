"""Folders are walked in the order people count, and no copy takes another's name."""

import os
from pathlib import Path

import pytest

from studio.core.errors import BadInput, NotFound, Refused, ToolFailed
from studio.media.images import collection
from studio.media.images.collection import Member


def laid_out(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(os.fsencode(name))
    return folder


def test_pictures_come_in_the_order_people_count_with_what_belongs_to_them(tmp_path: Path) -> None:
    laid_out(tmp_path, "shot10.png", "shot9.PNG", "shot9.txt", "shot9.json", "b/Shot1.jpg", "b/notes.txt")
    found = collection.gather(tmp_path)
    assert [str(member.name) for member in found] == ["b/Shot1.jpg", "shot9.PNG", "shot10.png"]
    assert [path.name for path in found[1].beside] == ["shot9.txt", "shot9.json"]
    assert found[0].beside == ()


def test_hidden_things_and_links_to_folders_are_left_out(tmp_path: Path) -> None:
    laid_out(tmp_path, "a.png", ".hidden.png", ".git/b.png", "c/d.png")
    (tmp_path / "c" / "round").symlink_to(tmp_path)
    assert [str(member.name) for member in collection.gather(tmp_path)] == ["a.png", "c/d.png"]


def test_formats_that_cannot_be_read_are_found_too_so_that_somebody_says_so(tmp_path: Path) -> None:
    laid_out(tmp_path, "phone.heic", "words.md")
    assert [member.path.name for member in collection.gather(tmp_path)] == ["phone.heic"]


def test_names_that_are_no_text_are_kept(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.jpg")
    laid_out(tmp_path, name)
    assert str(collection.gather(tmp_path)[0].name) == name


def test_what_holds_no_pictures_is_refused(tmp_path: Path) -> None:
    laid_out(tmp_path, "words.txt")
    with pytest.raises(BadInput, match="holds no pictures"):
        collection.gather(tmp_path)
    with pytest.raises(BadInput, match="is a file"):
        collection.gather(tmp_path / "words.txt")
    with pytest.raises(NotFound, match="is not there"):
        collection.gather(tmp_path / "nowhere")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_no_empty_folder(tmp_path: Path) -> None:
    laid_out(tmp_path, "a.png", "shut/b.png")
    (tmp_path / "shut").chmod(0)
    with pytest.raises(BadInput, match="cannot be read"):
        collection.gather(tmp_path)
    (tmp_path / "shut").chmod(0o700)


def members(*names: str) -> list[Member]:
    return [Member(Path(name), Path(name)) for name in names]


def test_copies_never_share_a_name_or_a_caption() -> None:
    found = members("a.png", "a.tif", "A.gif", "b/a.png", "v1.2.png", "a-tif.png")
    names = collection.names_of_copies(found, [".jpg"] * 6, numbered=False)
    assert [str(name) for name in names] == [
        "a.jpg",
        "a-tif.jpg",
        "A-gif.jpg",
        "b/a.jpg",
        "v1.2.jpg",
        "a-tif-png.jpg",
    ]


def test_copies_with_different_endings_still_share_no_caption() -> None:
    names = collection.names_of_copies(members("a.jpg", "a.png"), [".jpg", ".png"], numbered=False)
    assert [name.stem for name in names] == ["a", "a-png"]


def test_copies_can_be_numbered() -> None:
    names = collection.names_of_copies(members("x.png", "b/y.png"), [".jpg", ".png"], numbered=True)
    assert [str(name) for name in names] == ["0001.jpg", "b/0002.png"]


def test_a_copy_is_the_same_and_failures_have_a_sentence(tmp_path: Path) -> None:
    source = laid_out(tmp_path, "a.txt") / "a.txt"
    assert collection.copy(source, tmp_path / "new" / "b.txt").read_text() == "a.txt"
    with pytest.raises(BadInput, match=r"gone\.txt cannot be read"):
        collection.copy(tmp_path / "gone.txt", tmp_path / "c.txt")
    with pytest.raises((Refused, ToolFailed), match="could not be written"):
        collection.copy(source, source / "c.txt")
