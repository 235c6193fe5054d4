"""Chance that depends on nothing but its keys, whole arrays at once, and where effects find their ground."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from studio.render.sampling import Box

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.canvas import Canvas

_STRIDE = 0x9E3779B97F4A7C15
_MIX = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


class Area(NamedTuple):
    """Where an effect happens: a rectangle in pixels of the frame, which may lie between them or outside.

    It moves with the camera, and everything in it is placed in units from its left upper corner.
    """

    left: float
    top: float
    right: float
    bottom: float

    def box(self, canvas: Canvas, spare: float = 0.0) -> Box:
        """The even box of the frame that it touches, with some pixels around."""
        whole = Box(
            int(self.left - spare),
            int(self.top - spare),
            int(self.right + spare) + 1,
            int(self.bottom + spare) + 1,
        )
        return whole.within(canvas.box).even


def draws(seed: int, *keys: ndarray | int) -> ndarray:
    """Numbers from 0 to 1, one for each entry of the keys, which are whole numbers."""
    import numpy as np

    state: ndarray = np.array(seed % 2**64, np.uint64)
    with np.errstate(over="ignore"):
        for key in keys:
            state = _stirred(
                state ^ (np.asarray(key).astype(np.int64).astype(np.uint64) + np.uint64(_STRIDE))
            )
    drawn: ndarray = np.asarray((state >> np.uint64(11)) / 2**53)
    return drawn


def dithered(mask: ndarray) -> ndarray:
    """A smooth mask whose roundings chance decides, so that what it veils shows no rings."""
    import cv2

    high, wide = mask.shape
    grain = _dither()[:high, :wide]
    return cv2.addWeighted(mask, 1, grain, 1 / 32, -4) if grain.shape == mask.shape else mask


@lru_cache(maxsize=1)
def _dither() -> ndarray:
    import numpy as np

    return np.random.Generator(np.random.Philox(7)).integers(64, 192, (2304, 4096)).astype(np.uint8)


def _stirred(state: ndarray) -> ndarray:
    import numpy as np

    state = (state ^ (state >> np.uint64(30))) * np.uint64(_MIX[0])
    state = (state ^ (state >> np.uint64(27))) * np.uint64(_MIX[1])
    stirred: ndarray = state ^ (state >> np.uint64(31))
    return stirred
