"""A strip begins with the one picture and ends with the other."""

import numpy as np
import pytest

from studio.render.canvas import Canvas
from studio.render.transitions.joining import KINDS
from studio.render.transitions.sheets import MOMENTS, strip


@pytest.mark.parametrize("kind", KINDS)
def test_a_strip_goes_from_one_to_the_other(kind: str) -> None:
    a, b = Canvas(160, 90), Canvas(160, 90)
    a.fill((60, 110, 150))
    b.fill((200, 140, 120))
    parts = np.split(strip(kind, a, b, seed=1), len(MOMENTS), axis=1)
    assert np.array_equal(parts[0], a.rgb())
    assert np.array_equal(parts[-1], b.rgb())
    if kind != "cut":
        assert not np.array_equal(parts[4], parts[0])
        assert not np.array_equal(parts[4], parts[-1])
