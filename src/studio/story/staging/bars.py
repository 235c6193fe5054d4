"""The bars of a film: how many fill it exactly, and at which frames they end."""

from __future__ import annotations

import math
from typing import NamedTuple

SLOWEST, FASTEST = 72.0, 132.0
"""Beats a minute, four to a bar."""
_BEATS = 240.0
# A film this short is cut on half bars too, and may have an odd half.
SHORT = 12.0
_CALM, _RANGE = 76.0, 48.0
_PHRASE, _PAIR = 0.02, 0.05


class Grid(NamedTuple):
    """Where a film may be cut.

    Attributes:
        frames: How long it is.
        bars: How many bars it has, all of one length.
        step: What shots are whole numbers of: a bar, or half of one in short films.
    """

    frames: int
    bars: float
    step: float

    @property
    def steps(self) -> int:
        """How many steps it has."""
        return round(self.bars / self.step)

    def at(self, step: int) -> int:
        """The frame at which a step begins."""
        return round(step * self.step * self.frames / self.bars)

    def lasts(self, first: int, end: int) -> int:
        """How many frames lie between two steps."""
        return self.at(end) - self.at(first)

    def nearest(self, frame: float) -> int:
        """The step that begins nearest to a frame."""
        return round(frame * self.bars / self.frames / self.step)

    def steps_for(self, frames: float) -> int:
        """How many steps it takes to hold so many frames."""
        return max(1, math.ceil(frames * self.bars / self.frames / self.step - 1e-6))


def tempo(bars: float, seconds: float) -> float:
    """How many beats a minute so many bars in so many seconds have."""
    return _BEATS * bars / seconds


def grid(frames: int, fps: float, energy: float) -> Grid:
    """The bars of a film.

    Args:
        frames: How long it is.
        fps: Its frames a second.
        energy: How lively it is, 0 to 1.
    """
    seconds = frames / fps
    step = 0.5 if seconds < SHORT else 1.0
    least = max(1, math.ceil(SLOWEST * seconds / _BEATS / step - 1e-9))
    most = max(least, math.floor(FASTEST * seconds / _BEATS / step + 1e-9))
    wanted = _CALM + _RANGE * energy
    steps = min(range(least, most + 1), key=lambda count: _off(count * step, seconds, wanted))
    return Grid(frames, steps * step, step)


def _off(bars: float, seconds: float, wanted: float) -> float:
    """How far a number of bars is from what music likes: the tempo, whole phrases, at least pairs."""
    odd = _PHRASE * (bars % 4 != 0) + _PAIR * (bars % 2 != 0) + _PAIR * (bars % 1 != 0)
    return abs(math.log2(tempo(bars, seconds) / wanted)) + odd
