"""Pieces of a few notes, to listen to what becomes of them."""

from collections.abc import Sequence

from studio.render.music import RATE
from studio.render.music.notes import BAR, Note, Piece
from studio.render.music.theory import Key


def of_notes(notes: Sequence[Note], bars: int = 4, seconds: float = 8) -> Piece:
    """A piece of just these notes, without chords."""
    return Piece(
        key=Key(0, "major"),
        ticks=bars * BAR,
        samples=round(seconds * RATE),
        spans=(),
        notes=tuple(sorted(notes)),
        pulse=1,
        hit=(bars - 1) * BAR,
        space="room",
        levels={},
        pumped=frozenset(),
    )
