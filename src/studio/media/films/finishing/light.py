"""Light that flickers from frame to frame is made even; what grows brighter or darker on purpose stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from studio.media.films import planes

if TYPE_CHECKING:
    from numpy import ndarray

_BLACK, _REACH = 16.0, 4
_NOTHING = 1e-4
_MOST = 1.25
"""How far a frame is made brighter or darker at most, in times."""


def measured(frames: Iterable[ndarray]) -> list[float]:
    """How bright each frame of a take is, above black, in steps of 8 bits.

    Args:
        frames: yuv420p as it lies in memory, luma over both chromas.
    """
    return [max(1.0, float(planes.of(frame)[0].mean()) - _BLACK) for frame in frames]


def evened(frames: Iterable[ndarray], bright: Sequence[float], strength: float) -> Iterator[ndarray]:
    """The frames of a take, each as bright as those around it say.

    Args:
        frames: The frames.
        bright: How bright each is, as measured.
        strength: How much of the flicker goes, 0 to 1.
    """
    import cv2
    import numpy as np

    steps = np.arange(256, dtype=np.float64)
    for frame, gain in zip(frames, gains(bright, strength), strict=False):
        if abs(gain - 1) < _NOTHING:
            yield frame
            continue
        table = np.clip(np.rint(_BLACK + (steps - _BLACK) * gain), 0, 255).astype(np.uint8)
        luma, *chromas = planes.of(frame)
        yield planes.whole([cv2.LUT(luma, table), *chromas])


def gains(bright: Sequence[float], strength: float) -> list[float]:
    """How many times brighter each frame is made.

    A straight line is laid through the frames around each: a fade is such a line and stays, flicker is what
    strays from it.
    """
    import numpy as np

    found = []
    for number, value in enumerate(bright):
        first, end = max(0, number - _REACH), min(len(bright), number + _REACH + 1)
        if end - first < 3:
            found.append(1.0)
            continue
        line = np.polyfit(np.arange(first, end) - number, np.asarray(bright[first:end]), 1)
        gain = (max(1.0, float(line[1])) / value) ** strength
        found.append(min(_MOST, max(1 / _MOST, gain)))
    return found
