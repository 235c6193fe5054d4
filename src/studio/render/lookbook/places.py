"""The sheets of places: each at every time, in every weather and style, and in every shape of frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from studio.core.errors import StudioError
from studio.render.lookbook import checks
from studio.render.lookbook.leaves import Picture, Section, Sheet, Wish

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.shots.scene import Scene

WORDS = {"headline": "Bread, baked by lighthouse light", "line": "Open from the first ferry to the last"}
NAME = "Leuchtturm"
# The sides of each shape, in parts of the width of a wide picture.
SHAPES = {"wide": (1.0, 9 / 16), "tall": (9 / 16, 1.0), "square": (0.75, 0.75), "portrait": (0.68, 0.85)}
RATIOS = {"wide": "16:9", "tall": "9:16", "square": "1:1", "portrait": "4:5"}
_FRAMES = 150


def section(wish: Wish) -> Section:
    """Every place."""
    sheets = []
    for place in wish.of(wish.shelf.names("places")):
        sheets += [_times(wish, place), _shapes(wish, place)]
    return Section(
        "Places", "Where films happen: at four times of day, in every weather and style.", tuple(sheets)
    )


def shot(wish: Wish, place: str, style: str, shape: str = "wide", **more: Any) -> Scene:
    """A place as a film shows it, with words in its room for type."""
    from studio.render.shots.grammar import Shot
    from studio.render.shots.scene import scene

    across, down = SHAPES[shape]
    size = {"width": round(wish.width * across), "height": round(wish.width * down)}
    given = {"place": place, "style": style, "words": WORDS, "name": NAME, "frames": _FRAMES, **size, **more}
    return scene(Shot.model_validate(given), wish.shelf)


def looked_at(scene: Scene) -> tuple[ndarray, tuple[str, ...]]:
    """A place without its words, and what is wrong with it."""
    words, scene.words = scene.words, None
    picture = scene.still()
    scene.words = words
    return picture, checks.of_place(scene, picture)


def _times(wish: Wish, place: str) -> Sheet:
    found = wish.shelf.place(place)
    moments = [(time, weather) for weather in found.weather for time in _all_times()]
    return Sheet(
        f"place-{place}", found.title or place,
        "Is the light right, is it full of life, would you know it without its name?",
        len(wish.styles), len(moments) * len(wish.styles), 16 / 9,
        partial(_at_all_times, wish, place, moments),
    )  # fmt: skip


def _at_all_times(wish: Wish, place: str, moments: Sequence[tuple[str, str]]) -> Iterator[Picture]:
    for time, weather in moments:
        drawn: dict[str, ndarray] = {}
        for style in wish.styles:
            told = f"{place}, {style}"
            detail = f"{time}, {weather}"
            try:
                picture, faults = looked_at(shot(wish, place, style, time=time, weather=weather))
            except StudioError as error:
                yield Picture(told, detail, _blank(wish), checks.refused(error))
                continue
            drawn[style] = picture
            alike = tuple(why for one, why in checks.confused(drawn) if one == style)
            yield Picture(told, detail, picture, faults + alike)


def _shapes(wish: Wish, place: str) -> Sheet:
    found = wish.shelf.place(place)
    return Sheet(
        f"shapes-{place}", f"{found.title or place}, in every shape",
        "Is it composed anew rather than cut, and does type stand on calm ground?",
        len(SHAPES), len(SHAPES) * len(wish.styles), 1.0,
        partial(_in_all_shapes, wish, place),
    )  # fmt: skip


def _in_all_shapes(wish: Wish, place: str) -> Iterator[Picture]:
    for style in wish.styles:
        for shape in SHAPES:
            told, detail = f"{place}, {style}", f"{RATIOS[shape]}, dusk"
            try:
                scene = shot(wish, place, style, shape, time="dusk")
                faults = looked_at(scene)[1]
                yield Picture(told, detail, scene.still(), faults)
            except StudioError as error:
                yield Picture(told, detail, _blank(wish), checks.refused(error))


def _blank(wish: Wish) -> ndarray:
    import numpy as np

    return np.full((wish.height, wish.width, 3), 24, np.uint8)


def _all_times() -> tuple[str, ...]:
    from studio.render.grammar import Time

    return get_args(Time)
