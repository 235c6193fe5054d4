"""Flicker goes, fades stay."""

import numpy as np
from numpy import ndarray

from studio.media.films.finishing import light


def flat(value: float) -> ndarray:
    frame = np.full((27, 16), 128, np.uint8)
    frame[:18] = round(value)
    return frame


def bright(frames: list[ndarray]) -> ndarray:
    return np.array(light.measured(frames))


def test_flicker_goes() -> None:
    frames = [flat(120 + (12 if number % 2 else -12)) for number in range(24)]
    made = list(light.evened(frames, light.measured(frames), 1.0))
    assert len(made) == 24
    assert np.diff(bright(made)).std() < np.diff(bright(frames)).std() / 4


def test_half_the_strength_leaves_about_half() -> None:
    frames = [flat(120 + (8 if number % 2 else -8)) for number in range(24)]
    half, whole = (
        np.diff(bright(list(light.evened(frames, light.measured(frames), strength)))).std()
        for strength in (0.5, 1.0)
    )
    assert whole < half < 0.7 * np.diff(bright(frames)).std()


def test_a_fade_stays() -> None:
    frames = [flat(40 + 6 * number) for number in range(24)]
    made = list(light.evened(frames, light.measured(frames), 1.0))
    assert max(abs(bright(made) - bright(frames))) <= 1


def test_colours_stay() -> None:
    frames = [flat(100 + 20 * (number % 2)) for number in range(12)]
    for frame, made in zip(frames, light.evened(frames, light.measured(frames), 1.0), strict=True):
        assert (made[18:] == frame[18:]).all()
