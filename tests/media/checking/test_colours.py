"""Colours that wander off are told from cameras that move; light that flickers is named."""

import numpy as np
import pytest
from tests import watched

from studio.media.checking import colours


def shifted(planes: np.ndarray, light: float, tint: float) -> np.ndarray:
    moved = planes.astype(float)
    moved[: watched.HEIGHT] += light
    moved[watched.HEIGHT :] += tint
    made: np.ndarray = np.clip(np.rint(moved), 0, 255).astype(np.uint8)
    return made


def test_a_film_that_is_well_neither_drifts_nor_flickers() -> None:
    seen, meant = watched.seen(watched.frames()), watched.meant()
    assert colours.drift(seen, meant).state == colours.flicker(seen, meant).state == "held"


@pytest.mark.parametrize(("light", "tint"), [(16.0, 0.0), (0.0, 10.0), (-10.0, 8.0)])
def test_colours_that_wander_off_are_named_with_their_shot(light: float, tint: float) -> None:
    made = watched.frames()
    gone = [
        shifted(planes, light * number / 36, tint * number / 36) for number, planes in enumerate(made[:36])
    ]
    [fault] = colours.drift(watched.seen([*gone, *made[36:]]), watched.meant()).faults
    assert fault.frame is not None
    assert 4 < fault.frame < 36
    assert fault.end == 36


def test_light_that_flickers_is_named() -> None:
    made = watched.frames()
    uneven = [
        shifted(planes, 2.5 * (-1) ** number, 0) if 40 <= number < 60 else planes
        for number, planes in enumerate(made)
    ]
    [fault] = colours.flicker(watched.seen(uneven), watched.meant()).faults
    assert fault.frame is not None
    assert 34 <= fault.frame <= 44
