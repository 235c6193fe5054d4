"""Wide blurs look like wide blurs, however they are made."""

import cv2
import numpy as np
import pytest

from studio.render.blurring import blurred


def plane(margin: int) -> np.ndarray:
    made = np.zeros((301, 403), np.uint8)
    made[90:200, 120:310] = 220
    return np.pad(made, margin)


@pytest.mark.parametrize("radius", [0.1, 2.0, 4.0, 9.0, 30.0, 70.0])
def test_a_blur_is_as_wide_as_asked_for(radius: float) -> None:
    sharp = plane(round(3 * radius))
    exact = cv2.GaussianBlur(sharp, (0, 0), max(0.3, radius)).astype(float)
    made = blurred(sharp, radius).astype(float)
    assert made.shape == exact.shape
    assert np.abs(made - exact).max() < 12
    assert np.abs(made - exact).mean() < 2.5
