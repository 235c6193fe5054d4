"""The references are what they claim to be, and the measures know alike from different."""

import numpy as np
import pytest
from bench import _quality
from bench._quality import Pixels


@pytest.fixture
def noise() -> Pixels:
    return np.random.default_rng(1).uniform(0, 255, (40, 60, 3))


def test_what_is_even_stays_even() -> None:
    even = np.full((30, 50, 3), 77.0)
    assert np.allclose(_quality.lanczos(even, 20, 13), 77)
    assert np.allclose(_quality.gauss(even, 2), 77)


def test_lanczos_keeps_the_phase() -> None:
    ramp = np.broadcast_to(np.arange(120.0)[None, :, None], (60, 120, 3))
    small = _quality.lanczos(ramp, 40, 20)
    assert small.shape == (20, 40, 3)
    assert np.allclose(small[10, 5:-5, 0], np.arange(40)[5:-5] * 3 + 1)


def test_a_gaussian_spreads_a_point_by_its_sigma() -> None:
    point = np.zeros((61, 61, 1))
    point[30, 30] = 1000
    row = _quality.gauss(point, 4)[30, :, 0]
    assert row[34] / row[30] == pytest.approx(np.exp(-0.5))


def test_equal_pictures_are_alike_and_others_less(noise: Pixels) -> None:
    assert _quality.ssim(noise, noise) == pytest.approx(1)
    assert _quality.psnr(noise, noise) == float("inf")
    assert _quality.psnr(noise + 1, noise) == pytest.approx(48.13, abs=0.01)
    assert _quality.ssim(noise, noise[::-1]) < 0.3
