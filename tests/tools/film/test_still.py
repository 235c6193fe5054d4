"""A sentence becomes one picture of what it says, in the style that is asked for."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests import scripts

import studio
from studio.core.errors import BadInput, NotFound
from studio.render.lexicon.reading import read
from studio.render.shelf import Shelf
from studio.render.shots.directing import directed
from studio.tools.film.still import _unseen


def picture(words: str, **more: object) -> np.ndarray:
    made = studio.film.still(words, height=180, **more)  # type: ignore[arg-type]
    with Image.open(made) as found:
        pixels = np.asarray(found.convert("RGB")).astype(int)
    made.unlink()
    return pixels


@pytest.mark.parametrize(
    ("words", "place", "time", "weather", "name", "thing"),
    [
        ("a bakery called Morgenrot, at dawn", "shop", "dawn", "clear", "Morgenrot", ""),
        ("a lighthouse on the coast at night", "coast", "night", "clear", "", ""),
        ("the street in the rain", "street", "day", "rain", "", ""),
        ("ein Fahrrad in der Werkstatt", "workshop", "day", "clear", "", "bicycle"),
        ("una guitarra en el escenario", "stage", "day", "clear", "", "guitar"),
    ],
)
def test_where_when_and_what_are_read_from_the_words(
    words: str, place: str, time: str, weather: str, name: str, thing: str
) -> None:
    shot = directed(read(words), Shelf())
    assert (shot.place, shot.weather, shot.name) == (place, weather, name)
    assert time in (shot.time, "day")
    assert [one.prop for one in shot.cast if one.prop][:1] == ([thing] if thing else [])


def test_what_nothing_shows_is_set_in_type() -> None:
    shot = directed(read("a zeugma and a syllogism"), Shelf())
    assert not [one for one in shot.cast if one.prop]
    assert shot.words
    assert "zeugma" in shot.words.headline.lower()


def test_each_client_has_a_look_and_a_line_of_its_own() -> None:
    bakery = picture("a bakery called Morgenrot")
    hardware = picture("a hardware shop called Eisen-Karl")
    assert np.abs(bakery - hardware).mean() > 12, "the same counter, in the colours of another"
    shot = directed(read("a hardware shop called Eisen-Karl"), Shelf(), about="hardware shop")
    assert shot.words
    assert (shot.words.headline, shot.words.line) == ("Eisen-Karl", "Hardware shop")


def test_words_that_nothing_shows_stand_together_as_they_are_said() -> None:
    words = "a mountain hut in the snow, called Gipfelruh"
    assert _unseen(words, read(words)) == "mountain hut"


def test_what_is_ruled_out_is_not_shown() -> None:
    assert not [
        one for one in directed(read("an office without a laptop"), Shelf()).cast if one.prop == "laptop"
    ]


def test_styles_make_different_pictures_of_the_same_words() -> None:
    looks = [picture("a market", style=style, bare=True) for style in ("dusk", "paper", "ink")]
    assert all(look.shape == (180, 320, 3) for look in looks)
    assert min(np.abs(looks[a] - looks[b]).mean() for a, b in ((0, 1), (0, 2), (1, 2))) > 8


def test_wishes_come_before_words() -> None:
    day, night = (picture("the coast by day", at=at, bare=True) for at in (None, "night"))
    assert night.mean() < 0.7 * day.mean()


@pytest.mark.parametrize(
    ("aspect", "size"), [("16:9", (320, 180)), ("9:16", (101, 180)), ("1:1", (180, 180)), ("4:5", (144, 180))]
)
def test_every_shape(aspect: str, size: tuple[int, int]) -> None:
    assert picture("a café", aspect=aspect, name="Rosa").shape == (size[1], size[0], 3)


def test_words_can_be_written_over_it_or_not() -> None:
    bare, headed = picture("the coast", bare=True), picture("the coast", headline="Come and see")
    assert (np.abs(bare - headed).sum(axis=2) > 60).mean() > 0.005


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"style": "dust"}, "there is no style called dust"),
        ({"place": "moon"}, "there is no place called moon"),
        ({"accent": "reddish"}, "'reddish' is not a colour"),
        ({"place": "stage", "weather": "rain"}, "stage has no rain"),
        ({"headline": "long " * 400}, "too many for a frame"),
    ],
)
def test_what_cannot_be_is_told(more: dict[str, object], told: str) -> None:
    with pytest.raises((BadInput, NotFound), match=told):
        picture("a café", **more)


def test_any_words_make_a_picture() -> None:
    japanese = ["日本の海"] if scripts.has("日本の海") else []
    for words in ("", " ", "?!", *japanese, "a" * 5000, "\x00", "--at dusk"):
        assert picture(words).std() > 5
    assert not list(Path().glob("*.tmp"))
