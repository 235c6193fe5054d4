"""Where the world comes to lie in the frame: one camera, parallax by depth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

_NEAREST = 1.6
_ENDLESS = 100.0


class Spot(NamedTuple):
    """A point of the world in the frame: pixels from the left and the top, and pixels per unit there."""

    x: float
    y: float
    scale: float


@dataclass(frozen=True, slots=True)
class View:
    """What the camera sees.

    Attributes:
        width: Width of the frame in pixels.
        height: Height of the frame.
        span: Units across the frame on the plane of the subject, unzoomed.
        horizon: Where y = 0 lies, in parts of the height.
        focus: Where x = 0 lies, in parts of the width.
        x: How far the camera has gone to the right, in units.
        y: How far it has gone down.
        zoom: How much closer it has come.
        sharp: The depth that is in focus.
    """

    width: int
    height: int
    span: float
    horizon: float
    focus: float
    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0
    sharp: float = 1.0

    @property
    def scale(self) -> float:
        """Pixels per unit at rest."""
        return self.width / self.span

    def spot(self, depth: float, x: float, y: float) -> Spot:
        """Where a point at a depth is seen; far things move less, near things more."""
        near = min(_NEAREST, 1 / depth)
        scale = self.scale * self.enlarged(depth)
        middle_x = (0.5 - self.focus) * self.span
        middle_y = (0.5 - self.horizon) * self.height / self.scale
        return Spot(
            self.width / 2 + (x - middle_x - self.x * near) * scale,
            self.height / 2 + (y - middle_y - self.y * near) * scale,
            scale,
        )

    def enlarged(self, depth: float) -> float:
        """How much larger than at rest things at a depth are seen; the sky stays as it is."""
        if depth >= _ENDLESS:
            return 1.0
        return float(self.zoom ** min(_NEAREST, 1 / depth) ** 0.7)

    def seen(self, depth: float, spare: float) -> tuple[float, float, float, float]:
        """The part of the world at a depth that the frame shows at rest: left, top, right, bottom.

        Args:
            depth: How far away.
            spare: How much more on every side, in units of the subject's plane.
        """
        near = min(_NEAREST, 1 / depth)
        left = -self.focus * self.span
        top = -self.horizon * self.height / self.scale
        more = spare * max(near, 0.05)
        return (left - more, top - more, left + self.span + more, top + self.height / self.scale + more)
