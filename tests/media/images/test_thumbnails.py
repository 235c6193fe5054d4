"""Small copies are made quickly, and are as true as slow ones."""

from pathlib import Path

import pytest
from PIL import Image
from tests import pictures

from studio.core.errors import BadInput
from studio.media.images import reading
from studio.media.images.framing import Frame
from studio.media.images.libvips import Raster
from studio.media.images.thumbnails import small_copy


def copied(path: Path, frame: Frame) -> Raster:
    return small_copy(path, frame, reading.header(path))


@pytest.mark.parametrize("kind", ["L", "LA", "RGB", "RGBA", "P", "1", "CMYK"])
def test_every_kind_becomes_plain_colours(tmp_path: Path, kind: str) -> None:
    path = tmp_path / ("a.tif" if kind == "CMYK" else "a.png")
    pictures.photo(200, 100).convert(kind).save(path)
    small = copied(path, Frame(longest=50))
    assert (small.width, small.height, small.format) == (50, 25, "uchar")
    assert small.interpretation == "srgb"
    assert small.bands == (4 if kind in ("LA", "RGBA") else 3)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("longest", [6, 24])
def test_pictures_stand_upright(tmp_path: Path, orientation: int, longest: int) -> None:
    small = copied(pictures.oriented(tmp_path / "a.jpg", orientation), Frame(longest=longest))
    assert (small.width, small.height) == (longest, longest * 2 // 3)
    assert small(0, 0) == pytest.approx(pictures.RED, abs=40)
    assert small(small.width - 1, 0) == pytest.approx(pictures.GREEN, abs=40)


def test_unpacking_a_part_changes_no_colours(tmp_path: Path) -> None:
    path = pictures.jpeg(tmp_path / "large.jpg", pictures.photo(1600, 1000))
    quick = copied(path, Frame(longest=80))
    whole = reading.read(path).thumbnail_image(80)
    assert (quick.width, quick.height) == (80, 50)
    assert (quick.cast("float") - whole).abs().avg() < 2.5


@pytest.mark.parametrize("longest", [20, 90])
def test_half_a_picture_is_an_error_at_any_size(tmp_path: Path, longest: int) -> None:
    path = pictures.truncated(tmp_path / "cut.jpg", pictures.jpeg(tmp_path / "whole.jpg"))
    with pytest.raises(BadInput, match="cut off or damaged"):
        copied(path, Frame(longest=longest))


def test_an_animation_shows_its_first_frame(tmp_path: Path) -> None:
    small = copied(pictures.animation(tmp_path / "a.gif"), Frame(longest=20))
    assert (small.width, small.height) == (20, 15)
    assert small(10, 10)[2] > 180


def test_small_pictures_stay_as_they_are(tmp_path: Path) -> None:
    Image.new("RGB", (3, 2), "red").save(tmp_path / "a.png")
    small = copied(tmp_path / "a.png", Frame(width=300, height=200))
    assert (small.width, small.height) == (3, 2)
