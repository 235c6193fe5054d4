"""Which frame says most: not black, not blank, not blurred."""

import pytest
from PIL import Image, ImageFilter
from tests import pictures

from studio.media.films.liveliness import best, look
from studio.media.images.libvips import Raster, engine


def raster(picture: Image.Image) -> Raster:
    image = engine().Image.new_from_memory(picture.tobytes(), *picture.size, len(picture.getbands()), "uchar")
    return image.copy(interpretation="srgb")


PHOTO = pictures.photo(640, 360, 4)


@pytest.mark.parametrize("colour", ["black", "#101010", "white", "#7090b0"])
def test_what_shows_nothing_is_blank(colour: str) -> None:
    assert look(raster(Image.new("RGB", (640, 360), colour))).blank
    assert not look(raster(PHOTO)).blank


def test_the_picture_is_chosen_not_the_fade() -> None:
    shades = [PHOTO.point(lambda value, part=part: int(value * part)) for part in (0.0, 0.05, 0.15, 1.0)]
    assert best([look(raster(shade)) for shade in shades]) == 3


def test_the_clear_one_is_chosen_not_the_blurred() -> None:
    looks = [look(raster(PHOTO.filter(ImageFilter.GaussianBlur(radius)))) for radius in (12, 6, 0, 9)]
    assert best(looks) == 2


def test_what_passes_by_stands_for_nothing() -> None:
    blocked = PHOTO.copy()
    blocked.paste((30, 30, 30), (250, 0, 450, 360))
    looks = [look(raster(one)) for one in (PHOTO, PHOTO, blocked, PHOTO)]
    assert best(looks) != 2


def test_of_nothing_but_dark_the_one_with_something_in_it() -> None:
    title = Image.new("RGB", (640, 360), "black")
    title.paste((90, 90, 90), (300, 170, 340, 190))
    looks = [look(raster(one)) for one in (Image.new("RGB", (640, 360), "black"), title)]
    assert [one.blank for one in looks] == [True, True]
    assert best(looks) in (0, 1)


def test_small_and_transparent_pictures_can_be_looked_at() -> None:
    assert look(raster(Image.new("RGBA", (20, 12), (200, 100, 50, 128)))).blank
