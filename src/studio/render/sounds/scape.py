"""What is heard of a film's places: one atmosphere after the other, and effects at their moments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.render.sounds import atmosphere, effect
from studio.render.sounds.samples import BLOCK, RATE, gain

if TYPE_CHECKING:
    from numpy import ndarray

_CROSS = round(0.5 * RATE)
_END = round(0.05 * RATE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A place for some time.

    Attributes:
        name: One of the atmospheres.
        start: The sample it begins with.
        end: The sample after its last.
        seed: What chance draws from.
    """

    name: str
    start: int
    end: int
    seed: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An effect at its moment.

    Attributes:
        name: One of the effects.
        at: The sample it begins with.
        volume: By how many decibels it is louder than it was made.
        seed: What chance draws from.
    """

    name: str
    at: int
    volume: float
    seed: int


def scape(stretches: Sequence[Stretch], hits: Sequence[Hit], samples: int) -> Iterator[ndarray]:
    """Blocks of left and right at 48 kHz, so many samples in all.

    Where a place gives way to another, both are heard for half a second around the cut. The last
    twentieth of a second fades to silence.
    """
    import numpy as np

    coming = [place for place in stretches if place.name != "none"]
    silent = sorted(hits, key=lambda hit: hit.at)
    heard: list[_Place | _Hit] = []
    for begin in range(0, samples, BLOCK):
        end = min(begin + BLOCK, samples)
        heard += [_Place(place, samples) for place in coming if place.start - _CROSS < end]
        coming = [place for place in coming if place.start - _CROSS >= end]
        while silent and silent[0].at < end:
            heard.append(_Hit(silent.pop(0)))
        heard = [one for one in heard if one.last > begin]
        block = np.zeros((end - begin, 2))
        for one in heard:
            one.add(block, begin)
        left = samples - begin - np.arange(len(block))
        yield (block * np.sin(np.pi / 2 * np.clip(left / _END, 0, 1))[:, None] ** 2).astype(np.float32)


class _Place:
    """A stretch of atmosphere that is being heard."""

    def __init__(self, stretch: Stretch, samples: int) -> None:
        half = min(_CROSS, stretch.end - stretch.start) // 2
        self._first = max(0, stretch.start - half)
        self.last = min(samples, stretch.end + half)
        self._rise = 2 * half if stretch.start else 0
        self._fall = 2 * half if stretch.end < samples else 0
        self._blocks = atmosphere(stretch.name, (self.last - self._first) / RATE, stretch.seed)
        self._held: list[ndarray] = []

    def add(self, block: ndarray, begin: int) -> None:
        """Add what is heard of it from one sample on."""
        import numpy as np

        start, stop = max(begin, self._first), min(begin + len(block), self.last)
        if start >= stop:
            return
        at = np.arange(start, stop)
        course = np.ones(len(at))
        if self._rise:
            course *= np.sin(np.pi / 2 * np.clip((at - self._first) / self._rise, 0, 1))
        if self._fall:
            course *= np.sin(np.pi / 2 * np.clip((self.last - at) / self._fall, 0, 1))
        block[start - begin : stop - begin] += self._taken(len(at)) * course[:, None]

    def _taken(self, count: int) -> ndarray:
        """The next samples."""
        import numpy as np

        have = sum(map(len, self._held))
        while have < count:
            self._held.append(next(self._blocks))
            have += len(self._held[-1])
        whole = np.concatenate(self._held)
        self._held = [whole[count:]]
        return whole[:count]


class _Hit:
    """An effect that is being heard."""

    def __init__(self, hit: Hit) -> None:
        self._sound = effect(hit.name, hit.seed) * gain(hit.volume)
        self._first = hit.at
        self.last = hit.at + len(self._sound)

    def add(self, block: ndarray, begin: int) -> None:
        """Add what is heard of it from one sample on."""
        start, stop = max(begin, self._first), min(begin + len(block), self.last)
        block[start - begin : stop - begin] += self._sound[start - self._first : stop - self._first]
