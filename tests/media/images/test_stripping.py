"""Metadata go, and not one pixel changes."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from tests import pictures

from studio.media.images.stripping import moving_png, without_metadata

PLACE = b"Zanzibar"


def told(path: Path, **options: Any) -> bytes:
    """A picture that tells a lot about itself."""
    tags = Image.Exif()
    tags[0x010E] = PLACE.decode()
    tags.get_ifd(0x8825)[1] = "N"
    if path.suffix == ".png":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", PLACE.decode())
        options["pnginfo"] = text
    if path.suffix == ".webp":
        options["xmp"] = PLACE
    if path.suffix == ".jpg":
        options["comment"] = PLACE
    pictures.photo(64, 48).save(path, exif=tags, icc_profile=pictures.srgb_profile(), **options)
    return path.read_bytes()


def shown(data: bytes) -> Any:
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_what_is_told_goes(tmp_path: Path, suffix: str) -> None:
    data = told(tmp_path / f"a{suffix}")
    assert PLACE in data
    bare = without_metadata(data)
    assert bare
    assert len(bare) < len(data)
    assert PLACE not in bare
    assert (shown(bare) == shown(data)).all()
    with Image.open(io.BytesIO(bare)) as picture:
        assert picture.info["icc_profile"] == pictures.srgb_profile()
        assert not picture.getexif()
        assert "xmp" not in picture.info


@pytest.mark.parametrize(
    "options", [{"progressive": True}, {"subsampling": 0}, {"quality": 30}, {"streamtype": 0}]
)
def test_kinds_of_jpeg(tmp_path: Path, options: dict[str, Any]) -> None:
    data = told(tmp_path / "a.jpg", **options)
    bare = without_metadata(data + b"a film hidden after the end")
    assert bare
    assert bare.endswith(b"\xff\xd9")
    assert (shown(bare) == shown(data)).all()


def test_print_colours_keep_what_explains_them(tmp_path: Path) -> None:
    data = pictures.cmyk(tmp_path / "ink.jpg").read_bytes()
    bare = without_metadata(data)
    assert bare
    assert (shown(bare) == shown(data)).all()


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_jpeg_that_lies_on_its_side_still_says_so(tmp_path: Path, orientation: int) -> None:
    data = pictures.oriented(tmp_path / "a.jpg", orientation).read_bytes()
    bare = without_metadata(data, orientation)
    assert bare
    with Image.open(io.BytesIO(bare)) as picture:
        assert dict(picture.getexif()) == {pictures.ORIENTATION: orientation}
    assert without_metadata(told(tmp_path / "b.png"), orientation) is None


def test_animations_stay_whole(tmp_path: Path) -> None:
    moving = pictures.animation(tmp_path / "a.webp").read_bytes()
    bare = without_metadata(moving)
    assert bare
    with Image.open(io.BytesIO(bare)) as picture:
        assert picture.n_frames == 5  # type: ignore[attr-defined]


def test_moving_pngs_are_known(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "moving.png", save_all=True, append_images=frames[1:], duration=100)
    assert moving_png((tmp_path / "moving.png").read_bytes())
    assert not moving_png(told(tmp_path / "still.png"))
    assert not moving_png(told(tmp_path / "still.jpg"))
    bare = without_metadata((tmp_path / "moving.png").read_bytes())
    assert bare
    assert moving_png(bare)


def test_transparency_of_palettes_stays(tmp_path: Path) -> None:
    data = pictures.palette(tmp_path / "p.png").read_bytes()
    bare = without_metadata(data + b"more")
    assert bare == data


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"\x89PNG\r\n\x1a\n\0", b"GIF89a", b"RIFF\0\0\0\0WEBP"],
)
def test_fragments(data: bytes) -> None:
    found = without_metadata(data)
    assert found is None or len(found) <= max(12, len(data))


@given(
    st.binary(max_size=60), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x20\0\0\0WEBP"])
)
def test_nonsense_does_no_harm(rest: bytes, head: bytes) -> None:
    found = without_metadata(head + rest)
    assert found is None or len(found) <= len(head + rest) + 12
    assert not moving_png(head + rest)


def test_a_png_with_a_strange_chunk() -> None:
    body = b"IHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    data = b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 4_000_000_000) + b"tEXt"
    assert without_metadata(data) is not None
