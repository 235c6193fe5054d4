"""Sharp pictures score high, blurred ones low, and light is measured as it is."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter
from tests import pictures

from studio.core.errors import BadInput
from studio.media.images import reading, sharpness
from studio.media.images.libvips import engine


def detailed(width: int, height: int) -> Image.Image:
    """A photograph with twigs across it, as sharp as their edges."""
    picture = pictures.photo(width, height)
    draw = ImageDraw.Draw(picture)
    for x in range(0, width, width // 40):
        draw.line((x, 0, width - x, height), fill=(30, 25, 20), width=max(1, width // 500))
    return picture


def test_the_variance_of_the_laplacian(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture = pictures.photo(60, 15)
    picture.convert("L").save(path)
    grey = np.pad(np.asarray(picture.convert("L"), float), 1, mode="edge")
    edges = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4 * grey[1:-1, 1:-1]
    tiles = [edges[:, at : at + 20] for at in range(0, 60, 20)]
    wanted = max(tile.var(ddof=1) for tile in tiles)
    assert sharpness.sharpness(reading.read(path)) == pytest.approx(wanted, rel=1e-4)


def test_blur_is_found_whatever_the_size(tmp_path: Path) -> None:
    picture = detailed(1600, 1000)
    sharp = pictures.jpeg(tmp_path / "sharp.jpg", picture)
    blurred = pictures.jpeg(tmp_path / "blurred.jpg", picture.filter(ImageFilter.GaussianBlur(8)))
    assert sharpness.sharpness(reading.read(sharp)) > sharpness.SHARP_ENOUGH
    assert sharpness.sharpness(reading.read(blurred)) < sharpness.SHARP_ENOUGH / 4


def test_a_soft_background_is_no_blur(tmp_path: Path) -> None:
    picture = detailed(1024, 768)
    portrait = picture.filter(ImageFilter.GaussianBlur(10))
    portrait.paste(picture.crop((300, 200, 500, 400)), (300, 200))
    path = pictures.jpeg(tmp_path / "portrait.jpg", portrait)
    assert sharpness.sharpness(reading.read(path)) > sharpness.SHARP_ENOUGH


def test_one_copy_serves_all_measures(tmp_path: Path) -> None:
    image = reading.read(pictures.jpeg(tmp_path / "a.jpg", pictures.photo(2000, 1000)), sequential=True)
    small = sharpness.working_copy(image)
    assert (small.width, small.height) == (1024, 512)
    again = reading.read(tmp_path / "a.jpg")
    assert sharpness.sharpness(small) == pytest.approx(sharpness.sharpness(again), rel=0.02)
    assert sharpness.exposure(small).mean == pytest.approx(sharpness.exposure(again).mean, abs=0.1)


def test_exposure_counts_what_is_drowned(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture = Image.new("L", (100, 100), 100)
    picture.paste(0, (0, 0, 100, 20))
    picture.paste(255, (0, 20, 100, 50))
    picture.save(path)
    found = sharpness.exposure(reading.read(path))
    assert found == pytest.approx((0.3 * 255 + 0.5 * 100, 0.2, 0.3))


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (3, 2)])
def test_tiny_pictures_are_measured_too(size: tuple[int, int]) -> None:
    image = engine().Image.black(*size, bands=3).copy(interpretation="srgb")
    assert sharpness.sharpness(image) == 0
    assert sharpness.exposure(image) == (0, 1, 0)


def test_transparency_animation_and_depth(tmp_path: Path) -> None:
    disc = reading.read(pictures.cutout(tmp_path / "disc.png"))
    assert sharpness.exposure(disc).mean > 250
    moving = reading.read(pictures.animation(tmp_path / "a.gif"))
    assert sharpness.working_copy(moving).height == 30
    deep = reading.read(pictures.deep(tmp_path / "deep.tif"))
    assert 60 < sharpness.exposure(deep).mean < 200


def test_broken_pictures_are_named(tmp_path: Path) -> None:
    broken = pictures.truncated(tmp_path / "broken.jpg", pictures.jpeg(tmp_path / "whole.jpg"))
    for measure in (sharpness.sharpness, sharpness.exposure, sharpness.working_copy):
        with pytest.raises(BadInput, match=r"broken\.jpg is cut off"):
            measure(reading.read(broken))
