"""Cut paper: fibre in every sheet, a bright edge toward the light, a soft shadow on what lies below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.media.images.colour import parse_colour
from studio.render.finishes.textures import fibres, laid

if TYPE_CHECKING:
    from numpy import ndarray


def cut(
    rgba: ndarray, scale: float, corner: tuple[int, int], amount: float, depth: float, shadow: str
) -> ndarray:
    """Make a plate of paper."""
    import cv2
    import numpy as np

    height, width = rgba.shape[:2]
    alpha = rgba[..., 3].astype(np.float32) / 255
    rgb = rgba[..., :3].astype(np.float32)
    rgb *= (1 + 0.045 * amount * laid(fibres(3), corner, height, width))[..., None]
    rgb += _relief(rgba, scale)[..., None] * (26 * amount)
    # The shadow falls down and to the right, softer the farther the sheet lies above the next.
    lift = scale * amount * (7.0 if depth >= 1 else 11.0)
    low = cv2.GaussianBlur(alpha, (0, 0), max(0.6, lift * 0.75))
    low = _shifted(low, lift * 0.55, lift * 0.9) * 0.42
    tight = _shifted(cv2.GaussianBlur(alpha, (0, 0), max(0.5, 1.1 * scale)), 0.8 * scale, 1.2 * scale) * 0.25
    dark = np.clip(low + tight, 0, 0.6) * (1 - alpha)
    whole = alpha + dark
    tint = np.array(parse_colour(shadow or "#1b1430")[:3], np.float32)
    mixed = (rgb * alpha[..., None] + tint * dark[..., None]) / np.maximum(whole, 1e-4)[..., None]
    return np.dstack([np.clip(mixed + 0.5, 0, 255), np.clip(whole * 255 + 0.5, 0, 255)]).astype(np.uint8)


def _relief(rgba: ndarray, scale: float) -> ndarray:
    """Where one sheet ends and another begins: bright toward the light, dark away from it, from -1 to 1."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(rgba[..., :3], cv2.COLOR_RGB2GRAY)
    grey = cv2.multiply(grey, rgba[..., 3], scale=1 / 255).astype(np.float32)
    reach = max(0.7, 1.0 * scale)
    soft = cv2.GaussianBlur(grey, (0, 0), reach * 0.6)
    along = soft - _shifted(soft, reach, reach)
    edge = np.abs(along) / 60
    bright = np.clip(edge, 0, 1) * 0.5
    darker = np.clip(np.abs(_shifted(along, 2 * reach, 2.4 * reach)) / 60, 0, 1)
    relief: ndarray = bright - 0.9 * cv2.GaussianBlur(darker, (0, 0), reach * 1.2)
    return relief


def _shifted(plane: ndarray, right: float, down: float) -> ndarray:
    import cv2
    import numpy as np

    matrix = np.array([[1, 0, right], [0, 1, down]], np.float32)
    size = (plane.shape[1], plane.shape[0])
    return cv2.warpAffine(plane, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
