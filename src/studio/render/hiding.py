"""What of a frame something nearer will cover: nobody sees it, so nobody draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.sampling import NOWHERE, Box

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy import ndarray

_TILE = 16


class Hidden:
    """What of a frame is covered by what comes nearer, in tiles."""

    def __init__(self, tiles: ndarray, frame: Box) -> None:
        self._tiles, self._frame = tiles, frame
        self._any = bool(tiles.any())

    @classmethod
    def nothing(cls, frame: Box) -> Hidden:
        """Nothing of a frame is hidden.

        Args:
            frame: All of it.
        """
        import numpy as np

        return cls(np.zeros((-(-frame.height // _TILE), -(-frame.width // _TILE)), np.bool_), frame)

    def by(self, boxes: Iterable[Box]) -> Hidden:
        """What is hidden behind boxes that will be filled with what is opaque, and by this."""
        tiles = self._tiles.copy()
        for box in boxes:
            # The last tiles of a frame may reach out of it.
            right = box.right + _TILE * (box.right == self._frame.right)
            bottom = box.bottom + _TILE * (box.bottom == self._frame.bottom)
            tiles[-(-box.top // _TILE) : bottom // _TILE, -(-box.left // _TILE) : right // _TILE] = True
        return Hidden(tiles, self._frame)

    def seen(self, box: Box) -> Box:
        """The smallest box around what is seen of one; its sides are even if those of the one are."""
        import numpy as np

        if not self._any or box.empty:
            return box
        top, left = box.top // _TILE, box.left // _TILE
        part = self._tiles[top : -(-box.bottom // _TILE), left : -(-box.right // _TILE)]
        if not part.any():
            return box
        rows = np.flatnonzero(~part.all(axis=1)).tolist()
        if not rows:
            return NOWHERE
        columns = np.flatnonzero(~part.all(axis=0)).tolist()
        return Box(
            (left + columns[0]) * _TILE,
            (top + rows[0]) * _TILE,
            (left + columns[-1] + 1) * _TILE,
            (top + rows[-1] + 1) * _TILE,
        ).within(box)
