"""Themes go somewhere, leaps turn back, and no two seeds have the same idea."""

from itertools import pairwise
from random import Random

import pytest

from studio.render.music import MOODS
from studio.render.music.repertoire import REPERTOIRE
from studio.render.music.theme import Cell, contour, invented, ornamented

SEEDS = range(40)


@pytest.mark.parametrize("mood", MOODS)
def test_every_seed_has_an_idea_of_its_own(mood: str) -> None:
    themes = [invented(Random(seed), REPERTOIRE[mood].cells) for seed in SEEDS]
    heads = {(theme.head.onsets, theme.head.steps) for theme in themes}
    assert len(heads) > 0.8 * len(SEEDS)
    for theme in themes:
        for cell in (theme.head, theme.answer, theme.tail):
            assert len(cell.onsets) == len(cell.lengths) == len(cell.steps)
            assert cell.onsets[-1] + cell.lengths[-1] == 16
            assert cell.steps[0] == 0
        assert max(theme.head.steps) - min(theme.head.steps) >= 2
        assert (theme.answer.onsets, theme.answer.steps) != (theme.head.onsets, theme.head.steps)


def test_after_a_leap_a_line_steps_back() -> None:
    leaps = 0
    for seed in range(300):
        moves = [after - step for step, after in pairwise(contour(Random(seed), 6))]
        for one, other in pairwise(moves):
            if abs(one) >= 4:
                leaps += 1
                assert one * other < 0
                assert abs(other) <= 2
        assert not any(one == other == 0 for one, other in pairwise(moves))
    assert leaps > 20


def test_an_ornament_keeps_the_rest_of_the_cell() -> None:
    cell = Cell((0, 4, 8), (4, 4, 8), (0, 2, 1))
    made = ornamented(cell, Random(1))
    assert set(cell.onsets) < set(made.onsets)
    assert sum(made.lengths) == sum(cell.lengths)
    assert [made.steps[made.onsets.index(onset)] for onset in cell.onsets] == list(cell.steps)


def test_a_broad_cell_is_twice_as_slow() -> None:
    broad = Cell((0, 6), (6, 10), (0, 1)).broad
    assert (broad.onsets, broad.lengths, broad.bars) == ((0, 12), (12, 20), 1)
