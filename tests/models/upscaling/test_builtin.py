"""Larger pictures have steeper edges, and none brighter or darker than what is beside them."""

import cv2
import numpy as np
import pytest

from studio.core.errors import NotFound
from studio.media.films import planes
from studio.models.upscaling import names, upscaler


def edge() -> np.ndarray:
    luma = np.full((90, 160), 60, np.uint8)
    luma[:, 80:] = 180
    half = np.full((45, 80), 128, np.uint8)
    return planes.whole([luma, half, half])


def test_the_size_is_the_one_asked_for() -> None:
    assert upscaler("builtin").enlarge(edge(), (480, 270)).shape == (405, 480)


def test_an_edge_is_steeper_than_by_plain_enlarging_and_has_no_halo() -> None:
    made = planes.of(upscaler("builtin").enlarge(edge(), (480, 270)))[0][100].astype(int)
    plain = cv2.resize(planes.of(edge())[0], (480, 270), interpolation=cv2.INTER_LINEAR)[100].astype(int)
    assert np.abs(np.diff(made)).max() > np.abs(np.diff(plain)).max()
    assert (made.min(), made.max()) == (60, 180)


def test_what_is_flat_stays_flat() -> None:
    flat = planes.whole([np.full((90, 160), 99, np.uint8), *[np.full((45, 80), 140, np.uint8)] * 2])
    made = planes.of(upscaler("builtin").enlarge(flat, (320, 180)))
    assert [set(np.unique(plane)) for plane in made] == [{99}, {140}, {140}]


def test_who_is_not_there_is_refused() -> None:
    assert names()[0] == "builtin"
    with pytest.raises(NotFound, match="no upscaler called bultin"):
        upscaler("bultin")
