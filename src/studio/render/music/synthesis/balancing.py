"""Balancing: how loud parts are beside one another, and how loud the whole is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

from studio.render.music.notes import Note, Part, Piece
from studio.render.music.score import RATE
from studio.render.music.synthesis.levels import loudness, windows
from studio.render.music.synthesis.master import Master
from studio.render.music.synthesis.playing import Player, Stage
from studio.render.music.synthesis.pumping import Pump
from studio.render.music.synthesis.room import ROOMS
from studio.render.music.synthesis.shaping import raised, samples

if TYPE_CHECKING:
    from numpy import ndarray

PARTS: tuple[Part, ...] = get_args(Part)

SENDS: dict[Part, float] = {
    "lead": 0.48,
    "double": 0.55,
    "chords": 0.38,
    "motion": 0.42,
    "pad": 0.45,
    "bass": 0.05,
    "drums": 0.2,
    "shine": 0.7,
}
"""How much of each part goes into the room."""

_BALANCE: dict[Part, float] = {
    "lead": 0.0,
    "double": -6.0,
    "chords": -4.0,
    "motion": -6.0,
    "pad": -7.0,
    "bass": -2.0,
    "drums": -0.5,
    "shine": -8.5,
}
"""How loud each part is beside the melody where it plays most, in decibels."""

TARGET = -16.0
_TRIES = 2

_LISTENED = 4.0
_REHEARSED, _REHEARSALS = 2.8, 6
_LEAD_IN = 4
_FADE = 0.4
"""The part of the last chord's time in which it goes."""


def balanced(piece: Piece, player: Player) -> dict[Part, float]:
    """How far up each part's fader is, so that parts stand to one another and the whole is as loud as told.

    Args:
        piece: The piece.
        player: Who plays it; what is rehearsed here is remembered for the performance.
    """
    faders: dict[Part, float] = {}
    for part in PARTS:
        notes = [note for note in piece.notes if note.part == part]
        if notes:
            wanted = _BALANCE[part] + piece.levels.get(part, 0.0)
            faders[part] = 10 ** (wanted / 20) / _strength(piece, part, notes, player) ** 0.5
    volume = _volume([_rehearsed(piece, span, faders, player) for span in _excerpts(piece)])
    return {part: volume * fader for part, fader in faders.items()}


def faded(piece: Piece, begin: int, length: int) -> ndarray:
    """By how much samples of the whole are turned down, so that its last chord goes before it ends.

    Args:
        piece: The piece.
        begin: The first sample.
        length: How many.
    """
    import numpy as np

    ring = piece.samples - piece.sample(piece.hit)
    fall = max(min(piece.samples, samples(0.05)), round(_FADE * ring))
    curve = np.ones(length, np.float32)
    start = piece.samples - fall
    if begin + length > start:
        whole = raised(fall)[::-1] ** 1.5
        curve[max(0, start - begin) :] = whole[max(0, begin - start) : begin + length - start]
    return curve


def _strength(piece: Piece, part: Part, notes: Sequence[Note], player: Player) -> float:
    """How loud a part is where it plays most."""
    import numpy as np

    size = samples(min(_LISTENED, piece.samples / RATE))
    starts = [piece.sample(note.start) for note in notes]
    sums = np.concatenate([[0.0], np.cumsum([note.velocity**2 for note in notes])])
    ends = np.searchsorted(starts, np.array(starts) + size)
    first = int(np.argmax(sums[ends] - sums[np.arange(len(notes))]))
    played = Stage(player, piece, notes[first : int(ends[first])]).block(starts[first], size)
    heard = windows(played[part])
    return max(1e-12, float(heard[heard >= 0.1 * heard.max()].mean()))


def _excerpts(piece: Piece) -> list[tuple[int, int]]:
    """Parts of a piece by which the whole is judged, each from the middle of an equal share of it."""
    size = samples(_REHEARSED)
    count = min(_REHEARSALS, -(-piece.samples // size))
    share = piece.samples / count
    size = min(size, int(share))
    begins = [round(number * share + (share - size) / 2) for number in range(count)]
    return [(begin, begin + size) for begin in begins]


def _rehearsed(piece: Piece, span: tuple[int, int], faders: dict[Part, float], player: Player) -> ndarray:
    """An excerpt as it will be, the room included as far as its energy goes."""
    import numpy as np

    begin, end = span
    starts = [piece.sample(note.start) for note in piece.notes]
    notes = piece.notes[bisect_left(starts, begin - _LEAD_IN * RATE) : bisect_left(starts, end)]
    parts = Stage(player, piece, notes).block(begin, end - begin)
    Pump(piece).apply(parts, begin)
    wet = ROOMS[piece.space].wet
    total = np.zeros((2, end - begin), np.float32)
    for part, track in parts.items():
        total += faders[part] * (1 + (wet * SENDS[part]) ** 2) ** 0.5 * track
    total *= faded(piece, begin, end - begin)
    return total


def _volume(excerpts: Sequence[ndarray]) -> float:
    """By how much everything is turned up, so that what comes out of the last stage is as loud as told."""
    import numpy as np

    heard = np.concatenate([windows(one) for one in excerpts])
    volume = 10 ** ((TARGET - loudness(heard)) / 20)
    for _ in range(_TRIES):
        mastered = [Master().fed(volume * one[None], last=True)[0] for one in excerpts]
        heard = np.concatenate([windows(one) for one in mastered])
        volume *= 10 ** ((TARGET - loudness(heard)) / 20)
    return float(volume)
