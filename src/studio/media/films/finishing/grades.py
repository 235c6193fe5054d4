"""Grades of ours as tables of colours: what warms, cools, fades or darkens a whole film."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping
from dataclasses import dataclass

from studio.media.films.luts import Table, Triple

_SIZE = 33
_WEIGHTS = (0.2126, 0.7152, 0.0722)


@dataclass(frozen=True)
class Grade:
    """A grade.

    Attributes:
        contrast: How far light and shade stand apart; 1 as they are.
        saturation: How strong colours are; 1 as they are.
        lift: What black becomes.
        shadows: What is added to red, green and blue where it is dark.
        lights: The same where it is bright.
    """

    contrast: float = 1.0
    saturation: float = 1.0
    lift: float = 0.0
    shadows: Triple = (0.0, 0.0, 0.0)
    lights: Triple = (0.0, 0.0, 0.0)


GRADES: Mapping[str, Grade] = {
    "warm": Grade(1.05, 1.05, 0.0, (0.01, 0.0, -0.01), (0.04, 0.01, -0.05)),
    "cool": Grade(1.05, 0.95, 0.0, (-0.01, 0.0, 0.03), (-0.03, 0.0, 0.03)),
    "teal": Grade(1.1, 1.05, 0.0, (-0.03, 0.01, 0.03), (0.04, 0.01, -0.04)),
    "faded": Grade(0.9, 0.8, 0.05, (0.01, 0.01, 0.02), (0.01, 0.0, -0.02)),
    "bleach": Grade(1.25, 0.55),
    "mono": Grade(1.1, 0.0),
}


def table(name: str) -> Table:
    """A grade as a table.

    Args:
        name: One of `GRADES`.
    """
    grade = GRADES[name]
    values = array("d")
    steps = [step / (_SIZE - 1) for step in range(_SIZE)]
    for blue in steps:
        for green in steps:
            for red in steps:
                values.extend(_graded(grade, (red, green, blue)))
    return Table(3, _SIZE, (0, 0, 0), (1, 1, 1), values, name)


def weakened(whole: Table, strength: float) -> Table:
    """A table of which only a part is done.

    Args:
        whole: The table.
        strength: How much of it: 0 leaves colours as they are, 1 makes them those of the table.
    """
    if strength >= 1:
        return whole
    steps = [step / (whole.size - 1) for step in range(whole.size)]
    values = array("d")
    for point in range(len(whole.values) // 3):
        places = (point,) * 3 if whole.dimensions == 1 else (
            point % whole.size, point // whole.size % whole.size, point // whole.size**2,
        )  # fmt: skip
        for part, place in enumerate(places):
            low, high = whole.low[part], whole.high[part]
            own = low + (high - low) * steps[place]
            values.append(own + strength * (whole.values[3 * point + part] - own))
    return Table(whole.dimensions, whole.size, whole.low, whole.high, values, whole.title)


def _graded(grade: Grade, colour: Triple) -> Triple:
    light = sum(weight * part for weight, part in zip(_WEIGHTS, colour, strict=True))
    bent = _bent(light, grade.contrast)
    found = []
    for part, shade, bright in zip(colour, grade.shadows, grade.lights, strict=True):
        value = bent + grade.saturation * (part - light) * (0.5 + 0.5 * grade.contrast)
        # Pure black and white stay without colour.
        tint = 4 * light * (1 - light) * (shade * (1 - light) + bright * light)
        found.append(min(1.0, max(0.0, grade.lift + (1 - grade.lift) * value + tint)))
    return found[0], found[1], found[2]


def _bent(light: float, contrast: float) -> float:
    """A curve through black, a middle grey and white, steeper or flatter between."""
    middle = 0.42
    if light < middle:
        return middle * math.pow(light / middle, contrast)
    return 1 - (1 - middle) * math.pow((1 - light) / (1 - middle), contrast)
