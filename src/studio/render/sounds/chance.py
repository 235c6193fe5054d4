"""Chance that can be asked again: draws by seed and name, and values that drift and never come round."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples

_GOLDEN = 0x9E3779B97F4A7C15
_MIX = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


def chance(seed: int, *names: str) -> Generator:
    """A source of chance of its own for whatever has this name."""
    import numpy as np

    return np.random.default_rng([seed, *(crc32(name.encode()) for name in names)])


class Drift:
    """A value that wanders between two bounds, smoothly, for ever."""

    def __init__(self, rng: Generator, seconds: float, low: float = 0.0, high: float = 1.0) -> None:
        """Draw a way.

        Args:
            rng: Where it is drawn from.
            seconds: How long it takes from one turn to the next, about.
            low: The lower bound.
            high: The upper bound.
        """
        self._key = int(rng.integers(1 << 62))
        self._seconds = seconds
        self._low, self._high = low, high

    def __call__(self, times: Samples) -> Samples:
        """The values at these times."""
        slow = self._way(times / self._seconds, 0)
        fast = self._way(times / self._seconds * 2.618, 1 << 40)
        share: Samples = 0.72 * slow + 0.28 * fast
        return self._low + (self._high - self._low) * share

    def _way(self, places: Samples, apart: int) -> Samples:
        import numpy as np

        knots = np.floor(places)
        share = places - knots
        smooth = share**3 * (share * (6 * share - 15) + 10)
        before, after = (self._drawn(knots.astype(np.int64) + apart + step) for step in (0, 1))
        between: Samples = before + (after - before) * smooth
        return between

    def _drawn(self, knots: Samples) -> Samples:
        """An even draw between 0 and 1 for each number, always the same for the same (splitmix64)."""
        import numpy as np

        bits = (knots.astype(np.uint64) + np.uint64(self._key)) * np.uint64(_GOLDEN)
        for shift, factor in zip((30, 27), _MIX, strict=True):
            bits = (bits ^ (bits >> np.uint64(shift))) * np.uint64(factor)
        bits ^= bits >> np.uint64(31)
        even: Samples = (bits >> np.uint64(11)).astype(np.float64) / (1 << 53)
        return even
