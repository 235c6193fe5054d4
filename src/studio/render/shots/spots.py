"""Named places in the world of a shot."""

from __future__ import annotations

from typing import NamedTuple


class Spot(NamedTuple):
    """A named place in the world: a box, or a point where width and height are zero."""

    x: float
    y: float
    width: float
    height: float
    depth: float

    @property
    def foot(self) -> tuple[float, float]:
        """Where something stands on it."""
        return self.x + self.width / 2, self.y + self.height
