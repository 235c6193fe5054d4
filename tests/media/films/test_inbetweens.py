"""Frames at another rate: as many as are wanted, each where it belongs between two."""

from collections.abc import Iterator

import numpy as np
import pytest

from studio.media.films import planes
from studio.media.films.inbetweens import Between, retimed

WIDTH, HEIGHT = 128, 64


def square(at: float) -> np.ndarray:
    """A soft square on a soft ground, so far from the left."""
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    luma = 100 + 20 * np.sin(columns / 9.0 + rows / 7.0)
    luma += 90 * np.exp(-(((columns - at) ** 2 + (rows - 32) ** 2) / 60.0))
    chroma = np.full((HEIGHT // 2, WIDTH // 2), 128, np.uint8)
    return planes.whole([luma.astype(np.uint8), chroma, chroma])


def moving(count: int, step: float = 4) -> Iterator[np.ndarray]:
    yield from (square(30 + step * number) for number in range(count))


def place(frame: np.ndarray, ground: np.ndarray) -> float:
    """Where the square is."""
    light = np.clip(frame[:HEIGHT].astype(float) - ground[:HEIGHT] - 20, 0, None)
    return float((light.sum(0) * np.arange(WIDTH)).sum() / light.sum())


@pytest.mark.parametrize(
    ("given", "rate", "fps", "count"),
    [
        (81, 16, 24, 120),
        (80, 16, 30, 150),
        (10, 24, 24, 10),
        (25, 25, 30, 30),
        (2, 16, 30, 7),
        (49, 24, 29.97, 61),
    ],
)
def test_there_are_as_many_as_are_wanted(given: int, rate: float, fps: float, count: int) -> None:
    assert len(list(retimed(moving(given, 0.5), rate, fps, count))) == count


def test_at_its_own_rate_nothing_is_touched() -> None:
    made = list(retimed(moving(10), 24, 24, 10))
    assert all(np.array_equal(one, other) for one, other in zip(made, moving(10), strict=True))


def test_frames_that_fall_together_are_the_very_same() -> None:
    made, given = list(retimed(moving(9), 16, 24, 12)), list(moving(9))
    for number in range(0, 12, 3):
        assert np.array_equal(made[number], given[number * 2 // 3])


def test_what_moves_evenly_goes_on_moving_evenly() -> None:
    ground = square(-500)
    places = [place(frame, ground) for frame in retimed(moving(12), 16, 24, 16)]
    steps = np.diff(places)
    # Repeated as they are, some would not move at all, and some by 4.
    assert steps == pytest.approx(4 * 16 / 24, abs=0.8)


def test_past_the_end_the_last_frame_stays() -> None:
    made = list(retimed(moving(3), 10, 20, 9))
    assert np.array_equal(made[-1], made[-2])
    assert np.array_equal(made[-1], square(38))


def test_two_pictures_that_have_nothing_in_common_are_not_mixed() -> None:
    dark, light = square(30) // 8 + 16, np.full_like(square(30), 220)
    between = Between(dark, light)
    assert np.array_equal(between.at(0.4), dark)
    assert np.array_equal(between.at(0.6), light)


def test_only_the_frames_that_are_needed_are_read() -> None:
    read: list[int] = []

    def told() -> Iterator[np.ndarray]:
        for number, frame in enumerate(moving(100)):
            read.append(number)
            yield frame

    list(retimed(told(), 16, 24, 6))
    assert len(read) <= 6
