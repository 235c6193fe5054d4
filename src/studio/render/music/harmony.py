"""Progressions laid out in time."""

from __future__ import annotations

from collections.abc import Sequence

from studio.render.music.notes import BAR
from studio.render.music.theory import Chord, chord

Bars = tuple[tuple[Chord, ...], ...]
Timed = tuple[int, int, Chord]
"""A chord between two ticks."""


def bars_of(progression: str) -> Bars:
    """A progression bar by bar: `ii7 V7sus4,V I` has two chords in its second."""
    return tuple(tuple(map(chord, bar.split(","))) for bar in progression.split())


def from_place(bars: Bars, place: int, count: int) -> Bars:
    """So many bars of a progression; where they are more than it has, its first chord lasts longer.

    Args:
        bars: The progression.
        place: The bar to begin with.
        count: How many bars are wanted.
    """
    if place or count <= len(bars):
        return tuple(bars[(place + number) % len(bars)] for number in range(count))
    return tuple(bars[max(0, number - (count - len(bars)))] for number in range(count))


def closing(approach: Bars, count: int) -> Bars:
    """The bars in front of a last chord in another number: they keep what leads to it.

    Args:
        approach: The bars.
        count: How many are wanted.
    """
    if count <= 1:
        chords = [one for bar in approach for one in bar]
        return (tuple(chords[-2:]),)
    return tuple(approach[max(0, number - (count - len(approach)))] for number in range(count))


def timed(bars: Sequence[tuple[Chord, ...]], start: int, end: int) -> list[Timed]:
    """Bars laid out from a tick; the last ends where it must, and may be shorter than a bar.

    Args:
        bars: The bars.
        start: Where the first begins.
        end: Where the last ends.
    """
    laid = []
    for number, chords in enumerate(bars):
        begin = start + number * BAR
        until = end if number == len(bars) - 1 else begin + BAR
        each = (until - begin) / len(chords)
        cuts = [begin + round(place * each) for place in range(len(chords) + 1)]
        laid += [(cuts[place], cuts[place + 1], one) for place, one in enumerate(chords)]
    return laid
