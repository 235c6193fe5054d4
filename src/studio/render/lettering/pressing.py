"""Plates of type laid onto a picture: red, green and blue, for stills and for measuring."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studio.render.lettering.lines import Pixels
    from studio.render.lettering.moving import Placed


def pressed(picture: Pixels, plates: Iterable[Placed]) -> Pixels:
    """A copy of a picture with plates of type on it.

    Args:
        picture: Red, green and blue, 8 bits.
        plates: The plates, in the order they are painted.
    """
    import numpy as np

    canvas = picture.astype(np.float32)
    for plate in plates:
        _lay(canvas, plate)
    finished: Pixels = np.clip(canvas + 0.5, 0, 255).astype(np.uint8)
    return finished


def _lay(canvas: object, plate: Placed) -> None:
    import cv2
    import numpy as np

    assert isinstance(canvas, np.ndarray)
    rows, columns = plate.pixels.shape[:2]
    reach = math.hypot(rows, columns) / 2 * plate.scale + 2
    left, top = max(0, math.floor(plate.x - reach)), max(0, math.floor(plate.y - reach))
    right = min(canvas.shape[1], math.ceil(plate.x + reach))
    bottom = min(canvas.shape[0], math.ceil(plate.y + reach))
    if left >= right or top >= bottom:
        return
    cos = math.cos(math.radians(plate.turn)) * plate.scale
    sin = math.sin(math.radians(plate.turn)) * plate.scale
    # Pixels are squares: their middles lie at halves.
    x, y = columns / 2 - 0.5, rows / 2 - 0.5
    matrix = np.array(
        [
            [cos, -sin, plate.x - 0.5 - left - cos * x + sin * y],
            [sin, cos, plate.y - 0.5 - top - sin * x - cos * y],
        ]
    )
    source = plate.pixels.astype(np.float32)
    source[..., :3] *= source[..., 3:] / 255
    laid = cv2.warpAffine(source, matrix, (right - left, bottom - top), flags=cv2.INTER_LINEAR)
    part = canvas[top:bottom, left:right]
    part *= 1 - laid[..., 3:] * (plate.opacity / 255)
    part += laid[..., :3] * plate.opacity
