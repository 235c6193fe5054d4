"""A take comes towards the colours of its neighbours, and no further than is good for it."""

import numpy as np
from numpy import ndarray

from studio.media.films.finishing import matching
from studio.media.films.finishing.matching import MOST_SHIFT, between, match, matched, toned


def frame(luma: float, blue: float = 128, red: float = 128, spread: float = 20, seed: int = 1) -> ndarray:
    chance = np.random.default_rng(seed)
    high, wide = 90, 160
    parts = [
        chance.normal(mean, deviation, size)
        for mean, deviation, size in (
            (luma, spread, (high, wide)), (blue, 4, (high // 2, wide // 2)), (red, 4, (high // 2, wide // 2)),
        )
    ]  # fmt: skip
    flat = np.concatenate([part.reshape(-1) for part in parts])
    made: ndarray = np.clip(flat, 16, 235).astype(np.uint8).reshape(-1, wide)
    return made


def test_mean_and_spread_of_every_plane_are_brought_over() -> None:
    take, other = [frame(120, 120, 136)], [frame(130, 126, 130, 24, seed=2)]
    made = toned(matched(take, match(toned(take), toned(other))))
    for one, wanted in zip(made.mean, toned(other).mean, strict=True):
        assert abs(one - wanted) < 1
    assert abs(made.spread[0] - toned(other).spread[0]) < 1.5


def test_a_night_beside_a_day_stays_a_night() -> None:
    night, day = [frame(50)], [frame(180)]
    made = toned(matched(night, match(toned(night), toned(day))))
    assert abs(made.mean[0] - toned(night).mean[0] - MOST_SHIFT) < 1


def test_part_of_the_way_is_part_of_the_way() -> None:
    way = match(toned([frame(100)]), toned([frame(110)]), 0.4)
    made = toned(matched([frame(100)], way)).mean[0]
    assert 103 < made < 105


def test_equal_colours_are_left_alone() -> None:
    tones = toned([frame(100)])
    assert not match(tones, tones).changes
    assert match(tones, toned([frame(110)])).changes


def test_between_two_neighbours_lies_the_middle() -> None:
    one, other = toned([frame(100)]), toned([frame(120)])
    assert abs(between([one, other]).mean[0] - (one.mean[0] + other.mean[0]) / 2) < 1e-9


def test_it_is_the_same_every_time() -> None:
    take, other = [frame(120)], [frame(130, seed=3)]
    first, again = (
        [made.tobytes() for made in matched(take, match(toned(take), toned(other)))] for _ in range(2)
    )
    assert first == again
    assert matching.MOST_SPREAD > 1
