"""Every way in which a film may show what it speaks of: the coverage from which its shots are chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from studio.render.lexicon.tables import world
from studio.render.shots.directing import shown_size
from studio.story.staging import spots, tables
from studio.story.staging.displaying import graphics
from studio.story.staging.speakers import STRANGERS
from studio.story.staging.view import View

if TYPE_CHECKING:
    from studio.render.shelf import Shelf
    from studio.story.staging.grammar import Setting
    from studio.story.staging.subjects import Stock, Subject

_GOES = {"walk", "stroll", "hurry", "run", "shuffle", "carry", "serve", "shop", "bring"}
_SITS = {"sit", "rest", "type"}
_STAGES = ("sweep", "abstract")
_TELLS = 0.3
# How much of a thing lies below its origin at most if it stands there.
_BELOW = 0.4
# How high a thing is that hangs over a podium, and how far above the ground, in units.
_HUNG, _ABOVE = 230.0, 70.0
# How much a thing is asked for at least that stands in a place where it is not at home.
_FITS = 0.25
_ANYONE = ("passer-by", "customer", "pupil", "friend", "runner")
_OUTDOORS = ("courier", "builder", "fisher", "gardener", "seller")
# Where those who work out of doors do not work.
_ELSEWHERE = {"fisher": ("street", "garden", "course")}
_AFLOAT = {"ship"}
_DEVICES = ("laptop", "phone")
_SYMBOLIC = {"ship", "heart", "globe", "rocket", "tree", "house", "cable_car", "key", "umbrella"}
_SHAPES = ("waves", "circles", "grid")
_SETS = ("podium", "arch", "blocks")


def views(stock: Stock, shelf: Shelf, language: str) -> list[View]:
    """All the ways in which a film may show what it has.

    Args:
        stock: What it has.
        shelf: What there is to show.
        language: The language of the film.
    """
    found = [*_typographic(shelf), *graphics(stock, shelf, language), *_products(stock, shelf)]
    for place in stock.places:
        found += _of_place(place, stock, shelf)
        found += _things_in(place, stock, shelf)
        found += _people_in(place, stock, shelf)
    for thing in stock.of("thing"):
        found += _afloat(thing, stock, shelf) if thing.name in _AFLOAT else ()
        found += _on_stage(thing, stock, shelf)
    return found


def _typographic(shelf: Shelf) -> Iterator[View]:
    if "abstract" in shelf.names("places"):
        for shape in _SHAPES:
            yield View((), "type", "abstract", "wide", params=(("kind", shape),))


def _of_place(place: str, stock: Stock, shelf: Shelf) -> Iterator[View]:
    key = f"place:{place}"
    anchors = spots.named(shelf, place)
    outdoors = not shelf.place(place).indoors
    setting = spots.setting(shelf, place)
    front = setting.front
    yield View((key,), "place", place, "wide")
    for thing in _landmarks(place, stock, shelf):
        # Seen whole, and from far enough that it stays so.
        yield View((thing.key, key), "place", place, "wide", whole=True)
    if "hero" in anchors and (stock.front or not front):
        yield View((key,), "place", place, "medium", on="hero")
    if "sign" in anchors and stock.signed(place, front=front):
        yield View(
            ("sign:name", key), "sign", place, "medium" if outdoors else "close", on="sign", room=False
        )
    for passer in stock.of("person"):
        if outdoors and passer.look in _ANYONE:
            walk = _figure(passer, "stand", "run" if "run" in passer.does[:1] else "walk", setting)
            yield View((key, passer.key), "place", place, "wide", cast=(walk,), goes=True)


def _landmarks(place: str, stock: Stock, shelf: Shelf) -> Iterator[Subject]:
    """What is asked for, too large to be put anywhere, and stands in a place as it is drawn."""
    there, large = spots.setting(shelf, place).there, tables.coverage().large
    return (thing for thing in stock.of("thing") if thing.name in there and thing.name in large)


def _things_in(place: str, stock: Stock, shelf: Shelf) -> Iterator[View]:
    setting = spots.setting(shelf, place)
    outdoors = not shelf.place(place).indoors
    for thing in stock.of("thing"):
        if (
            thing.name in setting.there
            or hung(thing.name, shelf)
            or not _belongs(thing, place, stock, outdoors=outdoors)
        ):
            continue
        for at in _stands(thing, place, shelf):
            for params in _kinds(thing.name):
                prop = {"prop": thing.name, "at": at, "size": shown_size(thing.name, shelf), **params}
                cast = (prop, *_interface(thing, stock))
                for size in ("medium", "close"):
                    yield View((thing.key, f"place:{place}"), "detail", place, size, cast=cast)


def _stands(thing: Subject, place: str, shelf: Shelf) -> list[str]:
    """Where a thing may stand in a place: where such things have a place of their own, nowhere else."""
    own = tables.coverage().own.get(thing.name, "")
    return [own] if own in spots.named(shelf, place) else spots.setting(shelf, place).things


def _afloat(thing: Subject, stock: Stock, shelf: Shelf) -> Iterator[View]:
    """A ship under way, where a harbour is one of the places of the film; she is drawn there."""
    if "harbour" in stock.places and "ferry" in spots.named(shelf, "harbour"):
        for size in ("wide", "medium"):
            yield View(
                (thing.key, "place:harbour"), "product", "harbour", size, on="ferry",
                params=(("scene", "sea"),), room=size == "wide",
            )  # fmt: skip


def _interface(thing: Subject, stock: Stock) -> tuple[dict[str, Any], ...]:
    """What is seen on a thing that has a screen, where the film is about that."""
    shown = next(stock.of("screen"), None) if thing.name in _DEVICES else None
    return ({"screen": {"kind": shown.name}},) if shown else ()


def _belongs(thing: Subject, place: str, stock: Stock, *, outdoors: bool) -> bool:
    """Whether a thing is believed in a place: at home there, or small, and the place is the film's own."""
    known = tables.coverage()
    if thing.name in known.symbols:
        return False
    if place == world().props.get(thing.name, ""):
        return thing.name not in _AFLOAT
    bare = place in known.places and known.places[place].bare
    too_large = known.outdoors if outdoors else known.large
    fits = thing.worth >= _FITS and thing.name not in too_large
    return fits and not bare and place == _work(stock)


