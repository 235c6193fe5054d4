"""The ground of the end card: calm, the client's own, and not the same in every film."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.story.staging.chance import noise
from studio.story.staging.view import View

if TYPE_CHECKING:
    from studio.render.shelf import Shelf
    from studio.story.grammar import Brief
    from studio.story.staging.subjects import Stock

_SHAPES = ("waves", "circles", "grid")
_SETS = ("podium", "arch", "blocks")


def ground(brief: Brief, stock: Stock, shelf: Shelf) -> View:
    """What the end card shows beside its words: shapes, or what the film is about on a podium."""
    there = shelf.names("places")
    shape = _SHAPES[_drawn(brief, "shape", len(_SHAPES))]
    which = _SETS[_drawn(brief, "set", len(_SETS))]
    grounds = [View((), "type", "abstract", "wide", params=(("kind", shape),))]
    if "sweep" in there and (hero := _hero(stock)):
        grounds.append(View((), "product", "sweep", "wide", cast=(hero,), params=(("set", which),)))
    return grounds[_drawn(brief, "card", len(grounds))]


def _drawn(brief: Brief, what: str, most: int) -> int:
    return int(noise(brief.seed, brief.name or brief.text, what) * most)


def _hero(stock: Stock) -> dict[str, Any] | None:
    """What stands beside the name: the product, or the thing that is asked for most."""
    for subject in stock.of("product"):
        return {"product": subject.name, "at": "hero"}
    things = sorted(stock.of("thing"), key=lambda one: -one.worth)
    return {"prop": things[0].name, "at": "hero"} if things else None
