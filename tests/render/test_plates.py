"""A plate keeps the colours of its picture and knows what of it needs no work."""

import numpy as np
import pytest

from studio.render.plates import MARGIN, Plate


def test_it_is_cropped_to_what_is_seen_and_remembers_its_origin() -> None:
    picture = np.zeros((100, 200, 4), np.uint8)
    picture[40:60, 90:150] = 255
    plate = Plate.of(picture, (100, 50), 2.0)
    assert (plate.width, plate.height) == (60 + 2 * MARGIN, 20 + 2 * MARGIN)
    assert (plate.left, plate.top) == (10 + MARGIN, 10 + MARGIN)
    assert plate.y.shape == (2 * plate.half.shape[0], 2 * plate.half.shape[1])


def test_parts_cover_all_that_is_seen_once() -> None:
    rng = np.random.default_rng(4)
    picture = np.zeros((700, 900, 4), np.uint8)
    for left, top, width, height in rng.integers(0, 400, (6, 4)):
        picture[top : top + height, left : left + width, 3] = 255
    picture[50:80, 200:600, 3] = 90
    plate = Plate.of(picture)
    times = np.zeros(plate.alpha.shape, int)
    for part in plate.parts:
        inside = (slice(part.top, part.bottom), slice(part.left, part.right))
        times[inside] += 1
        assert not part.opaque or plate.alpha[inside].min() == 255
    assert times.max() == 1
    assert times[plate.alpha > 0].min() == 1
    assert any(part.opaque for part in plate.parts)


@pytest.mark.parametrize("radius", [0.0, 3.0, 24.5])
def test_out_of_focus_it_weighs_the_same_and_stays_where_it_is(radius: float) -> None:
    picture = np.zeros((90, 90, 4), np.uint8)
    picture[30:60, 30:60] = 255
    plate = Plate.of(picture, (45, 45))
    soft = plate.softened(radius)
    assert soft.alpha.sum() == pytest.approx(plate.alpha.sum(), rel=0.02)
    rows, columns = np.indices(soft.alpha.shape)
    weight = soft.alpha / soft.alpha.sum()
    assert (weight * (columns + 0.5)).sum() - soft.left == pytest.approx(0, abs=0.1)
    assert (weight * (rows + 0.5)).sum() - soft.top == pytest.approx(0, abs=0.1)


def test_at_half_size_it_is_the_same_picture() -> None:
    picture = np.full((64, 64, 4), (90, 160, 220, 255), np.uint8)
    plate = Plate.of(picture, (32, 32), 3.0)
    small = plate.smaller
    assert small.scale == 1.5
    for one, other in zip(
        (plate.y, plate.u, plate.v, plate.half), (small.y, small.u, small.v, small.half), strict=True
    ):
        middle = one[one.shape[0] // 2, one.shape[1] // 2]
        assert other[other.shape[0] // 2, other.shape[1] // 2] == middle


def test_worked_out_in_bands_it_is_the_same_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    picture = np.ascontiguousarray(
        np.repeat(np.repeat(rng.integers(0, 256, (41, 23, 4)), 5, 0), 9, 1)
    ).astype(np.uint8)
    for smooth in (False, True):
        banded = Plate.of(picture, smooth=smooth)
        monkeypatch.setattr("studio.render.plates.BAND", 4096)
        whole = Plate.of(picture, smooth=smooth)
        monkeypatch.undo()
        for name in ("y", "u", "v", "alpha", "half"):
            assert np.array_equal(getattr(banded, name), getattr(whole, name)), name
