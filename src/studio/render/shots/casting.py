"""Puts the people and things of a shot where they belong on its stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from studio.render.shots.people import person
from studio.render.shots.spots import Spot
from studio.render.shots.stage import Stage

if TYPE_CHECKING:
    from studio.render.shots.grammar import Kind, Thing
    from studio.render.shots.planes import Plane

_GROWN_UP = 180.0
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
        seed = stage.shot.seed + 1009 * (number + 1)
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
        return _GROWN_UP * thing.size * stage.place.people
    if thing.kind == "prop":
        return -stage.shelf.drawing(f"props/{thing.prop}").box[1] * thing.size
    return 0.0


def _prop(stage: Stage, thing: Thing, spot: Spot, seed: int) -> Plane:
    painter = stage.painter(spot.depth)
    plain = stage.plain(f"props/{thing.prop}", painter, thing.params, seed, thing.size)
    return stage.drawn(plain, painter, seed, at=spot.foot, size=thing.size)


def _person(stage: Stage, thing: Thing, spot: Spot, seed: int) -> Plane:
    painter = stage.painter(spot.depth)
    near = replace(stage.view, zoom=stage.closest).enlarged(spot.depth)
    return person(
        thing.person, thing.action, painter, spot.foot, seed,
        size=thing.size * stage.place.people, flip=thing.flip,
        scale=stage.view.scale * near, lasts=stage.shot.seconds,
    )  # fmt: skip


_MADE: Mapping[Kind, Callable[[Stage, Thing, Spot, int], Plane]] = {"prop": _prop, "person": _person}
