"""Shots in words, for models that work from words; who comes again is described in the very same words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from studio.render.figures.looks import look as looks_of
from studio.story.staging import tables

if TYPE_CHECKING:
    from studio.render.figures.looks import Look as Person
    from studio.render.shots.grammar import Shot
    from studio.story.staging.grammar import Phrases
    from studio.story.staging.subjects import Stock, Subject

_SKINS = ("very fair", "fair", "light", "olive", "brown", "dark brown", "very dark")
_HAIRS = {
    "@hair*@dark:0.7": "black", "@hair": "brown", "@hair*@leather:0.6": "chestnut",
    "@hair*@brass:0.45": "light brown",
    "@brass*@cream:0.3": "blonde", "@brick*@leather:0.35": "red",
}  # fmt: skip
_GARMENTS = {
    "tee": "T-shirt", "rolled": "shirt with rolled sleeves", "chef": "chef's jacket",
    "hivis": "high-visibility vest", "clinic": "white coat", "scrubs": "scrubs", "striped": "striped shirt",
    "waist_apron": "waist apron",
}  # fmt: skip


def described(subject: Subject, colours: Mapping[str, str]) -> str:
    """Somebody or something in words, the same words in every shot."""
    if subject.kind != "person":
        said = tables.phrases().things.get(subject.name, f"a {subject.name.replace('_', ' ')}")
        return f"{said}{_coloured(colours)}" if subject.kind == "product" else said
    return _somebody(subject, looks_of(subject.look, subject.seed))


def _coloured(colours: Mapping[str, str]) -> str:
    return f" in {colours['accent']}" if "accent" in colours else ""


def _somebody(subject: Subject, seen: Person) -> str:
    from studio.render.figures.looks import SKINS

    age = "elderly " if seen.age == "old" else ""
    who = "child" if seen.age == "child" else "woman" if seen.curvy else "man"
    skin = _SKINS[SKINS.index(seen.skin)] if seen.skin in SKINS else "light"
    parts = [f"{_a(age + who)} with {skin} skin and {_HAIRS.get(seen.hair_paint, 'grey')} hair"]
    worn = [_GARMENTS.get(one, one.replace("_", " ")) for one in (seen.top, seen.over, seen.cover) if one]
    parts.append(f"wearing {' and '.join(_a(one) for one in worn)}")
    parts += ["with a beard"] if seen.beard in ("full", "short") else []
    parts += ["with glasses"] if seen.glasses else []
    return f"the {subject.name}, {', '.join(parts)}"


def _a(word: str) -> str:
    return word if word == "scrubs" else f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"


def prompt(shot: Shot, stock: Stock) -> str:
    """A shot in words: subject and action, place, light, camera, style; what is written is left to type."""
    said = tables.phrases()
    where = said.places.get(shot.place, shot.place.replace("_", " "))
    parts = [
        "; ".join(_acting(thing, stock, shot) for thing in _cast(shot)),
        where,
        said.times[shot.time] if shot.place not in ("sweep", "abstract") else "soft studio light",
        said.weathers[shot.weather] if shot.weather != "clear" else "",
        f"{said.sizes[shot.camera.size]}, {said.moves.get(shot.camera.move, shot.camera.move)}",
        said.styles.get(shot.style, shot.style),
        f"main colour {shot.brand['accent']}" if "accent" in shot.brand else "",
        "no text",
    ]
    return ". ".join(part[0].upper() + part[1:] for part in parts if part) + "."


def _cast(shot: Shot) -> list[dict[str, Any]]:
    return [thing.model_dump(exclude_defaults=True) for thing in shot.cast]


def _acting(thing: Mapping[str, Any], stock: Stock, shot: Shot) -> str:
    said: Phrases = tables.phrases()
    if "person" in thing:
        who = next(
            (
                one
                for one in stock.of("person")
                if (one.look, one.seed) == (thing["person"], thing.get("seed"))
            ),
            None,
        )
        doing = said.actions.get(thing.get("action", "stand"), thing.get("action", "stand"))
        return f"{described(who, shot.brand) if who else thing['person']}, who {doing}"
    for kind in ("prop", "product"):
        if kind in thing:
            name = thing[kind]
            subject = next((one for one in stock.of("thing", "product") if one.name == name), None)
            return described(subject, shot.brand) if subject else f"a {name}"
    if "chart" in thing:
        return "an infographic with one large number"
    if "map" in thing:
        return "a drawn map with a marked way"
    return "an app on the screen of a device" if "screen" in thing else ""
