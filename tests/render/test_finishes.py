"""Every style treats plates in its own way, the same way every time, and keeps what is clear clear."""

import numpy as np
import pytest

from studio.render.finishes import finished, reach
from studio.render.finishes.textures import SIDE, laid
from studio.render.shelf import Shelf

PACKS = ("dusk", "paper", "ink")


def drawn() -> np.ndarray:
    """A red disc with a blue square in it."""
    plate = np.zeros((160, 200, 4), np.uint8)
    rows, columns = np.mgrid[:160, :200]
    plate[(rows - 80) ** 2 + (columns - 100) ** 2 < 55**2] = (200, 60, 50, 255)
    plate[70:95, 90:115] = (40, 80, 160, 255)
    return plate


def made(pack: str) -> np.ndarray:
    return finished(drawn(), Shelf().pack(pack), 1.5, (37, -12), shadow="#201030")


@pytest.mark.parametrize("pack", PACKS)
def test_it_is_always_the_same(pack: str) -> None:
    assert np.array_equal(made(pack), made(pack))


@pytest.mark.parametrize("pack", PACKS)
def test_what_is_far_from_anything_stays_clear(pack: str) -> None:
    far = int(reach(Shelf().pack(pack)) * 1.5) + 3
    assert not made(pack)[:, : 45 - far, 3].any()


@pytest.mark.parametrize("pack", PACKS)
def test_colours_stay_what_they_are(pack: str) -> None:
    plate = made(pack)
    red, blue = plate[40:60, 80:120, :3].mean(axis=(0, 1)), plate[75:90, 95:110, :3].mean(axis=(0, 1))
    assert red[0] > red[1] + 30
    assert blue[2] > blue[0] + 20


def test_no_two_styles_could_be_confused() -> None:
    plates = [made(pack).astype(int) for pack in PACKS]
    for number, one in enumerate(plates):
        for other in plates[number + 1 :]:
            assert np.abs(one - other).mean() > 2


def test_paper_throws_its_shadow_down_and_to_the_right() -> None:
    alpha = made("paper")[..., 3].astype(int)
    assert alpha[137:150, 100:115].mean() > alpha[10:23, 85:100].mean() + 20


def test_the_same_paper_wherever_a_plate_is_cut() -> None:
    pack = Shelf().pack("paper")
    plate = np.full((80, 120, 4), 200, np.uint8)
    whole = finished(plate, pack, 1, (0, 0), shadow="#000000")
    part = finished(plate[:, 40:], pack, 1, (40, 0), shadow="#000000")
    assert np.abs(whole[30:50, 70:90].astype(int) - part[30:50, 30:50]).max() <= 1


@pytest.mark.parametrize("corner", [(0, 0), (37, -12), (1023, 2047), (-1500, 900)])
@pytest.mark.parametrize("size", [(5, 7), (1200, 30), (700, 2300)])
def test_a_texture_goes_on_from_one_plate_to_the_next(corner: tuple[int, int], size: tuple[int, int]) -> None:
    tile = np.random.default_rng(3).integers(0, 256, (SIDE, SIDE, 4), np.uint8)
    rows = (corner[1] + np.arange(size[0])) % SIDE
    columns = (corner[0] + np.arange(size[1])) % SIDE
    assert np.array_equal(laid(tile, corner, *size), tile[rows][:, columns])
