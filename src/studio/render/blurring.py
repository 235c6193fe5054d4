"""Blurs of any width at about the same price."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

_WIDE, _SHARE = 4.0, 4
# Making a plane smaller and larger again blurs it, too: by so much, as a variance.
_OWN = 3.9


def blurred(plane: ndarray, radius: float) -> ndarray:
    """A plane blurred; wide blurs are made on smaller and smaller planes.

    Args:
        plane: One or several channels.
        radius: The standard deviation of the blur, in pixels.
    """
    import cv2
    import numpy as np

    if radius < _WIDE or min(plane.shape[:2]) < 2 * _SHARE:
        return cv2.GaussianBlur(plane, (0, 0), max(0.3, radius))
    height, width = plane.shape[:2]
    over = ((0, -height % _SHARE), (0, -width % _SHARE), (0, 0))[: plane.ndim]
    whole = np.pad(plane, over, mode="edge").astype(np.float32)
    size = (whole.shape[1] // _SHARE, whole.shape[0] // _SHARE)
    small = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    soft = blurred(small, math.sqrt(radius * radius - _OWN) / _SHARE)
    large = cv2.resize(soft, whole.shape[1::-1], interpolation=cv2.INTER_LINEAR)[:height, :width]
    made: ndarray = np.rint(large).astype(plane.dtype) if plane.dtype == np.uint8 else large
    return made
