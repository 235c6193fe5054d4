"""Puts a shot on its stage: the layers of its place, its people and things, the weather, from far to near."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from studio.core.errors import BadInput
from studio.render.drawing.expressions import Value
from studio.render.drawing.plain import Anchor, Plain
from studio.render.grammar import RULED
from studio.render.painting import Painter
from studio.render.shots import crowds, nature, screens, signs
from studio.render.shots.spots import Spot
from studio.render.shots.stage import Stage
from studio.render.view import View

if TYPE_CHECKING:
    from studio.render.grammar import Layer, Place
    from studio.render.shelf import Shelf
    from studio.render.shots.grammar import Shot
    from studio.render.shots.planes import Plane

_SKY = 1000.0


def wide(shot: Shot, place: Place) -> View:
    """The place as it is seen wide, by a camera at rest."""
    frame = place.frames[shot.aspect]
    return View(shot.width, shot.height, frame.span, frame.horizon, frame.focus)


def surveyed(shot: Shot, shelf: Shelf) -> Stage:
    """A stage on which nothing stands yet, but on which every named place is known."""
    place = shelf.place(shot.place)
    stage = Stage(shot, shelf, place, wide(shot, place))
    for number, layer in enumerate(_layers(stage)):
        if layer.kind == "draw":
            _plain(stage, layer, stage.painter(layer.depth), shot.seed + 101 * number)
        elif layer.kind == "cast":
            stage.casts.append((number, layer.ruled.depth))
    return stage


def staged(
    shot: Shot, shelf: Shelf, view: View | None = None, closest: float = 1.0, *, racks: bool = False
) -> Stage:
    """Set a shot up: its place, as far as it is drawn; the cast comes later.

    Args:
        shot: The shot.
        shelf: Where drawings come from.
        view: What the camera sees where it rests; the whole place if None.
        closest: How much closer it comes than that.
        racks: Whether its focus moves.
    """
    place = shelf.place(shot.place)
    if shot.weather not in place.weather:
        there = " and ".join(place.weather)
        raise BadInput(f"{shot.place} has no {shot.weather}", hint=f"its weather is {there}")
    stage = Stage(shot, shelf, place, view or wide(shot, place), closest, racks)
    laid = _HIDDEN if hidden(shot) else _LAID
    for number, layer in enumerate(_layers(stage)):
        laid.get(layer.kind, _ruled)(stage, layer, shot.seed + 101 * number)
    signs.check(stage)
    return stage


def _layers(stage: Stage) -> list[Layer]:
    """What is there in the shape of the shot."""
    aspect = stage.shot.aspect
    return [layer for layer in stage.place.layers if not layer.aspects or aspect in layer.aspects]


def _sky(stage: Stage, _layer: Layer, seed: int) -> None:
    painter = stage.painter(_SKY, outdoors=True)
    left, top, right, bottom = stage.drawn_at(_SKY)
    sun_x, sun_y = nature.sun_at(stage, painter)
    given: dict[str, Value] = {
        "left": left, "top": top, "right": right, "bottom": bottom,
        "sunx": sun_x, "suny": sun_y, "sunr": painter.moment.size,
    }  # fmt: skip
    plain = stage.plain(f"skies/{painter.pack.sky}", painter, given, seed)
    stage.planes.append(stage.drawn(plain, painter, seed, smooth=painter.pack.finish.kind == "flat"))
    stage.planes += nature.overhead(stage, painter, seed)


def _drawing(stage: Stage, layer: Layer, seed: int) -> None:
    painter = stage.painter(layer.depth)
    plain = _plain(stage, layer, painter, seed)
    stage.planes.append(stage.drawn(plain, painter, seed))
    if "sign" in plain.anchors:
        made = signs.of_place(stage, stage.spots["sign"], seed)
        stage.planes += [made] if made else []
    if "screen" in plain.anchors and (screen := _screen(stage, plain.anchors["screen"], layer.depth)):
        stage.planes.append(screen)
    for number, (name, spot) in enumerate(plain.anchors.items()):
        x, y = spot.x + spot.width / 2, spot.y + spot.height / 2
        stage.planes += nature.risen(stage, name, x, y, painter, seed + number)


def _screen(stage: Stage, box: Anchor, depth: float) -> Plane | None:
    """What is on the screen of the place while nothing of the shot is shown on it."""
    given = screens.usual(stage, "dashboard")
    return screens.shown(stage, given, box, stage.scale(depth), depth=depth) if given else None


def _plain(stage: Stage, layer: Layer, painter: Painter, seed: int) -> Plain:
    name = f"places/{stage.shot.place}/{layer.draw.removesuffix('.svg')}"
    card = {"kind": "card"} if stage.place.card and stage.shot.is_ending else {}
    given = {**stage.place.params, **card, **layer.params, **stage.shot.params}
    plain = stage.plain(name, painter, given, seed)
    for called, anchor in plain.anchors.items():
        stage.spots.setdefault(called, Spot(*anchor, layer.depth))
        stage.named_at.setdefault(called, len(stage.planes))
    return plain


def _cast(stage: Stage, layer: Layer, _seed: int) -> None:
    stage.casts.append((len(stage.planes), layer.ruled.depth))


def _ruled(stage: Stage, layer: Layer, seed: int) -> None:
    painter = stage.painter(layer.ruled.depth)
    stage.planes += nature.laid(stage, layer.kind, layer.ruled, painter, seed)


def hidden(shot: Shot) -> bool:
    """Whether nothing is seen of the place, because a picture fills the frame."""
    return any(thing.picture and thing.picture.fills for thing in shot.cast)


def _surveyed(stage: Stage, layer: Layer, seed: int) -> None:
    """Learn the named places of a drawing that is not seen."""
    _plain(stage, layer, stage.painter(layer.depth), seed)


def _crowd(stage: Stage, layer: Layer, seed: int) -> None:
    assert layer.crowd
    painter = stage.painter(layer.crowd.depth)
    stage.planes.append(
        crowds.crowd(layer.crowd, painter, stage.scale(layer.crowd.depth), seed, pen=stage.fineness)
    )


def _nothing(_stage: Stage, _layer: Layer, _seed: int) -> None:
    """What is hidden is not drawn."""


_LAID: Mapping[str, Callable[[Stage, Layer, int], None]] = {
    "sky": _sky, "draw": _drawing, "cast": _cast, "crowd": _crowd,
}  # fmt: skip
_HIDDEN: Mapping[str, Callable[[Stage, Layer, int], None]] = {
    **dict.fromkeys(RULED, _nothing), "draw": _surveyed, "cast": _cast,
}  # fmt: skip
