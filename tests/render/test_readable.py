"""Contrast is measured on the pixels themselves; what cannot be read gets a veil that is just firm enough."""

import numpy as np
import pytest

from studio.render.readable import ENOUGH, chosen, contrast, worst
from studio.render.rooms import Box

WHITE, BLACK, GREY = (255, 255, 255), (0, 0, 0), (118, 118, 118)
LIGHT, DARK = (247, 234, 210), (51, 33, 74)
BOX = Box(100, 100, 300, 160)


def ground(colour: tuple[int, int, int]) -> np.ndarray:
    picture = np.empty((360, 420, 3), np.uint8)
    picture[:] = colour
    return picture


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast((255, 255, 255), GREY) == pytest.approx(4.54, abs=0.01)
    assert contrast((0, 0, 255), WHITE) == pytest.approx(8.59, abs=0.01)
    assert worst([ground(GREY)], [BOX], WHITE) == pytest.approx(4.54, abs=0.01)


def test_the_worst_patch_counts() -> None:
    picture = ground(BLACK)
    picture[120:140, 200:220] = 230
    assert worst([picture], [BOX], WHITE) < 2
    assert worst([picture], [Box(20, 10, 90, 60)], WHITE) == pytest.approx(21)
    picture = ground(BLACK)
    picture[120:140, 320:360] = 230
    assert worst([picture], [BOX], WHITE) == pytest.approx(21)


def test_grain_does_not_count() -> None:
    rng = np.random.default_rng(4)
    picture = ground((40, 40, 40)).astype(int) + rng.integers(-14, 15, (360, 420, 1))
    assert worst([picture.astype(np.uint8)], [BOX], WHITE) > 12


def test_type_between_light_and_dark_patches_cannot_be_read() -> None:
    picture = ground(BLACK)
    picture[:, 200:] = 255
    assert worst([picture], [BOX], GREY) < 2


def test_light_or_dark_type_is_chosen() -> None:
    assert chosen([ground((40, 30, 60))], [BOX], LIGHT, DARK).colour == LIGHT
    assert chosen([ground((240, 220, 200))], [BOX], LIGHT, DARK).colour == DARK
    assert chosen([ground((240, 220, 200))], [BOX], LIGHT, DARK).scrim is None


def test_a_scrim_is_laid_where_neither_can_be_read() -> None:
    picture = ground((30, 30, 60))
    picture[:, 180:] = (250, 200, 150)
    found = chosen([picture], [BOX], LIGHT, DARK)
    assert found.scrim is not None
    assert found.contrast >= ENOUGH
    assert worst([found.scrim.laid(picture)], [BOX], found.colour) >= ENOUGH
    assert 0.1 < found.scrim.firmness < 0.95
    cover = found.scrim.cover()
    # Firm on the words, gone far from them, and nowhere an edge of its own.
    assert cover[130, 200] == pytest.approx(found.scrim.firmness)
    assert cover[-1].max() == 0
    assert max(np.abs(np.diff(cover, axis=0)).max(), np.abs(np.diff(cover, axis=1)).max()) < 0.03


@pytest.mark.parametrize("grey", [110, 118, 125, 140])
def test_a_scrim_is_no_firmer_than_it_must_be(grey: int) -> None:
    picture = ground((grey, grey, grey))
    found = chosen([picture], [BOX], LIGHT, DARK)
    assert found.scrim
    assert ENOUGH <= worst([found.scrim.laid(picture)], [BOX], found.colour) < 1.1 * ENOUGH


def test_one_colour_is_chosen_for_all_frames() -> None:
    pictures = [ground((30, 20, 50)), ground((150, 140, 150))]
    found = chosen(pictures, [BOX], LIGHT, DARK)
    assert found.scrim
    assert all(worst([found.scrim.laid(one)], [BOX], found.colour) >= ENOUGH for one in pictures)
