"""What of a sample people should be told: how much is much, and how much is too much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from studio.host.sampling import Sample

Level = Literal["", "yellow", "red"]

CPU = (85.0, 95.0)
MEMORY = (80.0, 90.0)
HEAT = (80.0, 85.0)
"""Percent, percent and degrees Celsius: yellow from the first, red from the second."""

_RANK: dict[Level, int] = {"": 0, "yellow": 1, "red": 2}


@dataclass(frozen=True)
class Alarm:
    """One thing that has gone too far, as people read it."""

    level: Level
    told: str


def level(value: float | None, limits: tuple[float, float]) -> Level:
    """How bad a figure is; nothing where it is well, or not known."""
    if value is None or value < limits[0]:
        return ""
    return "red" if value >= limits[1] else "yellow"


def alarms(sample: Sample) -> list[Alarm]:
    """Everything in a sample that has gone too far, the worst first."""
    figures = [
        (sample.cpu, CPU, f"processor {_down(sample.cpu)} % busy"),
        (sample.memory_share, MEMORY, f"memory {_down(sample.memory_share)} % full"),
        *(
            (card.heat, HEAT, f"{card.name} has {_down(card.heat)} °C")
            for card in sample.cards.gpus
            if card.heat is not None
        ),
    ]
    found = [Alarm(bad, told) for value, limits, told in figures if (bad := level(value, limits))]
    return sorted(found, key=lambda alarm: -_RANK[alarm.level])


def worst(found: list[Alarm]) -> Level:
    """The level of the worst of them."""
    return found[0].level if found else ""


def _down(value: float) -> int:
    # Rounded down, so that nobody reads 85 where a limit of 85 is not reached.
    return int(value)
