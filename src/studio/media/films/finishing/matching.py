"""The colours of one take brought towards those of its neighbours: mean and spread of luma and chromas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.media.films import planes

if TYPE_CHECKING:
    from numpy import ndarray

Three = tuple[float, float, float]

MOST_SHIFT, MOST_SPREAD = 18.0, 1.3
"""How far a mean is moved at most, in steps of 8 bits, and a spread widened or narrowed, in times."""
_GREY = 1.0


@dataclass(frozen=True)
class Tones:
    """The colours of some frames.

    Attributes:
        mean: Of luma and both chromas, in steps of 8 bits.
        spread: How far they stray from it.
    """

    mean: Three
    spread: Three


@dataclass(frozen=True)
class Match:
    """What is done to a take: of each plane, how it is widened around its mean, and where that goes.

    Attributes:
        scale: How many times the spread.
        shift: What is added.
    """

    scale: Three
    shift: Three

    @property
    def changes(self) -> bool:
        """Whether it does anything that could be seen."""
        tables = self.tables()
        return any(abs(int(value) - step) > 0 for table in tables for step, value in enumerate(table))

    def tables(self) -> list[list[int]]:
        """The value that each value of each plane becomes."""
        return [
            [min(255, max(0, round(step * scale + shift))) for step in range(256)]
            for scale, shift in zip(self.scale, self.shift, strict=True)
        ]


def toned(frames: Iterable[ndarray]) -> Tones:
    """The colours of some frames together.

    Args:
        frames: yuv420p as it lies in memory, luma over both chromas.

    Raises:
        ValueError: There are none.
    """
    import numpy as np

    found = [[(float(plane.mean()), float(plane.std())) for plane in planes.of(frame)] for frame in frames]
    mean, spread = np.asarray(found).mean(axis=0).T.tolist()
    return Tones(_three(mean), _three(spread))


def between(tones: Sequence[Tones]) -> Tones:
    """The colours that lie in the middle of several."""
    count = len(tones)
    mean = [sum(one.mean[part] for one in tones) / count for part in range(3)]
    spread = [sum(one.spread[part] for one in tones) / count for part in range(3)]
    return Tones(_three(mean), _three(spread))


def _three(values: Sequence[float]) -> Three:
    luma, blue, red = values
    return luma, blue, red


def match(take: Tones, wanted: Tones, strength: float = 1.0) -> Match:
    """What brings the colours of a take to others, within bounds: a night beside a day stays a night.

    Args:
        take: The colours of the take.
        wanted: Those of its neighbours.
        strength: How much of the way.
    """
    scales, shifts = [], []
    for mean, spread, to, wide in zip(take.mean, take.spread, wanted.mean, wanted.spread, strict=True):
        moved = min(MOST_SHIFT, max(-MOST_SHIFT, strength * (to - mean)))
        times = (max(_GREY, wide) / max(_GREY, spread)) ** strength
        scale = min(MOST_SPREAD, max(1 / MOST_SPREAD, times))
        scales.append(scale)
        shifts.append(mean + moved - scale * mean)
    return Match(_three(scales), _three(shifts))


def matched(frames: Iterable[ndarray], how: Match) -> Iterator[ndarray]:
    """The frames of a take in other colours.

    Args:
        frames: The frames.
        how: What is done to them.
    """
    import cv2
    import numpy as np

    tables = [np.asarray(table, np.uint8) for table in how.tables()]
    for frame in frames:
        yield planes.whole(
            [cv2.LUT(plane, table) for plane, table in zip(planes.of(frame), tables, strict=True)]
        )
