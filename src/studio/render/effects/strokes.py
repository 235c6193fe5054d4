"""Small shapes drawn between the pixels: strokes, dots and leaves on a mask."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

_BITS = 4  # of a pixel's fraction


def fixed(points: ndarray) -> ndarray:
    """Points in pixels, counted from the corner of the first, as the drawing functions take them."""
    import numpy as np

    whole: ndarray = np.rint((points - 0.5) * (1 << _BITS)).astype(np.int32)
    return whole


def lines(mask: ndarray, points: ndarray, strength: float, thickness: int = 1) -> None:
    """Draw many lines of one strength.

    Args:
        mask: What to draw on.
        points: Lines, points, x and y.
        strength: How strongly, 0 to 1.
        thickness: How wide, in pixels.
    """
    import cv2

    if len(points):
        value = (255 * strength,)
        cv2.polylines(mask, list(fixed(points)), False, value, thickness, cv2.LINE_AA, _BITS)


def dots(mask: ndarray, points: ndarray, radii: ndarray, strengths: ndarray) -> None:
    """Draw round dots, each of its own size and strength; small ones fade rather than vanish.

    Args:
        mask: What to draw on.
        points: x and y of each.
        radii: In pixels.
        strengths: 0 to 1.
    """
    import cv2
    import numpy as np

    for reach, least, most in ((2, 0.0, 1.3), (4, 1.3, 3.2), (6, 3.2, 5.0)):
        now = (radii >= least) & (radii < most)
        _specks(mask, points[now], radii[now], strengths[now], reach)
    now = radii >= 5
    wide = np.rint(radii[now] * (1 << _BITS)).astype(np.int32).tolist()
    large = zip(fixed(points[now]).tolist(), wide, strengths[now].tolist(), strict=True)
    for (x, y), radius, strength in large:
        cv2.circle(mask, (x, y), radius, (255 * strength,), -1, cv2.LINE_AA, _BITS)


def _specks(mask: ndarray, points: ndarray, radii: ndarray, strengths: ndarray, reach: int) -> None:
    """Small dots, exactly where they are and round, which the drawing function cannot."""
    import numpy as np

    beside = np.arange(-reach, reach + 1)
    cell = np.floor(points).astype(np.int64)
    inside = ((cell >= reach) & (cell < np.array(mask.shape[::-1]) - reach)).all(axis=1)
    cell, points, radii, strengths = cell[inside], points[inside], radii[inside], strengths[inside]
    away = np.square(beside - (points - cell - 0.5)[..., None]).astype(np.float32)
    wide = np.maximum(radii, 0.75).astype(np.float32)[:, None, None]
    covered = np.clip((wide + 0.65 - np.sqrt(away[:, 1, :, None] + away[:, 0, None, :])) / 1.3, 0, 1)
    value = (255 * np.minimum(1.0, radii / 0.75) ** 2 * strengths).astype(np.float32)
    spots = (value[:, None, None] * covered + 0.5).astype(np.uint8)
    places = cell[:, 1] * mask.shape[1] + cell[:, 0]
    nearby = (beside[:, None] * mask.shape[1] + beside).ravel()
    np.maximum.at(mask.ravel(), (places[:, None] + nearby).ravel(), spots.ravel())


def shape(planes: tuple[ndarray, ndarray, ndarray], outline: ndarray, colour: tuple[float, ...]) -> None:
    """Fill an outline on all three planes of a frame.

    Args:
        planes: Y, U and V.
        outline: Points, x and y, in pixels of luma.
        colour: Its Y, U, V.
    """
    import cv2
    import numpy as np

    small = fixed((outline + np.array([0.5, 0])) / 2)
    cv2.fillPoly(planes[0], [fixed(outline)], colour[:1], cv2.LINE_AA, _BITS)
    for plane, value in zip(planes[1:], colour[1:], strict=True):
        cv2.fillPoly(plane, [small], (value,), cv2.LINE_AA, _BITS)
