"""Blur is a true Gaussian, at every size and depth, and colours hidden by transparency stay hidden."""

from math import exp
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import pictures

from studio.media.images import pages, reading
from studio.media.images.blur import blurred, sharpened
from studio.media.images.libvips import Raster, engine

KINDS = {"uchar": np.uint8, "ushort": np.uint16, "float": np.float32}


def values(image: Raster) -> Any:
    flat = np.frombuffer(image.write_to_memory(), KINDS[image.format])
    return flat.reshape(image.height, image.width, image.bands).astype(float)


def gaussian(samples: Any, sigma: float) -> Any:
    """Blur by the book: in floating point, edges repeated."""
    reach = int(5 * sigma) + 1
    weights = np.array([exp(-((at / sigma) ** 2) / 2) for at in range(-reach, reach + 1)])
    weights /= weights.sum()
    for axis in (0, 1):
        margin = [(reach, reach) if axis == side else (0, 0) for side in range(3)]
        padded = np.pad(samples, margin, mode="edge")
        parts = [np.take(padded, range(at, at + samples.shape[axis]), axis) for at in range(2 * reach + 1)]
        samples = sum(weight * part for weight, part in zip(weights, parts, strict=True))
    return samples


def decibels(one: Any, other: Any, most: float) -> float:
    return float(10 * np.log10(most**2 / max(1e-9, np.mean((one - other) ** 2))))


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Raster:
    path = tmp_path_factory.mktemp("photo") / "photo.png"
    pictures.photo(240, 150).save(path)
    return reading.read(path).copy_memory()


@pytest.mark.parametrize("sigma", [0.3, 0.5, 0.8, 1, 1.5, 2, 3, 4, 5.5, 8, 13, 21])
def test_fast_blur_is_a_gaussian(photo: Raster, sigma: float) -> None:
    soft, expected = values(blurred(photo, sigma)), gaussian(values(photo), sigma)
    assert decibels(soft, expected, 255) > 55
    assert abs(soft.mean() - expected.mean()) < 0.2


@pytest.mark.parametrize("sigma", [1, 4, 7, 25, 60])
def test_blur_of_sixteen_bits_is_a_gaussian(photo: Raster, sigma: float) -> None:
    deep = (photo * 257).cast("ushort").copy(interpretation="rgb16")
    soft = blurred(deep, sigma)
    assert (soft.format, soft.interpretation) == ("ushort", "rgb16")
    assert decibels(values(soft), gaussian(values(deep), sigma), 65535) > (70 if sigma < 6 else 40)


@pytest.mark.parametrize("sigma", [0.7, 2, 4, 9, 30, 200, 1000])
@pytest.mark.parametrize("kind", ["uchar", "ushort", "float"])
def test_an_even_picture_stays_as_it_is(sigma: float, kind: str) -> None:
    even = (engine().Image.black(33, 21, bands=3) + 201).cast(kind)
    assert np.abs(values(blurred(even, sigma)) - 201).max() < 1e-3


def test_hidden_colours_do_not_show(tmp_path: Path) -> None:
    disc = reading.read(pictures.cutout(tmp_path / "disc.png"))
    soft = values(blurred(disc, 6))
    visible = soft[..., 3] > 8
    assert soft[visible][:, :3].min() >= 250
    assert 60 < soft[100, 40, 3] < 190
    assert soft[100, 20, 3] < 10


def test_transparency_is_blurred_like_colours(tmp_path: Path) -> None:
    disc = reading.read(pictures.cutout(tmp_path / "disc.png"))
    assert decibels(values(blurred(disc, 4))[..., 3], gaussian(values(disc), 4)[..., 3], 255) > 50


@pytest.mark.parametrize("sigma", [2, 30])
def test_frames_do_not_run_into_each_other(tmp_path: Path, sigma: float) -> None:
    moving = reading.read(pictures.animation(tmp_path / "moving.webp"))
    soft = blurred(moving, sigma)
    assert pages.frame_count(soft) == 5
    for before, after in zip(pages.frames(moving), pages.frames(soft), strict=True):
        assert np.abs(values(after)[:, 20:, :3] - values(before)[20, 20, :3]).max() < 12


@pytest.mark.parametrize("size", [(1, 1), (1, 50), (50, 1), (3, 2)])
@pytest.mark.parametrize("sigma", [1, 40])
def test_tiny_pictures(size: tuple[int, int], sigma: float) -> None:
    tiny = engine().Image.black(*size, bands=3).cast("uchar")
    assert (blurred(tiny, sigma).width, blurred(tiny, sigma).height) == size
    assert blurred(tiny, sigma).max() == 0
    assert sharpened(tiny, 1, sigma).max() == 0


def step() -> Raster:
    """Two halves, 100 and 150, so that sharpening has room on both sides."""
    left = (engine().Image.black(20, 10, bands=3) + 100).cast("uchar").copy(interpretation="srgb")
    return left.join(left + 50, "horizontal").cast("uchar").copy(interpretation="srgb")


def test_sharpening_strengthens_edges_only() -> None:
    sharp = values(sharpened(step(), 1, 1))
    assert sharp[5, 20, 0] > 160
    assert sharp[5, 19, 0] < 90
    assert (sharp[:, :10] == 100).all()
    assert (sharp[:, 30:] == 150).all()


def test_sharpening_leaves_no_coloured_seams() -> None:
    sharp = values(sharpened(step().linear([1, 1, 1], [20, 0, 60]).cast("uchar"), 2, 1.5))
    assert np.abs(sharp[..., 0] - sharp[..., 1] - 20).max() <= 1
    assert np.abs(sharp[..., 2] - sharp[..., 1] - 60).max() <= 1


def test_sharpening_does_not_see_what_is_hidden(tmp_path: Path) -> None:
    disc = reading.read(pictures.cutout(tmp_path / "disc.png"))
    grey = disc.linear([0.5, 0.5, 0.5, 1], [0, 0, 0, 0]).cast("uchar").copy(interpretation="srgb")
    sharp = values(sharpened(grey, 3, 2))
    assert (sharp[..., 3] == values(disc)[..., 3]).all()
    assert np.abs(sharp[sharp[..., 3] > 0][:, :3] - 127).max() <= 1


def test_blur_takes_the_fast_way_with_weights_it_can_count(photo: Raster) -> None:
    from studio.media.images.blur import _counted

    for sigma in (0.4, 1, 2.7, 4, 11, 24):
        weights = _counted(sigma)
        row = [round(weights(at, 0)[0]) for at in range(weights.width)]
        total = weights.get("scale")
        assert sum(row) == total == 2 ** round(np.log2(total))
        assert row == row[::-1]
        assert max(row) <= 64
