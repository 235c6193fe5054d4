"""Each beat its bars: by weight, never less than it needs, around what is said where that is timed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from studio.story.grammar import Beat
    from studio.story.staging.bars import Grid


class Span(NamedTuple):
    """A beat and its time.

    Attributes:
        beat: The beat.
        first: The step at which it begins.
        end: The step after its last.
    """

    beat: Beat
    first: int
    end: int

    @property
    def steps(self) -> int:
        """How many steps it has."""
        return self.end - self.first


def kept(beats: Sequence[Beat], grid: Grid) -> list[Beat]:
    """The beats there is time for: where steps are too few, the lightest go, what a person says after others.

    The first and the last never go.
    """
    left = list(beats)
    while len(left) > max(1, grid.steps):
        inner = left[1:-1] or left[:-1]
        left.remove(min(reversed(inner), key=lambda beat: (_speaks(beat), beat.weight)))
    return left


def _speaks(beat: Beat) -> bool:
    """Whether somebody of the picture says something in it."""
    return any(line.speaker for line in beat.lines)


def spans(beats: Sequence[Beat], grid: Grid, needs: Sequence[int]) -> list[Span]:
    """The time of each beat.

    Args:
        beats: Not more of them than there are steps.
        grid: The bars of the film.
        needs: How many frames each has to have at least; kept where they fit together.
    """
    shares = _shares(beats, grid, [grid.steps_for(need) for need in needs])
    ends: list[int] = []
    for number in range(len(beats)):
        planned = (ends[-1] if ends else 0) + shares[number]
        left = len(beats) - number - 1
        wanted = _around_speech(beats, number, grid, planned) if left else grid.steps
        ends.append(min(max(wanted, (ends[-1] if ends else 0) + 1), grid.steps - left))
    firsts = [0, *ends[:-1]]
    return [Span(*one) for one in zip(beats, firsts, ends, strict=True)]


def _shares(beats: Sequence[Beat], grid: Grid, least: list[int]) -> list[int]:
    """How many steps each beat has: what it needs first, then what it weighs."""
    while sum(least) > grid.steps:
        largest = max(range(len(least)), key=lambda at: least[at])
        least[largest] -= 1
    given = list(least)
    whole = sum(beat.weight for beat in beats)
    wanted = [grid.steps * beat.weight / whole for beat in beats]
    for _ in range(grid.steps - sum(given)):
        neediest = max(range(len(beats)), key=lambda at: wanted[at] - given[at])
        given[neediest] += 1
    return given


def _around_speech(beats: Sequence[Beat], number: int, grid: Grid, planned: int) -> int:
    """Where a beat ends: as planned, unless lines have their times, then between its last and the next."""
    said = [line.end for beat in beats[: number + 1] for line in beat.lines if line.end]
    coming = [line.start for beat in beats[number + 1 :] for line in beat.lines if line.end]
    if not said or not coming:
        return planned
    over, begins = max(said), min(coming)
    first, last = grid.nearest(over), grid.nearest(begins)
    first += grid.at(first) < over
    last -= grid.at(last) > begins
    if first <= last:
        return min(max(planned, first), last)
    return grid.nearest((over + begins) / 2)
