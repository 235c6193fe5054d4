"""Films have bars that fill them exactly, at a tempo that can be played."""

import itertools
import random

import pytest

from studio.story.staging.bars import FASTEST, SLOWEST, grid, tempo

RATES = (24, 25, 30, 60, 24000 / 1001)


@pytest.mark.parametrize("fps", RATES)
def test_bars_fill_a_film_of_any_length(fps: float) -> None:
    draw = random.Random(fps)
    lengths = [2.0, 2.5, 3.0, 3.4, 4.9, 6, 7, 11.99, 12, 15, 30, 61, 75, 600, 3600]
    for seconds in [*lengths, *(draw.uniform(2, 3600) for _ in range(200))]:
        frames = round(seconds * fps)
        made = grid(frames, fps, draw.random())
        ends = [made.at(step) for step in range(made.steps + 1)]
        assert (ends[0], ends[-1]) == (0, frames)
        assert sum(made.lasts(step, step + 1) for step in range(made.steps)) == frames
        assert max(b - a for a, b in itertools.pairwise(ends)) - 1 <= frames / made.steps
        assert SLOWEST - 0.5 <= tempo(made.bars, frames / fps) <= FASTEST + 0.5


def test_lively_films_have_more_bars_and_half_bars_only_where_they_are_short() -> None:
    calm, lively = grid(720, 24, 0.1), grid(720, 24, 0.9)
    assert calm.bars < lively.bars
    assert calm.step == lively.step == 1
    assert grid(6 * 24, 24, 0.5).step == 0.5


def test_a_frame_finds_the_bar_it_is_nearest_to() -> None:
    made = grid(720, 24, 0.4)
    for step in range(made.steps + 1):
        assert made.nearest(made.at(step)) == step
    assert made.at(made.steps_for(made.at(3))) == made.at(3)
    assert made.steps_for(made.at(3) + 2) == 4
