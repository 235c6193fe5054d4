"""The frame at which a film has one too many or too few is found, also where nobody planned its frames."""

import numpy as np
import pytest
from numpy import ndarray

from studio.media.checking.placing import HIGH, WIDE, misplaced

FRAMES = 40
VEILED = range(15, 27)


def frames() -> list[ndarray]:
    """Something bright goes across the picture, at a speed that changes a little, with some grain."""
    chance = np.random.default_rng(5)
    across = np.arange(WIDE)[None, :]
    places = np.cumsum(1.2 + 0.3 * np.sin(np.arange(FRAMES)))
    return [
        (200 * np.exp(-(((across - place) / 6) ** 2)) + chance.normal(20, 1.5, (HIGH, WIDE))).astype(np.int16)
        for place in places
    ]


@pytest.mark.parametrize("place", [3, 12, 16, 18, 21, 24, 30])
@pytest.mark.parametrize("by", [1, -1])
def test_it_is_found_in_a_shot_and_where_one_becomes_another(place: int, by: int) -> None:
    made = frames()
    planned = {number: frame for number, frame in enumerate(made) if number not in VEILED}
    shown = [*made[:place], *([made[place]] if by > 0 else []), *made[place + (by < 0) :]]
    found = misplaced(shown, planned, by)
    assert found is not None
    assert abs(found - place) <= 1


def test_where_nothing_is_planned_or_nothing_is_wrong_there_is_none() -> None:
    made = frames()
    assert misplaced(made, {}, 1) is None
    assert misplaced(made, dict(enumerate(made)), 0) is None
