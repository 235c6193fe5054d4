"""Files belong to the class that their content shows; their name decides only what that leaves open."""

import gzip
import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from tests import clips

from studio.media.filing import extensions
from studio.media.filing.kinds import KINDS, Classed, classify


def zipped(*names: str, mimetype: str = "") -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name in (["mimetype"] if mimetype else []) + list(names):
            archive.writestr(name, mimetype if name == "mimetype" else "x" * 5000)
    return memory.getvalue()


def compound(stream: str) -> bytes:
    """As much of an old office file as says what it is: a header, and a directory in sector 3."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (3).to_bytes(4, "little")
    entries = [name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", stream)]
    return bytes(header) + b"\xff" * 3 * 512 + b"".join(entries).ljust(512, b"\0")


def tarred() -> bytes:
    memory = io.BytesIO()
    with tarfile.open(fileobj=memory, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"))
    return memory.getvalue()


def picture(format: str) -> bytes:
    memory = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(memory, format)
    return memory.getvalue()


def file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


RIFF = b"RIFF\x10\0\0\0"
WORLD = [
    ("a.jpg", picture("JPEG"), "images", "jpeg"),
    ("a.png", picture("PNG"), "images", "png"),
    ("a.gif", picture("GIF"), "images", "gif"),
    ("a.bmp", picture("BMP"), "images", "bmp"),
    ("a.tif", picture("TIFF"), "images", "tiff"),
    ("a.webp", picture("WEBP"), "images", "webp"),
    ("a.ico", picture("ICO"), "images", "ico"),
    ("a.ppm", picture("PPM"), "images", "netpbm"),
    ("a.exr", b"\x76\x2f\x31\x01\x02", "images", "exr"),
    ("a.svg", b'<?xml version="1.0"?><svg xmlns="x"/>', "images", "svg"),
    ("a.tga", bytes(200), "images", ""),
    ("a.heic", b"\0\0\0\x18ftypheic", "images", "heic"),
    ("a.avi", RIFF + b"AVI LIST", "videos", "avi"),
    ("a.mov", b"\0\0\0\x14ftypqt  ", "videos", "mp4"),
    ("a.mkv", b"\x1a\x45\xdf\xa3", "videos", "matroska"),
    ("a.mka", b"\x1a\x45\xdf\xa3", "audio", "matroska"),
    ("a.m4a", b"\0\0\0\x14ftypisom", "audio", "mp4"),
    ("a.ts", b"\x47".ljust(188, b"\0") * 3, "videos", "mpeg-ts"),
    ("a.ts", b"export const a = 1;\n", "code", "text"),
    ("a.ogg", b"OggS" + bytes(30) + b"\x01vorbis", "audio", "ogg"),
    ("a.ogv", b"OggS" + bytes(30) + b"\x80theora", "videos", "ogg"),
    ("a.wav", RIFF + b"WAVEfmt ", "audio", "wav"),
    ("a.mp3", b"\xff\xfb\x90\x64", "audio", "mp3"),
    ("a.flac", b"fLaC\0", "audio", "flac"),
    ("a.pdf", b"%PDF-1.7\n", "documents", "pdf"),
    ("a.docx", zipped("[Content_Types].xml", "word/document.xml"), "documents", "docx"),
    ("a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), "spreadsheets", "xlsx"),
    ("a.pptx", zipped("[Content_Types].xml", "ppt/presentation.xml"), "presentations", "pptx"),
    ("a.odt", zipped(mimetype="application/vnd.oasis.opendocument.text"), "documents", "odt"),
    ("a.ods", zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "spreadsheets", "ods"),
    ("a.doc", compound("WordDocument"), "documents", "doc"),
    ("a.xls", compound("Workbook"), "spreadsheets", "xls"),
    ("a.ppt", compound("PowerPoint Document"), "presentations", "ppt"),
    ("a.zip", zipped("photo.jpg"), "archives", "zip"),
    ("a.tar", tarred(), "archives", "tar"),
    ("a.tgz", gzip.compress(b"x"), "archives", "gzip"),
    ("a.svgz", gzip.compress(b"<svg/>"), "images", "gzip"),
    ("a.7z", b"7z\xbc\xaf\x27\x1c", "archives", "7z"),
    ("a.exe", b"MZ\x90\0", "executables", "pe"),
    ("a", b"\x7fELF\x02", "executables", "elf"),
    ("run", b"#!/bin/sh\n", "code", "script"),
    ("a.py", b"print()\n", "code", "text"),
    ("a.csv", b"a,b\n1,2\n", "spreadsheets", "text"),
    ("a.txt", "grüße".encode("utf-16"), "documents", "text"),
    ("notes", b"Some words.\n", "documents", "text"),
    ("a.bin", bytes(range(256)), "executables", ""),
    ("nothing", b"", "other", ""),
    ("unknown.xyz", b"\x01\x02\0", "other", ""),
]


@pytest.mark.parametrize(
    ("name", "content", "kind", "format"), WORLD, ids=[f"{name} {format}" for name, _, _, format in WORLD]
)
def test_a_file_belongs_to_its_class(
    tmp_path: Path, name: str, content: bytes, kind: str, format: str
) -> None:
    found = classify(file(tmp_path, name, content))
    assert (found.kind, found.format, found.lies) == (kind, format, False)


@pytest.mark.parametrize(
    ("name", "content", "kind", "claimed"),
    [
        ("photo.jpg", b"<!DOCTYPE html><title>404</title>", "documents", "images"),
        ("film.mp4", picture("PNG"), "images", "videos"),
        ("invoice.pdf", b"MZ\x90\0", "executables", "documents"),
        ("table.xlsx", zipped("word/document.xml"), "documents", "spreadsheets"),
        ("song.mp3", zipped("a"), "archives", "audio"),
        ("text.txt", b"\x7fELF", "executables", "documents"),
    ],
    ids=["picture", "film", "document", "table", "sound", "text"],
)
def test_a_name_that_lies_is_found_out(
    tmp_path: Path, name: str, content: bytes, kind: str, claimed: str
) -> None:
    found = classify(file(tmp_path, name, content))
    assert (found.kind, found.claimed, found.lies) == (kind, claimed, True)


def test_an_ending_in_capitals_is_the_same(tmp_path: Path) -> None:
    assert classify(file(tmp_path, "A.TGA", bytes(99))).kind == "images"


def test_a_character_cut_in_two_is_still_text(tmp_path: Path) -> None:
    assert classify(file(tmp_path, "words", b"x" * 4095 + "é".encode())).format == "text"


def test_a_real_film_is_one(tmp_path: Path) -> None:
    film = clips.made("kinds.mp4", *clips.picture(0.2), "-frames:v", "2")
    assert classify(film) == Classed("videos", "mp4", "videos")


def test_what_cannot_be_read_goes_by_its_name(tmp_path: Path) -> None:
    found = classify(tmp_path / "gone.png")
    assert (found.kind, found.unread) == ("images", "no such file or directory")
    os.mkfifo(tmp_path / "pipe.png")
    assert classify(tmp_path / "pipe.png").kind == "images"


def test_every_ending_stands_for_one_class_or_says_so() -> None:
    seen: dict[str, str] = {}
    for kind, endings in extensions._ENDINGS.items():
        assert kind in KINDS
        for ending in endings.split():
            assert seen.setdefault(ending, kind) == kind or ending in extensions._EITHER, ending
