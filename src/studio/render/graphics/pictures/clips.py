"""A clip of the user's, frame by frame, at the time of a shot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studio.media.films.frames import frames
from studio.render.graphics.pictures.fullframe import Crop, taken
from studio.render.graphics.pictures.interest import Interest, interest

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import ndarray

    from studio.media.films.frames import Frames

_SLOWEST = 0.72


@dataclass
class Clip:
    """A clip that plays in a shot.

    It plays at its own speed; in a longer shot it is slowed down a little, then its last frame stands.

    Attributes:
        path: The film.
        size: Width and height of the frame in pixels.
        lasts: How long the shot is, in seconds.
        start: Where in the clip it begins, in seconds.
    """

    path: Path
    size: tuple[int, int]
    lasts: float
    start: float = 0.0
    _open: Frames | None = field(default=None, repr=False)
    _focus: Interest | None = field(default=None, repr=False)

    def at(self, share: float) -> ndarray:
        """The frame when a share of the shot has passed: sRGB of 8 bits."""
        return self._framed(self._pixels(self.time(share)))

    def time(self, share: float) -> float:
        """Which moment of the clip is shown when a share of the shot has passed."""
        film = self._film().facts.main_video
        last = max(0.0, film.duration - 1.5 / max(1.0, film.frames / max(film.duration, 1e-3)))
        there = max(0.05, last - self.start)
        speed = max(_SLOWEST, min(1.0, there / max(self.lasts, 1e-3)))
        return min(last, self.start + min(1.0, max(0.0, share)) * self.lasts * speed)

    def close(self) -> None:
        """Close the film."""
        if self._open is not None:
            self._open.__exit__(None, None, None)
            self._open = None

    def _film(self) -> Frames:
        if self._open is None:
            self._open = frames(self.path).__enter__()
        return self._open

    def _pixels(self, time: float) -> ndarray:
        import numpy as np

        shown = self._film().at(time).picture
        pixels: ndarray = np.ascontiguousarray(shown.numpy()[..., :3])
        return pixels

    def _framed(self, rgb: ndarray) -> ndarray:
        """What of a frame fills ours, with what is looked at in it; the same part throughout."""
        import cv2

        if self._focus is None:
            self._focus = interest(self._pixels(self.time(0.5)))
        wide, high = self.size
        scale = max(wide / rgb.shape[1], high / rgb.shape[0])
        kind = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        size = max(wide, round(rgb.shape[1] * scale)), max(high, round(rgb.shape[0] * scale))
        large = cv2.resize(rgb, size, interpolation=kind)
        x = min(max(self._focus.x * size[0], wide / 2), size[0] - wide / 2)
        y = min(max(self._focus.y * size[1], high / 2), size[1] - high / 2)
        return taken(large, self.size, Crop(x, y, float(wide)))