def _people_in(place: str, stock: Stock, shelf: Shelf) -> Iterator[View]:
    setting = spots.setting(shelf, place)
    outdoors = not shelf.place(place).indoors
    things = [thing for thing in stock.of("thing") if _belongs(thing, place, stock, outdoors=outdoors)]
    main = _work(stock)
    for person in stock.of("person"):
        if not _comes(person, place, outdoors=outdoors, public=setting.public, work=place == main):
            continue
        for spot in setting.people:
            if spot.at == "stand_behind" and person.look in _ANYONE:
                continue
            for number, doing in enumerate(person.does):
                if doing not in spot.does or (spot.at == "stand" and doing in _SITS):
                    continue
                figure = _figure(person, spot.at, doing, setting)
                about = (person.key, f"does:{doing}", f"place:{place}")
                goes, tells = doing in _GOES, _TELLS / (1 + number)
                for size in ("medium", "close"):
                    if not (goes and size == "close"):
                        yield View(about, "person", place, size, cast=(figure,), goes=goes, tells=tells)
                if outdoors:
                    yield View(about, "person", place, "wide", cast=(figure,), goes=goes, tells=tells)
        yield from _together(person, place, stock, shelf, things)


def _comes(person: Subject, place: str, *, outdoors: bool, public: bool, work: bool) -> bool:
    """Whether somebody is believed in a place: strangers where anybody may be, others at work."""
    if person.name in ("customer", "passer-by"):
        return public and place not in _STAGES
    if person.look in _ANYONE:
        return public or work
    return work or (outdoors and person.look in _OUTDOORS and place not in _ELSEWHERE.get(person.look, ()))


def _work(stock: Stock) -> str:
    """Where people are at work: the film's own place."""
    return next(iter(stock.places), "")


