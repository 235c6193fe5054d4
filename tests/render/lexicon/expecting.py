"""What a table of briefs expects of a reading."""

from pathlib import Path
from typing import Any

import yaml

from studio.render.lexicon.reading import read
from studio.render.lexicon.seen import Reading

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
    match fact:
        case "language":
            return reading.language
        case "place":
            return reading.place.name
        case "trade":
            return reading.trades[0].name if reading.trades else ""
        case "time" | "weather":
            one = getattr(reading, fact)
            return one.name if one else ""
        case "energy" | "warmth":
            return getattr(reading.mood, fact)
        case "counts":
            return {one.name: one.count for one in (*reading.props, *reading.people) if one.count}
        case "names":
            return [name.text for name in reading.names]
        case "figures":
            return [figure.text for figure in reading.figures]
        case "unknown":
            return [one.word for one in reading.unknown]
        case "without":
            return list(reading.without)
        case "not":
            shown = (*reading.props, *reading.suggests, *reading.trades, *reading.places, *reading.people)
            return [one.name for one in shown]
    return [one.name for one in getattr(reading, fact)]


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
