"""Ink and wash: a hand that trembles a little, pigment that pools at the edges and lets the paper through."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from studio.media.images.colour import parse_colour
from studio.render.blurring import blurred
from studio.render.finishes.mixing import toward, tripled
from studio.render.finishes.textures import clouded, laid

if TYPE_CHECKING:
    from numpy import ndarray

_POOLED = 41


def washed(rgba: ndarray, scale: float, corner: tuple[int, int], amount: float, sheet: str) -> ndarray:
    """Make a plate of ink and wash."""
    import cv2
    import numpy as np

    height, width = rgba.shape[:2]
    rgb, alpha = _trembled(rgba, scale, corner, amount)
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    # Dark strokes are ink and stay; lighter areas are pigment, thick in places and thin in others.
    pigment = cv2.LUT(grey, _pigment())
    thin = cv2.multiply(laid(_thin(scale, amount), corner, height, width), pigment, scale=1 / 255)
    rgb = toward(rgb, parse_colour(sheet), thin)
    pooled = np.minimum(cv2.subtract(blurred(grey, 3.0 * scale), grey), _POOLED)
    taken = cv2.multiply(pooled, pigment, scale=0.9 / 255)
    rgb = cv2.multiply(rgb, tripled(cv2.bitwise_not(taken)), scale=1 / 255)
    return cv2.merge([*cv2.split(rgb), alpha])


@lru_cache(maxsize=1)
def _pigment() -> ndarray:
    import numpy as np

    return np.clip((np.arange(256) - 60) / 60 * 255, 0, 255).astype(np.uint8)


@lru_cache(maxsize=8)
def _thin(scale: float, amount: float) -> ndarray:
    """How much of the paper shows through: pools, and the grain of the paper."""
    import numpy as np

    pools = 0.5 * clouded(46 * scale, 21) + 0.22 * clouded(9 * scale, 22)
    share = np.clip(0.3 + 0.34 * pools + 0.1 * clouded(0.8, 23), 0, 0.85) * amount
    return np.clip(share * 255 + 0.5, 0, 255).astype(np.uint8)


def _trembled(rgba: ndarray, scale: float, corner: tuple[int, int], amount: float) -> tuple[ndarray, ndarray]:
    """Every line a little off, as a hand draws it."""
    import cv2
    import numpy as np

    height, width = rgba.shape[:2]
    far = 1.7 * scale * amount
    across, down = (
        laid(clouded(13 * scale, seed), corner, height, width) * np.float32(far) for seed in (24, 25)
    )
    across += np.arange(width, dtype=np.float32)[None, :]
    down += np.arange(height, dtype=np.float32)[:, None]
    # Colour of what is transparent must not bleed in: moved premultiplied, then divided again.
    alpha = cv2.extractChannel(rgba, 3)
    opaque = np.full_like(alpha, 255)
    flat = cv2.multiply(rgba, cv2.merge([alpha, alpha, alpha, opaque]), scale=1 / 255)
    moved = cv2.remap(flat, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    alpha = cv2.extractChannel(moved, 3)
    return cv2.divide(cv2.cvtColor(moved, cv2.COLOR_RGBA2RGB), tripled(alpha), scale=255), alpha
