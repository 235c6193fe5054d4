"""Which named places the places of the vocabulary have, read off their drawings."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from studio.story.staging import tables

if TYPE_CHECKING:
    from studio.render.drawing.reading import Element
    from studio.render.shelf import Shelf
    from studio.story.staging.grammar import Setting


@lru_cache(maxsize=256)
def named(shelf: Shelf, place: str) -> frozenset[str]:
    """The named places of a place."""
    drawn = [layer.draw.removesuffix(".svg") for layer in shelf.place(place).layers if layer.draw]
    return frozenset(
        name
        for layer in dict.fromkeys(drawn)
        for name in _anchors(shelf.drawing(f"places/{place}/{layer}").root)
    )


def _anchors(element: Element) -> set[str]:
    found = {element.own["anchor"]} if "anchor" in element.own else set()
    return found.union(*(_anchors(inner) for inner in element.inside))


def setting(shelf: Shelf, place: str) -> Setting:
    """How a place is covered; by the spots it has, where nobody wrote it down."""
    from studio.story.staging.grammar import Setting, Spot

    known = tables.coverage().places.get(place)
    spots = named(shelf, place)
    if known is None:
        people = [Spot(at="stand", does=_ANYWHERE)] if "stand" in spots else []
        people += [Spot(at="sit", does=["sit"])] if "sit" in spots else []
        return Setting(people=people, things=["hero"] if "hero" in spots else [])
    return known.model_copy(
        update={
            "people": [spot for spot in known.people if spot.at in spots],
            "things": [name for name in known.things if name in spots],
        }
    )


_ANYWHERE = [
    "talk", "wave", "point", "look_up", "hold", "explain", "stand", "think", "phone", "walk", "cheer",
]  # fmt: skip
