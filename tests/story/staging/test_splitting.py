"""Beats are cut into shots as long as their energy asks."""

import itertools
import random

import pytest

from studio.story.staging.bars import grid
from studio.story.staging.splitting import seconds_of, split, with_longest


def lengths(energy: float, seconds: float = 120) -> list[float]:
    made = grid(round(seconds * 24), 24, energy)
    parts = split(0, made.steps, seconds_of(energy, "benefit"), made, 24, random.Random(1))
    return [made.lasts(first, end) / 24 for first, end in parts]


@pytest.mark.parametrize(("energy", "least", "most"), [(0.1, 4, 6), (0.5, 2.8, 4.5), (0.95, 1.5, 2.5)])
def test_calm_shots_are_long_and_lively_ones_short(energy: float, least: float, most: float) -> None:
    found = lengths(energy)
    assert least <= sum(found) / len(found) <= most
    assert max(found) <= 7.5


def test_shots_of_a_beat_are_not_all_of_one_length() -> None:
    assert len(set(lengths(0.5))) > 1


def test_hooks_are_shorter() -> None:
    assert seconds_of(0.5, "hook") < 0.8 * seconds_of(0.5, "benefit")


def test_one_shot_is_as_long_as_asked_for_and_stands_where_asked_for() -> None:
    draw = random.Random(7)
    for _ in range(300):
        made = grid(round(draw.uniform(10, 300) * 24), 24, draw.random())
        steps = draw.randint(1, made.steps)
        least = draw.randint(0, steps)
        wanted = draw.uniform(1.2, 6)
        parts = split(2, 2 + steps, wanted, made, 24, draw, least=least)
        assert max(end - first for first, end in parts) >= least
        at = draw.randrange(len(parts))
        moved = with_longest(parts, at)
        assert moved[0].first == 2
        assert moved[-1].end == 2 + steps
        assert all(one.end == other.first for one, other in itertools.pairwise(moved))
        assert all(end > first for first, end in moved)
        assert moved[at].end - moved[at].first == max(end - first for first, end in parts)
