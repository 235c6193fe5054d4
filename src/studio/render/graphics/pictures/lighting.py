"""Things from photographs in the light of a scene: its colour, its strength, its side, its shadow."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.render.graphics.look import bytes_of
from studio.render.graphics.pictures.pixels import cropped
from studio.render.graphics.products import floor
from studio.render.graphics.products.shading import encoded, fallen, studio

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.products.shading import Studio
    from studio.render.painting import Painter

_TAKEN = 0.62
_ROUND = 0.16
_MODELLED, _RIM = 0.3, 0.5
_LEAST, _MOST = 0.62, 1.3


class Stood(NamedTuple):
    """A thing on its shadow: straight RGBA, and where its foot stands in it."""

    rgba: ndarray
    origin: tuple[float, float]


def relit(rgba: ndarray, light: Studio) -> ndarray:
    """A cut-out in the light of a scene.

    It takes on most of the scene's colour and strength, is modelled a little from the side of the light, and
    has a rim there. Its own colours stay recognisable.

    Args:
        rgba: The cut-out, straight RGBA.
        light: The light.
    """
    import cv2
    import numpy as np

    linear = (rgba[..., :3].astype(np.float32) / 255) ** 2.2
    alpha = rgba[..., 3].astype(np.float32) / 255
    lit, shaded = np.array(light.lit, np.float32), np.array(light.shaded, np.float32)
    whole = (0.6 * lit + 0.4 * shaded) * _exposure(linear, alpha)
    normal, edge = _inflated(alpha)
    fell = fallen(normal, light)
    flat = np.maximum(fell[alpha > 0.5].mean(axis=0) if (alpha > 0.5).any() else np.ones(3), 1e-3)
    modelled = 1 + _MODELLED * np.clip(fell / flat - 1, -0.75, 0.8)
    facing: Any = cv2.GaussianBlur(
        np.clip(-normal[..., 0] * 0.8 + normal[..., 1] * 0.5, 0, 1) * edge, (0, 0), 0.8
    )
    gain = whole**_TAKEN * modelled
    seen = linear * gain + (facing * _RIM)[..., None] * lit * (0.12 + linear)
    made = rgba.copy()
    made[..., :3] = encoded(seen)
    return made


def toned(rgba: ndarray, light: Studio) -> ndarray:
    """Something flat in the light of a scene: its colour and strength, half as strongly."""
    import numpy as np

    linear = (rgba[..., :3].astype(np.float32) / 255) ** 2.2
    whole = 0.6 * np.array(light.lit, np.float32) + 0.4 * np.array(light.shaded, np.float32)
    made = rgba.copy()
    made[..., :3] = encoded(linear * whole ** (0.8 * _TAKEN))
    return made


def _exposure(linear: ndarray, alpha: ndarray) -> float:
    """What brings a dark or a glaring picture halfway to an ordinary one."""
    import numpy as np

    if not (alpha > 0.5).any():
        return 1.0
    bright = float(np.percentile((linear @ np.array([0.2126, 0.7152, 0.0722], np.float32))[alpha > 0.5], 92))
    return min(_MOST, max(_LEAST, math.sqrt(0.62 / max(bright, 0.02))))


def _inflated(alpha: ndarray) -> tuple[ndarray, ndarray]:
    """How a thing would face if it were round at its edges, and how near each pixel is to one."""
    import cv2
    import numpy as np

    there = np.pad((alpha > 0.5).astype(np.uint8), 1)
    away: Any = cv2.distanceTransform(there, cv2.DIST_L2, 5)[1:-1, 1:-1]
    reach = max(3.0, _ROUND * min(alpha.shape))
    share = np.clip(away / reach, 0, 1)
    height: Any = cv2.GaussianBlur(np.sqrt(1 - (1 - share) ** 2) * reach, (0, 0), max(1.0, reach * 0.12))
    x, y = (cv2.Sobel(height, cv2.CV_32F, *way, scale=0.125) for way in ((1, 0), (0, 1)))
    long = np.sqrt(x * x + y * y + 1)
    normal = np.stack([-x / long, y / long, 1 / long], axis=-1).astype(np.float32)
    edge = np.clip(1 - away / max(2.0, reach * 0.14), 0, 1) * (alpha > 0.02)
    return normal, edge.astype(np.float32)


def stood(rgba: ndarray, painter: Painter) -> Stood:
    """A cut-out lit and put on a floor, with its shadow.

    Args:
        rgba: The cut-out.
        painter: The style and the light it is seen in.
    """
    import numpy as np

    from studio.render.graphics.sheet import over

    rgba = cropped(rgba)
    thing = relit(rgba, studio(painter))
    high, wide = thing.shape[:2]
    low = rgba[int(0.96 * high) :, :, 3] > 128
    columns = np.flatnonzero(low.any(axis=0))
    left, right = (int(columns[0]), int(columns[-1]) + 1) if len(columns) else (0, wide)
    foot = max(2.0, (right - left) / 2)
    spare, below = round(0.2 * wide + 1.2 * foot), round(0.5 * foot + 4)
    whole = np.zeros((high + below, wide + 2 * spare, 4), np.uint8)
    origin = (spare + (left + right) / 2, high - 0.13 * foot)
    whole[..., :3] = bytes_of(painter.colour("shadow"))
    whole[..., 3] = np.clip(floor.darkness(whole.shape[1::-1], origin, foot * 0.94) * 255, 0, 255)
    over(whole, thing, spare, 0)
    return Stood(whole, (origin[0], float(high)))
