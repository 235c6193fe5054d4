"""Playing as people do: swing, small errors of time, and no two strokes alike."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from studio.render.music.grooves import Groove
from studio.render.music.notes import BAR, BEAT, Note, Part

_LOOSE: dict[Part, float] = {
    "lead": 0.007,
    "double": 0.010,
    "chords": 0.006,
    "motion": 0.005,
    "pad": 0.010,
    "bass": 0.004,
    "drums": 0.0035,
    "shine": 0.008,
}
"""Seconds by which people are off, on average."""

_LATE = {"snare": 0.004, "soft snare": 0.006, "clap": 0.003, "snap": 0.003, "brush": 0.004, "hat": -0.002}
_FIRM = ("bass", "drums")
_MOST = 2.0
_UNEVEN = 0.06


def performed(
    notes: Iterable[Note], groove: Groove, chance: Random, second: float, ticks: int
) -> tuple[Note, ...]:
    """Play notes: the same chance plays them the same way. What bass and drums do on a bar stays exact.

    Args:
        notes: The notes as written.
        groove: How it swings.
        chance: Where the errors come from.
        second: How many ticks a second has.
        ticks: How long the piece is.
    """
    played = []
    for note in sorted(notes):
        start = swung(note.start, groove)
        velocity = min(1.0, max(0.05, note.velocity * (1 + _UNEVEN * _error(chance))))
        off = _error(chance) * _LOOSE[note.part] + _LATE.get(note.instrument, 0.0)
        on_bar = note.start % BAR == 0
        if not (on_bar and note.part in _FIRM):
            # On a bar nobody comes early, so that a cut is never behind the music.
            start += round((abs(off) if on_bar else off) * second)
        start = max(0, start)
        length = max(1, min(swung(note.end, groove), ticks) - start)
        if start < ticks:
            played.append(note._replace(start=start, length=length, velocity=velocity))
    return tuple(sorted(played))


def swung(tick: int, groove: Groove) -> int:
    """Where a tick lies when it swings."""
    unit = BEAT // 2 if groove.unit == 8 else BEAT // 4
    pair, within = divmod(tick, 2 * unit)
    first = 2 * unit * groove.swing
    if within < unit:
        return round(pair * 2 * unit + within * first / unit)
    return round(pair * 2 * unit + first + (within - unit) * (2 * unit - first) / unit)


def _error(chance: Random) -> float:
    """By how many times the usual somebody is off."""
    return max(-_MOST, min(_MOST, chance.gauss(0, 1)))
