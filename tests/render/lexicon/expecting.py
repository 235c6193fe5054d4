"""What a table of briefs expects of a reading."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from studio.render.lexicon.reading import read
from studio.render.lexicon.seen import Reading, Seen

HERE = Path(__file__).parent


def briefs(name: str, part: str = "briefs") -> list[dict[str, Any]]:
    """The briefs of a table: `briefs`, or `traps`."""
    found: list[dict[str, Any]] = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))[part]
    return found


def misread(brief: dict[str, Any]) -> list[str]:
    """Each thing that a brief says and its reading does not, or the other way round."""
    reading = read(brief["say"])
    return [
        f"{fact}: {wanted} wanted, {_found(reading, fact)} found"
        for fact, wanted in brief.items()
        if fact != "say" and not _holds(reading, fact, wanted)
    ]


def facts(brief: dict[str, Any]) -> int:
    """How many things are expected of a brief."""
    return len(brief) - 1


def _found(reading: Reading, fact: str) -> Any:
    look = _LOOK.get(fact)
    return look(reading) if look else [one.name for one in getattr(reading, fact)]


def _named(one: Seen | None) -> str:
    return one.name if one else ""


def _shown(reading: Reading) -> list[str]:
    shown = (*reading.props, *reading.suggests, *reading.trades, *reading.places, *reading.people)
    return [one.name for one in shown]


_LOOK: dict[str, Callable[[Reading], Any]] = {
    "language": lambda reading: reading.language,
    "place": lambda reading: reading.place.name,
    "trade": lambda reading: _named(next(iter(reading.trades), None)),
    "time": lambda reading: _named(reading.time),
    "weather": lambda reading: _named(reading.weather),
    "energy": lambda reading: reading.mood.energy,
    "warmth": lambda reading: reading.mood.warmth,
    "counts": lambda reading: {one.name: one.count for one in (*reading.props, *reading.people) if one.count},
    "names": lambda reading: [name.text for name in reading.names],
    "figures": lambda reading: [figure.text for figure in reading.figures],
    "unknown": lambda reading: [one.word for one in reading.unknown],
    "without": lambda reading: list(reading.without),
    "not": _shown,
}


def _holds(reading: Reading, fact: str, wanted: Any) -> bool:
    found = _found(reading, fact)
    match fact:
        case "energy" | "warmth":
            return bool(found >= 0.6) if wanted == "high" else bool(found <= 0.4)
        case "counts":
            return all(found.get(name) == count for name, count in wanted.items())
        case "not":
            return not set(found) & set(wanted)
        case "unknown":
            words = " ".join(found).casefold().split()
            return (not found) if not wanted else all(word.casefold() in words for word in wanted)
        case "props" | "people" | "actions" | "symbols" | "names" | "figures" | "without":
            return (not found) if not wanted else set(wanted) <= set(found)
    return bool(found == wanted)
