"""What lies over a finished frame: its tone, darker corners, grain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from studio.render.video import BLACK, GREY

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.canvas import Canvas

_AROUND = 384  # pixels within which the grain is placed anew in every frame
_DEVIATION = 36.0  # of the grain as it is kept, in bytes
_LEAST = 0.6  # steps of video: the grain that hides the steps themselves


@dataclass(frozen=True)
class Grade:
    """The finish of all frames of a film.

    Attributes:
        seed: Which grain.
        grain: Its standard deviation in steps of 8-bit video, enough that skies show no bands; 0 is none.
        vignette: How much darker the corners are, 0 to 1.
        contrast: How far light and shade stand apart; 1 as they are.
        saturation: How strong colours are; 1 as they are.
        warmth: Towards amber, or below 0 towards blue, in steps of video.
    """

    seed: int = 0
    grain: float = 2.0
    vignette: float = 0.0
    contrast: float = 1.0
    saturation: float = 1.0
    warmth: float = 0.0

    def apply(self, canvas: Canvas, number: int) -> None:
        """Finish one frame.

        Args:
            canvas: The frame.
            number: Which one: its grain depends on nothing else but the seed.
        """
        self._tone(canvas)
        if self.vignette:
            _darken(canvas, self.vignette)
        if self.grain:
            grained(canvas.y, number, seed=self.seed, deviation=self.grain)

    def _tone(self, canvas: Canvas) -> None:
        import cv2

        if self.contrast != 1:
            cv2.LUT(canvas.y, self._curve, dst=canvas.y)
        if self.saturation != 1 or self.warmth:
            for plane, warm in ((canvas.u, -self.warmth), (canvas.v, 0.7 * self.warmth)):
                beta = GREY * (1 - self.saturation) + warm
                cv2.convertScaleAbs(plane, dst=plane, alpha=self.saturation, beta=beta)

    @cached_property
    def _curve(self) -> ndarray:
        """A curve through black, middle grey and white that is steeper or flatter between."""
        import numpy as np

        light = np.clip((np.arange(256) - BLACK) / 219, 0, 1)
        shade = light < _MIDDLE
        part = np.where(shade, light / _MIDDLE, (1 - light) / (1 - _MIDDLE))
        bent = part**self.contrast
        curve = np.where(shade, bent * _MIDDLE, 1 - bent * (1 - _MIDDLE))
        table: ndarray = np.rint(BLACK + 219 * curve).astype(np.uint8)
        return table


def grained(luma: ndarray, number: int, *, seed: int, deviation: float) -> None:
    """Lay grain over a frame.

    Args:
        luma: Its luma, which is changed.
        number: Which frame it is: its grain depends on nothing else but the seed.
        seed: Which grain.
        deviation: How much, in steps of 8-bit video.
    """
    import cv2
    import numpy as np

    high, wide = luma.shape
    chance = np.random.Generator(np.random.Philox(key=[seed % 2**64, number]))
    down, across = chance.integers(0, _AROUND, 2).tolist()
    grain = _grains(high, wide, seed)[down : down + high, across : across + wide]
    amount = max(_LEAST, deviation) / _DEVIATION
    cv2.addWeighted(luma, 1, grain, amount, -GREY * amount, dst=luma)


_MIDDLE = 0.42


@lru_cache(maxsize=2)
def _grains(high: int, wide: int, seed: int) -> ndarray:
    """Grain for a frame and some around it, grey where there is none; as coarse as film is at this size."""
    import cv2
    import numpy as np

    chance = np.random.Generator(np.random.Philox(seed % 2**64))
    noise: ndarray = chance.standard_normal((high + _AROUND, wide + _AROUND), np.float32)
    noise = cv2.GaussianBlur(noise, (0, 0), max(0.35, 0.55 * high / 1080))
    grains: ndarray = np.clip(GREY + noise * (_DEVIATION / noise.std()), 1, 255).astype(np.uint8)
    return grains


def _darken(canvas: Canvas, amount: float) -> None:
    import cv2

    left, lost, less, missing = _corners(*canvas.y.shape, amount)
    cv2.multiply(canvas.y, left, dst=canvas.y, scale=1 / 255)
    cv2.add(canvas.y, lost, dst=canvas.y)
    for plane in (canvas.u, canvas.v):
        cv2.multiply(plane, less, dst=plane, scale=1 / 255)
        cv2.add(plane, missing, dst=plane)


@lru_cache(maxsize=2)
def _corners(high: int, wide: int, amount: float) -> tuple[ndarray, ndarray, ndarray, ndarray]:
    """How much light is left, and the black that takes its place; the same for chroma."""
    import cv2
    import numpy as np

    down = np.linspace(-1, 1, high, dtype=np.float32)[:, None]
    across = np.linspace(-1, 1, wide, dtype=np.float32)[None]
    away = np.clip((np.sqrt(down**2 * 0.8 + across**2) - 0.55) / 0.8, 0, 1)
    left = 1 - amount * away * away * (3 - 2 * away)
    chance = np.random.Generator(np.random.Philox(0)).random((high, wide), np.float32) - 0.5
    light = np.rint(left * 255 + chance).clip(0, 255).astype(np.uint8)
    small = cv2.resize(light, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    full = np.rint(BLACK * (1 - light / 255.0)).astype(np.uint8)
    half = (GREY - np.rint(small * (GREY / 255.0))).astype(np.uint8)
    return light, full, small, half
