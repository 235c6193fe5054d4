"""Puts the people and things of a shot where they belong on its stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from studio.render.graphics.charts.drawing import ChartGraphic, chart
from studio.render.graphics.look import Look, look
from studio.render.graphics.maps.drawing import MapGraphic, map_of
from studio.render.graphics.products.labels import Said
from studio.render.graphics.products.shelves import product, turning
from studio.render.shots.displays import Graphic, Turned, as_card, on_board
from studio.render.shots.people import person, tall
from studio.render.shots.spots import Spot
from studio.render.shots.stage import Stage

if TYPE_CHECKING:
    from studio.render.shots.grammar import Kind, Thing
    from studio.render.shots.planes import Plane

_BOARDS = ("board", "screen")
_CARD, _CARD_UPRIGHT = (0.5, 0.16, 0.44, 0.6), (0.07, 0.2, 0.86, 0.34)
_USUAL: Mapping[str, tuple[str, ...]] = {
    "person": ("stand", "hero"),
    "chart": ("board", "screen"),
    "map": ("board", "screen"),
}


def cast(stage: Stage) -> None:
    """Put everybody and everything in: behind a counter or before it, as the spot says."""
    placed: list[tuple[int, float, Plane]] = []
    for number, thing in enumerate(stage.shot.cast):
        spot = spot_of(stage, thing)
        seed = stage.shot.seed + 1009 * (number + 1) if thing.seed is None else thing.seed
        placed.append((_where(stage, thing), spot.foot[1], _MADE[thing.kind](stage, thing, spot, seed)))
    for where, _, plane in sorted(placed, key=lambda one: one[:2], reverse=True):
        stage.planes.insert(where, plane)


def _where(stage: Stage, thing: Thing) -> int:
    """After how many planes it stands: at the first chance after the drawing that names its spot."""
    name = thing.at if isinstance(thing.at, str) and thing.at else _usual(stage, thing)
    known = stage.named_at.get(name, 0)
    return next((at for at, _ in stage.casts if at > known), len(stage.planes))


def spot_of(stage: Stage, thing: Thing) -> Spot:
    """Where somebody or something stands."""
    if isinstance(thing.at, tuple):
        return Spot(*thing.at, 0, 0, stage.casts[-1][1] if stage.casts else 1.0)
    if thing.at:
        return stage.spot(thing.at)
    return stage.spots.get(_usual(stage, thing), Spot(0, 0, 0, 0, 1.0))


def _usual(stage: Stage, thing: Thing) -> str:
    names = (*_USUAL.get(thing.kind, ()), "hero", "stand")
    return next((name for name in names if name in stage.spots), "")


def height_of(stage: Stage, thing: Thing) -> float:
    """How high somebody or something is, in units; 0 if nobody can tell."""
    if thing.kind == "person":
        return tall(thing.person, thing.action, thing.seed) * thing.size * stage.place.people
    if thing.kind == "prop":
        high = -stage.shelf.drawing(f"props/{thing.prop}").box[1]
        return high * _size(stage, thing, spot_of(stage, thing))
    if thing.kind == "product":
        return _product_size(stage, thing, spot_of(stage, thing))[1]
    return 0.0


def _size(stage: Stage, thing: Thing, spot: Spot) -> float:
    """How many times its natural size a thing is shown."""
    if not (stage.place.fitted and spot.width and spot.height):
        return thing.size
    _, top, width, _ = stage.shelf.drawing(f"props/{thing.prop}").box
    return thing.size * min(spot.width / width, spot.height / max(-top, 1.0))


def _prop(stage: Stage, thing: Thing, spot: Spot, seed: int) -> Plane:
    painter = stage.painter(spot.depth)
    size = _size(stage, thing, spot)
    plain = stage.plain(f"props/{thing.prop}", painter, thing.params, seed, size)
    return stage.drawn(plain, painter, seed, at=spot.foot, size=size)


def _product_size(stage: Stage, thing: Thing, spot: Spot) -> tuple[float, float]:
    """How many times its natural size a product is shown, and how high that is in units."""
    high = product(thing.product, stage.shelf).height
    fitted = spot.height / high if stage.place.fitted and spot.height else 1.0
    return thing.size * fitted, thing.size * fitted * high


def _product(stage: Stage, thing: Thing, spot: Spot, _seed: int) -> Plane:
    painter = stage.painter(spot.depth)
    near = replace(stage.view, zoom=stage.closest).enlarged(spot.depth)
    size, _ = _product_size(stage, thing, spot)
    scale = stage.view.scale * near * size
    said = Said(thing.label or stage.shot.name)
    return Turned(
        turning(product(thing.product, stage.shelf), painter, said, scale), spot.foot, spot.depth, size
    )


def _person(stage: Stage, thing: Thing, spot: Spot, seed: int) -> Plane:
    painter = stage.painter(spot.depth)
    near = replace(stage.view, zoom=stage.closest).enlarged(spot.depth)
    return person(
        thing.person, thing.action, painter, spot.foot, seed,
        size=thing.size * stage.place.people, flip=thing.flip,
        scale=stage.view.scale * near, lasts=stage.shot.seconds, fps=stage.shot.fps,
    )  # fmt: skip


def _chart(stage: Stage, thing: Thing, spot: Spot, _seed: int) -> Plane:
    numbers = chart(thing.chart)
    return _displayed(
        stage, thing, spot, lambda seen, wide, high, scale: ChartGraphic(numbers, seen, wide, high, scale)
    )


def _map(stage: Stage, thing: Thing, spot: Spot, seed: int) -> Plane:
    way = map_of({"goal": stage.shot.name, **(thing.map or {})})
    return _displayed(
        stage, thing, spot, lambda seen, wide, high, scale: MapGraphic(way, seen, wide, high, scale, seed)
    )


def _displayed(
    stage: Stage, thing: Thing, spot: Spot, made: Callable[[Look, float, float, float], Graphic]
) -> Plane:
    """On a board if the place has one, else as a card where words would stand."""
    seen = look(stage.painter(spot.depth))
    if (thing.at or _usual(stage, thing)) in _BOARDS and spot.width:
        near = replace(stage.view, zoom=stage.closest).enlarged(spot.depth)
        scale = stage.view.scale * near
        high = 1000.0 * spot.height / spot.width
        return on_board(made(seen, 1000.0, high, scale * spot.width / 1000), spot, scale)
    wide = stage.shot.width > stage.shot.height
    room = _CARD if wide else _CARD_UPRIGHT
    across, down = room[2] * stage.shot.width, room[3] * stage.shot.height
    return as_card(made(seen, 1000.0, 1000.0 * down / across, across / 1000), room)


_MADE: Mapping[Kind, Callable[[Stage, Thing, Spot, int], Plane]] = {
    "prop": _prop,
    "person": _person,
    "product": _product,
    "chart": _chart,
    "map": _map,
}
