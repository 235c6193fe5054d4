"""From what was read in a brief to a shot of it: where, when, who and what, how close, which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput
from studio.render.lexicon.tables import world

if TYPE_CHECKING:
    from studio.render.lexicon.seen import Reading
    from studio.render.shelf import Shelf
    from studio.render.shots.grammar import Shot

_STYLES = {
    "playful": "paper", "fun": "paper", "cheerful": "paper",
    "elegant": "ink", "serious": "ink", "calm": "ink", "classic": "ink",
}  # fmt: skip
_MOST_THINGS = 2
# Things that are part of a place rather than something to stand in it.
_LARGE = {"house", "lighthouse", "tree", "car", "ship", "cable_car", "piano"}
# Places that show what is sold in them, and what stands there anyway.
_FURNISHED = {"shop", "market", "street", "coast"}
_THERE = {("coast", "lighthouse"), ("shop", "coffee_machine"), ("shop", "chair"), ("street", "street_lamp")}
_SEEN, _LARGEST = 70.0, 3.0
_LONGEST = 120
_EVENING, _MORNING = 0.72, 0.3


def directed(
    reading: Reading,
    shelf: Shelf,
    *,
    headline: str = "",
    line: str = "",
    about: str = "",
    words: bool = True,
    **wishes: Any,
) -> Shot:
    """Make a shot of a brief.

    Args:
        reading: What was read in it.
        shelf: What there is to show.
        headline: What is written over it; the client's name and what nothing shows if empty.
        line: A second line.
        about: What the client is, for a second line; what nothing shows if empty.
        words: Whether anything is written over it.
        wishes: What was asked for outright: any field of a shot.

    Raises:
        BadInput: A wish cannot be fulfilled.
    """
    from pydantic import ValidationError

    from studio.core.written.shapes import reason
    from studio.render.shots.grammar import Shot

    place = wishes.get("place") or _place(reading, shelf)
    weather = reading.weather.name if reading.weather else "clear"
    if weather not in shelf.place(place).weather:
        weather = "clear"
    shot: dict[str, Any] = {
        "place": place,
        "time": _time(reading),
        "weather": weather,
        "style": _style(reading, shelf),
        "name": reading.client,
        "cast": _cast(reading, shelf, place),
        "camera": _camera(reading),
    }
    said = {"headline": headline, "line": line} if headline or line else _words(reading, about)
    if words and said:
        shot["words"] = said
    try:
        return Shot.model_validate(shot | {key: wish for key, wish in wishes.items() if wish is not None})
    except ValidationError as refused:
        wrong = refused.errors(include_url=False)[0]
        name = ".".join(map(str, wrong["loc"]))
        raise BadInput(f"{name}: {reason(wrong)}", hint="the guide to shots says what it can be") from None


def _place(reading: Reading, shelf: Shelf) -> str:
    there = shelf.names("places")
    return next((seen.name for seen in reading.places if seen.name in there), "abstract")


def _time(reading: Reading) -> str:
    if reading.time:
        return reading.time.name
    if reading.mood.warmth >= _EVENING:
        return "dusk"
    return "dawn" if reading.mood.warmth <= _MORNING else "day"


def _style(reading: Reading, shelf: Shelf) -> str:
    there = shelf.names("packs")
    wanted = [_STYLES[mood] for mood in reading.mood.words if mood in _STYLES]
    return next((style for style in wanted if style in there), "dusk")


def _cast(reading: Reading, shelf: Shelf, place: str) -> list[dict[str, Any]]:
    """What the brief names comes first, then what belongs to the trade; never what it rules out."""
    drawn = set(shelf.names("props"))
    named = [seen.name for seen in reading.props if seen.name in drawn]
    if place not in _FURNISHED:
        named += [seen.name for seen in reading.suggests if seen.kind == "prop" and seen.name in drawn]
    shown = dict.fromkeys(name for name in named if (place, name) not in _THERE)
    things: list[dict[str, Any]] = [{"prop": name, "size": shown_size(name, shelf)} for name in shown]
    known = world()
    people = [known.people[seen.name].look for seen in reading.people]
    doing = next((done for seen in reading.actions if (done := known.actions[seen.name])), "stand")
    some = [{"person": people[0], "action": doing}] if people else []
    return things[: _MOST_THINGS - len(some)] + some


def shown_size(name: str, shelf: Shelf) -> float:
    """Small things are shown larger than they are, as in any window."""
    height = -shelf.drawing(f"props/{name}").box[1]
    return min(_LARGEST, max(1.0, _SEEN / max(1.0, height)))


def _camera(reading: Reading) -> dict[str, Any]:
    energy = reading.mood.energy
    close = bool(reading.props) and reading.props[0].name not in _LARGE and reading.place.near < 1
    return {
        "move": "push-in" if energy >= 0.55 else "drift-right",
        "energy": energy,
        "size": "medium" if close else "wide",
    }


def _words(reading: Reading, about: str) -> dict[str, str]:
    """The client's line or name; what nothing shows is set in type, honestly, instead of shown wrongly."""
    lines = [name.text for name in reading.names if name.role == "line"]
    unknown = [unknown.word for unknown in reading.unknown]
    headline = next(iter(lines), "") or reading.client or " ".join(unknown[:3])
    if not headline or len(headline) > _LONGEST:
        return {}
    prices = [figure.text for figure in reading.figures if figure.kind in ("price", "percent", "date")]
    quiet = "" if headline == " ".join(unknown[:3]) else about or ", ".join(unknown[:3])
    line = " · ".join(prices[:2]) or quiet[:_LONGEST]
    return {"headline": headline[:1].upper() + headline[1:], "line": line[:1].upper() + line[1:]}
