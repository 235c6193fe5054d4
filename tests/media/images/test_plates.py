"""The formats of film and compositing go through OpenImageIO and keep what they are made for."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import pictures

from studio.core.errors import BadInput, Refused, Unavailable
from studio.media.images import plates, reading
from studio.media.images.libvips import engine
from studio.media.images.writing import write

oiio = pytest.importorskip("OpenImageIO")
Pixel = Callable[..., tuple[int, ...]]


def store(path: Path, values: Any, kind: str = "half", **options: Any) -> Path:
    """Write a file with OpenImageIO itself; options are attributes or fields of its description."""
    height, width, channels = values.shape
    spec = oiio.ImageSpec(width, height, channels, kind)
    for name, value in options.items():
        setattr(spec, name, value)
    file = oiio.ImageOutput.create(str(path))
    assert file.open(str(path), spec)
    assert file.write_image(values)
    assert file.close()
    return path


def test_exr_is_linear_light(tmp_path: Path, pixel: Pixel) -> None:
    values = np.full((6, 8, 3), 0.2140, np.float32)
    values[0, 0] = 4.0
    path = store(tmp_path / "a.exr", values)
    image = reading.read(path)
    assert (image.interpretation, image.format) == ("scrgb", "float")
    assert image(0, 0)[0] == pytest.approx(4.0, rel=0.01)
    facts = reading.header(path)
    assert (facts.format, facts.depth, facts.width, facts.height) == ("exr", "16f", 8, 6)
    shown = reading.read(write(image, tmp_path / "a.png"))
    assert pixel(shown, 4, 4)[0] == pytest.approx(32768, rel=0.02)
    assert pixel(shown, 0, 0)[0] == 65535
    assert pixel(reading.read(write(image, tmp_path / "a.jpg", quality=95)), 6, 5)[0] == pytest.approx(
        128, abs=3
    )


def test_exr_there_and_back(tmp_path: Path) -> None:
    source = tmp_path / "photo.png"
    pictures.photo().save(source)
    there = write(reading.read(source), tmp_path / "photo.exr")
    back = reading.read(write(reading.read(there), tmp_path / "back.png"))
    wrong = np.abs(back.numpy().astype(int) - reading.read(source).numpy().astype(int) * 257)
    assert wrong.max() <= 200
    assert reading.header(there).mode == "rgb"


def test_exr_alpha_is_straight_in_memory_and_multiplied_in_the_file(tmp_path: Path, pixel: Pixel) -> None:
    half = engine().Image.black(8, 8, bands=4).linear([0] * 4, [255, 255, 255, 128]).cast("uchar")
    path = write(half.copy(interpretation="srgb"), tmp_path / "a.exr")
    file = oiio.ImageInput.open(str(path))
    stored = file.read_image(0, 0, 0, 4, "float")[0, 0]
    file.close()
    assert stored == pytest.approx([0.502] * 4, abs=0.002)
    again = reading.read(write(reading.read(path), tmp_path / "a.webp", lossless=True))
    assert pixel(again, 2, 2) == (255, 255, 255, 128)


def test_exr_channels_are_found_by_name(tmp_path: Path) -> None:
    values = np.zeros((4, 4, 5), np.float32)
    values[..., 1:4] = (0.1, 0.2, 0.3)
    path = store(tmp_path / "a.exr", values, channelnames=("Z", "R", "G", "B", "id"))
    assert reading.read(path)(1, 1) == pytest.approx([0.1, 0.2, 0.3], abs=1e-3)
    grey = store(tmp_path / "y.exr", np.full((4, 4, 1), 0.5, np.float32), channelnames=("Y",))
    assert reading.read(grey)(1, 1) == pytest.approx([0.5] * 3, abs=1e-3)


def test_exr_is_placed_in_its_display_window(tmp_path: Path) -> None:
    values = np.ones((10, 10, 3), np.float32)
    path = store(tmp_path / "a.exr", values, x=5, y=-4, full_x=0, full_y=0, full_width=30, full_height=20)
    image = reading.read(path)
    assert (image.width, image.height) == (30, 20)
    assert (image(4, 2)[0], image(5, 2)[0], image(5, 6)[0]) == (0, 1, 0)
    assert (reading.header(path).width, reading.header(path).height) == (30, 20)


@pytest.mark.parametrize("suffix", [".tga", ".dpx"])
def test_display_formats_keep_their_numbers(tmp_path: Path, suffix: str) -> None:
    source = tmp_path / "photo.png"
    pictures.photo().save(source)
    path = write(reading.read(source), tmp_path / f"photo{suffix}")
    image = reading.read(path)
    scale = 257 if image.format == "ushort" else 1
    wrong = np.abs(image.numpy().astype(int) - reading.read(source).numpy().astype(int) * scale)
    assert wrong.max() <= (0 if suffix == ".tga" else 64)
    assert reading.header(path).depth == {".tga": "8", ".dpx": "10"}[suffix]


def test_tga_keeps_colours_under_transparency(tmp_path: Path, pixel: Pixel) -> None:
    image = engine().Image.black(8, 8, bands=4).linear([0] * 4, [200, 100, 50, 40]).cast("uchar")
    path = write(image.copy(interpretation="srgb"), tmp_path / "a.tga")
    assert pixel(reading.read(path), 3, 3) == (200, 100, 50, 40)


def test_photoshop_is_read_flat(tmp_path: Path, pixel: Pixel) -> None:
    path = tmp_path / "flat.psd"
    head = (
        b"8BPS\0\1" + bytes(6) + b"\0\3" + (20).to_bytes(4, "big") + (30).to_bytes(4, "big") + b"\0\x08\0\3"
    )
    path.write_bytes(head + bytes(12) + b"\0\0" + b"".join(bytes([value]) * 600 for value in (220, 30, 90)))
    image = reading.read(path)
    assert (image.width, image.height) == (30, 20)
    assert pixel(image, 4, 4) == (220, 30, 90)
    with pytest.raises(BadInput, match="can be read but not written"):
        write(image, path)


@pytest.mark.parametrize("suffix", [".exr", ".tga", ".dpx"])
def test_truncation_is_an_error(tmp_path: Path, suffix: str) -> None:
    whole = write(reading.read(pictures.jpeg(tmp_path / "a.jpg")), tmp_path / f"whole{suffix}")
    broken = pictures.truncated(tmp_path / f"broken{suffix}", whole, 0.7)
    with pytest.raises(BadInput, match=rf"broken\{suffix} is cut off or damaged"):
        reading.read(broken)


def test_the_limit_holds_here_too(tmp_path: Path, megapixels: Callable[[int], None]) -> None:
    path = store(tmp_path / "a.exr", np.zeros((1100, 1000, 3), np.float32))
    megapixels(1)
    with pytest.raises(Refused):
        reading.read(path)
    with pytest.raises(Refused):
        reading.header(path)


def test_without_the_engine_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = store(tmp_path / "a.exr", np.zeros((4, 4, 3), np.float32))
    monkeypatch.setitem(sys.modules, "OpenImageIO", None)
    for act in (lambda: reading.read(path), lambda: write(engine().Image.black(3, 3), tmp_path / "b.tga")):
        with pytest.raises(Unavailable) as caught:
            act()
        assert caught.value.hint == "pip install 'animation-ai-studio[frames]'"
    assert not (tmp_path / "b.tga").exists()


def test_ugly_names(tmp_path: Path, ugly_name: str) -> None:
    path = write(reading.read(pictures.jpeg(tmp_path / "a.jpg")), tmp_path / ugly_name, format="exr")
    assert reading.read(path).width == 320


def test_no_scratch_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    write(reading.read(pictures.jpeg(tmp_path / "a.jpg")), tmp_path / "a.exr")
    assert list((tmp_path / "scratch").iterdir()) == []
    assert plates.available()
