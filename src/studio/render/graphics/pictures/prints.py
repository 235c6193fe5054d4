"""A picture as a print: paper around it, a little turned, with its shadow; where a cut-out would not do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from studio.render.graphics.look import bytes_of

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.look import Look

_PAPER, _ROOM = 0.045, 0.12


def printed(rgba: ndarray, look: Look, longest: int, *, turn: float = -1.6) -> ndarray:
    """A print of a picture, with its shadow, as straight RGBA.

    Args:
        rgba: The picture.
        look: The style.
        longest: The longer side of the print in pixels, its paper included.
        turn: How far it is turned, in degrees.
    """
    import cv2
    import numpy as np

    from studio.render.graphics.sheet import over

    edge = max(2, round(_PAPER * longest))
    factor = (longest - 2 * edge) / max(rgba.shape[:2])
    size = max(1, round(rgba.shape[1] * factor)), max(1, round(rgba.shape[0] * factor))
    kind = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    picture = cv2.resize(np.ascontiguousarray(rgba), size, interpolation=kind)
    wide, high = size[0] + 2 * edge, size[1] + 2 * edge + edge // 2
    paper = np.empty((high, wide, 4), np.uint8)
    paper[:] = (*bytes_of(look.shown("paper")), 255)
    over(paper, picture, edge, edge)
    _inner_line(paper, (edge, edge, *size), look)
    return _turned(paper, look, turn, math.ceil(_ROOM * longest))


def _inner_line(paper: ndarray, box: tuple[int, int, int, int], look: Look) -> None:
    """The fine dark line where a print begins."""
    import cv2

    left, top, wide, high = box
    ink = (*bytes_of(look.paint("ink")), 255)
    layer = paper.copy()
    cv2.rectangle(layer, (left - 1, top - 1), (left + wide, top + high), ink, 1, cv2.LINE_AA)
    cv2.addWeighted(layer, 0.22, paper, 0.78, 0, paper)


def _turned(paper: ndarray, look: Look, turn: float, room: int) -> ndarray:
    import cv2
    import numpy as np

    from studio.render.graphics.sheet import over

    high, wide = paper.shape[:2]
    size = wide + 2 * room, high + 2 * room
    way: Any = cv2.getRotationMatrix2D((wide / 2, high / 2), -turn, 1.0)
    way[:, 2] += room
    clear = np.pad(paper.astype(np.float32), ((1, 1), (1, 1), (0, 0)))
    way[:, 2] -= way[:, :2] @ (1, 1)
    laid: Any = cv2.warpAffine(clear, way, size, flags=cv2.INTER_CUBIC)
    alpha = np.clip(laid[..., 3:], 0, 255)
    laid[..., :3] = np.clip(laid[..., :3] / np.maximum(alpha / 255, 1 / 255), 0, 255)
    laid[..., 3:] = alpha
    whole = np.zeros((size[1], size[0], 4), np.uint8)
    whole[..., :3] = bytes_of(look.paint("shadow"))
    shade = np.zeros((size[1], size[0]), np.float32)
    for soft, shift, strength in ((0.02, 0.015, 0.3), (0.22, 0.16, 0.34)):
        moved = np.roll(alpha[..., 0], (round(shift * room), round(0.6 * shift * room)), (0, 1))
        shade = np.maximum(shade, cv2.GaussianBlur(moved, (0, 0), max(0.8, soft * room)) * strength)
    whole[..., 3] = shade
    over(whole, (laid + 0.5).astype(np.uint8), 0, 0)
    return whole
