"""All that films can show holds what it must: frames are filled, type is read, things are whole."""

import itertools
from typing import Any, get_args

import pytest

from studio.render.camera import moving as cameras
from studio.render.grammar import Aspect, Time
from studio.render.lettering import moves
from studio.render.lookbook import checks, measures
from studio.render.lookbook.leaves import Wish
from studio.render.lookbook.places import looked_at, shot
from studio.render.lookbook.portraits import portrait
from studio.render.lookbook.props import SMALL
from studio.render.shelf import Shelf

SHELF = Shelf()
PLACES, STYLES, PROPS = (SHELF.names(kind) for kind in ("places", "packs", "props"))
TIMES, ASPECTS = get_args(Time), get_args(Aspect)
WISH = Wish(SHELF, tuple(STYLES), 240)
TINY = Wish(SHELF, tuple(STYLES), 120)


def everything(place: str) -> list[tuple[str, str, str, str]]:
    """Every style, time, weather and shape of a place."""
    return list(itertools.product(STYLES, TIMES, SHELF.place(place).weather, ASPECTS))


def faults(place: str, style: str, time: str, weather: str, aspect: str) -> tuple[str, ...]:
    return looked_at(shot(WISH, place, style, aspect, time=time, weather=weather))[1]


def some() -> list[tuple[str, ...]]:
    """Each place in all its shapes, each at another time, and in every style and weather."""
    found: list[tuple[str, ...]] = []
    for (number, place), (turn, aspect) in itertools.product(enumerate(PLACES), enumerate(ASPECTS)):
        step = number + turn
        weather = SHELF.place(place).weather
        found.append(
            (place, STYLES[step % len(STYLES)], TIMES[step % 4], weather[turn % len(weather)], aspect)
        )
    return found


@pytest.mark.parametrize(("place", "style", "time", "weather", "aspect"), some())
def test_a_place_fills_its_frame_and_has_calm_room_for_type(
    place: str, style: str, time: str, weather: str, aspect: str
) -> None:
    assert faults(place, style, time, weather, aspect) == ()


@pytest.mark.soak
@pytest.mark.parametrize("place", PLACES)
def test_a_place_does_so_in_every_style_time_weather_and_shape(place: str) -> None:
    found = {one: told for one in everything(place) if (told := faults(place, *one))}
    assert found == {}


@pytest.mark.soak
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("move", cameras.names())
def test_no_camera_sees_beyond_a_place(place: str, move: str) -> None:
    camera = {"move": move, "energy": 1}
    for aspect in ASPECTS:
        made = shot(WISH, place, STYLES[0], aspect, words=None, camera=camera)
        assert checks.of_frames(made) == ()


@pytest.mark.parametrize("place", PLACES)
def test_no_two_styles_are_taken_for_each_other(place: str) -> None:
    time = TIMES[PLACES.index(place) % 4]
    pictures = {style: _seen(place, style, time) for style in STYLES}
    other_seed = max(
        measures.distance(pictures[style], _seen(place, style, time, seed=2)) for style in STYLES[:1]
    )
    apart = min(measures.distance(*pair) for pair in itertools.combinations(pictures.values(), 2))
    assert list(checks.confused(pictures)) == []
    assert apart > 1.5 * other_seed


def _seen(place: str, style: str, time: str, seed: int = 1) -> Any:
    return shot(TINY, place, style, words=None, time=time, seed=seed).still()


@pytest.mark.parametrize("prop", PROPS)
def test_a_thing_is_whole_and_read_when_small(prop: str) -> None:
    for style in STYLES:
        assert checks.of_thing(portrait(SHELF, f"props/{prop}", style, SMALL)) == (), style


@pytest.mark.parametrize("move", moves.names())
def test_type_stands_long_enough_to_be_read(move: str) -> None:
    words = {"headline": "340 loaves, baked by hand", "line": "From four until they are gone", "move": move}
    made = shot(WISH, "sweep", STYLES[0], words={**words, "start": 0.2, "end": 4.7}, fps=30, frames=150)
    assert checks.of_words(made) == checks.of_timing(made) == ()
