"""More frames a second: exactly so many, moved between, never across a cut."""

from fractions import Fraction

import numpy as np
import pytest
from numpy import ndarray

from studio.core.errors import BadInput
from studio.media.films.finishing.rates import count, quickened

F = Fraction


def frames(places: list[int], dark: int = 40) -> list[ndarray]:
    found = []
    for place in places:
        frame = np.full((180, 160), 128, np.uint8)
        luma = np.full((120, 160), dark, np.uint8)
        luma[40:80, place : place + 30] = 200
        frame.reshape(-1)[: 120 * 160] = luma.reshape(-1)
        found.append(frame)
    return found


def place(frame: ndarray) -> float:
    across = np.clip(frame[:120][50:70].astype(float).mean(axis=0) - 60, 0, None)
    return float((across * np.arange(160)).sum() / across.sum())


def test_what_moves_is_half_way_between() -> None:
    given = frames([20, 26, 32, 38])
    made = list(quickened(iter(given), F(12), F(24), 8, ()))
    assert len(made) == 8
    assert (made[0] == given[0]).all()
    assert (made[2] == given[1]).all()
    assert abs(place(made[1]) - (place(given[0]) + place(given[1])) / 2) < 1.5


def test_nothing_is_made_up_across_a_cut() -> None:
    given = frames([20, 22]) + frames([100, 102], dark=90)
    made = list(quickened(iter(given), F(12), F(24), 8, {2}))
    assert (made[3] == given[1]).all()
    assert (made[4] == given[2]).all()


@pytest.mark.parametrize(("fps", "rate", "whole"), [(24, 48, 96), (25, 50, 96), (24, 30, 60), (12, 36, 144)])
def test_a_rate_that_fits_is_counted(fps: int, rate: int, whole: int) -> None:
    assert count(48, F(fps), F(rate)) == whole


def test_broadcast_rates_are_fractions() -> None:
    assert count(48, F(24000, 1001), F(48000, 1001)) == 96


@pytest.mark.parametrize(
    ("rate", "said"),
    [(F(12), "fewer than the film has"), (F(130), "too many"), (F(25), "would be 50.00|would be 48.96")],
)
def test_a_rate_that_does_not_fit_is_refused(rate: Fraction, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        count(47, F(24), rate)
