"""From red, green and blue to planes of video and back: BT.709, limited range, chroma over even columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722
BLACK, GREY = 16, 128
BAND = 64
"""So many rows are worked out at a time: they stay in the processor's own memory."""

_AT_COLUMN = (0.25, 0.5, 0.25)
_BESIDE_COLUMN = (0.125, 0.5, 0.375)


Colour = tuple[int, int, int]
"""Red, green and blue of sRGB, 0 to 255."""


def video_of(colour: Colour) -> tuple[float, float, float]:
    """One colour as Y, U, V."""
    import numpy as np

    y, u, v = of_rgb(np.array([[colour]], np.float32))[0, 0].tolist()
    return y, u, v


def of_rgb(rgb: ndarray) -> ndarray:
    """Luma, blue and red difference of every pixel, as float32 in the units of 8-bit video.

    Args:
        rgb: Three channels from 0 to 255, float32.
    """
    import cv2

    return cv2.transform(rgb, _matrix())


def rows_of_video() -> list[ndarray]:
    """What makes luma, blue and red difference of red, green and blue, each by itself."""
    matrix = _matrix()
    return [matrix[number : number + 1] for number in range(3)]


def planes_of(rgb: ndarray) -> tuple[ndarray, ndarray, ndarray]:
    """Y, U and V of a picture in a few milliseconds, chroma at half size; its sides are even.

    Args:
        rgb: Three channels of 8 bits.
    """
    import cv2

    y, u, v = cv2.split(cv2.transform(rgb, _matrix()))
    return y, _quickly_halved(u), _quickly_halved(v)


def _quickly_halved(plane: ndarray) -> ndarray:
    """A plane of bytes at half its size, its samples over the even columns and between the rows."""
    import cv2
    import numpy as np

    rows = cv2.resize(plane, None, fx=1, fy=0.5, interpolation=cv2.INTER_AREA)
    even, odd = np.ascontiguousarray(rows[:, ::2]), np.ascontiguousarray(rows[:, 1::2])
    before = np.concatenate([even[:, :1], odd[:, :-1]], axis=1)
    return cv2.addWeighted(even, 0.5, cv2.addWeighted(odd, 0.5, before, 0.5, 0), 0.5, 0)


def to_rgb(y: ndarray, u: ndarray, v: ndarray) -> ndarray:
    """A picture of its planes, uint8, to be looked at; sides are even."""
    import cv2
    import numpy as np

    back = np.linalg.inv(_matrix()[:, :3].astype(np.float64))
    matrix = np.column_stack([back, -back @ np.array([BLACK, GREY, GREY])]).astype(np.float32)
    blue, red = doubled(u), doubled(v)
    picture: ndarray = np.empty((*y.shape, 3), np.uint8)
    for top in range(0, len(y), BAND):
        rows = slice(top, top + BAND)
        whole = cv2.merge([y[rows].astype(np.float32), blue[rows], red[rows]])
        picture[rows] = whole_numbers(cv2.transform(whole, matrix))
    return picture


def halved(plane: ndarray, *, chroma: bool = False) -> ndarray:
    """A plane at half its size, its samples over the even columns and between the rows.

    Args:
        plane: Float32, its sides even.
        chroma: Whether the plane is itself sampled so; its samples then lie a quarter aside.
    """
    import cv2
    import numpy as np

    taps = np.array([_BESIDE_COLUMN if chroma else _AT_COLUMN], np.float32)
    rows = cv2.addWeighted(plane[::2], 0.5, plane[1::2], 0.5, 0)
    half: ndarray = cv2.filter2D(rows, -1, taps, borderType=cv2.BORDER_REPLICATE)[:, ::2]
    return np.ascontiguousarray(half)


def doubled(plane: ndarray) -> ndarray:
    """A plane of chroma at full size, float32."""
    import cv2
    import numpy as np

    rows = cv2.resize(plane.astype(np.float32), None, fx=1, fy=2, interpolation=cv2.INTER_LINEAR)
    whole: ndarray = np.empty((rows.shape[0], 2 * rows.shape[1]), np.float32)
    whole[:, ::2] = rows
    whole[:, 1:-1:2] = (rows[:, :-1] + rows[:, 1:]) / 2
    whole[:, -1] = rows[:, -1]
    return whole


def whole_numbers(plane: ndarray) -> ndarray:
    """A float plane as bytes, rounded."""
    import cv2
    import numpy as np

    rounded: ndarray = cv2.convertScaleAbs(np.maximum(plane, 0))
    return rounded


def _matrix() -> ndarray:
    import numpy as np

    luma = np.array([_RED, _GREEN, _BLUE])
    blue = (np.array([0, 0, 1]) - luma) / (2 * (1 - _BLUE))
    red = (np.array([1, 0, 0]) - luma) / (2 * (1 - _RED))
    rows = np.stack([luma * 219, blue * 224, red * 224]) / 255
    matrix: ndarray = np.column_stack([rows, [BLACK, GREY, GREY]]).astype(np.float32)
    return matrix
