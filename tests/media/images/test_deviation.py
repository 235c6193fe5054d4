"""Differences between pictures are measured as numpy measures them, whatever kind the pictures are of."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests import pictures

from studio.media.images import reading
from studio.media.images.deviation import amplified, as_seen, deviation, telling_factor
from studio.media.images.libvips import Raster, engine


def raster(values: Any) -> Raster:
    deep = values.dtype == np.uint16
    names = ("b-w", "grey16") if values.shape[2] < 3 else ("srgb", "rgb16")
    image = engine().Image.new_from_array(np.ascontiguousarray(values))
    return image.copy(interpretation=names[deep])


@settings(max_examples=60)
@given(
    seed=st.integers(0, 2**32 - 1),
    size=st.tuples(*[st.integers(1, 12)] * 2),
    bands=st.sampled_from([1, 3]),
    deep=st.booleans(),
)
def test_the_numbers_are_those_of_numpy(seed: int, size: tuple[int, int], bands: int, deep: bool) -> None:
    random = np.random.default_rng(seed)
    kind, scale = (np.uint16, 257) if deep else (np.uint8, 1)
    one: Any = (random.integers(0, 256, (*size, bands)) * scale).astype(kind)
    other = np.where(random.random((*size, 1)) < 0.4, one, np.roll(one, 1))
    found = deviation(raster(one), raster(other))
    gap = np.abs(one.astype(float) - other) / scale
    assert found.square == pytest.approx((gap**2).mean())
    assert found.largest == pytest.approx(gap.max())
    assert found.changed == pytest.approx(gap.any(axis=2).mean())
    rows, columns = np.nonzero(gap.any(axis=2))
    if not len(rows):
        assert found.box is None
    else:
        left, top = columns.min(), rows.min()
        assert found.box == (left, top, columns.max() - left + 1, rows.max() - top + 1)
    assert np.allclose(found.picture.numpy().reshape(gap.shape) / scale, gap)


def test_the_lowest_of_sixteen_bits_counts(tmp_path: Path) -> None:
    deep = reading.read(pictures.deep(tmp_path / "deep.png"))
    other = deep.linear(1, [0, 0, 1]).cast("ushort").copy(interpretation="rgb16")
    found = deviation(deep, other)
    assert found.largest == pytest.approx(1 / 257)
    assert found.changed > 0.99


def test_eight_bits_meet_sixteen_on_equal_terms(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4), (128, 0, 255)).save(tmp_path / "plain.png")
    plain = reading.read(tmp_path / "plain.png")
    deep = (plain * 257).cast("ushort").copy(interpretation="rgb16")
    assert deviation(plain, deep).changed == 0
    assert deviation(deep, plain).square == 0


def test_grey_meets_colour() -> None:
    grey = raster(np.full((3, 3, 1), 90, np.uint8))
    assert deviation(grey, raster(np.full((3, 3, 3), 90, np.uint8))).largest == 0
    assert deviation(grey, raster(np.full((3, 3, 3), 95, np.uint8))).largest == 5


def clear(colour: tuple[int, int, int, int]) -> Raster:
    return raster(np.full((5, 5, 4), colour, np.uint8))


def test_colours_nobody_can_see_do_not_count() -> None:
    assert deviation(clear((255, 0, 0, 0)), clear((0, 0, 255, 0))).changed == 0


@pytest.mark.parametrize("ground", [(255, 255, 255), (0, 0, 0)])
def test_transparent_is_neither_white_nor_black(ground: tuple[int, int, int]) -> None:
    solid = raster(np.full((5, 5, 3), ground, np.uint8))
    assert len(as_seen(solid, clear((0, 0, 0, 0)))) == 2
    found = deviation(solid, clear((0, 0, 0, 0)))
    assert (found.largest, found.changed) == (255, 1)
    assert found.picture.avg() == 255


def test_profiles_are_applied_before_comparing(tmp_path: Path) -> None:
    plain = reading.read(pictures.jpeg(tmp_path / "plain.jpg", pictures.corners(), subsampling=0))
    wide = plain.icc_transform("p3", input_profile="srgb")
    assert deviation(plain, wide).largest <= 4
    wide = wide.copy()
    wide.remove("icc-profile-data")
    assert deviation(plain, wide).largest > 20


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_weak_differences_are_made_bright(kind: Any) -> None:
    scale = 257 if kind is np.uint16 else 1
    values = np.zeros((20, 20, 3), kind)
    values[5:9, 5:9, 1] = 3 * scale
    factor = telling_factor(raster(values))
    assert factor == 85
    bright = amplified(raster(values), factor).numpy()
    assert (bright.dtype, bright[6, 6].tolist(), bright.sum()) == (np.uint8, [0, 255, 0], 16 * 255)


def test_a_few_strong_differences_do_not_hide_the_rest() -> None:
    values = np.full((30, 30, 1), 2, np.uint8)
    values[0, :3] = 255
    assert telling_factor(raster(values)) == 127.5


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_nothing_is_not_amplified(kind: Any) -> None:
    assert telling_factor(raster(np.zeros((4, 4, 3), kind))) == 1
