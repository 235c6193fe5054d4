"""Frames as encoders take them, 8-bit 4:2:0 in three planes, and how two are mixed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Plane: TypeAlias = NDArray[Any]

# OpenCV takes numbers where its types promise planes only.
BLACK: Any = 16


class Frame(NamedTuple):
    """One picture: luma, and two chroma planes of half its width and height."""

    y: Plane
    u: Plane
    v: Plane

    @property
    def width(self) -> int:
        return int(self.y.shape[1])

    @property
    def height(self) -> int:
        return int(self.y.shape[0])

    def each(self, make: Callable[[Plane, int], Plane]) -> Frame:
        """A frame of what is made of every plane; `make` is told by how much the plane is smaller, too."""
        return Frame(make(self.y, 1), make(self.u, 2), make(self.v, 2))

    def copy(self) -> Frame:
        """A frame of its own with the same picture."""
        return Frame(self.y.copy(), self.u.copy(), self.v.copy())

    def part(self, box: tuple[int, int, int, int]) -> Frame:
        """A view of a part of it: left, top, right, bottom, all even."""
        left, top, right, bottom = box
        return self.each(
            lambda plane, less: plane[top // less : bottom // less, left // less : right // less]
        )


class Tint(NamedTuple):
    """A colour in BT.709 at video levels."""

    y: int
    u: int
    v: int


def tint(rgb: tuple[int, int, int]) -> Tint:
    """An 8-bit colour as frames have it."""
    red, green, blue = (part / 255 for part in rgb)
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return Tint(
        round(16 + 219 * luma),
        round(128 + 224 * (blue - luma) / 1.8556),
        round(128 + 224 * (red - luma) / 1.5748),
    )


def blended(under: Plane, over: Plane, cover: Plane) -> Plane:
    """One plane over another, as far as it covers: 0 nothing, 255 all."""
    import cv2

    kept = cv2.multiply(under, cv2.bitwise_not(cover), scale=1 / 255)
    laid = cv2.multiply(over, cover, scale=1 / 255)
    mixed: Plane = cv2.add(kept, laid)
    return mixed


def covered(under: Frame, over: Frame, cover: Plane) -> Frame:
    """One frame over another, as far as it covers."""
    small = halved(cover)
    return Frame(
        blended(under.y, over.y, cover), blended(under.u, over.u, small), blended(under.v, over.v, small)
    )


def even_box(
    left: float, top: float, right: float, bottom: float, width: int, height: int
) -> tuple[int, int, int, int]:
    """The smallest box within the frame that holds another and begins and ends between chroma pixels."""
    return (
        max(0, math.floor(left / 2) * 2),
        max(0, math.floor(top / 2) * 2),
        min(width, math.ceil(right / 2) * 2),
        min(height, math.ceil(bottom / 2) * 2),
    )


def enlarging(grown: float, x: float, y: float, less: int) -> Plane:
    """The matrix that enlarges a plane from the frame's upper left corner and then moves it.

    Args:
        grown: How much.
        x: How far to the right, in pixels of the frame.
        y: How far down.
        less: By how much the plane is smaller. Samples of chroma lie over the even columns, and between rows.
    """
    import numpy as np

    middle = (grown - 1) / 2
    if less == 1:
        return np.array([[grown, 0, x + middle], [0, grown, y + middle]])
    return np.array([[grown, 0, (x + middle) / 2], [0, grown, (y + middle) / 2 + middle / 2]])


def inlaid(under: Frame, part: Frame, box: tuple[int, int, int, int], cover: Plane) -> Frame:
    """A frame with a part of its own laid into a box, as far as it covers."""
    result = under.copy()
    whole = bool(cover.min() == 255)
    small = cover if whole else halved(cover)
    for target, own, mask in zip(result.part(box), part, (cover, small, small), strict=True):
        target[:] = own if whole else blended(target, own, mask)
    return result


def halved(cover: Plane) -> Plane:
    """A cover as large as the chroma planes."""
    import cv2

    small: Plane = cv2.resize(cover, (cover.shape[1] // 2, cover.shape[0] // 2), interpolation=cv2.INTER_AREA)
    return small


def weighed(one: Plane, other: Plane, share: float) -> Plane:
    """Two planes mixed."""
    import cv2

    mixed: Plane = cv2.addWeighted(one, 1 - share, other, share, 0)
    return mixed


def slid(strip: Plane, left: float, width: int) -> Plane:
    """A window onto a strip that begins anywhere, also between two pixels."""
    first = math.floor(left)
    share = left - first
    here = strip[:, first : first + width]
    if share < 1e-4 or first + width >= strip.shape[1]:
        return here
    return weighed(here, strip[:, first + 1 : first + 1 + width], share)
