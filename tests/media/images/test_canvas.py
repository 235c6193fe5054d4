"""What is laid on a canvas strip by strip is the picture it gives back."""

from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.media.images.canvas import Canvas
from studio.media.images.libvips import Raster, engine

GROUND = (10, 20, 30, 255)


def strip(colour: tuple[int, int, int], high: int, wide: int = 8) -> Raster:
    return (engine().Image.black(wide, high) + list(colour)).cast("uchar").copy(interpretation="srgb")


def test_strips_lie_in_order_and_the_rest_is_ground(tmp_path: Path) -> None:
    canvas = Canvas(tmp_path / "raw", 8, 10, GROUND)
    with canvas:
        canvas.add(strip((255, 0, 0), 3))
        canvas.add(strip((0, 255, 0), 4))
    image = canvas.image()
    assert (image.width, image.height, image.interpretation) == (8, 10, "srgb")
    assert [image(5, y) for y in (0, 2, 3, 6, 7, 9)] == [
        [255, 0, 0],
        [255, 0, 0],
        [0, 255, 0],
        [0, 255, 0],
        [10, 20, 30],
        [10, 20, 30],
    ]


def test_what_hangs_over_is_cut(tmp_path: Path) -> None:
    canvas = Canvas(tmp_path / "raw", 8, 5, GROUND)
    with canvas:
        canvas.add(strip((255, 0, 0), 9))
    assert canvas.image().height == 5


def test_it_says_where_it_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="raw"), Canvas(tmp_path / "nowhere" / "raw", 8, 5, GROUND):
        pass


def test_a_full_disk_has_a_sentence() -> None:
    with pytest.raises(StudioError, match="no space"), Canvas(Path("/dev/full"), 4000, 500, GROUND) as canvas:
        canvas.add(strip((1, 2, 3), 400, 4000))
