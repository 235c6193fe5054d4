"""The planes of a frame: yuv420p as it lies in memory, taken apart, put together, cut and scaled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray


def of(frame: ndarray) -> list[ndarray]:
    """Luma and both chromas of a frame, as views of it.

    Args:
        frame: Luma over both chromas: height * 3/2 rows.
    """
    height, width = frame.shape[0] * 2 // 3, frame.shape[1]
    flat = frame.reshape(-1)
    size = height * width
    chroma = (height // 2, width // 2)
    return [
        flat[:size].reshape(height, width),
        flat[size : size * 5 // 4].reshape(chroma),
        flat[size * 5 // 4 :].reshape(chroma),
    ]


def whole(planes: Sequence[ndarray]) -> ndarray:
    """A frame of its planes."""
    import numpy as np

    width = planes[0].shape[1]
    return np.concatenate([plane.reshape(-1) for plane in planes]).reshape(-1, width)


def reframed(frame: ndarray, size: tuple[int, int]) -> ndarray:
    """A frame at another size: what is outside the new shape is cut off on both sides alike.

    Args:
        frame: The frame.
        size: Pixels across and down, both even.
    """
    import cv2

    luma, *chromas = of(frame)
    height, width = luma.shape
    if (width, height) == size:
        return frame
    left, top = _cut(width, height, size)
    right, bottom = width - left, height - top
    kept = [
        luma[top:bottom, left:right],
        *(plane[top // 2 : bottom // 2, left // 2 : right // 2] for plane in chromas),
    ]
    grows = size[0] > right - left
    how = cv2.INTER_LANCZOS4 if grows else cv2.INTER_AREA
    sizes = (size, *[(size[0] // 2, size[1] // 2)] * 2)
    return whole([cv2.resize(plane, to, interpolation=how) for plane, to in zip(kept, sizes, strict=True)])


def _cut(width: int, height: int, size: tuple[int, int]) -> tuple[int, int]:
    """How much is cut off on the left and above, in whole samples of chroma."""
    shape = size[0] / size[1]
    across, down = min(width, height * shape), min(height, width / shape)
    return round((width - across) / 4) * 2, round((height - down) / 4) * 2
