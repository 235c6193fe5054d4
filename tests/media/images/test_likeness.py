"""The measures agree with their plain definitions."""

from math import inf
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests import pictures
from tests.media.images import reference

from studio.core.errors import BadInput
from studio.media.images import likeness, reading, scale
from studio.media.images.libvips import engine


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    original = tmp_path / "original.png"
    pictures.photo().save(original)
    return original, pictures.jpeg(tmp_path / "worse.jpg", quality=30)


def arrays(*paths: Path) -> list[reference.Array]:
    found = []
    for path in paths:
        with Image.open(path) as picture:
            found.append(np.asarray(picture.convert("RGB")).astype(float))
    return found


def test_ssim_is_the_one_from_the_paper(pair: tuple[Path, Path]) -> None:
    found = likeness.ssim(*map(reading.read, pair))
    assert found == pytest.approx(reference.ssim(*arrays(*pair)), abs=2e-4)
    assert 0.5 < found < 0.99


def test_psnr_is_the_one_from_the_book(pair: tuple[Path, Path]) -> None:
    a, b = arrays(*pair)
    wanted = 10 * np.log10(255**2 / ((a - b) ** 2).mean())
    assert likeness.psnr(*map(reading.read, pair)) == pytest.approx(wanted, abs=0.1)


def test_equal_pictures(pair: tuple[Path, Path]) -> None:
    image = reading.read(pair[0])
    assert likeness.psnr(image, image) == inf
    assert likeness.ssim(image, image) == pytest.approx(1, abs=1e-6)
    assert likeness.difference(image, image).max() == 0


def test_difference_shows_where(tmp_path: Path) -> None:
    one, other = tmp_path / "one.png", tmp_path / "other.png"
    picture = pictures.photo()
    picture.save(one)
    picture.paste((255, 0, 255), (50, 60, 70, 80))
    picture.save(other)
    shown = likeness.difference(reading.read(one), reading.read(other))
    assert shown.format == "uchar"
    assert shown.crop(50, 60, 20, 20).avg() > 20
    assert shown.crop(100, 0, 100, 200).max() == 0


def test_grey_against_colour_and_small_against_window(tmp_path: Path) -> None:
    grey, colour = tmp_path / "grey.png", tmp_path / "colour.png"
    pictures.photo(7, 5).convert("L").save(grey)
    pictures.photo(7, 5).convert("L").convert("RGB").save(colour)
    assert likeness.ssim(reading.read(grey), reading.read(colour)) == pytest.approx(1, abs=1e-6)
    assert likeness.psnr(reading.read(grey), reading.read(colour)) == inf


def test_depth_does_not_matter(tmp_path: Path) -> None:
    image = reading.read(pictures.jpeg(tmp_path / "a.jpg"))
    assert likeness.psnr(image, image.colourspace("rgb16")) == inf


def test_sizes_must_agree(tmp_path: Path) -> None:
    one = reading.read(pictures.jpeg(tmp_path / "one.jpg"))
    other = reading.read(pictures.jpeg(tmp_path / "other.jpg", pictures.photo(100, 80)))
    with pytest.raises(BadInput, match=r"one\.jpg is 320 × 200 pixels and other\.jpg 100 × 80"):
        likeness.ssim(one, other)


def test_broken_pictures_are_named(tmp_path: Path) -> None:
    whole = pictures.jpeg(tmp_path / "whole.jpg")
    broken = reading.read(pictures.truncated(tmp_path / "broken.jpg", whole))
    for measure in (likeness.psnr, likeness.ssim):
        with pytest.raises(BadInput, match=r"broken\.jpg is cut off"):
            measure(broken, reading.read(whole))
    with pytest.raises(BadInput, match=r"broken\.jpg is cut off"):
        likeness.perceptual_hash(broken)


def test_hash_survives_scaling_and_compression_but_not_another_picture(tmp_path: Path) -> None:
    image = reading.read(pictures.jpeg(tmp_path / "a.jpg"))
    worse = reading.read(pictures.jpeg(tmp_path / "b.jpg", quality=20))
    digits = likeness.perceptual_hash(image).digits
    assert len(digits) == 16
    for like in (worse, scale.resized(image, 100, 70), image.linear(0.9, 5)):
        assert likeness.hash_distance(digits, likeness.perceptual_hash(like).digits) <= 6
    other = reading.read(pictures.jpeg(tmp_path / "c.jpg", pictures.photo(seed=9)))
    assert likeness.hash_distance(digits, likeness.perceptual_hash(other).digits) > 10


def test_hash_is_the_transform_it_says(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    values = random.integers(0, 256, (32, 32)).astype(np.float64)
    image = engine().Image.new_from_array(values.astype(np.uint8)).copy(interpretation="b-w")
    k = np.arange(8)[:, None]
    waves = np.cos(np.pi * (2 * np.arange(32) + 1) * k / 64) * np.where(k == 0, 1, 2) ** 0.5
    low = (waves @ values @ waves.T).ravel()
    bits = "".join("1" if value > np.median(low[1:]) else "0" for value in low)
    assert likeness.perceptual_hash(image).digits == f"{int(bits, 2):016x}"


def test_flat_pictures_are_flagged() -> None:
    flat = engine().Image.black(50, 50, bands=3).linear(0, 77).cast("uchar").copy(interpretation="srgb")
    assert likeness.perceptual_hash(flat).flat
    assert not likeness.perceptual_hash(engine().Image.identity().resize(4, vscale=200)).flat
