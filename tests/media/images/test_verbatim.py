"""Files taken over byte by byte are whole, or not there."""

import os
import shutil
from pathlib import Path

import pytest
from tests import pictures

from studio.core.errors import BadInput, ToolFailed
from studio.media.images import verbatim


def test_copies_are_the_same(tmp_path: Path, ugly_name: str) -> None:
    source = pictures.jpeg(tmp_path / ugly_name)
    (tmp_path / "to").mkdir()
    assert verbatim.copied(source, tmp_path / "to" / ugly_name).read_bytes() == source.read_bytes()


def test_what_is_broken_is_not_copied(tmp_path: Path) -> None:
    cut = pictures.truncated(tmp_path / "cut.jpg", pictures.jpeg(tmp_path / "photo.jpg"))
    with pytest.raises(BadInput, match="cut off or damaged"):
        verbatim.copied(cut, tmp_path / "copy.jpg")
    assert not (tmp_path / "copy.jpg").exists()


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> None:
        Path(target).write_bytes(b"half")
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(ToolFailed, match="no space left"):
        verbatim.copied(pictures.jpeg(tmp_path / "photo.jpg"), tmp_path / "copy.jpg")
    assert not (tmp_path / "copy.jpg").exists()


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ToolFailed, match=r"a\.jpg could not be written"):
        verbatim.stored(b"x", tmp_path / "none" / "a.jpg")
