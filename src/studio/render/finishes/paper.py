"""Cut paper: fibre in every sheet, a bright edge toward the light, a soft shadow on what lies below."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from studio.media.images.colour import parse_colour
from studio.render.blurring import blurred
from studio.render.finishes.mixing import shifted, toward, tripled
from studio.render.finishes.textures import fibres, laid

if TYPE_CHECKING:
    from numpy import ndarray

_STEEPEST = 60


def cut(
    rgba: ndarray, scale: float, corner: tuple[int, int], amount: float, depth: float, shadow: str
) -> ndarray:
    """Make a plate of paper."""
    import cv2

    height, width = rgba.shape[:2]
    sheet = cv2.multiply(rgba, laid(_fibre(amount), corner, height, width), scale=1 / 128)
    rgb, alpha = cv2.cvtColor(sheet, cv2.COLOR_RGBA2RGB), cv2.extractChannel(rgba, 3)
    bright, dark = _relief(rgba, scale, amount)
    rgb = cv2.subtract(cv2.add(rgb, tripled(bright)), tripled(dark))
    below = cv2.multiply(_shadow(alpha, scale, amount, depth), cv2.bitwise_not(alpha), scale=1 / 255)
    whole = cv2.add(alpha, below)
    rgb = toward(rgb, parse_colour(shadow or "#1b1430"), cv2.divide(below, whole, scale=255))
    return cv2.merge([*cv2.split(rgb), whole])


@lru_cache(maxsize=4)
def _fibre(amount: float) -> ndarray:
    import numpy as np

    grey = np.clip(128 * (1 + 0.045 * amount * fibres(3)) + 0.5, 0, 255).astype(np.uint8)
    return np.dstack([grey, grey, grey, np.full_like(grey, 128)])


def _shadow(alpha: ndarray, scale: float, amount: float, depth: float) -> ndarray:
    """It falls down and to the right, softer the farther the sheet lies above the next."""
    import cv2

    lift = scale * amount * (7.0 if depth >= 1 else 11.0)
    low = shifted(blurred(alpha, lift * 0.75), lift * 0.55, lift * 0.9)
    tight = shifted(blurred(alpha, 1.1 * scale), 0.8 * scale, 1.2 * scale)
    return cv2.addWeighted(low, 0.42, tight, 0.25, 0)


def _relief(rgba: ndarray, scale: float, amount: float) -> tuple[ndarray, ndarray]:
    """Where one sheet ends and another begins: what to add toward the light, what to take away from it."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(rgba, cv2.COLOR_RGBA2GRAY)
    grey = cv2.multiply(grey, cv2.extractChannel(rgba, 3), scale=1 / 255)
    reach = max(1.0, scale)
    soft = blurred(grey, reach * 0.6)
    edge = np.minimum(cv2.absdiff(soft, shifted(soft, reach, reach)), _STEEPEST)
    strength = 26 * amount / _STEEPEST
    bright = cv2.convertScaleAbs(edge, alpha=0.5 * strength)
    dark = blurred(shifted(edge, 2 * reach, 2.4 * reach), reach * 1.2)
    return bright, cv2.convertScaleAbs(dark, alpha=0.9 * strength)
