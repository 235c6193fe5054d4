"""A JPEG with a hole in it is refused; one that is only written oddly is read."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests import pictures

from studio.core.errors import BadInput
from studio.media.images import reading
from studio.media.images.framing import Frame
from studio.media.images.thumbnails import small_copy


@cache
def photo() -> Image.Image:
    return pictures.photo(1200, 800)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return pictures.jpeg(tmp_path / "whole.jpg", photo())


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
@pytest.mark.parametrize("sequential", [True, False])
def test_a_hole_in_the_middle(
    tmp_path: Path, sequential: bool, options: dict[str, Any], share: float
) -> None:
    photo().save(tmp_path / "whole.jpg", quality=88, **options)
    hole = pictures.holed(tmp_path / "hole.jpg", tmp_path / "whole.jpg", share)
    message = re.escape("hole.jpg is cut off or damaged: its data is incomplete or garbled")
    with pytest.raises(BadInput, match=message), reading.pixels_of(hole):
        reading.read(hole, sequential=sequential).avg()


def test_a_small_copy_of_one(tmp_path: Path) -> None:
    photo().save(tmp_path / "whole.jpg", quality=88, progressive=True)
    hole = pictures.holed(tmp_path / "hole.jpg", tmp_path / "whole.jpg")
    with pytest.raises(BadInput, match="its data is incomplete or garbled"):
        small_copy(hole, Frame(width=100), reading.header(hole))


ADOBE = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\x07"
ODDITIES = {
    "bytes between segments": lambda data, at: data[:at] + bytes(9) + data[at:],
    "fill between segments": lambda data, at: data[:at] + b"\xff" * 9 + data[at:],
    "a revision nobody knows": lambda data, at: data[:11] + b"\x07" + data[12:],
    "colours nobody knows": lambda data, at: data[:at] + ADOBE + data[at:],
    "padding before the end": lambda data, at: data[:-2] + bytes(14) + data[-2:],
    "more after the end": lambda data, at: data + b"more" * 20,
}


@pytest.mark.parametrize("what", ODDITIES)
@pytest.mark.parametrize("sequential", [True, False])
def test_what_is_only_odd_is_read(tmp_path: Path, whole: Path, what: str, sequential: bool) -> None:
    data, odd = whole.read_bytes(), tmp_path / "odd.jpg"
    odd.write_bytes(ODDITIES[what](data, data.index(b"\xff\xdb")))
    with reading.pixels_of(odd):
        assert reading.read(odd, sequential=sequential).avg() == reading.read(whole).avg()
