"""Grain is new in every frame and the same in every process; corners darken; tones stay in their range."""

import numpy as np
import pytest

from studio.render.canvas import Canvas
from studio.render.grading import Grade


def grey(luma: int = 120) -> Canvas:
    canvas = Canvas(640, 360)
    canvas.fill((luma, 110, 150))
    return canvas


def graded(grade: Grade, number: int = 0, luma: int = 120) -> Canvas:
    canvas = grey(luma)
    grade.apply(canvas, number)
    return canvas


def test_grain_is_as_strong_as_asked_and_makes_nothing_brighter() -> None:
    luma = graded(Grade(grain=3)).y.astype(float)
    assert luma.std() == pytest.approx(3, rel=0.06)
    assert luma.mean() == pytest.approx(120, abs=0.1)


def test_grain_is_laid_anew_by_number_and_seed() -> None:
    first = graded(Grade(seed=4, grain=3), 10).y
    assert np.array_equal(first, graded(Grade(seed=4, grain=3), 10).y)
    for other in (graded(Grade(seed=4, grain=3), 11).y, graded(Grade(seed=5, grain=3), 10).y):
        likeness = np.corrcoef(first.ravel(), other.ravel())[0, 1]
        assert abs(likeness) < 0.02


def test_a_little_grain_is_enough_to_hide_bands_and_none_is_none() -> None:
    assert graded(Grade(grain=0.1)).y.astype(float).std() == pytest.approx(0.6, rel=0.15)
    assert np.array_equal(graded(Grade(grain=0)).y, grey().y)


@pytest.mark.parametrize("luma", [0, 16, 235, 255])
def test_grain_never_wraps_around(luma: int) -> None:
    seen = graded(Grade(grain=20), luma=luma).y.astype(int)
    assert np.abs(seen - luma).max() < 128


def test_the_corners_are_darker_and_the_middle_is_not() -> None:
    canvas = graded(Grade(grain=0, vignette=0.5))
    assert canvas.y[160:200, 280:360].mean() == pytest.approx(120, abs=0.2)
    assert canvas.y[:12, :12].mean() < 80
    assert abs(int(canvas.v[0, 0]) - 128) < abs(150 - 128)


def test_contrast_keeps_black_and_white_and_parts_what_lies_between() -> None:
    canvas = grey()
    canvas.y[:] = np.linspace(16, 235, 640).astype(np.uint8)
    Grade(grain=0, contrast=1.3).apply(canvas, 0)
    columns = canvas.y.astype(float).mean(axis=0)
    assert columns[:4].mean() == pytest.approx(16, abs=1)
    assert columns[-4:].mean() == pytest.approx(235, abs=1.5)
    before = np.linspace(16, 235, 640)
    assert columns[130] < before[130] - 3
    assert columns[520] > before[520] + 3


def test_saturation_and_warmth_move_chroma_only() -> None:
    canvas = graded(Grade(grain=0, saturation=0.5, warmth=6))
    assert canvas.u[5, 5] == round(128 - 18 * 0.5 - 6)
    assert canvas.v[5, 5] == round(128 + 22 * 0.5 + 0.7 * 6)
