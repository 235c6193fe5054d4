"""Leading voices: how chords are played, so that every voice moves little and none in parallel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from studio.render.music.theory import Chord, Key

Voices = tuple[int, ...]

_PERFECT = (0, 7)
_OUTER, _BASS, _INNER = 200.0, 20.0, 6.0
_MUD = 50
_WIDEST = 12
_MOST = 40
_FOLLOWED = 16


class Hands(NamedTuple):
    """What may be played.

    Attributes:
        low: The lowest note.
        high: The highest note.
        number: How many voices there are.
        centre: Where they lie at best.
    """

    low: int
    high: int
    number: int
    centre: int


class Placed(NamedTuple):
    """A chord as it is played: its bass, and the voices above it from low to high."""

    bass: int
    voices: Voices


def foundations(
    key: Key, chords: Iterable[Chord], low: int, high: int, before: int | None = None
) -> list[int]:
    """The bass notes of some chords: each as near to the one before as the range allows.

    Args:
        key: The key.
        chords: The chords.
        low: The lowest note.
        high: The highest note; at least an octave above.
        before: The bass note in front of them.
    """
    notes = []
    for one in chords:
        wanted = (key.tonic + one.lowest.semitones) % 12
        choices = [pitch for pitch in range(low, high + 1) if pitch % 12 == wanted]
        middle = (low + high) / 2
        last = middle if before is None else before
        before = min(choices, key=lambda pitch: abs(pitch - last) + 0.3 * abs(pitch - middle))
        notes.append(before)
    return notes


@lru_cache(maxsize=4096)
def led(
    key: Key, chords: tuple[Chord, ...], basses: tuple[int, ...], hands: Hands, before: Placed | None
) -> tuple[Voices, ...]:
    """Voices for chords in a row: the path through all ways to play them that moves best.

    Args:
        key: The key.
        chords: The chords.
        basses: Their bass notes.
        hands: What may be played.
        before: What is played in front of them.
    """
    paths: dict[Placed, tuple[float, tuple[Voices, ...]]] = {}
    for place, (one, bass) in enumerate(zip(chords, basses, strict=True)):
        reached: dict[Placed, tuple[float, tuple[Voices, ...]]] = {}
        for voices in _ways(key, one, hands):
            here, stands = Placed(bass, voices), _standing(voices, bass, hands.centre)
            if place:
                cost, path = min(
                    (
                        (had + _moved(key, chords[place - 1], last, here), way)
                        for last, (had, way) in paths.items()
                    ),
                    key=lambda reach: reach[0],
                )
            else:
                cost, path = (_moved(key, one, before, here) if before else 0.0), ()
            reached[here] = (cost + stands, (*path, voices))
        paths = dict(sorted(reached.items(), key=lambda reach: reach[1][0])[:_FOLLOWED])
    return min(paths.values(), key=lambda reach: reach[0])[1] if paths else ()


@lru_cache(maxsize=1024)
def _ways(key: Key, one: Chord, hands: Hands) -> tuple[Voices, ...]:
    """All good ways to play a chord above its bass, the most central first."""
    classes = one.classes(key)
    needed = {(key.tonic + tone.semitones) % 12 for tone in one.required}
    if len(needed) > hands.number:
        needed = set(sorted(needed)[: hands.number])
    notes = [pitch for pitch in range(hands.low, hands.high + 1) if pitch % 12 in classes]
    leads = (key.tonic + 11) % 12 if one.leading else None
    found = [
        voices
        for voices in combinations(notes, hands.number)
        if needed <= {pitch % 12 for pitch in voices} and _clear(voices, leads)
    ]
    found.sort(key=lambda voices: (abs(sum(voices) / hands.number - hands.centre), voices))
    return tuple(found[:_MOST]) or (tuple(notes[: hands.number]),)


def _clear(voices: Voices, leads: int | None) -> bool:
    """Whether voices lie clear of one another: no mud below, no holes, no two on the leading tone."""
    if leads is not None and sum(pitch % 12 == leads for pitch in voices) > 1:
        return False
    for lower, upper in pairwise(voices):
        apart = upper - lower
        if apart < 2 or apart > _WIDEST or (lower < _MUD and apart < 4):
            return False
    return True


@lru_cache(maxsize=65536)
def _standing(voices: Voices, bass: int, centre: int) -> float:
    """What a chord costs where it stands."""
    middle = sum(voices) / len(voices)
    doubled = len(voices) - len({pitch % 12 for pitch in voices})
    near = 4.0 if voices[0] - bass < 5 else 0.0
    return 0.7 * abs(middle - centre) + 1.5 * doubled + near


@lru_cache(maxsize=262144)
def _moved(key: Key, one: Chord, before: Placed, after: Placed) -> float:
    """What it costs to go from one chord to the next."""
    moves = [new - old for old, new in zip(before.voices, after.voices, strict=False)]
    cost = float(sum(abs(move) for move in moves)) + sum(
        2.0 * (abs(move) - 4) for move in moves if abs(move) > 4
    )
    cost += sum(weight for weight in _parallels(before, after))
    if one.leading:
        leading = (key.tonic + 11) % 12
        cost += sum(
            6.0
            for old, new in zip(before.voices, after.voices, strict=False)
            if old % 12 == leading and new - old not in (0, 1)
        )
    return cost


def _parallels(before: Placed, after: Placed) -> Iterator[float]:
    """The weight of every pair of voices that goes in parallel fifths or octaves."""
    old, new = (before.bass, *before.voices), (after.bass, *after.voices)
    top = min(len(old), len(new)) - 1
    for lower, upper in combinations(range(top + 1), 2):
        if parallel((old[lower], old[upper]), (new[lower], new[upper])):
            yield _OUTER if (lower, upper) == (0, top) else _BASS if lower == 0 else _INNER


def parallel(before: Sequence[int], after: Sequence[int]) -> bool:
    """Whether two voices go from one fifth or octave to another of the same kind."""
    was, is_now = (before[1] - before[0]) % 12, (after[1] - after[0]) % 12
    moves = before[0] != after[0] and before[1] != after[1]
    return moves and was == is_now and was in _PERFECT
