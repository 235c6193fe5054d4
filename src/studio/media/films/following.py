"""A film in another shape: what is kept of its picture follows, calmly, where most is seen and moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from studio.media.films import planes

if TYPE_CHECKING:
    from numpy import ndarray

_SMALL = 96
"""How many pixels across a frame is looked at."""
_MOVES, _STEADY = 3.0, 1.2
"""How much more what moves counts than what is seen; over how many seconds the way is made calm."""


def window(size: tuple[int, int], shape: float) -> tuple[int, int]:
    """The largest part of a picture that has a shape, its sides even.

    Args:
        size: Pixels across and down.
        shape: Width over height.
    """
    width, height = size
    return int(min(width, height * shape)) // 2 * 2, int(min(height, width / shape)) // 2 * 2


def path(frames: Iterable[ndarray], shape: float, fps: float) -> list[tuple[int, int]]:
    """Where the window of another shape lies in each frame: its left and its top, both even.

    Args:
        frames: yuv420p as it lies in memory, luma over both chromas.
        shape: Width over height.
        fps: Frames a second.
    """
    import cv2
    import numpy as np

    found, before, size = [], None, (0, 0)
    for frame in frames:
        luma = planes.of(frame)[0]
        size = luma.shape[1], luma.shape[0]
        small = cv2.resize(luma, (_SMALL, max(2, _SMALL * size[1] // size[0])), interpolation=cv2.INTER_AREA)
        small = small.astype(np.float32)
        seen = np.abs(cv2.Laplacian(small, cv2.CV_32F))
        if before is not None:
            seen = seen + _MOVES * np.abs(small - before)
        before = small
        found.append(_best(seen, window(size, shape), size))
    if not found:
        return []
    most = [side - part for side, part in zip(size, window(size, shape), strict=True)]
    calm = _calm(found, _STEADY * fps)
    return [(_even(left, most[0]), _even(top, most[1])) for left, top in calm]


def cropped(
    frames: Iterable[ndarray], places: Sequence[tuple[int, int]], size: tuple[int, int]
) -> Iterator[ndarray]:
    """The part of each frame that lies in its window.

    Args:
        frames: The frames.
        places: Where the windows lie.
        size: How large they are, both sides even.
    """
    wide, high = size
    for frame, (left, top) in zip(frames, places, strict=False):
        luma, *chromas = planes.of(frame)
        across, down = slice(left // 2, (left + wide) // 2), slice(top // 2, (top + high) // 2)
        yield planes.whole(
            [luma[top : top + high, left : left + wide], *(plane[down, across] for plane in chromas)]
        )


def _best(seen: ndarray, part: tuple[int, int], size: tuple[int, int]) -> tuple[float, float]:
    """Where the window lies that holds most of what is seen."""
    scale = seen.shape[1] / size[0]
    left = _most(seen.sum(axis=0), part[0] * scale) / scale
    return left, _most(seen.sum(axis=1), part[1] * scale) / scale


def _most(seen: ndarray, length: float) -> int:
    import numpy as np

    count = max(1, min(len(seen), round(length)))
    sums = np.convolve(seen, np.ones(count), "valid")
    # Where several hold as much, the one in the middle.
    away = np.abs(np.arange(len(sums)) - (len(sums) - 1) / 2)
    return int(np.argmax(sums - 1e-3 * sums.max() * away / max(1, len(sums))))


def _calm(places: list[tuple[float, float]], reach: float) -> list[tuple[float, float]]:
    """The same way without haste: each place is the middle of those around it in time."""
    import numpy as np

    way = np.asarray(places)
    times = np.arange(len(way))
    weights = np.exp(-0.5 * ((times[:, None] - times[None]) / max(1.0, reach)) ** 2)
    made = weights @ way / weights.sum(axis=1, keepdims=True)
    return [(float(left), float(top)) for left, top in made]


def _even(place: float, most: int) -> int:
    return min(max(0, round(place / 2) * 2), most // 2 * 2)
