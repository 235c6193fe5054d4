"""Files are known by what they hold, and whatever is no picture is named for what it is."""

import os
import socket
from pathlib import Path

import pytest
from tests import pictures

from studio.core.errors import BadInput, NotFound
from studio.media.images import formats


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "gif", "tiff", "bmp", "avif", "tga"])
def test_content_decides_not_the_name(tmp_path: Path, name: str) -> None:
    mislabelled = tmp_path / "holiday.png"
    mislabelled.write_bytes(pictures.in_memory(pictures.photo(), name))
    if name == "tga":
        mislabelled = mislabelled.rename(tmp_path / "holiday.tga")
    assert formats.sniff(mislabelled).name == name


def test_svg_is_known_with_and_without_a_declaration(tmp_path: Path) -> None:
    drawing = tmp_path / "drawing"
    for beginning in ("", '<?xml version="1.0"?>\n<!-- made by hand -->\n', "\ufeff  "):
        drawing.write_text(beginning + '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>')
        assert formats.sniff(drawing).name == "svg"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"Dear diary, this is no picture.\n", "is not a picture: it begins like text"),
        (b"BMW builds cars, and this is a text about them.", "it begins like text"),
        ("Käse ".encode() * 2000, "it begins like text"),
        (b"\xff\xfeh\0i\0", "it begins like text"),
        (b"%PDF-1.7\n", "it is a PDF document"),
        (b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2", "it is a video"),
        (bytes(range(7, 90)), "its first bytes belong to no picture format"),
    ],
)
def test_strangers_are_named(tmp_path: Path, content: bytes, said: str) -> None:
    stranger = tmp_path / "x.jpg"
    stranger.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        formats.sniff(stranger)
    assert caught.value.message.startswith("x.jpg ")
    assert said in caught.value.message


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"gone\.jpg is not there"):
        formats.sniff(tmp_path / "gone.jpg")


def test_folders_pipes_sockets_and_devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.jpg")
        for path, kind in [
            (tmp_path, "a folder"),
            (tmp_path / "pipe.jpg", "a pipe"),
            (tmp_path / "socket.jpg", "a socket"),
            (Path("/dev/null"), "a device"),
        ]:
            with pytest.raises(BadInput, match=f"is {kind}, not a picture"):
                formats.sniff(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_unreadable_file(tmp_path: Path) -> None:
    locked = pictures.jpeg(tmp_path / "locked.jpg")
    locked.chmod(0)
    with pytest.raises(BadInput, match="cannot be read: permission denied"):
        formats.sniff(locked)


def test_names_people_use() -> None:
    assert formats.by_name("JPG") is formats.by_name("jpeg") is formats.by_suffix(Path("a.JPEG"))
    assert formats.by_name(".tif").name == "tiff"
    with pytest.raises(BadInput, match="no picture format"):
        formats.by_suffix(Path("notes.txt"))
    with pytest.raises(BadInput, match="has no ending"):
        formats.by_suffix(Path("notes"))
    with pytest.raises(BadInput, match="'docx' is not a picture format"):
        formats.by_name("docx")


def test_folders_are_searched_for_what_can_be_read() -> None:
    assert {".jpg", ".JPG".lower(), ".png", ".exr", ".psd", ".svg"} <= formats.PICTURE_SUFFIXES
    assert ".heic" not in formats.PICTURE_SUFFIXES


def test_recognising_leaves_no_descriptor_open(tmp_path: Path) -> None:
    picture = pictures.jpeg(tmp_path / "a.jpg")
    before = len(list(Path("/dev/fd").iterdir()))
    for _ in range(20):
        formats.sniff(picture)
        with pytest.raises(BadInput):
            formats.sniff(tmp_path)
    assert len(list(Path("/dev/fd").iterdir())) == before
