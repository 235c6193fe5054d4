"""Music on paper: notes in ticks, and the piece they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from studio.render.music.theory import Chord, Key

BEAT = 480
"""Ticks in a quarter."""
BAR = 4 * BEAT
STEP = BEAT // 4
"""Ticks in a sixteenth."""

Part = Literal["lead", "double", "chords", "motion", "pad", "bass", "drums", "shine"]


class Note(NamedTuple):
    """One note.

    Attributes:
        start: The tick at which it begins.
        length: How many ticks it is held.
        pitch: Its key on a piano, middle C being 60; for drums, how they are tuned.
        velocity: How hard it is played, 0 to 1.
        part: What it is for in the piece.
        instrument: What plays it.
    """

    start: int
    length: int
    pitch: int
    velocity: float
    part: Part
    instrument: str

    @property
    def end(self) -> int:
        """The tick at which it is let go."""
        return self.start + self.length


class Span(NamedTuple):
    """A chord and its time.

    Attributes:
        start: The tick at which it begins.
        end: The tick at which the next begins.
        chord: The chord.
        bass: The lowest note.
        voices: The notes above it, from low to high.
    """

    start: int
    end: int
    chord: Chord
    bass: int
    voices: tuple[int, ...]


@dataclass(frozen=True)
class Piece:
    """A composed piece.

    Attributes:
        key: Its key.
        ticks: How many ticks it has.
        samples: How many samples it lasts.
        spans: Its chords, from beginning to end.
        notes: All notes, in order.
        pulse: How many of its measures go into a bar of the score.
        hit: The tick of the last chord, which rings out.
        space: The room it is played in.
        levels: How loud each part is beside the melody, in decibels.
        pumped: The parts that make room for the bass drum.
    """

    key: Key
    ticks: int
    samples: int
    spans: tuple[Span, ...]
    notes: tuple[Note, ...]
    pulse: float
    hit: int
    space: str
    levels: dict[Part, float]
    pumped: frozenset[Part]

    def sample(self, tick: float) -> int:
        """The sample at which a tick lies."""
        return round(tick * self.samples / self.ticks)
