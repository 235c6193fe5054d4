"""Small shapes drawn between the pixels: strokes, dots and leaves on a mask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.effects.chance import Mesh

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.sampling import Box

_BITS = 4  # of a pixel's fraction
_ROUND = 4  # pixels: dots that reach so far have an outline
_SHARE = 4  # what is out of focus is drawn at a quarter of the size


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

    for reach, least, most in ((3, 0.0, 1.3), (_ROUND, 1.3, 3.2), (6, 3.2, 5.0)):
        now = (radii >= least) & (radii < most)
        _specks(mask, points[now], radii[now], strengths[now], reach)
    now = radii >= 5
    wide = np.rint(radii[now] * (1 << _BITS)).astype(np.int32).tolist()
    large = zip(fixed(points[now]).tolist(), wide, strengths[now].tolist(), strict=True)
    for (x, y), radius, strength in large:
        cv2.circle(mask, (x, y), radius, (255 * strength,), -1, cv2.LINE_AA, _BITS)


def blurred(box: Box, points: ndarray, radii: ndarray, strengths: ndarray, blur: float) -> ndarray:
    """Dots out of focus, as a mask for a box.

    Args:
        box: The box.
        points: x and y of each, from its corner.
        radii: In pixels.
        strengths: 0 to 1.
        blur: How far they are blurred, in pixels.
    """
    import cv2
    import numpy as np

    mesh = Mesh(box, _SHARE)
    small: ndarray = np.zeros((mesh.y.size, mesh.x.size), np.uint8)
    aside = np.array([box.left % _SHARE, box.top % _SHARE])
    dots(small, (points + aside) / _SHARE, radii / _SHARE, strengths)
    return mesh.full(cv2.GaussianBlur(small, (0, 0), max(0.4, blur / _SHARE)))


def _specks(mask: ndarray, points: ndarray, radii: ndarray, strengths: ndarray, reach: int) -> None:
    """Small dots, exactly where they are and round, which the drawing function cannot."""
    import numpy as np

    beside = np.arange(-reach, reach + 1)
    cell = np.floor(points).astype(np.int64)
    size = np.array(mask.shape[::-1])
    seen = ((cell >= -reach) & (cell < size + reach)).all(axis=1)
    cell, points, radii, strengths = cell[seen], points[seen], radii[seen], strengths[seen]
    away = np.square(beside - (points - cell - 0.5)[..., None]).astype(np.float32)
    far, wide = away[:, 1, :, None] + away[:, 0, None, :], radii.astype(np.float32)[:, None, None]
    if reach < _ROUND:
        # As soft as this, a dot weighs the same wherever it lies between the pixels.
        spread = (0.45 + 0.35 * wide) ** 2
        covered = np.minimum(1, 0.5 * wide**2 / spread) * np.exp(-0.5 * far / spread)
    else:
        covered = np.clip((wide + 0.65 - np.sqrt(far)) / 1.3, 0, 1)
    spots = (255 * strengths.astype(np.float32)[:, None, None] * covered + 0.5).astype(np.uint8)
    inside = ((cell >= reach) & (cell < size - reach)).all(axis=1)
    places = cell[inside, 1] * mask.shape[1] + cell[inside, 0]
    nearby = (beside[:, None] * mask.shape[1] + beside).ravel()
    np.maximum.at(mask.ravel(), (places[:, None] + nearby).ravel(), spots[inside].ravel())
    for (x, y), spot in zip(cell[~inside].tolist(), spots[~inside], strict=True):
        left, top = max(0, x - reach), max(0, y - reach)
        part = mask[top : y + reach + 1, left : x + reach + 1]
        high, long = part.shape
        row, column = top - y + reach, left - x + reach
        np.maximum(part, spot[row : row + high, column : column + long], out=part)


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
