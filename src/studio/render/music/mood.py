"""What a mood is: everything by which a composer makes a piece feel one way and not another."""

from __future__ import annotations

from dataclasses import dataclass, field

from studio.render.music.notes import Part


@dataclass(frozen=True, slots=True)
class Mood:
    """How pieces of one mood are made. Where several things are listed, the seed chooses.

    Attributes:
        modes: The modes.
        tonics: The tonics, 0 being C.
        tempo: Beats a minute: the slowest, the usual, the fastest.
        verses: Progressions of four bars; a comma puts two chords into one bar.
        lifts: Progressions for where it lifts.
        turns: Last bars that want to go on, in front of a lift.
        cadences: How it ends; the last chord is the one that rings out.
        centre: Where the chords lie.
        singing: Where the melody lies.
        cells: Rhythms of one bar, of which melodies are made: sixteenths, x for a note.
        legato: How much of their time the notes of the melody are held.
        grooves: The grooves.
        drums: How much the drums do at most, from none, 0, to all, 3.
        basses: How the bass goes.
        comping: How chords are played.
        motions: How chords are broken.
        band: What plays each part.
        space: The rooms it may be played in.
        levels: How loud parts are beside the usual balance, in decibels.
        pumped: The parts that make room for the bass drum.
        openings: Which parts may begin alone.
    """

    modes: tuple[str, ...]
    tonics: tuple[int, ...]
    tempo: tuple[int, int, int]
    verses: tuple[str, ...]
    lifts: tuple[str, ...]
    turns: tuple[str, ...]
    cadences: tuple[str, ...]
    centre: int
    singing: int
    cells: tuple[str, ...]
    legato: float
    grooves: tuple[str, ...]
    drums: int
    basses: tuple[str, ...]
    comping: tuple[str, ...]
    motions: tuple[str, ...]
    band: dict[Part, tuple[str, ...]]
    space: tuple[str, ...]
    levels: dict[Part, float] = field(default_factory=dict)
    pumped: frozenset[Part] = frozenset()
    openings: tuple[Part, ...] = ("chords", "motion")
