"""Ink and wash: a hand that trembles a little, pigment that pools at the edges and lets the paper through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.media.images.colour import parse_colour
from studio.render.finishes.textures import clouded, laid

if TYPE_CHECKING:
    from numpy import ndarray


def washed(rgba: ndarray, scale: float, corner: tuple[int, int], amount: float, sheet: str) -> ndarray:
    """Make a plate of ink and wash."""
    import cv2
    import numpy as np

    height, width = rgba.shape[:2]
    rgba = _trembled(rgba, scale, corner, amount)
    rgb = rgba[..., :3].astype(np.float32)
    paper = np.array(parse_colour(sheet)[:3], np.float32)
    # Dark strokes are ink and stay; lighter areas are pigment, thick in places and thin in others.
    grey = cv2.cvtColor(rgba[..., :3], cv2.COLOR_RGB2GRAY).astype(np.float32)
    pigment = np.clip((grey - 60) / 60, 0, 1)
    pools = laid(clouded(46 * scale, 21), corner, height, width) * 0.5
    pools = pools + laid(clouded(9 * scale, 22), corner, height, width) * 0.22
    grains = laid(clouded(0.8, 23), corner, height, width) * 0.1
    thin = np.clip(0.3 + 0.34 * pools + grains, 0, 0.85) * pigment * amount
    rgb += (paper - rgb) * thin[..., None]
    edge = grey - cv2.GaussianBlur(grey, (0, 0), max(0.8, 3.0 * scale))
    rgb *= (1 - np.clip(-edge / 255, -0.02, 0.16) * 0.9 * pigment)[..., None]
    out = rgba.copy()
    out[..., :3] = np.clip(rgb + 0.5, 0, 255)
    return out


def _trembled(rgba: ndarray, scale: float, corner: tuple[int, int], amount: float) -> ndarray:
    """Every line a little off, as a hand draws it."""
    import cv2
    import numpy as np

    height, width = rgba.shape[:2]
    far = np.float32(1.7 * scale * amount)
    dx = laid(clouded(13 * scale, 24), corner, height, width) * far
    dy = laid(clouded(13 * scale, 25), corner, height, width) * far
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    # Colour of what is transparent must not bleed in: moved premultiplied, then divided again.
    alpha = rgba[..., 3:].astype(np.float32) / 255
    flat = np.dstack([rgba[..., :3] * alpha, alpha * 255])
    moved = cv2.remap(flat, columns + dx, rows + dy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    seen = np.maximum(moved[..., 3:] / 255, 1e-3)
    return np.dstack([np.clip(moved[..., :3] / seen, 0, 255), moved[..., 3:]]).astype(np.uint8)
