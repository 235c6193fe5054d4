"""The floor a product stands on: its shadow, and its image in a polished surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.render.graphics.look import bytes_of
from studio.render.graphics.products.solids import PITCH

if TYPE_CHECKING:
    from numpy import ndarray

MIRRORED = 0.32
"""How much of its height is seen mirrored, in parts of it."""
STRONG = 0.3
# How much wider than the foot, how dark, how far to the side, how soft: from the touch to the far shadow.
_SHADOWS = ((1.03, 0.7, 0.02, 0.04), (1.3, 0.36, 0.2, 0.22), (1.75, 0.24, 0.62, 0.5))


@dataclass(frozen=True)
class Floor:
    """What of a floor mirrors the part of a product that changes.

    Attributes:
        box: Where it lies in the picture: left, top, right, bottom.
        rows: Which row of the picture each of its pixels mirrors.
        columns: Which column it mirrors.
        weight: How much of what is mirrored is seen, four channels.
        rest: What is seen besides: the shadow, and what stands there.
    """

    box: tuple[int, int, int, int]
    rows: ndarray
    columns: ndarray
    weight: ndarray
    rest: ndarray

    def mirror(self, whole: ndarray) -> None:
        """Mirror anew what of a picture has changed."""
        import cv2

        left, top, right, bottom = self.box
        if top >= bottom:
            return
        seen = cv2.multiply(
            cv2.remap(whole, self.columns, self.rows, cv2.INTER_LINEAR), self.weight, dtype=cv2.CV_32F
        )
        cv2.add(seen, self.rest, seen)
        whole[top:bottom, left:right] = cv2.convertScaleAbs(seen)


def stood(
    product: ndarray,
    origin: tuple[float, float],
    foot: float,
    tall: float,
    colour: str,
    changing: tuple[int, int, int, int],
) -> tuple[ndarray, Floor]:
    """Put a product on its floor.

    Args:
        product: The product, straight RGBA, with room for the floor below it.
        origin: Where it stands.
        foot: How far its foot reaches to the sides, in pixels.
        tall: How high it is, in pixels.
        colour: The colour of shadows.
        changing: The part of the product that changes: left, top, right, bottom.

    Returns:
        Both together, and the floor.
    """
    import cv2
    import numpy as np

    high, wide = product.shape[:2]
    top = int(origin[1])
    x = np.arange(wide, dtype=np.float32)
    y = np.arange(top, high, dtype=np.float32)[:, None]
    line = origin[1] + PITCH * np.sqrt(np.maximum(0, foot**2 - (x + 0.5 - origin[0]) ** 2))
    rows = np.broadcast_to(2 * line - y - 1, (high - top, wide)).astype(np.float32)
    columns = np.broadcast_to(x, rows.shape).astype(np.float32)
    mirrored = cv2.remap(product, columns, rows, cv2.INTER_LINEAR)
    away = np.maximum(0, y - line) / max(1.0, tall * MIRRORED)
    seen = mirrored[..., 3] / 255.0 * STRONG * np.clip(1 - away, 0, 1) ** 1.7 * (y >= line - 1)
    around = darkness((wide, high), origin, foot)
    dark = around[top:]
    shade = np.array(bytes_of(colour), np.float32)
    whole = seen + dark * (1 - seen)
    safe = np.maximum(whole, 1e-4)[..., None]
    weight, rest = seen[..., None] / safe, shade * (dark * (1 - seen))[..., None] / safe
    below = np.zeros_like(product)
    below[top:, :, :3] = np.clip(mirrored[..., :3] * weight + rest + 0.5, 0, 255)
    below[top:, :, 3] = np.clip(whole * 255 + 0.5, 0, 255)
    below[:top, :, :3] = shade
    below[:top, :, 3] = np.clip(around[:top] * 255, 0, 255)
    left, first, right, last = changing
    touched = np.flatnonzero(((rows > first - 1) & (rows < last) & (seen > 0)).any(axis=1))
    span = (int(touched[0]), int(touched[-1]) + 1) if len(touched) else (0, 0)
    part = (slice(*span), slice(left, right))
    source_rows, source_columns = (np.ascontiguousarray(plane[part]) for plane in (rows, columns))
    standing = product[top:, :, 3:][part] > 0
    whole_picture = _over(below, product)
    still = whole_picture[top:][part].astype(np.float32)
    much, more = np.zeros_like(still), still.copy()
    much[..., :3] = np.where(standing, 0, weight[part])
    more[..., :3] = np.where(standing, still[..., :3], rest[part])
    box = (left, top + span[0], right, top + span[1])
    return whole_picture, Floor(box, source_rows, source_columns, much, more)


def darkness(size: tuple[int, int], origin: tuple[float, float], foot: float) -> ndarray:
    """How dark the floor is around something round that stands on it."""
    import cv2
    import numpy as np

    wide, high = size
    dark: Any = np.zeros((high, wide), np.float32)
    for stretch, strength, aside, soft in _SHADOWS:
        layer: Any = np.zeros((high, wide), np.float32)
        across = foot * stretch
        centre = (round((origin[0] + aside * foot) * 16), round(origin[1] * 16))
        axes = (round(across * 16), round(max(2.0, across * (PITCH + 0.03)) * 16))
        cv2.ellipse(layer, centre, axes, 0, 0, 360, (strength,), -1, cv2.LINE_8, 4)
        blur = max(0.8, soft * foot * 0.55)
        layer = cv2.GaussianBlur(layer, (0, 0), blur, sigmaY=max(0.7, blur * 0.32))
        dark = 1 - (1 - dark) * (1 - layer)
    darkened: ndarray = dark
    return darkened


def _over(below: ndarray, above: ndarray) -> ndarray:
    from studio.render.graphics.sheet import over

    over(below, above, 0, 0)
    return below
