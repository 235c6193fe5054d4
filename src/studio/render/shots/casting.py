"""Puts the people and things of a shot where they belong on its stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf
from typing import TYPE_CHECKING, Any

from studio.render.drawing.plain import Anchor
from studio.render.graphics.charts.drawing import ChartGraphic, chart
from studio.render.graphics.maps.drawing import MapGraphic, map_of
from studio.render.graphics.products.labels import Said
from studio.render.graphics.products.shelves import product, turning
from studio.render.shots import pictures, screens, signs
from studio.render.shots.displays import Displayed, Graphic, Living, Turned, as_card, on_board
from studio.render.shots.people import person, tall
from studio.render.shots.planes import Together
from studio.render.shots.screens import Held
from studio.render.shots.spots import Spot
from studio.render.shots.stage import Stage

if TYPE_CHECKING:
    from studio.render.drawing.plain import Plain
    from studio.render.graphics.look import Look
    from studio.render.shots.grammar import Kind, Shot, Thing
    from studio.render.shots.planes import Plane

_SHOULDERS = 0.4
_BOARDS = ("board", "screen", "sign")
# A card stands beside the words, or below them where the frame is upright.
_CARD, _CARD_UPRIGHT = (0.5, 0.16, 0.44, 0.6), (0.07, 0.4, 0.86, 0.36)
_USUAL: Mapping[str, tuple[str, ...]] = {
    "person": ("stand", "hero"),
    "chart": ("board", "screen"),
    "map": ("board", "screen"),
    "sign": ("board", "stand"),
    "screen": ("screen",),
}
_OVER = ("chart", "map", "screen")

# Where things are at home, in places that have such a spot.
_AT_HOME: Mapping[str, tuple[str, ...]] = {"ship": ("sea",), "car": ("kerb",)}


def cast(stage: Stage) -> None:
    """Put everybody and everything in: behind a counter or before it, as the spot says."""
    placed: list[tuple[int, float, Plane]] = []
    for number, thing in enumerate(stage.shot.cast):
        spot = spot_of(stage, thing)
        seed = stage.shot.seed + 1009 * (number + 1) if thing.seed is None else thing.seed
        if plane := _MADE[thing.kind](stage, thing, spot, seed):
            where = len(stage.planes) if _is_over(plane) else _where(stage, thing)
            # What fills the frame lies behind all else.
            at = (0, -inf) if thing.picture and thing.picture.fills else (where, spot.foot[1])
            placed.append((*at, plane))
            stage.cast += [] if at[1] == -inf else [plane]
    for where, _, plane in sorted(placed, key=lambda one: one[:2], reverse=True):
        stage.planes.insert(where, plane)


def _is_over(plane: Plane) -> bool:
    """Whether it lies over all of the place: a card, or a device that is held up."""
    return isinstance(plane, Held) or (isinstance(plane, Displayed) and plane.depth is None)


def may_stand_over(shot: Shot) -> bool:
    """Whether something might lie over all of the place; only the place can tell.

    Args:
        shot: The shot.
    """
    return any(thing.kind in _OVER for thing in shot.cast)


def stands_over(stage: Stage) -> bool:
    """Whether something will lie over all of the place, which is then only what is behind it.

    Args:
        stage: The stage, surveyed.
    """
    return not stage.place.fitted and any(_lies_over(stage, thing) for thing in stage.shot.cast)


def _lies_over(stage: Stage, thing: Thing) -> bool:
    if thing.kind == "screen" and not thing.at and screens.carrier(stage):
        return False
    return thing.kind in _OVER and not _is_board(stage, thing, spot_of(stage, thing))


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
    names = (*_AT_HOME.get(thing.prop, ()), *_USUAL.get(thing.kind, ()), "hero", "stand")
    return next((name for name in names if name in stage.spots and _in_sight(stage, name)), "")


def _in_sight(stage: Stage, name: str) -> bool:
    """Whether a named place can be used unasked: a board outside the frame shows nothing."""
    return name not in _BOARDS or stage.sees(stage.spots[name])


def _is_board(stage: Stage, thing: Thing, spot: Spot) -> bool:
    """Whether it is shown on a board or a screen of the place, and not by itself."""
    return (thing.at or _usual(stage, thing)) in _BOARDS and spot.width > 0


def extent_of(stage: Stage, thing: Thing) -> tuple[float, float]:
    """How wide and high somebody or something is, in units; 0 and 0 if nobody can tell."""
    if thing.kind == "person":
        high = tall(thing.person, thing.action, thing.seed) * thing.size * stage.place.people
        return _SHOULDERS * high, high
    if thing.kind == "prop":
        _, top, width, _ = stage.shelf.drawing(f"props/{thing.prop}").box
        size = _size(stage, thing, spot_of(stage, thing))
        return width * size, -top * size
    if thing.picture:
        return 0.0, pictures.height(stage, thing.picture, spot_of(stage, thing)) * thing.size
    if thing.kind == "product":
        high = _product_size(stage, thing, spot_of(stage, thing))[1]
        return 0.0, high
    return 0.0, 0.0


def _size(stage: Stage, thing: Thing, spot: Spot) -> float:
    """How many times its natural size a thing is shown."""
    if not (stage.place.fitted and spot.width and spot.height):
        return thing.size
    _, top, width, _ = stage.shelf.drawing(f"props/{thing.prop}").box
    return thing.size * min(spot.width / width, spot.height / max(-top, 1.0))


def _prop(stage: Stage, thing: Thing, spot: Spot, seed: int) -> Plane:
    painter = stage.painter(spot.depth)
    size = _size(stage, thing, spot)
    plain = stage.thing(
        f"props/{thing.prop}", painter, thing.params, seed, size, thing.label or stage.shot.name
    )
    drawn = stage.drawn(plain, painter, seed, at=spot.foot, size=size)
    given = screens.asked_for(stage) if thing is screens.carrier(stage) else None
    screen = _on(stage, plain, screens.usual(stage, "shop") if given is None else given, spot, size)
    return Together((drawn, screen)) if screen else drawn


def _on(
    stage: Stage, plain: Plain, given: Mapping[str, Any] | None, spot: Spot, size: float
) -> Living | None:
    """What is on the screen of a thing, if it has one."""
    if given is None or "screen" not in plain.anchors:
        return None
    box, scale = plain.anchors["screen"], stage.scale(spot.depth)
    return screens.shown(stage, given, box, scale, at=spot.foot, size=size, depth=spot.depth)


def _product_size(stage: Stage, thing: Thing, spot: Spot) -> tuple[float, float]:
    """How many times its natural size a product is shown, and how high that is in units."""
    high = product(thing.product, stage.shelf).height
    fitted = spot.height / high if stage.place.fitted and spot.height else 1.0
    return thing.size * fitted, thing.size * fitted * high


def _product(stage: Stage, thing: Thing, spot: Spot, _seed: int) -> Plane:
    painter = stage.painter(spot.depth)
    size, _ = _product_size(stage, thing, spot)
    scale = stage.scale(spot.depth) * size
    said = Said(thing.label or stage.shot.name)
    return Turned(
        turning(product(thing.product, stage.shelf), painter, said, scale), spot.foot, spot.depth, size
    )


def _person(stage: Stage, thing: Thing, spot: Spot, seed: int) -> Plane:
    painter = stage.painter(spot.depth)
    somebody = person(
        thing.person, thing.action, painter, spot.foot, seed,
        size=thing.size * stage.place.people, flip=thing.flip,
        scale=stage.scale(spot.depth), time=(stage.shot.seconds, stage.shot.fps), pen=stage.fineness,
    )  # fmt: skip
    somebody.mouths = thing.mouths
    return somebody


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


def _sign(stage: Stage, thing: Thing, spot: Spot, seed: int) -> Plane | None:
    given = thing.sign or {}
    if _is_board(stage, thing, spot):
        return signs.on_board(stage, {"kind": "chalk", **given}, spot, seed)
    if given.get("kind", "chalk") == "chalk" and not given.get("lines"):
        words = {"label": given.get("text", ""), "prop": "sign", "sign": None}
        return _prop(stage, thing.model_copy(update=words), spot, seed)
    return signs.by_itself(stage, {"kind": "chalk", **given}, spot, thing.size * stage.place.people, seed)


def _picture(stage: Stage, thing: Thing, spot: Spot, _seed: int) -> Plane | None:
    assert thing.picture
    if thing.picture.fills:
        return pictures.filled(stage.shot, thing.picture)
    return pictures.standing(stage, thing.picture, spot, thing.size)


def _screen(stage: Stage, thing: Thing, spot: Spot, seed: int) -> Plane | None:
    given = thing.screen or {}
    if not thing.at and screens.carrier(stage):
        return None
    if _is_board(stage, thing, spot):
        return screens.shown(stage, given, Anchor(*spot[:4]), stage.scale(spot.depth), depth=spot.depth)
    if not stage.place.fitted:
        return screens.held(stage, given, seed)
    prop = screens.device(stage, given)
    stands = thing.model_copy(update={"prop": prop, "screen": None})
    painter, size = stage.painter(spot.depth), _size(stage, stands, spot)
    plain = stage.plain(f"props/{prop}", painter, {}, seed, size)
    drawn = stage.drawn(plain, painter, seed, at=spot.foot, size=size)
    screen = _on(stage, plain, given, spot, size)
    return Together((drawn, screen)) if screen else drawn


def _displayed(
    stage: Stage, thing: Thing, spot: Spot, made: Callable[[Look, float, float, float], Graphic]
) -> Plane:
    """On a board if the place has one, else as a card where words would stand."""
    seen = stage.look(spot.depth)
    if _is_board(stage, thing, spot):
        scale = stage.scale(spot.depth)
        high = 1000.0 * spot.height / spot.width
        return on_board(made(seen, 1000.0, high, scale * spot.width / 1000), spot, scale)
    wide = stage.shot.width > stage.shot.height
    room = _CARD if wide else _CARD_UPRIGHT
    across, down = room[2] * stage.shot.width, room[3] * stage.shot.height
    return as_card(made(seen, 1000.0, 1000.0 * down / across, across / 1000), room)


_MADE: Mapping[Kind, Callable[[Stage, Thing, Spot, int], Plane | None]] = {
    "prop": _prop,
    "person": _person,
    "product": _product,
    "chart": _chart,
    "map": _map,
    "sign": _sign,
    "screen": _screen,
    "picture": _picture,
}
