"""Two pictures are compared as they are seen, and the difference is shown where it is."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests import pictures
from tests.media.images import reference

from studio.core.errors import BadInput
from studio.core.outside import into
from studio.faces.cli import app
from studio.media.images import reading
from studio.media.images.writing import write
from studio.tools.image.compare import compare


def pixels(path: Path) -> Any:
    with Image.open(path) as picture:
        return np.asarray(picture)


def spotted(path: Path, source: Path) -> Path:
    """The same picture with a slightly lighter spot of 10 × 6."""
    with Image.open(source) as picture:
        made = picture.convert("RGB")
    made.paste(tuple(part + 4 for part in made.getpixel((50, 60))), (50, 60, 60, 66))  # type: ignore[union-attr]
    made.save(path)
    return path


def flat(path: Path, colour: Any, mode: str = "RGB", size: tuple[int, int] = (100, 100)) -> Path:
    Image.new(mode, size, colour).save(path)
    return path


def test_identical_pictures(tmp_path: Path) -> None:
    photo = pictures.jpeg(tmp_path / "photo.jpg")
    pictures.photo().save(tmp_path / "same.png")
    found = compare(photo, with_=photo)
    assert (found.identical, found.psnr, found.ssim, found.largest, found.changed) == (True, None, 1, 0, 0)
    assert (found.where, found.worst_frame) == (None, None)
    assert found.difference.name == "photo-compare.png"
    assert pixels(found.difference).max() == 0


def test_the_numbers_are_those_of_the_definitions(tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    pictures.photo().save(photo)
    found = compare(photo, with_=pictures.jpeg(tmp_path / "photo.jpg", quality=60))
    one, other = pixels(photo).astype(float), pixels(tmp_path / "photo.jpg").astype(float)
    assert found.psnr == pytest.approx(10 * np.log10(255**2 / ((one - other) ** 2).mean()), abs=0.01)
    assert found.ssim == pytest.approx(reference.ssim(one, other), abs=0.0005)
    assert found.largest == np.abs(one - other).max()
    assert found.changed == pytest.approx(100 * (one != other).any(axis=2).mean())
    assert not found.identical


def test_a_small_difference_is_found_and_shown(tmp_path: Path) -> None:
    flat(tmp_path / "one.png", (100, 100, 100))
    found = compare(tmp_path / "one.png", with_=spotted(tmp_path / "two.png", tmp_path / "one.png"))
    assert (found.where, found.largest, found.changed) == ("50,60,10,6", 4, 0.6)
    shown = pixels(found.difference)
    assert shown[60:66, 50:60].min() >= 250
    assert shown.sum() == shown[60:66, 50:60].sum()
    assert found.amplified == pytest.approx(63.75)


def test_amplification_as_told(tmp_path: Path) -> None:
    flat(tmp_path / "one.png", (100, 100, 100))
    found = compare(flat(tmp_path / "two.png", (100, 110, 90)), with_=tmp_path / "one.png", amplify=8)
    assert found.amplified == 8
    assert (pixels(found.difference) == (0, 80, 80)).all()


@pytest.mark.parametrize("orientation", [2, 6, 8])
def test_orientation_is_no_difference(tmp_path: Path, orientation: int) -> None:
    turned = pictures.oriented(tmp_path / "turned.jpg", orientation)
    upright = write(reading.read(turned), tmp_path / "upright.png")
    assert compare(turned, with_=upright).identical


def test_deep_pictures_are_compared_in_full(tmp_path: Path) -> None:
    deep = pictures.deep(tmp_path / "deep.png")
    image = reading.read(deep)
    assert compare(deep, with_=pictures.deep(tmp_path / "deep.tiff")).identical
    off = write(image.linear(1, [0, 1, 0]).cast("ushort").copy(interpretation="rgb16"), tmp_path / "off.png")
    with into("off"):
        found = compare(deep, with_=off)
    assert not found.identical
    assert found.psnr is not None
    assert 90 < found.psnr < 110
    assert found.largest == pytest.approx(1 / 257)


def test_what_nobody_sees_is_no_difference(tmp_path: Path) -> None:
    red = flat(tmp_path / "red.png", (255, 0, 0, 0), "RGBA")
    assert compare(red, with_=flat(tmp_path / "blue.png", (0, 0, 255, 0), "RGBA")).identical


@pytest.mark.parametrize("ground", ["white", "black"])
def test_transparent_is_not_white_nor_black(tmp_path: Path, ground: str) -> None:
    clear = flat(tmp_path / "clear.png", (0, 0, 0, 0), "RGBA")
    found = compare(clear, with_=flat(tmp_path / "solid.png", ground))
    assert (found.identical, found.changed, found.largest) == (False, 100, 255)
    assert found.ssim < 0.01
    assert pixels(found.difference).min() == 255


def test_kinds_of_colour_do_not_matter(tmp_path: Path) -> None:
    grey = flat(tmp_path / "grey.png", 90, "L")
    assert compare(grey, with_=flat(tmp_path / "same.png", (90, 90, 90))).identical
    printed = pictures.cmyk(tmp_path / "print.tiff")
    seen = write(reading.read(printed), tmp_path / "seen.png")
    assert compare(printed, with_=seen).identical


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_animations_frame_by_frame(tmp_path: Path, suffix: str) -> None:
    moving = pictures.animation(tmp_path / f"moving{suffix}")
    assert compare(moving, with_=pictures.animation(tmp_path / "same.webp")).identical
    image = reading.read(moving).copy_memory()
    other = image.draw_rect([250] * image.bands, 10, 95, 5, 5, fill=True)
    with into("changed"):
        found = compare(moving, with_=write(other, tmp_path / "other.webp", lossless=True))
    assert (found.worst_frame, found.where) == (4, "10,5,5,5")
    assert found.changed == pytest.approx(100 * 25 / (5 * 40 * 30))
    assert pixels(found.difference).shape[:2] == (30, 40)


def test_different_sizes(tmp_path: Path) -> None:
    photo = pictures.jpeg(tmp_path / "photo.jpg")
    small = tmp_path / "small.jpg"
    pictures.photo().resize((160, 100), Image.Resampling.LANCZOS).save(small, quality=95)
    with pytest.raises(BadInput, match=r"photo\.jpg is 320 × 200 and small\.jpg 160 × 100") as caught:
        compare(photo, with_=small)
    assert "--fit" in caught.value.hint
    found = compare(photo, with_=small, fit=True)
    assert pixels(found.difference).shape[:2] == (200, 320)
    assert found.psnr is not None
    assert found.psnr > 20


def test_different_numbers_of_frames(tmp_path: Path) -> None:
    moving = pictures.animation(tmp_path / "moving.gif")
    still = flat(tmp_path / "still.png", "red", size=(40, 30))
    with pytest.raises(BadInput, match=r"moving\.gif has 5 frames and still\.png 1 frame"):
        compare(moving, with_=still)


@pytest.mark.parametrize("broken", ["first", "second"])
def test_the_broken_one_is_named(tmp_path: Path, broken: str) -> None:
    photo = pictures.jpeg(tmp_path / "photo.jpg")
    cut = pictures.truncated(tmp_path / "cut.jpg", photo)
    one, other = (cut, photo) if broken == "first" else (photo, cut)
    with pytest.raises(BadInput, match=r"cut\.jpg is cut off or damaged"):
        compare(one, with_=other)
    assert not list(tmp_path.glob("*compare*"))


def test_one_pixel(tmp_path: Path) -> None:
    one = flat(tmp_path / "one.png", "red", size=(1, 1))
    found = compare(one, with_=flat(tmp_path / "two.png", "white", size=(1, 1)))
    assert (found.identical, found.where) == (False, "0,0,1,1")


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pictures.jpeg(tmp_path / "photo.jpg")
    call = ["image", "compare", "photo.jpg", "--with", "photo.jpg", "--out", "gap.png", "--json"]
    assert app.run(call) == 0
    told = json.loads(capsys.readouterr().out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert told["files"] == ["gap.png"]
    assert told["result"]["psnr"] is None
    assert told["result"]["identical"] is True
    assert app.run(["image", "compare", "photo.jpg"]) == 2
