"""Reading a plane between its pixels: shifted, scaled, turned."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy import ndarray

    from studio.render.coverage import Part


class Box(NamedTuple):
    """A rectangle of whole pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Its width."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Its height."""
        return self.bottom - self.top

    @property
    def empty(self) -> bool:
        """Whether no pixel is in it."""
        return self.right <= self.left or self.bottom <= self.top

    @property
    def even(self) -> Box:
        """The smallest one around it whose sides lie between samples of chroma."""
        return Box(
            self.left & ~1, self.top & ~1, self.right + (self.right & 1), self.bottom + (self.bottom & 1)
        )

    @property
    def half(self) -> Box:
        """What of the chroma lies in it, if its sides are even."""
        return Box(self.left // 2, self.top // 2, (self.right + 1) // 2, (self.bottom + 1) // 2)

    @property
    def slices(self) -> tuple[slice, slice]:
        """It as an index into a plane."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def around(self, other: Box) -> Box:
        """The smallest one around it and another."""
        if self.empty or other.empty:
            return other if self.empty else self
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def within(self, other: Box) -> Box:
        """What of it lies in another."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )


NOWHERE = Box(0, 0, 0, 0)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around some."""
    whole = NOWHERE
    for box in boxes:
        whole = whole.around(box)
    return whole


class Affine(NamedTuple):
    """The way from a picture's pixels to a frame's, both counted from the corner of the first pixel."""

    xx: float
    xy: float
    yx: float
    yy: float
    x: float
    y: float

    @property
    def upright(self) -> bool:
        """Whether nothing is turned, mirrored or sheared."""
        return self.xy == 0 and self.yx == 0 and self.xx > 0 and self.yy > 0

    @property
    def keeps_size(self) -> bool:
        """Whether nothing becomes larger or smaller."""
        return abs(self.xx - 1) < _SAME and abs(self.yy - 1) < _SAME

    @property
    def chroma(self) -> Affine:
        """The same way for planes of half the size, whose samples lie over the even columns."""
        aside, down = 0.5 - 0.5 * self.xx, -0.5 * self.yx
        return Affine(self.xx, self.xy, self.yx, self.yy, (self.x + aside) / 2, (self.y + down) / 2)

    def covered(self, width: int, height: int) -> Box:
        """The pixels of the frame that a picture touches."""
        xs = [self.xx * x + self.xy * y + self.x for x in (0, width) for y in (0, height)]
        ys = [self.yx * x + self.yy * y + self.y for x in (0, width) for y in (0, height)]
        return Box(math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)), math.ceil(max(ys)))

    def mapped(self, part: Part) -> Box:
        """Where a part comes to lie, so that neighbours meet and never overlap."""
        return Box(
            _even(self.xx * part.left + self.x),
            _even(self.yy * part.top + self.y),
            _even(self.xx * part.right + self.x),
            _even(self.yy * part.bottom + self.y),
        )


@dataclass
class Grid:
    """A plane on pixels as far apart as the frame's, which may lie between them.

    Attributes:
        plane: The pixels.
        x: Where its left edge lies in the frame.
        y: Where its top edge lies.
    """

    plane: ndarray
    x: float
    y: float

    def at(self, box: Box) -> ndarray:
        """What of it falls on a box of the frame; to be read, not written."""
        exact = self._exact(box)
        return self._between(box) if exact is None else exact

    def lay(self, box: Box, onto: ndarray) -> None:
        """Write what of it falls on a box of the frame."""
        exact = self._exact(box)
        if exact is None:
            self._between(box, onto)
        else:
            onto[:] = exact

    @cached_property
    def _whole(self) -> tuple[int, int] | None:
        """Where it lies, if that is on the frame's own pixels."""
        x, y = round(self.x), round(self.y)
        return (x, y) if abs(self.x - x) < _EXACT and abs(self.y - y) < _EXACT else None

    def _exact(self, box: Box) -> ndarray | None:
        if self._whole is None:
            return None
        left, top, right, bottom = box
        x, y = self._whole
        high, wide = self.plane.shape
        if left < x or top < y or right > x + wide or bottom > y + high:
            return None
        return self.plane[top - y : bottom - y, left - x : right - x]

    def _between(self, box: Box, onto: ndarray | None = None) -> ndarray:
        import cv2

        left, top, right, bottom = box
        middle = ((left + right - 1) / 2 - self.x, (top + bottom - 1) / 2 - self.y)
        return cv2.getRectSubPix(self.plane, (right - left, bottom - top), middle, onto)


def gridded(plane: ndarray, way: Affine, box: Box, use: str = "", needed: Box | None = None) -> Grid:
    """A plane brought to the size at which it is seen in a box of the frame.

    Args:
        plane: The pixels.
        way: How they come into the frame; upright.
        box: What of the frame is asked for.
        use: What the pixels are for: they hold until others are asked for the same use.
        needed: What of the box is read; what is there is the same as if all of it were.
    """
    import cv2

    needed = needed or box

    if way.keeps_size:
        return Grid(plane, way.x, way.y)
    high, wide = plane.shape
    left = min(wide - 1, max(0, math.floor((box.left - way.x) / way.xx) - _SPARE))
    top = min(high - 1, max(0, math.floor((box.top - way.y) / way.yy) - _SPARE))
    right = max(left + 1, min(wide, math.ceil((box.right - way.x) / way.xx) + _SPARE))
    bottom = max(top + 1, min(high, math.ceil((box.bottom - way.y) / way.yy) + _SPARE))
    size = max(1, round((bottom - top) * way.yy)), max(1, round((right - left) * way.xx))
    if size == (bottom - top, right - left):
        # Nearly the same size: resize would copy, and a slow zoom would stand still and jump.
        return Grid(
            _warped(plane, way, Box(box.left, box.top, needed.right, needed.bottom)), box.left, box.top
        )
    # Where it begins decides how it is sampled, where it ends does not.
    end = max(left + 1, min(right, math.ceil((needed.right - way.x) / way.xx) + _SPARE))
    last = max(top + 1, min(bottom, math.ceil((needed.bottom - way.y) / way.yy) + _SPARE))
    less = max(1, round((last - top) * way.yy)), max(1, round((end - left) * way.xx))
    if less != (last - top, end - left):
        right, bottom, size = end, last, less
    part = plane[top:bottom, left:right]
    scaled = cv2.resize(part, None, _room(use, size), way.xx, way.yy, cv2.INTER_LINEAR)
    return Grid(scaled, way.x + left * way.xx, way.y + top * way.yy)


_rooms = threading.local()


def _room(use: str, size: tuple[int, int]) -> ndarray | None:
    """Memory that is used again and again: the system takes longer to give new pages than we to fill them."""
    import numpy as np

    if not use:
        return None
    known: dict[str, ndarray] = _rooms.__dict__
    needed = size[0] * size[1]
    if use not in known or known[use].size < needed:
        known[use] = np.empty(needed, np.uint8)
    return known[use][:needed].reshape(size)


def sampled(plane: ndarray, way: Affine, box: Box) -> ndarray:
    """A plane as it is seen in a box of the frame."""
    return gridded(plane, way, box).at(box) if way.upright else _warped(plane, way, box)


def turned(planes: ndarray, way: Affine, box: Box) -> Sequence[ndarray]:
    """Planes that lie side by side in one picture as they are seen in a box of the frame, each by itself.

    They are read together, which takes half as long as one after the other, and is the same.
    """
    import cv2

    return cv2.split(_warped(planes, way, box))


def _warped(plane: ndarray, way: Affine, box: Box) -> ndarray:
    import cv2
    import numpy as np

    # warpAffine counts from the middle of the first pixel.
    x = way.x + (way.xx + way.xy) / 2 - 0.5 - box.left
    y = way.y + (way.yx + way.yy) / 2 - 0.5 - box.top
    matrix = np.array([[way.xx, way.xy, x], [way.yx, way.yy, y]])
    return cv2.warpAffine(plane, matrix, (box.width, box.height), flags=cv2.INTER_LINEAR)


_EXACT = 1 / 512
_SAME = 1e-6
_SPARE = 3


def _even(value: float) -> int:
    return 2 * math.floor(value / 2 + 0.5)