def _together(
    person: Subject, place: str, stock: Stock, shelf: Shelf, things: list[Subject]
) -> Iterator[View]:
    """Somebody with the thing they are about, and two people with one another."""
    setting = spots.setting(shelf, place)
    at = next(iter(setting.people), None)
    if at is None:
        return
    doing = next((one for one in person.does if one in at.does and one not in _SITS), "")
    if not doing:
        return
    figure = _figure(person, at.at, doing, setting)
    for thing in things[:2]:
        where = next(iter(_stands(thing, place, shelf)), "")
        if where and thing.name not in setting.there:
            prop = {"prop": thing.name, "at": where, "size": shown_size(thing.name, shelf)}
            about = (person.key, thing.key, f"place:{place}")
            yield View(about, "person", place, "wide", cast=(figure, prop), goes=doing in _GOES)
    other = next(
        (one for one in stock.of("person") if one.key != person.key and one.look != person.look), None
    )
    beside = next((spot for spot in setting.people[1:] if "talk" in spot.does), None)
    if other and beside:
        pair = (
            _figure(person, at.at, "talk" if "talk" in at.does else doing, setting),
            _figure(other, beside.at, "talk", setting),
        )
        yield View((person.key, other.key, f"place:{place}"), "person", place, "wide", cast=pair)


def _figure(person: Subject, at: str, doing: str, setting: Setting) -> dict[str, Any]:
    look = setting.dressed if setting.dressed and person.look in STRANGERS else person.look
    return {"person": look, "at": at, "action": doing, "seed": person.seed}


def _on_stage(thing: Subject, stock: Stock, shelf: Shelf) -> Iterator[View]:
    """A thing by itself, as in a picture of a product."""
    there = shelf.names("places")
    where = hung(thing.name, shelf) or {"at": "hero"}
    for params in _kinds(thing.name):
        cast = ({"prop": thing.name, **where, **params}, *_interface(thing, stock))
        if "sweep" in there and thing.name not in tables.coverage().outdoors:
            # What hangs is seen whole only from far enough.
            for shape in _SETS if "size" not in where else ():
                yield View((thing.key,), "product", "sweep", "medium", cast=cast, params=(("set", shape),))
            yield View((thing.key,), "product", "sweep", "wide", cast=cast)
        sails = thing.name in _AFLOAT and "harbour" in stock.places
        if "abstract" in there and thing.name in _SYMBOLIC and not sails:
            yield View((thing.key,), "product", "abstract", "wide", cast=cast)
            if "size" not in where:
                yield View((thing.key,), "product", "abstract", "medium", cast=cast)


def hung(thing: str, shelf: Shelf) -> dict[str, Any]:
    """Where a thing hangs that is drawn from where it hangs down; nothing if it stands."""
    _, top, _, height = shelf.drawing(f"props/{thing}").box
    if top + height <= _BELOW * height:
        return {}
    size = round(_HUNG / height, 3)
    return {"at": (0.0, round(-_ABOVE - (top + height) * size, 1)), "size": size}


def _products(stock: Stock, shelf: Shelf) -> Iterator[View]:
    if "sweep" not in shelf.names("places"):
        return
    for product in stock.of("product"):
        turning = {"product": product.name, "at": "hero"}
        for shape in _SETS:
            for size in ("medium", "wide"):
                yield View(
                    (product.key,), "product", "sweep", size, cast=(turning,), params=(("set", shape),)
                )


def _kinds(thing: str) -> tuple[dict[str, Any], ...]:
    """A thing in the kinds it is drawn in."""
    return tuple({"params": params} if params else {} for params in _DRAWN.get(thing, ({},)))


_DRAWN: dict[str, tuple[dict[str, str], ...]] = {
    "bread": ({}, {"kind": "baguette"}, {"kind": "roll"}),
    "book": ({}, {"kind": "stack"}, {"kind": "closed"}),
    "tree": ({}, {"kind": "pine"}),
    "house": ({}, {"roof": "hip"}),
    "crate": ({}, {"filling": "oranges"}),
}
