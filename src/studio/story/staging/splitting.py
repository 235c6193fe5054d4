"""A beat's bars become shots: short where it is lively, long where it is calm, as long as reading takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import random

    from studio.story.grammar import Role
    from studio.story.staging.bars import Grid

_STILL, _WILD = 5.6, 1.8
"""How many seconds a shot of a still beat lasts, and one of a wild one."""
_HOOK = 0.72
_LONGEST = 7.0
_MOST_BARS = 3
_VARIED = 0.5


class Stretch(NamedTuple):
    """The time of one shot, in steps: its first one and the one after its last."""

    first: int
    end: int


def seconds_of(energy: float, role: Role) -> float:
    """How long shots of a beat last, on average."""
    lasts = _STILL + (_WILD - _STILL) * min(1.0, max(0.0, energy))
    return lasts * (_HOOK if role == "hook" else 1.0)


def split(
    first: int, end: int, wanted: float, grid: Grid, fps: float, draw: random.Random, *, least: int = 0
) -> list[Stretch]:
    """Divide some steps into shots.

    Args:
        first: The first step.
        end: The one after the last.
        wanted: How many seconds a shot lasts on average.
        grid: The bars of the film.
        fps: Its frames a second.
        draw: Chance.
        least: How many steps one of the shots has at least; it is the longest one.
    """
    steps = end - first
    a_step = grid.frames / grid.steps / fps
    longest = max(1, min(round(_MOST_BARS / grid.step), int(_LONGEST / a_step)))
    least = min(least, steps)
    count = min(max(round(steps * a_step / wanted), -(-steps // max(longest, least)), 1), steps)
    while count > 1 and least + (count - 1) > steps:
        count -= 1
    lengths = _lengths(steps, count, longest, draw)
    while max(lengths) < least:
        lengths.sort()
        lengths[-1] += 1
        lengths[-2] -= 1
        lengths = [length for length in lengths if length]
    return _placed(first, lengths)


def _lengths(steps: int, count: int, longest: int, draw: random.Random) -> list[int]:
    """As even as they can be, then some a step longer at the cost of another."""
    lengths = [steps // count + (number < steps % count) for number in range(count)]
    draw.shuffle(lengths)
    for at in range(count - 1):
        if draw.random() < _VARIED and lengths[at] > 1 and lengths[at + 1] < longest:
            lengths[at] -= 1
            lengths[at + 1] += 1
    return lengths


def _placed(first: int, lengths: Sequence[int]) -> list[Stretch]:
    placed = []
    for length in lengths:
        placed.append(Stretch(first, first + length))
        first += length
    return placed


def with_longest(stretches: Sequence[Stretch], at: int) -> list[Stretch]:
    """The same shots, the longest of them in a place of its own choosing."""
    lengths = [end - first for first, end in stretches]
    longest = max(range(len(lengths)), key=lambda number: lengths[number])
    lengths[longest], lengths[at] = lengths[at], lengths[longest]
    return _placed(stretches[0].first, lengths)
