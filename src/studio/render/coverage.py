"""Which parts of a plate need no work: empty ones are skipped, opaque ones are copied, the rest is mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from numpy import ndarray

TILE = 32
REACH = 2  # pixels around a tile that moving it may read


class Part(NamedTuple):
    """A rectangle of a plate in its own pixels, opaque throughout or to be mixed."""

    left: int
    top: int
    right: int
    bottom: int
    opaque: bool


_EMPTY, _MIXED, _OPAQUE = 0, 1, 2
# A part costs as much as mixing about so many tiles: less is not worth a part of its own.
_OPAQUE_RUN, _EMPTY_RUN = 8, 6
_EACH, _COPIED = 24.0, 0.3


def parts(alpha: ndarray) -> tuple[Part, ...]:
    """Divide a plate by what mixing has to do.

    Args:
        alpha: How opaque each pixel is, 0 to 255.
    """
    height, width = alpha.shape
    kinds = _kinds(alpha)
    found = _joined(_stacked(kinds), kinds.shape)
    return tuple(
        Part(
            left * TILE,
            top * TILE,
            min(right * TILE, width),
            min(bottom * TILE, height),
            opaque=kind == _OPAQUE,
        )
        for left, top, right, bottom, kind in sorted(found)
    )


_Block = tuple[int, int, int, int, int]
"""Tiles from and to, across and down, and their kind."""


def _stacked(kinds: ndarray) -> list[_Block]:
    """Runs that lie over one another and are alike, as one."""
    found: list[_Block] = []
    begun: dict[tuple[int, int, int], int] = {}
    for row in range(len(kinds) + 1):
        runs = set(_runs(kinds[row])) if row < len(kinds) else set()
        for run in sorted(begun.keys() - runs):
            left, right, kind = run
            found.append((left, begun.pop(run), right, row, kind))
        for run in runs - begun.keys():
            begun[run] = row
    return found


def _joined(blocks: list[_Block], shape: tuple[int, ...]) -> list[_Block]:
    """Blocks joined where one costs less than two, as long as the one meets no other."""
    import numpy as np

    owner = np.full(shape, -1)
    found: dict[int, _Block] = dict(enumerate(blocks))
    for number, (left, top, right, bottom, _) in found.items():
        owner[top:bottom, left:right] = number
    for number in list(found):
        while (other := _partner(number, found, owner)) is not None:
            found[number] = left, top, right, bottom, _ = _around(found[number], found.pop(other))
            owner[top:bottom, left:right] = number
    return list(found.values())


def _partner(number: int, found: dict[int, _Block], owner: ndarray) -> int | None:
    if number not in found:
        return None
    own = found[number]
    best, most = None, 0.0
    for other, block in found.items():
        whole = _around(own, block)
        saved = _cost(own) + _cost(block) - _cost(whole)
        if other != number and saved > most:
            inside = owner[whole[1] : whole[3], whole[0] : whole[2]]
            if ((inside == -1) | (inside == number) | (inside == other)).all():
                best, most = other, saved
    return best


def _around(one: _Block, other: _Block) -> _Block:
    left, top = min(one[0], other[0]), min(one[1], other[1])
    right, bottom = max(one[2], other[2]), max(one[3], other[3])
    filled = sum((block[2] - block[0]) * (block[3] - block[1]) for block in (one, other))
    opaque = one[4] == other[4] == _OPAQUE and filled == (right - left) * (bottom - top)
    return left, top, right, bottom, _OPAQUE if opaque else _MIXED


def _cost(block: _Block) -> float:
    left, top, right, bottom, kind = block
    return _EACH + (right - left) * (bottom - top) * (_COPIED if kind == _OPAQUE else 1.0)


def _kinds(alpha: ndarray) -> ndarray:
    import cv2
    import numpy as np

    height, width = alpha.shape
    around = np.ones((2 * REACH + 1, 2 * REACH + 1), np.uint8)
    down, across = -(-height // TILE), -(-width // TILE)
    most = np.zeros((down * TILE, across * TILE), np.uint8)
    least = np.full_like(most, 255)
    most[:height, :width] = cv2.dilate(alpha, around)
    least[:height, :width] = cv2.erode(alpha, around, borderType=cv2.BORDER_CONSTANT, borderValue=(0,))
    tiled = (down, TILE, across, TILE)
    empty = most.reshape(tiled).max(axis=(1, 3)) == 0
    opaque = least.reshape(tiled).min(axis=(1, 3)) == 255
    kinds: ndarray = np.where(empty, _EMPTY, np.where(opaque, _OPAQUE, _MIXED))
    return kinds


def _runs(row: ndarray) -> list[tuple[int, int, int]]:
    """The runs of one row of tiles: from, to, kind."""
    runs = _same(row.tolist())
    plain = [
        (left, right, _MIXED if _too_short(runs, place) else kind)
        for place, (left, right, kind) in enumerate(runs)
    ]
    joined = [kind for left, right, kind in plain for _ in range(right - left)]
    return [run for run in _same(joined) if run[2] != _EMPTY]


def _too_short(runs: list[tuple[int, int, int]], place: int) -> bool:
    left, right, kind = runs[place]
    if kind == _MIXED:
        return False
    beside = [runs[near][2] for near in (place - 1, place + 1) if 0 <= near < len(runs)]
    if kind == _OPAQUE:
        return right - left < _OPAQUE_RUN and _MIXED in beside
    return right - left < _EMPTY_RUN and len(beside) == 2


def _same(kinds: list[int]) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    for place, kind in enumerate(kinds):
        if runs and runs[-1][2] == kind:
            runs[-1] = (runs[-1][0], place + 1, kind)
        else:
            runs.append((place, place + 1, kind))
    return runs
