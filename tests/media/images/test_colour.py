"""Colours are understood as people write them, and pixels keep their meaning on the way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from tests import pictures

from studio.core.errors import BadInput
from studio.media.images import colour, reading
from studio.media.images.libvips import Raster, engine

Pixel = Callable[..., tuple[int, ...]]


def plain(values: list[float], *, format: str = "uchar", interpretation: str = "srgb") -> Raster:
    image = engine().Image.black(9, 9, bands=len(values)).linear([0] * len(values), values)
    return image.cast(format).copy(interpretation=interpretation)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("#fff", (255, 255, 255, 255)),
        ("#1a2B3c", (26, 43, 60, 255)),
        ("#11223380", (17, 34, 51, 128)),
        ("#f008", (255, 0, 0, 136)),
        ("white", (255, 255, 255, 255)),
        ("Rebecca Purple", (102, 51, 153, 255)),
        ("transparent", (0, 0, 0, 0)),
        ("rgb(1, 2, 3)", (1, 2, 3, 255)),
        ("rgb(100% 0% 50%)", (255, 0, 128, 255)),
        ("rgba(1,2,3,0.5)", (1, 2, 3, 128)),
        (" RGB(1 2 3 / 50%) ", (1, 2, 3, 128)),
    ],
)
def test_colours_as_in_css(text: str, wanted: colour.Colour) -> None:
    assert colour.parse_colour(text) == wanted


@pytest.mark.parametrize(
    "text", ["", "#", "#12", "#12345", "#ggg", "blu", "rgb(1,2)", "rgb(256,0,0)", "rgb(-1,0,0)", "rgb(a,b,c)"]
)
def test_nonsense_is_no_colour(text: str) -> None:
    with pytest.raises(BadInput, match="is not a colour") as caught:
        colour.parse_colour(text)
    assert "#rrggbb" in caught.value.hint


def test_names_stay_known_after_pillow_was_asked_for_them() -> None:
    Image.new("RGB", (1, 1), "chocolate")
    assert colour.parse_colour("chocolate") == (210, 105, 30, 255)


def test_flatten_mixes_by_alpha_in_every_depth(pixel: Pixel) -> None:
    red = (255, 0, 0, 255)
    assert pixel(colour.flatten(plain([0, 0, 255, 128]), red), 2, 2) == (127, 0, 128)
    deep = plain([0, 0, 65535, 32768], format="ushort", interpretation="rgb16")
    assert pixel(colour.flatten(deep, red), 2, 2) == (32767, 0, 32768)
    grey = plain([0, 0], interpretation="b-w")
    assert pixel(colour.flatten(grey, (255, 255, 255, 255)), 2, 2) == (255,)
    light = plain([0.0, 0.0, 1.0, 0.5], format="float", interpretation="scrgb")
    assert colour.flatten(light, red)(2, 2) == pytest.approx([0.5, 0, 0.5], abs=0.01)
    opaque = plain([1, 2, 3])
    assert colour.flatten(opaque, red) is opaque


@pytest.mark.parametrize(
    ("format", "interpretation", "full"),
    [("uchar", "srgb", 255), ("ushort", "rgb16", 65535), ("float", "scrgb", 1.0)],
)
def test_premultiplied_hides_what_is_transparent(format: str, interpretation: str, full: float) -> None:
    left = plain([full, full, full, full], format=format, interpretation=interpretation)
    right = plain([0, 0, 0, 0], format=format, interpretation=interpretation)
    both = left.join(right, "horizontal").copy(interpretation=interpretation)
    blurred = colour.premultiplied(both, lambda image: image.gaussblur(2))
    assert (blurred.format, blurred.interpretation) == (format, interpretation)
    edge = blurred(8, 4)
    assert edge[0] == pytest.approx(full, rel=0.01)
    assert 0.4 * full < edge[3] < 0.8 * full


def test_to_srgb_applies_and_drops_profiles(tmp_path: Path, pixel: Pixel) -> None:
    original = plain([200, 60, 40])
    wide = original.icc_transform("p3", input_profile="srgb")
    assert pixel(wide, 3, 3) != (200, 60, 40)
    back = colour.to_srgb(wide)
    assert back.get_typeof("icc-profile-data") == 0
    assert max(abs(a - b) for a, b in zip(pixel(back, 3, 3), (200, 60, 40), strict=True)) <= 3


def test_to_srgb_keeps_depth_and_grey() -> None:
    deep = plain([30000, 20000, 10000], format="ushort", interpretation="rgb16")
    assert colour.to_srgb(deep) is deep
    tagged = deep.icc_transform("p3", input_profile="srgb", depth=16)
    assert (colour.to_srgb(tagged).format, colour.to_srgb(tagged).interpretation) == ("ushort", "rgb16")
    grey = plain([77], interpretation="b-w")
    assert colour.to_srgb(grey).bands == 1


def test_a_profile_for_other_colours_is_ignored(tmp_path: Path, pixel: Pixel) -> None:
    path = tmp_path / "odd.png"
    pictures.corners().convert("L").save(path, icc_profile=pictures.srgb_profile())
    image = reading.read(path)
    converted = colour.to_srgb(image)
    assert converted.bands == 1
    assert abs(pixel(converted, 5, 5)[0] - pixel(image, 5, 5)[0]) <= 1


def test_linear_light_is_shown_as_srgb(pixel: Pixel) -> None:
    half = plain([0.2140, 0.2140, 0.2140], format="float", interpretation="scrgb")
    shown = colour.to_srgb(half)
    assert shown.format == "ushort"
    assert pixel(shown, 1, 1)[0] == pytest.approx(0.5 * 65535, rel=0.02)
