"""Flat colour with light: a breath of tone over large shapes, so that none of them is dead."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from studio.render.finishes.textures import clouded, laid

if TYPE_CHECKING:
    from numpy import ndarray


def modelled(rgba: ndarray, corner: tuple[int, int], amount: float) -> ndarray:
    """Lay soft tone over a plate."""
    import cv2

    height, width = rgba.shape[:2]
    tone = laid(_tone(amount), corner, height, width)
    # Alpha is multiplied by one: all four channels in one pass.
    return cv2.multiply(rgba, tone, scale=1 / 128)


@lru_cache(maxsize=4)
def _tone(amount: float) -> ndarray:
    import numpy as np

    soft = 1 + amount * (0.022 * clouded(90, 11) + 0.012 * clouded(1.1, 12))
    grey = np.clip(128 * soft + 0.5, 0, 255).astype(np.uint8)
    return np.dstack([grey, grey, grey, np.full_like(grey, 128)])
