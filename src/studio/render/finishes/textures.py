"""Textures that are the same wherever they are asked for: each a tile that repeats without a seam."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

SIDE = 1024


def laid(tile: ndarray, corner: tuple[int, int], height: int, width: int) -> ndarray:
    """A tile repeated over an area that begins at a corner of the world."""
    import numpy as np

    made: ndarray = np.empty((height, width, *tile.shape[2:]), tile.dtype)
    high, wide = tile.shape[:2]
    for down in range(-(corner[1] % high), height, high):
        top, bottom = max(0, down), min(height, down + high)
        for across in range(-(corner[0] % wide), width, wide):
            left, right = max(0, across), min(width, across + wide)
            made[top:bottom, left:right] = tile[top - down : bottom - down, left - across : right - across]
    return made


@lru_cache(maxsize=32)
def clouded(size: float, seed: int, *, across: float = 1.0) -> ndarray:
    """Soft noise from -1 to 1.

    Args:
        size: How large its spots are, in pixels.
        seed: Which one.
        across: How much longer spots are than they are high.
    """
    import cv2
    import numpy as np

    # Large spots are drawn small and enlarged: blurring them at full size would take seconds.
    finer = max(1, 2 ** int(max(0.0, np.log2(max(size, 1e-3) / 3))))
    side = SIDE // finer
    drawn = np.random.Generator(np.random.Philox(seed)).standard_normal((side, side)).astype(np.float32)
    wide, high = max(0.4, size * across / finer), max(0.4, size / finer)
    margin = min(side, int(3 * max(wide, high)) + 3)
    soft = cv2.GaussianBlur(np.pad(drawn, margin, mode="wrap"), (0, 0), sigmaX=wide, sigmaY=high)
    if finer > 1:
        soft = cv2.resize(soft, None, fx=finer, fy=finer, interpolation=cv2.INTER_CUBIC)
    soft = soft[margin * finer : margin * finer + SIDE, margin * finer : margin * finer + SIDE]
    return _bounded(soft / (2.2 * float(soft.std()) + 1e-6))


@lru_cache(maxsize=8)
def fibres(seed: int) -> ndarray:
    """The fibres of hand-made paper, from -1 to 1."""
    import numpy as np

    long = clouded(0.6, seed, across=9) + np.ascontiguousarray(clouded(0.6, seed + 1, across=9).T)
    return _bounded(0.45 * long + 0.35 * clouded(0.7, seed + 2) + 0.3 * clouded(40, seed + 3))


def _bounded(tile: ndarray) -> ndarray:
    import numpy as np

    bounded: ndarray = np.clip(tile, -1, 1).astype(np.float32)
    return bounded
