"""The sheets of what moves: type, the camera, the ways from one picture to the next."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from studio.render.lookbook import checks
from studio.render.lookbook.leaves import Picture, Section, Sheet, Wish
from studio.render.lookbook.places import shot

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.grammar import Pack
    from studio.render.shots.scene import Scene
    from studio.render.transitions.frames import Frame, Tint
    from studio.render.transitions.hints import Hints

_WORDS = {
    "label": "Every morning",
    "headline": "340 loaves, baked by hand",
    "line": "From four until they are gone",
}
_SECONDS, _FPS, _START = 6.0, 30, 0.2
# Moments of type, counted from when it comes, or if negative from when it is gone.
_COMES_AND_GOES = (0.15, 0.4, 0.8, 2.6, -0.12)
_CAMERA = (0.0, 0.5, 1.0)
_BETWEEN = (0.15, 0.35, 0.5, 0.65, 0.85)


def type_section(wish: Wish) -> Section:
    """Every move of type, over time."""
    from studio.render.lettering import moves

    names = wish.of(moves.names(files=wish.shelf.files("type.yaml")))
    note = "Does it come gently, stand still to be read, and leave quickly?"
    sheet = Sheet(
        "type", "Type that moves", note, len(_COMES_AND_GOES), len(names) * len(_COMES_AND_GOES), 16 / 9,
        partial(_type, wish, names),
    )  # fmt: skip
    return Section("Type", "How words come, stand and go.", (sheet,))


def camera_section(wish: Wish) -> Section:
    """Every move of the camera: its first picture, the middle, the last."""
    from studio.render.camera import moving

    names = wish.of(moving.names(files=wish.shelf.files("camera.yaml")))
    sheet = Sheet(
        "cameras", "Moves of the camera", "Is there one intention, and depth between near and far?",
        len(_CAMERA), len(names) * len(_CAMERA), 16 / 9, partial(_cameras, wish, names),
    )  # fmt: skip
    return Section("Cameras", "How shots are taken.", (sheet,))


def transition_section(wish: Wish) -> Section:
    """Every way from one picture to the next."""
    from studio.render.transitions import joining

    names = wish.of(joining.names(files=wish.shelf.files("transitions.yaml")))
    sheet = Sheet(
        "transitions", "From one picture to the next", "Is it clean halfway, and does it suit its style?",
        len(_BETWEEN), len(names) * len(_BETWEEN), 16 / 9, partial(_transitions, wish, names),
    )  # fmt: skip
    return Section("Transitions", "How shots follow each other.", (sheet,))


def _type(wish: Wish, names: list[str]) -> Iterator[Picture]:
    place = wish.place("sweep", "coast")
    for number, name in enumerate(names):
        style = wish.styles[number % len(wish.styles)]
        words = {**_WORDS, "move": name, "start": _START, "end": _SECONDS - _START}
        camera = {"move": "still"}
        scene = shot(wish, place, style, words=words, frames=round(_SECONDS * _FPS), fps=_FPS, camera=camera)
        faults = (*checks.of_words(scene), *checks.of_timing(scene))
        for moment in _COMES_AND_GOES:
            at = _START + moment if moment >= 0 else _SECONDS - _START + moment
            told = f"{moment:g} s after it comes" if moment >= 0 else f"{-moment:g} s before it is gone"
            yield Picture(name, f"{style}, {told}", scene.frame(round(at * _FPS)).rgb(), faults)


def _cameras(wish: Wish, names: list[str]) -> Iterator[Picture]:
    place = wish.place("street", "market", "coast")
    for number, name in enumerate(names):
        style = wish.styles[number % len(wish.styles)]
        scene = shot(wish, place, style, words=None, camera={"move": name, "energy": 0.6}, time="dusk")
        faults = checks.of_frames(scene)
        for share in _CAMERA:
            picture = scene.frame(round(share * (scene.shot.frames - 1))).rgb()
            yield Picture(name, f"{style}, {share:.0%}", picture, faults)


def _transitions(wish: Wish, names: list[str]) -> Iterator[Picture]:
    from studio.render.transitions import joining

    first, second = wish.place("coast"), wish.place("shop", "street")
    for number, name in enumerate(names):
        known = joining.transition(name, files=wish.shelf.files("transitions.yaml"))
        fitting = [one for one in wish.styles if _kind(wish, one) in known.finishes or not known.finishes]
        style = (fitting or list(wish.styles))[number % len(fitting or wish.styles)]
        here, there = (
            _frame(shot(wish, place, style, words=None, time=time))
            for place, time in ((first, "dusk"), (second, "day"))
        )
        hints = _hints(wish.shelf.pack(style))
        for share in _BETWEEN:
            joined = joining.joined(known.kind, here, there, share, seed=number, hints=hints)
            yield Picture(name, f"{style}, {share:.0%}", _rgb(joined, wish))


def _kind(wish: Wish, style: str) -> str:
    return wish.shelf.pack(style).finish.kind


def _frame(scene: Scene) -> Frame:
    from studio.render.transitions.frames import Frame

    canvas = scene.frame(scene.shot.frames // 2)
    return Frame(canvas.y, canvas.u, canvas.v)


def _rgb(frame: Frame, wish: Wish) -> ndarray:
    from studio.render.video import to_rgb

    return to_rgb(*frame)[: wish.height, : wish.width]


def _hints(pack: Pack) -> Hints:
    from studio.render.transitions.hints import Hints

    return Hints(near=_tint(pack.times["dusk"].near), ink=_tint(pack.ink), paper=_tint(pack.sheet))


def _tint(colour: str) -> Tint:
    from studio.media.images.colour import parse_colour
    from studio.render.transitions.frames import tint

    red, green, blue, _ = parse_colour(colour)
    return tint((red, green, blue))
