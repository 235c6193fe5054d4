"""A frame is what was put onto it: exact colours, no fringes, sub-pixel places, any size."""

import numpy as np
import pytest

from studio.render.canvas import Canvas, Place
from studio.render.lights import Light
from studio.render.plates import Plate
from studio.render.sampling import Box, sampled, turned

RED, BLUE = (214, 72, 48), (40, 88, 190)


def plain(colour: tuple[int, int, int], width: int, height: int) -> np.ndarray:
    return np.full((height, width, 4), (*colour, 255), np.uint8)


def disc(colour: tuple[int, int, int], radius: float = 40.0, side: int = 120) -> np.ndarray:
    away = np.hypot(*(np.indices((side, side)) - (side - 1) / 2))
    picture = plain(colour, side, side)
    picture[..., 3] = np.clip((radius - away + 0.5) * 255, 0, 255)
    return picture


@pytest.mark.parametrize(
    "place", [Place(30, 20), Place(30.4, 20.7), Place(31.3, 22.9, 1.13), Place(33, 20, 0.83)]
)
@pytest.mark.parametrize("opacity", [1.0, 0.37])
def test_the_edge_of_one_colour_on_another_is_between_the_two(place: Place, opacity: float) -> None:
    canvas = Canvas(200, 160)
    canvas.put(Plate.of(plain(BLUE, 240, 200)), Place(-20, -20))
    below = canvas.rgb()[5, 5].astype(int)
    pure = Canvas(200, 160)
    pure.put(Plate.of(plain(RED, 240, 200)), Place(-20, -20))
    above = pure.rgb()[5, 5].astype(int)
    canvas.put(Plate.of(disc(RED)), place, opacity)
    share = segment(canvas.rgb().reshape(-1, 3).astype(float), below, above)
    assert share.min() > -0.03
    assert share.max() < opacity + 0.03


