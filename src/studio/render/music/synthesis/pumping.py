"""Room for the bass drum: parts that are pumped go down for a moment with every stroke of it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from studio.render.music.notes import Part, Piece
from studio.render.music.synthesis.shaping import raised, samples

if TYPE_CHECKING:
    from numpy import ndarray

_DEEP = 0.5
_DOWN, _UP = 0.004, 0.2


class Pump:
    """Turns the parts of a piece down behind every stroke of its bass drum."""

    def __init__(self, piece: Piece) -> None:
        import numpy as np

        self._parts = piece.pumped
        kicks = [note for note in piece.notes if note.part == "drums" and note.instrument.endswith("kick")]
        self._kicks = [piece.sample(note.start) for note in kicks]
        down, up = raised(samples(_DOWN)), raised(samples(_UP))[::-1]
        self._shape = np.concatenate([1 - _DEEP * down, 1 - _DEEP * up])

    def apply(self, parts: dict[Part, ndarray], begin: int) -> None:
        """Turn down what is pumped; it is changed in place.

        Args:
            parts: A block of each part.
            begin: Its first sample.
        """
        import numpy as np

        pumped = self._parts & parts.keys()
        if not pumped or not self._kicks:
            return
        length = next(iter(parts.values())).shape[1]
        curve = np.ones(length, np.float32)
        first = bisect_left(self._kicks, begin - len(self._shape))
        for kick in self._kicks[first : bisect_left(self._kicks, begin + length)]:
            start, end = max(kick, begin), min(kick + len(self._shape), begin + length)
            here = curve[start - begin : end - begin]
            np.minimum(here, self._shape[start - kick : end - kick], out=here)
        for part in pumped:
            parts[part] *= curve
