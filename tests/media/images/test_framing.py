"""Pictures come out at the size asked for, whole or cut, and never distorted."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.pictures import BLUE, GREEN, RED, animation, corners, cutout

from studio.core.errors import BadInput
from studio.media.images import pages, reading
from studio.media.images.framing import Frame, final_size, framed, scaled_size

SIDES = st.integers(1, 5000)


def pixel(image: object, x: int, y: int) -> tuple[int, ...]:
    return tuple(round(part) for part in image(x, y))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("frame", "size"),
    [
        (Frame(), (400, 300)),
        (Frame(width=200), (200, 150)),
        (Frame(height=100), (133, 100)),
        (Frame(longest=100), (100, 75)),
        (Frame(width=100, height=100), (100, 75)),
        (Frame(width=100, height=100, fit="fill"), (100, 100)),
        (Frame(width=100, height=100, fit="pad"), (100, 100)),
        (Frame(width=800), (400, 300)),
        (Frame(width=800, enlarge=True), (800, 600)),
        (Frame(width=800, height=200, fit="fill"), (400, 200)),
        (Frame(width=800, height=800, fit="fill", enlarge=True), (800, 800)),
        (Frame(width=800, height=800, fit="pad"), (800, 800)),
    ],
)
def test_sizes(frame: Frame, size: tuple[int, int]) -> None:
    assert final_size((400, 300), frame) == size


@given(SIDES, SIDES, SIDES, SIDES)
def test_filling_enlarged_always_gives_exactly_the_frame(a: int, b: int, width: int, height: int) -> None:
    frame = Frame(width=width, height=height, fit="fill", enlarge=True)
    assert final_size((a, b), frame) == (width, height)


@given(SIDES, SIDES, SIDES, SIDES)
def test_what_is_inside_is_inside(a: int, b: int, width: int, height: int) -> None:
    across, down = scaled_size((a, b), Frame(width=width, height=height, enlarge=True))
    assert across <= width
    assert down <= height


def test_fill_keeps_the_centre(tmp_path: Path) -> None:
    corners(48, 32).save(tmp_path / "corners.png")
    square = framed(reading.read(tmp_path / "corners.png"), Frame(width=16, height=16, fit="fill"))
    assert (square.width, square.height) == (16, 16)
    assert pixel(square, 1, 1) == RED
    assert pixel(square, 14, 1) == GREEN
    assert pixel(square, 1, 14) == BLUE


def test_fill_can_keep_what_draws_the_eye(tmp_path: Path) -> None:
    picture = Image.new("RGB", (400, 100), (120, 120, 120))
    picture.paste(corners(60, 60), (320, 20))
    picture.save(tmp_path / "aside.png")
    cut = framed(reading.read(tmp_path / "aside.png"), Frame(width=100, height=100, fit="fill", salient=True))
    assert RED in {pixel(cut, x, 30) for x in range(100)}


def test_pad_lays_a_ground_around(tmp_path: Path) -> None:
    corners(40, 20).save(tmp_path / "wide.png")
    image, frame = reading.read(tmp_path / "wide.png"), Frame(width=40, height=40, fit="pad")
    assert pixel(framed(image, frame), 20, 2) == (255, 255, 255)
    assert pixel(framed(image, frame, ground=(10, 20, 30, 255)), 20, 2) == (10, 20, 30)
    assert pixel(framed(image, frame), 2, 12) == RED


def test_pad_of_a_cut_out_is_transparent(tmp_path: Path) -> None:
    padded = framed(reading.read(cutout(tmp_path / "disc.png")), Frame(width=200, height=300, fit="pad"))
    assert (padded.width, padded.height) == (200, 300)
    assert pixel(padded, 100, 4)[3] == 0
    assert pixel(padded, 100, 150) == (255, 255, 255, 255)


@pytest.mark.parametrize("fit", ["inside", "fill", "pad"])
def test_animations_stay_animated(tmp_path: Path, fit: str) -> None:
    image = reading.read(animation(tmp_path / "moving.gif"))
    small = framed(image, Frame(width=20, height=20, fit=fit))  # type: ignore[arg-type]
    assert pages.frame_count(small) == 5
    assert small.get("delay") == image.get("delay")
    assert small.width == 20


def test_a_size_is_said_in_one_way() -> None:
    with pytest.raises(BadInput, match="twice"):
        Frame(width=100, longest=100)
    with pytest.raises(BadInput, match="needs a width and a height"):
        Frame(longest=100, fit="fill")
