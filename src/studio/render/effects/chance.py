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


class Mesh(NamedTuple):
    """Every so many pixels of a box, where what is soft is worked out.

    Its places are fixed in the frame, so that what moves through the box never jumps with the box's edges.

    Attributes:
        box: The box.
        step: How many pixels lie between them.
    """

    box: Box
    step: int

    @property
    def x(self) -> ndarray:
        """Where its columns lie in the frame, as one row."""
        return self._along(self.box.left, self.box.right)[None]

    @property
    def y(self) -> ndarray:
        """Where its rows lie, as one column."""
        return self._along(self.box.top, self.box.bottom)[:, None]

    def full(self, coarse: ndarray) -> ndarray:
        """What was worked out on it for every pixel of the box, uint8 or float32."""
        import cv2

        size = (coarse.shape[1] * self.step, coarse.shape[0] * self.step)
        fine = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
        top, left = self.box.top % self.step, self.box.left % self.step
        return fine[top : top + self.box.height, left : left + self.box.width]

    def mask(self, share: ndarray) -> ndarray:
        """Shares of 0 to 1 as a mask for every pixel of the box."""
        import numpy as np

        return self.full(np.rint(255 * np.clip(share, 0, 1)).astype(np.uint8))

    def _along(self, first: int, last: int) -> ndarray:
        import numpy as np

        places: ndarray = np.arange(first - first % self.step, last, self.step, dtype=np.float32)
        return places + np.float32(self.step / 2)


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
