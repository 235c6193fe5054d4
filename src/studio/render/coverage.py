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


def parts(alpha: ndarray) -> tuple[Part, ...]:
    """Divide a plate by what mixing has to do.

    Args:
        alpha: How opaque each pixel is, 0 to 255.
    """
    height, width = alpha.shape
    kinds = _kinds(alpha)
    found: list[Part] = []
    open_runs: dict[tuple[int, int, int], int] = {}
    for row in range(len(kinds) + 1):
        runs = set(_runs(kinds[row])) if row < len(kinds) else set()
        for run in sorted(open_runs.keys() - runs):
            left, right, kind = run
            box = (left * TILE, open_runs.pop(run) * TILE, right * TILE, row * TILE)
            found.append(
                Part(box[0], box[1], min(box[2], width), min(box[3], height), opaque=kind == _OPAQUE)
            )
        for run in runs - open_runs.keys():
            open_runs[run] = row
    return tuple(sorted(found))


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
