"""Materials under the light of every style, time and weather; nothing far or near loses its order."""

import re

import pytest

from studio.render.colour import contrast, luminance, parsed
from studio.render.grammar import MATERIALS
from studio.render.painting import Painter, UnknownToken
from studio.render.shelf import Shelf

SHELF = Shelf()
PACKS = SHELF.names("packs")
TIMES = ("dawn", "day", "dusk", "night")
UNLIT = ["sky.1", "sky.5", "sun", "haze", "lamp", "lamp.soft", "screen", "ink", "sheet", "shadow", "star"]


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("time", TIMES)
def test_every_token_has_a_colour(pack: str, time: str) -> None:
    for indoors in (False, True):
        for weather in ("clear", "rain", "snow"):
            for depth in (0.5, 1, 6):
                painter = Painter(SHELF.pack(pack), time, weather, indoors=indoors, depth=depth)
                for token in [*MATERIALS, *UNLIT]:
                    assert re.fullmatch("#[0-9a-f]{6}", painter.colour(token))


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("material", ["wall", "stone", "wood", "foliage", "accent", "skin"])
def test_tones_go_from_light_to_dark(pack: str, time: str, material: str) -> None:
    painter = Painter(SHELF.pack(pack), time)
    tones = [luminance(painter.rgb(material + tone)) for tone in (".lit", "", ".shade", ".deep")]
    assert tones == sorted(tones, reverse=True)
    assert len(set(tones)) == 4


def test_what_is_far_fades_into_the_haze() -> None:
    for pack in PACKS:
        near, middle, far = (Painter(SHELF.pack(pack), "dusk", depth=depth) for depth in (1, 4, 12))
        haze = near.rgb("haze")
        away = [
            sum(abs(a - b) for a, b in zip(one.rgb("roof"), haze, strict=True)) for one in (near, middle, far)
        ]
        assert away == sorted(away, reverse=True)


def test_night_is_darker_than_day_and_rain_greyer_than_sun() -> None:
    pack = SHELF.pack("dusk")
    assert luminance(Painter(pack, "night").rgb("wall")) < 0.5 * luminance(Painter(pack, "day").rgb("wall"))
    blue, grey = Painter(pack, "day").rgb("sky.2"), Painter(pack, "day", "rain").rgb("sky.2")
    assert max(grey) - min(grey) < max(blue) - min(blue)


def test_what_a_screen_shows_is_the_same_at_night() -> None:
    pack = SHELF.pack("dusk")
    day, night = Painter(pack, "day"), Painter(pack, "night")
    assert day.colour("accent.shown") == night.colour("accent.shown") == pack.materials["accent"]
    assert day.colour("accent") != night.colour("accent")


def test_brands_take_the_place_of_the_styles_own_colours() -> None:
    pack = SHELF.pack("dusk")
    own, brand = Painter(pack, "day"), Painter(pack, "day", brand={"accent": "#00a050"})
    assert brand.rgb("accent").g > brand.rgb("accent").r
    assert own.rgb("accent").r > own.rgb("accent").g


@pytest.mark.parametrize("pack", PACKS)
def test_type_reads_on_its_opposite(pack: str) -> None:
    found = SHELF.pack(pack)
    assert contrast(parsed(found.light_type), parsed(found.dark_type)) > 7


@pytest.mark.parametrize("token", ["", "marble", "wall.bright", "sky.9", "wall*", "WALL", "#fff"])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(UnknownToken):
        Painter(SHELF.pack("dusk"), "day").rgb(token)
