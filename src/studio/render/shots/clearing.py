"""Where the words of a shot may stand: where its pictures are calm, and where nobody and nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from studio.media.captions.placing import band
from studio.render.rooms import UPRIGHT, Box, Room, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy import ndarray

# Pictures are looked at this small, in squares this large.
_ACROSS, _SQUARE = 192, 6
_AROUND = 9
# Kept free around people and things, in parts of the shorter side of the frame.
_MARGIN = 0.025
# The rooms looked for, as shares of the frame; those behind only where none of those before them is free.
_WIDE = (
    ((0.44, 0.42), (0.4, 0.34), (0.5, 0.28), (0.36, 0.42), (0.6, 0.2)),
    ((0.34, 0.3), (0.28, 0.36), (0.26, 0.24), (0.5, 0.14), (0.6, 0.11)),
    ((0.3, 0.18), (0.24, 0.2), (0.36, 0.1)),
)
_UPRIGHT = (
    ((0.84, 0.26), (0.84, 0.2), (0.84, 0.16), (0.64, 0.24)),
    ((0.5, 0.26), (0.42, 0.3), (0.84, 0.12)),
    ((0.64, 0.1), (0.5, 0.13), (0.4, 0.18)),
)
# What a room is judged by: unrest and unevenness, smallness, distance from where type would stand best,
# and whether it is where captions are read.
_BUSY, _UNEVEN, _SMALL, _ASTRAY, _LOW = 1.5, 0.09, 30.0, 7.0, 12.0
_LARGE = 0.16
# Up to where that is a wall, a sky or what is far out of focus; beyond it are things that one would know.
# A line of its own may lie across a soft edge.
_CALM, _CROSSED, _EVEN = 4.5, 6.5, 28.0
_MOST = 8
_TOO_NEAR = 0.5


class _Found(NamedTuple):
    score: float
    room: Room


def clear(box: Box, taken: Sequence[Box]) -> bool:
    """Whether a box touches none of others."""
    return all(
        box.right <= one.left or box.left >= one.right or box.bottom <= one.top or box.top >= one.bottom
        for one in taken
    )


def kept_off(taken: Sequence[Box], size: tuple[int, int]) -> list[Box]:
    """Boxes with what is kept free around them."""
    more = _MARGIN * min(size)
    return [Box(one.left - more, one.top - more, one.right + more, one.bottom + more) for one in taken]


def calmest(unrest: Unrest, taken: Sequence[Box], best: tuple[float, float]) -> Iterator[Room]:
    """Rooms for type that nothing crosses, the best first: calm, even, large, near where type stands best.

    Args:
        unrest: What unsettles the frames without words.
        taken: What people and things take of them, in pixels.
        best: Where the middle of the words would stand best, as shares of the frame.
    """
    width, height = unrest.frame
    around = kept_off(taken, unrest.frame)
    for shapes in _WIDE if width > 1.1 * height else _UPRIGHT:
        found = [
            _Found(_scored(unrest, room, best), room)
            for room in _candidates(shapes, width, height)
            if clear(_pixels(room, (width, height)), around)
        ]
        yield from _apart([one.room for one in sorted(found, key=lambda one: one.score)])


def _apart(rooms: Iterable[Room]) -> list[Room]:
    """The first of some rooms, without those that lie almost where a better one does."""
    kept: list[Room] = []
    for room in rooms:
        if len(kept) < _MOST and all(_shared(room, other) < _TOO_NEAR for other in kept):
            kept.append(room)
    return kept


def _candidates(shapes: Iterable[tuple[float, float]], width: int, height: int) -> Iterator[Room]:
    sure = safe(width, height)
    step = _SQUARE / _ACROSS
    down = step * width / height
    for across, high in shapes:
        columns = int((sure.width - across) / step + 1e-6)
        rows = int((sure.height - high) / down + 1e-6)
        for row in range(rows + 1):
            for column in range(columns + 1):
                yield Room(sure.left + column * step, sure.top + row * down, across, high)


def around(boxes: Sequence[Box]) -> Box:
    """The box around some."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def low(box: Box, frame: tuple[int, int]) -> bool:
    """Whether a part of the frame reaches into where captions are read."""
    return box.bottom > band("bottom", upright=frame[1] / frame[0] > UPRIGHT)[1] * frame[1]


def _scored(unrest: Unrest, room: Room, best: tuple[float, float]) -> float:
    busy, uneven = unrest.of(room)
    away = abs(room.left + room.width / 2 - best[0]) + abs(room.top + room.height / 2 - best[1])
    large = min(_LARGE, room.width * room.height)
    below = _LOW * low(_pixels(room, unrest.frame), unrest.frame)
    return round(_BUSY * busy + _UNEVEN * uneven - _SMALL * large + _ASTRAY * away + below, 1)


class Unrest:
    """How busy and how uneven parts of some pictures are; where they differ, the worst counts.

    Attributes:
        frame: Width and height of the pictures in pixels.
    """

    def __init__(self, pictures: Sequence[ndarray]) -> None:
        import cv2
        import numpy as np

        height, width = pictures[0].shape[:2]
        self.frame = (width, height)
        small = (_ACROSS, max(_SQUARE, round(_ACROSS * height / width)))
        self._size = small
        self._sums: list[tuple[Any, Any]] = []
        for picture in pictures:
            light = cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY)
            light = cv2.resize(light, small, interpolation=cv2.INTER_AREA).astype(np.float32)
            apart = np.abs(light - cv2.blur(light, (_AROUND, _AROUND)))
            self._sums.append((cv2.integral(apart, sdepth=cv2.CV_64F), cv2.integral2(light)[:2]))

    def calm(self, lines: Sequence[Box]) -> bool:
        """Whether there is nothing that lines of type, in pixels, would lie across."""
        whole, *each = (self.of(_share(one, self.frame)) for one in (around(lines), *lines))
        restless = max(busy for busy, _ in each)
        return whole[0] <= _CALM and restless <= _CROSSED and max(even for _, even in (whole, *each)) <= _EVEN

    def lost(self, box: Box) -> float:
        """How much there is to see in a part, in pixels, that nobody sees once something covers it."""
        room = _share(box, self.frame)
        return self.of(room)[0] * room.width * room.height

    def of(self, room: Room) -> tuple[float, float]:
        """By how many of 255 levels a part differs from its own blur, and from its mean."""
        left, top = max(0, round(room.left * self._size[0])), max(0, round(room.top * self._size[1]))
        right = min(self._size[0], max(left + 1, round((room.left + room.width) * self._size[0])))
        bottom = min(self._size[1], max(top + 1, round((room.top + room.height) * self._size[1])))
        area = (right - left) * (bottom - top)

        def total(sums: Any) -> float:
            corners = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
            each: float = corners / area
            return each

        busy, uneven = 0.0, 0.0
        for apart, (light, squared) in self._sums:
            busy = max(busy, total(apart))
            uneven = max(uneven, max(0.0, total(squared) - total(light) ** 2) ** 0.5)
        return busy, uneven


def _pixels(room: Room, size: tuple[int, int]) -> Box:
    width, height = size
    return Box(
        room.left * width, room.top * height,
        (room.left + room.width) * width, (room.top + room.height) * height,
    )  # fmt: skip


def _share(box: Box, size: tuple[int, int]) -> Room:
    width, height = size
    return Room(
        box.left / width, box.top / height, (box.right - box.left) / width, (box.bottom - box.top) / height
    )


def _shared(one: Room, other: Room) -> float:
    """How much of the smaller of two rooms lies in the other."""
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    smaller = min(one.width * one.height, other.width * other.height)
    return max(0.0, across) * max(0.0, down) / smaller
