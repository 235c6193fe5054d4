"""Halos make marks stand out without moving or hiding them."""

import numpy as np
import pytest
from tests.media.images.test_blur import values
from tests.media.images.test_overlay import stamp

from studio.media.images import halo

BLACK = (0, 0, 0, 255)


@pytest.mark.parametrize("size", [1, 2.5, 8])
@pytest.mark.parametrize("kind", ["shadowed", "outlined"])
def test_the_mark_itself_stays(kind: str, size: float) -> None:
    found = values(getattr(halo, kind)(stamp(), size, BLACK))
    room = halo.room(size)
    assert found.shape == (8 + 2 * room, 8 + 2 * room, 4)
    assert (found[room : room + 8, room : room + 8] == values(stamp())).all()


def test_an_outline_is_as_wide_as_asked() -> None:
    found = values(halo.outlined(stamp(side=30), 4, BLACK))
    across = found[halo.room(4) + 15, : halo.room(4)]
    assert (across[-3:, 3] == 255).all()
    assert (across[-3:, :3] == 0).all()
    assert (across[:-6, 3] == 0).all()
    # Round a corner the outline is round, too.
    room = halo.room(4)
    assert found[room - 4, room - 4, 3] < 40


def test_a_shadow_is_soft_and_falls_down() -> None:
    size = 3.0
    room = halo.room(size)
    alpha = values(halo.shadowed(stamp(side=30), size, BLACK))[..., 3]
    column = alpha[:, room + 15]
    above, below = column[:room][::-1], column[room + 30 :]
    assert below[2] > above[2]
    assert (np.diff(below) <= 0).all()
    assert 0 < below[4] < 255
    assert alpha[0].max() == alpha[-1].max() == 0
