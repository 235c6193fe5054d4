"""The types a tool's signature is written in: media by kind, and values that carry their unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema


class Media:
    """Marks a path as a piece of media, so that every face can offer, fetch and deliver it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return f"Media({self.kind!r})"

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "type": "string", "format": "media", "x-media": self.kind}


class Unit:
    """Marks a value with its unit and says how people may write it."""

    def __init__(self, name: str, parse: Callable[[Any], Any] | None = None) -> None:
        self.name = name
        self.parse = parse

    def __repr__(self) -> str:
        return f"Unit({self.name!r})"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        inner = handler(source)
        return core_schema.no_info_before_validator_function(self.parse, inner) if self.parse else inner

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "x-unit": self.name}


class Range:
    """Marks a number with its bounds. It does what annotated-types would, which takes 17 ms to import."""

    def __init__(
        self, low: float | None = None, high: float | None = None, *, above: float | None = None
    ) -> None:
        self.bounds = {"ge": low, "le": high, "gt": above}

    def __repr__(self) -> str:
        return f"Range({self.bounds})"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        schema: Any = handler(source)
        number = schema
        while "schema" in number:
            number = number["schema"]
        number |= {name: bound for name, bound in self.bounds.items() if bound is not None}
        number |= {"allow_inf_nan": False} if number["type"] == "float" else {}
        return schema


def media_of(hint: Any) -> Media | None:
    """The mark on a type, also through `X | None` and `list[X]`; None where it is no media."""
    if get_origin(hint) is Annotated:
        return next((mark for mark in get_args(hint)[1:] if isinstance(mark, Media)), None)
    return next((found for part in get_args(hint) if (found := media_of(part))), None)


_BYTES = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b?\s*", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}


def parse_bytes(given: object) -> object:
    """Read `200000`, `200kB` (thousands) or `200KiB` (of 1024)."""
    if not isinstance(given, str):
        return given
    if not (match := _BYTES.fullmatch(given)):
        raise ValueError("write a size such as 200kB, 1.5MB or 800KiB")
    from decimal import Decimal

    number, prefix, binary = match.groups()
    return int(Decimal(number) * (1024 if binary else 1000) ** _POWERS[prefix.lower()])


_BITS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([kmg]?)(?:bit|b)?(?:ps|/s)?\s*", re.IGNORECASE)


def parse_bit_rate(given: object) -> object:
    """Read `192000`, `192k`, `192 kbit/s` or `2.5M`, all in thousands."""
    if not isinstance(given, str):
        return given
    if not (match := _BITS.fullmatch(given)):
        raise ValueError("write a bit rate such as 192k or 2.5M")
    return int(float(match[1]) * 1000 ** _POWERS[match[2].lower()])


def parse_percent(given: object) -> object:
    """Read `50` or `50%`."""
    return given.strip().removesuffix("%") if isinstance(given, str) else given


def parse_aspect(given: object) -> object:
    """Read `16:9`, `16/9` or `1.778` as width over height."""
    if not isinstance(given, str):
        return given
    width, separator, height = given.replace("/", ":").partition(":")
    try:
        ratio = float(width) / float(height) if separator else float(width)
    except (ValueError, ZeroDivisionError):
        raise ValueError("write an aspect such as 16:9 or 1.85") from None
    return ratio


_BOX = re.compile(r"\s*(\d+)\s*[, ]\s*(\d+)\s*[, ]\s*(\d+)\s*[, ]\s*(\d+)\s*")
_GEOMETRY = re.compile(r"\s*(\d+)x(\d+)\+(\d+)\+(\d+)\s*")


def parse_box(given: object) -> object:
    """Read `LEFT,TOP,WIDTH,HEIGHT` or `WIDTHxHEIGHT+LEFT+TOP`; the first form is kept."""
    if not isinstance(given, str):
        return given
    if match := _BOX.fullmatch(given):
        return ",".join(match.groups())
    if match := _GEOMETRY.fullmatch(given):
        width, height, left, top = match.groups()
        return f"{left},{top},{width},{height}"
    raise ValueError("write a box as LEFT,TOP,WIDTH,HEIGHT, such as 10,20,300,200")


_CLOCK = re.compile(r"(-?)(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d*)?|\.\d+)\s*(ms|s|min|m|h)?")
_SECONDS_IN = {None: 1.0, "ms": 0.001, "s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}


def parse_seconds(given: object) -> object:
    """Read `12.5`, `12.5s`, `90ms`, `2min`, `1:23.5` or `1:02:03`."""
    if not isinstance(given, str):
        return given
    match = _CLOCK.fullmatch(given.strip())
    if not match or (match[5] and match[3]):
        raise ValueError("write a time such as 12.5, 90ms, 1:23.5 or 1:02:03")
    sign, hours, minutes, seconds, unit = match.groups()
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds) * _SECONDS_IN[unit]
    return -whole if sign else whole


def parse_rate(given: object) -> object:
    """Read `25`, `23.976`, `24000/1001` or `25 fps`; broadcast rates are kept as the fractions they mean."""
    if not isinstance(given, str):
        return given
    from fractions import Fraction as Ratio

    try:
        rate = Ratio(given.lower().removesuffix("fps").strip())
    except (ValueError, ZeroDivisionError):
        raise ValueError("write a rate such as 25, 23.976 or 24000/1001") from None
    return str(_BROADCAST.get(round(float(rate), 2), rate))


_BROADCAST = {23.98: "24000/1001", 29.97: "30000/1001", 59.94: "60000/1001", 119.88: "120000/1001"}

AnyFile = Annotated[Path, Media("file")]
Audio = Annotated[Path, Media("audio")]
Folder = Annotated[Path, Media("folder")]
Footage = Annotated[Path, Media("footage")]
"""A film, or numbered pictures that make one, which count as one thing."""
Image = Annotated[Path, Media("image")]
Video = Annotated[Path, Media("video")]

Aspect = Annotated[float, Range(above=0), Unit("width:height", parse_aspect)]
Box = Annotated[str, Unit("left,top,width,height", parse_box)]
Bytes = Annotated[int, Range(above=0), Unit("bytes", parse_bytes)]
Colour = Annotated[str, Unit("colour")]
Fraction = Annotated[float, Range(0, 1)]
Percent = Annotated[float, Range(above=0), Unit("%", parse_percent)]
Pixels = Annotated[int, Range(1, 1_000_000), Unit("px")]
Quality = Annotated[int, Range(1, 100)]

BitRate = Annotated[int, Range(1000, 1_000_000_000), Unit("bit/s", parse_bit_rate)]
Decibels = Annotated[float, Range(-120, 60), Unit("dB")]
Hertz = Annotated[int, Range(1, 768_000), Unit("Hz")]
Loudness = Annotated[float, Range(-70, 0), Unit("LUFS")]
Rate = Annotated[str, Unit("frames a second", parse_rate)]
Seconds = Annotated[float, Range(0), Unit("s", parse_seconds)]
Semitones = Annotated[float, Range(-24, 24), Unit("semitones")]
Speed = Annotated[float, Range(above=0, high=100), Unit("times")]
