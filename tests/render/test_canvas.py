"""A frame is what was put onto it: exact colours, no fringes, sub-pixel places, any size."""

import numpy as np
import pytest

from studio.render.canvas import Canvas, Place
from studio.render.lights import Light
from studio.render.plates import Plate

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