def segment(pixels: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """How far each pixel is from one colour to the other; fails where it lies off the line."""
    way = (other - one).astype(float)
    share: np.ndarray = (pixels - one) @ way / (way @ way)
    off = np.linalg.norm(pixels - one - share[:, None] * way, axis=1)
    # Chroma has half the size of luma, so where both change a pixel may stand off by what that loses.
    assert np.percentile(off, 90) < 4
    return share


def test_odd_frames_are_encoded_even_and_seen_as_asked() -> None:
    canvas = Canvas(101, 67)
    canvas.put(Plate.of(plain(RED, 200, 200)), Place(-20, -20))
    assert canvas.rgb().shape == (67, 101, 3)
    assert canvas.planes().shape == (102, 102)
    assert np.abs(canvas.rgb().astype(int) - RED).max() <= 2


def test_nothing_of_a_picture_is_no_trouble() -> None:
    canvas = Canvas(64, 64)
    before = canvas.planes().copy()
    canvas.put(Plate.of(np.zeros((10, 10, 4), np.uint8)), Place(3, 3))
    canvas.put(Plate.of(disc(RED)), Place(900, -400, 2.5))
    assert np.array_equal(canvas.planes(), before)


def test_light_never_burns_out() -> None:
    canvas = Canvas(64, 64)
    canvas.fill((210, 120, 134))
    glare = Light.of(np.full((64, 64, 3), 255, np.uint8))
    for _ in range(20):
        canvas.shine(glare, Place(0, 0))
    assert canvas.y[16:48, 16:48].min() >= 230
    assert canvas.y.max() <= 235


def test_what_lies_between_pixels_is_shared_between_them() -> None:
    canvas = Canvas(64, 64)
    bar = np.zeros((64, 64, 4), np.uint8)
    bar[:, 20:30] = 255
    canvas.put(Plate.of(bar), Place(0.25, 0))
    row = (canvas.y[32].astype(int) - 16) / 219
    assert row[[19, 20, 21, 29, 30, 31]] == pytest.approx([0, 0.75, 1, 1, 0.25, 0], abs=0.01)


def test_a_veil_is_one_colour_as_thick_as_its_mask() -> None:
    canvas, mask = Canvas(64, 64), np.zeros((64, 64), np.uint8)
    canvas.fill((60, 128, 128))
    mask[:, 32:] = 255
    canvas.veil(mask, RED, opacity=0.5)
    whole = canvas.rgb().astype(int)
    assert np.abs(whole[:, 40:] - (np.array(RED) + whole[0, 0]) / 2).max() <= 3
    assert canvas.y[:, :31].tolist() == [[60] * 31] * 64


def test_a_gleam_adds_its_colour_where_there_is_room() -> None:
    canvas = Canvas(64, 64)
    canvas.y[:, 32:] = 235
    canvas.gleam(np.full((16, 16), 255, np.uint8), (200, 100, 50))
    assert np.abs(canvas.rgb()[:, 2:30].astype(int) - (200, 100, 50)).max() <= 3
    assert np.abs(canvas.rgb()[:, 36:].astype(int) - 255).max() <= 3


def test_a_shade_takes_the_same_share_of_every_colour() -> None:
    canvas = Canvas(64, 64)
    canvas.put(Plate.of(plain(RED, 100, 100)), Place(-20, -20))
    canvas.multiply(np.full((64, 64), 128, np.uint8))
    assert np.abs(canvas.rgb().astype(int) - np.array(RED) / 2).max() <= 3


@pytest.mark.parametrize("turn", [0.0, 90.0, 180.0, -90.0])
def test_a_plate_turns_about_its_origin(turn: float) -> None:
    hand = np.zeros((60, 60, 4), np.uint8)
    hand[26:34, 30:56] = 255
    canvas = Canvas(120, 120)
    canvas.put(Plate.of(hand, (30, 30)), Place(60, 60, turn=turn))
    light = canvas.y.astype(float) - 16
    rows, columns = np.indices(light.shape) + 0.5
    x, y = (light * columns).sum() / light.sum() - 60, (light * rows).sum() / light.sum() - 60
    angle = np.radians(turn)
    assert (x, y) == pytest.approx((13 * np.cos(angle), 13 * np.sin(angle)), abs=0.1)


def test_a_sheared_plate_leans_from_its_foot() -> None:
    post = np.zeros((100, 40, 4), np.uint8)
    post[10:90, 16:24] = 255
    canvas = Canvas(160, 120)
    canvas.put(Plate.of(post, (20, 90)), Place(60, 100, shear=0.5))
    rows = canvas.y.astype(float) - 16
    middles = [(rows[y] * (np.arange(160) + 0.5)).sum() / rows[y].sum() for y in (98, 58, 24)]
    assert middles == pytest.approx([60.75, 80.75, 97.75], abs=0.2)


@pytest.mark.parametrize("scale", [0.5, 0.31, 0.12])
def test_far_away_it_is_as_bright_as_it_is_large(scale: float) -> None:
    canvas = Canvas(240, 240)
    canvas.put(Plate.of(disc((255, 255, 255), 100, 240), (120, 120)), Place(120.3, 119.6, scale))
    light = (canvas.y.astype(float) - 16) / 219
    assert light.sum() == pytest.approx(np.pi * (100 * scale) ** 2, rel=0.02)
    assert (light.sum(axis=0) * (np.arange(240) + 0.5)).sum() / light.sum() == pytest.approx(120.3, abs=0.05)


def test_planes_that_are_turned_together_are_the_same_as_each_by_itself() -> None:
    rng = np.random.default_rng(8)
    plate = Plate.of(rng.integers(0, 256, (90, 70, 4), np.uint8), (30, 40))
    way = Place(60.3, 50.6, 1.2, turn=17).of(plate.left, plate.top, plate.scale).chroma
    box = Box(4, 2, 60, 50)
    together = turned(plate.chroma, way, box)
    apart = [sampled(plane, way, box) for plane in (plate.u, plate.v, plate.half)]
    assert all(np.array_equal(*pair) for pair in zip(together, apart, strict=True))
