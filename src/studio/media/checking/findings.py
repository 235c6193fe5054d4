"""What a check of a film finds: whether it holds, and if not, where and by how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["held", "fault", "not checked"]

MOST = 12
"""How many faults of one kind are listed; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a film is not as it was meant.

    Attributes:
        told: What is wrong, in words.
        frame: The frame at which it is seen or heard; None where it is the whole film.
        end: The frame after it.
        measured: What was measured there.
    """

    told: str
    frame: int | None = None
    end: int | None = None
    measured: float | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a film must prove.

    Attributes:
        name: What is checked.
        state: Whether it holds, or why nothing can be said.
        told: What was found, or why nothing was checked, in words.
        measured: What was measured, at the worst place.
        bound: What it may be at most, or must be at least.
        unit: Of both.
        faults: Where it does not hold.
    """

    name: str
    state: State
    told: str
    measured: float | None = None
    bound: float | None = None
    unit: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The frames of its faults, of those that have a place."""
        return [(one.frame, one.end) for one in self.faults if one.frame is not None and one.end is not None]


def skipped(name: str, why: str) -> Check:
    """A check that was not made."""
    return Check(name, "not checked", why)


def judged(
    name: str,
    faults: Iterable[Fault],
    held: str,
    *,
    measured: float | None = None,
    bound: float | None = None,
    unit: str = "",
) -> Check:
    """A check that was made.

    Args:
        name: What is checked.
        faults: Where it does not hold.
        held: What is said where it holds everywhere.
        measured: What was measured, at the worst place.
        bound: What it may be at most, or must be at least.
        unit: Of both.
    """
    found = tuple(faults)
    if not found:
        return Check(name, "held", held, measured, bound, unit)
    told = found[0].told if len(found) == 1 else f"{found[0].told}, and {len(found) - 1} more"
    return Check(name, "fault", told, measured, bound, unit, found[:MOST])


def runs(marked: Sequence[bool], shortest: int = 1) -> list[tuple[int, int]]:
    """The first frame of each stretch that is marked, and the one after its last.

    Args:
        marked: Frames, in their order.
        shortest: How many there must be in a row.
    """
    found: list[tuple[int, int]] = []
    begun: int | None = None
    for number, mark in enumerate([*marked, False]):
        if mark and begun is None:
            begun = number
        elif not mark and begun is not None:
            if number - begun >= shortest:
                found.append((begun, number))
            begun = None
    return found
