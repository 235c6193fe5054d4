"""The end card: the client's name or logo, what to do now, on a ground that is calm and the client's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.story.staging import tables
from studio.story.staging.chance import noise
from studio.story.staging.view import View
from studio.story.staging.views import hung

if TYPE_CHECKING:
    from studio.render.shelf import Shelf
    from studio.render.shots.grammar import Shot, Words
    from studio.story.brand.grammar import Kit
    from studio.story.grammar import Brief
    from studio.story.staging.slots import Slot
    from studio.story.staging.subjects import Stock

_CARD = "card"
_SHAPES = ("waves", "circles", "grid")
_SETS = ("podium", "arch", "blocks")


def ground(brief: Brief, stock: Stock, shelf: Shelf) -> View:
    """What the end card shows beside its words: shapes, or what the film is about on a podium."""
    there = shelf.names("places")
    shape = _SHAPES[_drawn(brief, "shape", len(_SHAPES))]
    which = _SETS[_drawn(brief, "set", len(_SETS))]
    grounds = [View((), "type", "abstract", "wide", params=(("kind", kind),)) for kind in (_CARD, shape)]
    if "sweep" in there and (hero := _hero(stock, shelf)):
        grounds.append(View((), "product", "sweep", "wide", cast=(hero,), params=(("set", which),)))
    return grounds[_drawn(brief, "card", len(grounds))]


def ended(shot: Shot, brief: Brief, slot: Slot, kit: Kit | None) -> Shot:
    """The last shot with the name or logo set large, where its ground is drawn for that."""
    logo, end = (kit.logo, kit.end) if kit else ("", None)
    large, line = (end.headline, end.line) if end else ("", "")
    slogan = brief.slogan or line
    name = brief.name if logo else large or brief.name
    plain = shot.place == "abstract" and shot.params.get("kind") in _SHAPES
    if not (name or logo) or (plain and not logo and not slogan):
        return shot
    call = slot.line if slot.headline == brief.name else slot.headline
    less = slot.line if slot.headline != brief.name else ""
    told = {"headline": call, "line": line or less}
    if brief.slogan:
        called = (text for text in (slot.headline, slot.line) if text not in (brief.name, brief.slogan))
        told = {"headline": brief.slogan, "line": line or next(called, "")}
    if logo and large:
        # The large line of the kit stands below its logo, and what to do now where there is room for it.
        told = {"headline": large, "line": slogan or call, "label": call if slogan else ""}
    words = (shot.words or _words()).model_copy(update=told)
    params = {**shot.params, "kind": _CARD} if shot.place == "abstract" else shot.params
    said = words if words.headline or words.line else None
    return shot.model_copy(
        update={"ending": True, "name": name, "logo": logo, "words": said, "params": params}
    )


def _words() -> Words:
    from studio.render.shots.grammar import Words

    return Words(start=0)


def _drawn(brief: Brief, what: str, most: int) -> int:
    return int(noise(brief.seed, brief.name or brief.text, what) * most)


def _hero(stock: Stock, shelf: Shelf) -> dict[str, Any] | None:
    """What stands beside the name: the product, or the thing that is asked for most."""
    for subject in stock.of("product"):
        return {"product": subject.name, "at": "hero"}
    outdoors = tables.coverage().outdoors
    things = sorted(
        (one for one in stock.of("thing") if one.name not in outdoors), key=lambda one: -one.worth
    )
    if not things:
        return None
    return {"prop": things[0].name, **(hung(things[0].name, shelf) or {"at": "hero"})}
