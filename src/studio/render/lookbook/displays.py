"""The sheets of what shows the client: signs, screens, maps, pictures of the client's own, end cards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, get_args

from studio.render.lookbook.leaves import Picture, Sheet, Wish
from studio.render.lookbook.places import NAME, SHAPES, shot

if TYPE_CHECKING:
    from studio.render.shots.scene import Scene

# When what lives is looked at, as shares of its shot.
_EARLY, _LATE = 0.2, 0.9
_SAID: dict[str, dict[str, Any]] = {
    "painted": {"small": "since 1987"},
    "enamel": {},
    "neon": {"small": "open late"},
    "chalk": {"text": "Today", "lines": {"Soup": 6, "Sourdough": 4.5, "Plum tart": 5}},
}
_THING = 420


def sheets(wish: Wish) -> Iterator[Sheet]:
    """All of them."""
    yield from (_signs(wish), _maps(wish), _endings(wish))
    props = wish.shelf.names("props")
    if {"laptop", "phone"} <= set(props):
        yield _screens(wish)
    if props:
        yield _pictures(wish)


def _taken(scene: Scene, name: str, detail: str, *shares: float) -> Iterator[Picture]:
    for share in shares:
        number = round(share * (scene.shot.frames - 1))
        yield Picture(name, f"{detail}, {share:.0%}", scene.frame(number).rgb())
    scene.close()


def _signs(wish: Wish) -> Sheet:
    kinds, place = wish.of(_SAID), wish.place("sweep", "abstract")

    def drawn() -> Iterator[Picture]:
        for kind in kinds:
            said = _SAID[kind]
            for style in wish.styles:
                size = 1.7 if "lines" in said else 2.8
                cast = [{"sign": {"kind": kind, "text": NAME, **said}, "at": (190, 80), "size": size}]
                scene = shot(wish, place, style, time="dusk", words=None, cast=cast, params={"set": "none"})
                yield from _taken(scene, kind, style, _LATE)

    count = len(kinds) * len(wish.styles)
    note = "Is it read at once, and does it look made rather than printed?"
    return Sheet("signs", "Signs", note, len(wish.styles), count, 16 / 9, drawn)


def _screens(wish: Wish) -> Sheet:
    from studio.render.graphics.screens.grammar import Kind

    kinds, place = wish.of(get_args(Kind)), wish.place("street", "abstract")
    shapes = ("wide", "tall")

    def drawn() -> Iterator[Picture]:
        for number, kind in enumerate(kinds):
            style = wish.styles[number % len(wish.styles)]
            for shape in shapes:
                cast = [{"screen": {"kind": kind, "device": "laptop" if shape == "wide" else "phone"}}]
                scene = shot(wish, place, style, shape, words=None, cast=cast)
                yield from _taken(scene, kind, f"{style}, {shape}", _EARLY, _LATE)

    count = len(kinds) * len(shapes) * 2
    note = "Would one believe that it is the client's own?"
    return Sheet("screens", "Screens", note, 4, count, 16 / 9, drawn)


def _maps(wish: Wish) -> Sheet:
    from studio.render.graphics.maps.grammar import Kind

    kinds, place = wish.of(get_args(Kind)), wish.place("abstract", "sweep")

    def drawn() -> Iterator[Picture]:
        for kind in kinds:
            for style in wish.styles:
                scene = shot(wish, place, style, words=None, cast=[{"map": {"kind": kind}}])
                yield from _taken(scene, kind, style, 1.0)

    note = "Is the way found, and the client at its end?"
    return Sheet("maps", "Maps", note, len(wish.styles), len(kinds) * len(wish.styles), 16 / 9, drawn)


def _pictures(wish: Wish) -> Sheet:
    ways = wish.of(("cutout", "print", "fill"))
    place = wish.place("sweep", "abstract")

    def drawn() -> Iterator[Picture]:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "thing.png"
            _drawn_thing(wish, file)
            for how in ways:
                for style in wish.styles:
                    cast = [{"picture": {"file": str(file), "how": how}}]
                    scene = shot(wish, place, style, words=None, name="", cast=cast)
                    yield from _taken(scene, how, style, 0.5)

    note = "Does it belong to the picture, by its light and its shadow?"
    count = len(ways) * len(wish.styles)
    return Sheet("pictures", "Pictures of one's own", note, len(wish.styles), count, 16 / 9, drawn)


def _drawn_thing(wish: Wish, file: Path) -> None:
    """A picture such as a user brings: a thing on a clear ground."""
    import numpy as np

    from studio.media.images.libvips import engine
    from studio.render.lookbook.portraits import portrait

    names = wish.shelf.names("props")
    thing = portrait(wish.shelf, f"props/{next((one for one in ('bread', 'cup') if one in names), names[0])}",
                     wish.styles[0], _THING)  # fmt: skip
    rgba = np.dstack([thing.pixels, thing.alpha])
    engine().Image.new_from_array(rgba).copy(interpretation="srgb").pngsave(str(file))


def _endings(wish: Wish) -> Sheet:
    words = {"headline": "Come by on Saturday", "line": "leuchtturm.example"}
    there = wish.shelf.names("places")
    places = wish.of([name for name in ("abstract", "sweep") if name in there] or there[:1])

    def drawn() -> Iterator[Picture]:
        for place in places:
            for style in wish.styles:
                for shape in SHAPES:
                    scene = shot(wish, place, style, shape, words=words, ending=True)
                    yield from _taken(scene, place, f"{style}, {shape}", 1.0)

    note = "Is it known who it was and what to do now, and would it be held for two seconds gladly?"
    count = len(places) * len(wish.styles) * len(SHAPES)
    return Sheet("endings", "End cards", note, len(SHAPES), count, 16 / 9, drawn)
