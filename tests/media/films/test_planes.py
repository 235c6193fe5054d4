"""Frames are cut to a shape in their middle, and scaled without moving."""

import numpy as np
import pytest

from studio.media.films import planes


def frame(width: int, height: int, grey: int = 90) -> np.ndarray:
    whole = np.full((height * 3 // 2, width), 128, np.uint8)
    whole[:height] = grey
    return whole


def test_taken_apart_and_put_together_it_is_the_same() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (96, 96), np.uint8)
    parts = planes.of(noise)
    assert [part.shape for part in parts] == [(64, 96), (32, 48), (32, 48)]
    assert np.array_equal(planes.whole(parts), noise)


@pytest.mark.parametrize("size", [(160, 90), (90, 160), (64, 64), (640, 360), (32, 18)])
def test_a_frame_of_another_size(size: tuple[int, int]) -> None:
    made = planes.reframed(frame(160, 96), size)
    assert made.shape == (size[1] * 3 // 2, size[0])
    assert np.array_equal(made[: size[1]], np.full((size[1], size[0]), 90))


def test_what_is_cut_off_is_the_same_on_both_sides() -> None:
    marked = frame(100, 60)
    marked[:60, :20], marked[:60, 80:] = 235, 16
    luma = planes.of(planes.reframed(marked, (120, 120)))[0]
    assert luma.min() == luma.max() == 90


def test_the_middle_stays_the_middle() -> None:
    marked = frame(128, 64)
    marked[24:40, 56:72] = 235
    luma = planes.of(planes.reframed(marked, (256, 128)))[0].astype(float) - 90
    across = (luma.sum(0) * np.arange(256)).sum() / luma.sum()
    assert across == pytest.approx(127.5, abs=0.1)
