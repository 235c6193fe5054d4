"""What is asked of the music: how long it lasts, in which sections, in which mood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from studio.core.errors import BadInput

Mood = Literal[
    "warm", "bright", "calm", "driving", "playful", "serious", "tender", "grand", "mysterious", "elegant"
]
Role = Literal["intro", "build", "lift", "calm", "proof", "button"]

MOODS: tuple[Mood, ...] = get_args(Mood)
ROLES: tuple[Role, ...] = get_args(Role)
RATE = 48_000
"""Samples a second, of all music."""

_LONGEST = 6 * 3600
_MOST_BARS = 20_000


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the piece.

    Attributes:
        bars: How many bars it has; halves are allowed.
        energy: From still, 0, to wild, 1.
        role: What it is for.
    """

    bars: float
    energy: float
    role: Role

    def __post_init__(self) -> None:
        if not 0 < self.bars <= _MOST_BARS:
            raise BadInput(
                f"a section cannot have {self.bars:g} bars", hint="give every section half a bar or more"
            )
        if not 0 <= self.energy <= 1:
            raise BadInput(f"an energy of {self.energy:g} is out of range", hint="choose one from 0 to 1")
        if self.role not in ROLES:
            raise BadInput(
                f"there is no section called {self.role!r}", hint=f"choose one of {', '.join(ROLES)}"
            )


@dataclass(frozen=True, slots=True)
class Score:
    """A piece before it is composed.

    Attributes:
        seconds: How long it lasts. All bars are equally long.
        sections: Its sections, in their order.
        mood: How it feels.
        seed: What chance draws from.
    """

    seconds: float
    sections: tuple[Section, ...]
    mood: str
    seed: int = 1

    def __post_init__(self) -> None:
        if self.mood not in MOODS:
            raise BadInput(f"there is no mood called {self.mood!r}", hint=f"choose one of {', '.join(MOODS)}")
        if not 0 < self.seconds <= _LONGEST:
            raise BadInput(f"a piece cannot last {self.seconds:g} s", hint="choose a length up to six hours")
        if not self.sections:
            raise BadInput("a piece needs a section", hint="give it one at least")

    @property
    def bars(self) -> float:
        """How many bars it has in all."""
        return sum(section.bars for section in self.sections)

    @property
    def tempo(self) -> float:
        """Beats a minute, four to a bar."""
        return 240 * self.bars / self.seconds

    @property
    def samples(self) -> int:
        """How many samples it has."""
        return round(self.seconds * RATE)


def arc(bars: float) -> tuple[Section, ...]:
    """Sections for a piece that stands by itself: it opens, grows, lifts, rests, proves itself and ends.

    Args:
        bars: How many bars they have in all.
    """
    if bars < 4:
        return _short(bars)
    shares: tuple[tuple[Role, float, float], ...] = (
        ("intro", 0.15, 0.3),
        ("build", 0.22, 0.5),
        ("lift", 0.30, 0.85),
        ("calm", 0.13, 0.3),
        ("proof", 0.20, 0.65),
    )
    ending = 2.0 if bars >= 12 else 1.0
    if bars < 12:
        shares = (("intro", 0.25, 0.3), ("build", 0.3, 0.55), ("lift", 0.45, 0.8))
    sections, left, passed, due = [], bars - ending, 0.0, 0.0
    for role, share, energy in shares:
        due += share * left
        last = role == shares[-1][0]
        length = left - passed if last else _whole(due - passed, left)
        if length > 0:
            sections.append(Section(length, energy, role))
            passed += length
    return (*sections, Section(ending, 0.7, "button"))


def _whole(length: float, of: float) -> float:
    """A length in bars, or in pairs of bars where there are many."""
    unit = 4 if of >= 40 else 2 if of >= 16 else 1
    return float(unit * round(length / unit))


def _short(bars: float) -> tuple[Section, ...]:
    if bars <= 1:
        return (Section(bars, 0.6, "button"),)
    ending = 1.0 if bars >= 2 else bars - 1
    return (Section(bars - ending, 0.6, "intro"), Section(ending, 0.7, "button"))
