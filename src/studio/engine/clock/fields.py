"""The five fields of a cron line: which values each of them lets through."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from studio.core.errors import BadInput

_NUMBER = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True)
class Field:
    """One of the five.

    Attributes:
        name: What people call it.
        low: Its smallest value.
        high: Its greatest.
        names: Words that stand for values.
        seventh: Whether the value after the greatest is the smallest again, as Sunday is 7 and 0.
    """

    name: str
    low: int
    high: int
    names: Mapping[str, int] = field(default_factory=dict)
    seventh: bool = False


def _numbered(words: str, first: int) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), first)}


MINUTE = Field("minute", 0, 59)
HOUR = Field("hour", 0, 23)
DAY = Field("day of month", 1, 31)
MONTH = Field(
    "month", 1, 12, _numbered("jan feb mar apr may jun jul aug sep oct nov dec", 1)
    | _numbered("january february march april may june july august september october november december", 1),
)  # fmt: skip
WEEKDAY = Field(
    "day of week", 0, 6, _numbered("sun mon tue wed thu fri sat", 0)
    | _numbered("sunday monday tuesday wednesday thursday friday saturday", 0), seventh=True,
)  # fmt: skip
ALL = (MINUTE, HOUR, DAY, MONTH, WEEKDAY)


def values(of: Field, text: str) -> tuple[int, ...]:
    """The values a field lets through, in order."""
    found: set[int] = set()
    for part in text.split(","):
        found.update(_part(of, part, text))
    if of.seventh:
        found = {value % 7 for value in found}
    return tuple(sorted(found))


def _part(of: Field, part: str, text: str) -> range:
    span, slash, every = part.partition("/")
    if span == "*":
        low, high = of.low, of.high
    else:
        low, high = _span(of, span, text)
        if slash and "-" not in span:
            _refuse(of, text, f"a step needs a range to walk along, not just {span}",
                    f"write {span}-{of.high}/{every}")  # fmt: skip
    return range(low, high + 1, _step(of, every, text, high - low) if slash else 1)


def _span(of: Field, span: str, text: str) -> tuple[int, int]:
    first, dash, last = span.partition("-")
    low = _value(of, first, text)
    high = _value(of, last, text) if dash else low
    if of.seventh and high == 0 < low:
        high = 7
    if of.seventh and low == 7 > high:
        low = 0
    if high < low:
        _refuse(of, text, f"{span} runs backwards", f"write {first}-{of.high},{of.low}-{last}")
    return low, high


def _value(of: Field, word: str, text: str) -> int:
    number = of.names.get(word.casefold())
    if number is None and _NUMBER.fullmatch(word):
        number = int(word)
    if number is None:
        _refuse(of, text, f"{word!r} is no value" if word else "a value is missing", _allowed(of))
    if not of.low <= number <= of.high + of.seventh:
        _refuse(of, text, f"{number} is out of range", _allowed(of))
    return number


def _step(of: Field, every: str, text: str, length: int) -> int:
    if not _NUMBER.fullmatch(every) or int(every) == 0:
        _refuse(of, text, f"{every!r} is no step", "write */2 for every second value")
    if int(every) > max(length, 1):
        _refuse(of, text, f"a step of {every} leads past the end at once",
                f"name the one value it starts at; steps go up to {max(length, 1)} here")  # fmt: skip
    return int(every)


def _allowed(of: Field) -> str:
    words = [word for word in of.names if len(word) == 3]
    named = f" or {words[0]} to {words[-1]}" if words else ""
    return f"write {of.low} to {of.high + of.seventh}{named}, lists 1,2, ranges 1-5, steps */2, or * for all"


def _refuse(of: Field, text: str, reason: str, hint: str) -> NoReturn:
    raise BadInput(f"{of.name} {text}: {reason}", hint=hint)
