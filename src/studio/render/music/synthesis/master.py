"""The last stage: a compressor that glues, a limiter that no peak passes, also between samples."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from studio.render.music.score import RATE

if TYPE_CHECKING:
    from numpy import ndarray

GRAIN = 48
"""Samples between two decisions."""

CEILING = 10 ** (-1.3 / 20)

_THRESHOLD = 10 ** (-15 / 10)
_RATIO = 1.8
_KNEE_ATTACK, _KNEE_RELEASE = 0.015, 0.18
_AHEAD = 5
_RELEASE = 0.08
_TAPS = 12
_BETWEEN = 4
_NEAR = 0.6


class Master:
    """Follows the sum and says how loud everything may be; the same for all that is in it."""

    def __init__(self) -> None:
        import numpy as np

        self._level = 0.0
        self._gain = 1.0
        self._recent: list[float] = []
        self._held: ndarray | None = None
        self._context = np.zeros((2, GRAIN), np.float32)
        self._glue = 1.0

    def fed(self, tracks: ndarray, *, last: bool = False) -> ndarray:
        """Take a block and give back as much as is decided.

        Args:
            tracks: The sum, and behind it whatever belongs to it: any number, 2 channels, samples.
            last: Whether nothing follows.
        """
        import numpy as np

        glued = tracks * self._glued(tracks[0])
        held = glued if self._held is None else np.concatenate([self._held, glued], axis=2)
        count = held.shape[2]
        padding = -count % GRAIN + (_AHEAD + 2) * GRAIN if last else 0
        padded = np.pad(held[0], ((0, 0), (0, padding)))
        needs = _needed(np.concatenate([self._context, padded], axis=1))[1:]
        decided = len(needs) - _AHEAD - 1
        if decided <= 0:
            self._held = held
            return held[:, :, :0]
        gains = self._limited(needs, decided)
        curve = _between(gains, decided)[:count]
        out: ndarray = held[:, :, : len(curve)] * curve
        self._context = held[0][:, max(0, len(curve) - GRAIN) : len(curve)]
        self._held = held[:, :, len(curve) :]
        return out

    def _glued(self, wave: ndarray) -> ndarray:
        """The compressor's gain for every sample of a block, whose length is a whole number of grains."""
        import numpy as np

        count = -(-wave.shape[1] // GRAIN)
        padded = np.pad(wave, ((0, 0), (0, count * GRAIN - wave.shape[1])))
        powers = np.square(padded).reshape(2, count, GRAIN).mean(axis=2).max(axis=0).tolist()
        attack, release = (1 - 2.718 ** (-GRAIN / RATE / time) for time in (_KNEE_ATTACK, _KNEE_RELEASE))
        gains = [self._glue]
        level = self._level
        for power in powers:
            level += (attack if power > level else release) * (power - level)
            over = level / _THRESHOLD
            gains.append(over ** (-0.5 * (1 - 1 / _RATIO)) if over > 1 else 1.0)
        self._level, self._glue = level, gains[-1]
        return _between(gains, count)[: wave.shape[1]]

    def _limited(self, needs: ndarray, decided: int) -> list[float]:
        """The limiter's gain at the edges of grains: it is there before the peak and goes slowly."""
        import numpy as np

        lowest = np.lib.stride_tricks.sliding_window_view(needs, _AHEAD + 1).min(axis=1).tolist()
        release = 1 - 2.718 ** (-GRAIN / RATE / _RELEASE)
        # Nothing can look ahead of the first sample: the gain it needs is there from the start.
        recent = self._recent or [lowest[0]] * _AHEAD
        gains = [sum(recent) / _AHEAD]
        gain = min(self._gain, recent[-1])
        for place in range(decided):
            gain = min(lowest[place], gain + release * (1 - gain))
            recent = [*recent[1:], gain]
            gains.append(sum(recent) / _AHEAD)
        self._gain, self._recent = gain, recent
        return gains


def _between(gains: list[float], count: int) -> ndarray:
    """Gains at the edges of grains as a gain for every sample."""
    import numpy as np

    edges = np.asarray(gains, np.float32)
    share = (np.arange(GRAIN, dtype=np.float32) / GRAIN)[None]
    lines: ndarray = edges[:count, None] * (1 - share) + edges[1 : count + 1, None] * share
    return lines.reshape(-1)


def _needed(wave: ndarray) -> ndarray:
    """By how much every grain must be turned down, its peaks between samples heeded."""
    import numpy as np

    count = wave.shape[1] // GRAIN
    whole = wave[:, : count * GRAIN]
    peaks = np.abs(whole).max(axis=0).reshape(count, GRAIN).max(axis=1)
    # Only where samples come near the ceiling can what lies between them reach it.
    near = np.flatnonzero(peaks > _NEAR * CEILING)
    if len(near):
        padded = np.pad(whole, ((0, 0), (_TAPS // 2 - 1, _TAPS // 2)))
        places = near[:, None] * GRAIN + np.arange(GRAIN + _TAPS - 1)
        around = np.lib.stride_tricks.sliding_window_view(padded[:, places], _TAPS, axis=2)
        peaks[near] = np.maximum(peaks[near], np.abs(around @ _fractions()).max(axis=(0, 2, 3)))
    needed: ndarray = np.minimum(1.0, CEILING / np.maximum(peaks, 1e-9))
    return needed


@lru_cache(maxsize=1)
def _fractions() -> ndarray:
    """Filters that say what lies between two samples, at a quarter, a half and three quarters."""
    import numpy as np

    place = np.arange(_TAPS)[:, None] - (_TAPS // 2 - 1)
    away = place - np.arange(1, _BETWEEN) / _BETWEEN
    taps = np.sinc(away) * np.cos(np.pi * away / (_TAPS + 1)) ** 2
    filters: ndarray = (taps / taps.sum(axis=0)).astype(np.float32)
    return filters
