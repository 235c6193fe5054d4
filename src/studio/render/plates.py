"""A picture ready to be moved and mixed: planes of BT.709 video, premultiplied by how opaque they are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from studio.render.blurring import blurred
from studio.render.coverage import Part, parts
from studio.render.video import BAND, halved, rows_of_video, whole_numbers

if TYPE_CHECKING:
    from numpy import ndarray
    from numpy.random import Generator

MARGIN = 4  # transparent pixels around a picture, so that its edges stay soft wherever it moves
_SOLID = 150  # how opaque, of 255, what is seen as a body is
_SHARP, _STEP, _COARSE = 0.5, 0.5, 4.0
"""The radius from which a plate is out of focus, its steps, and where half the size is enough for it."""
_KEPT = 2
_BELOW_ONE = 1 - 2**-24  # the largest of single precision
_STEPS = 15  # pixels over which a gradient in 8 bits may stand still


@dataclass(frozen=True)
class Plate:
    """A picture on glass.

    All planes are uint8. Colours are limited-range BT.709 with chroma at half size each way, its samples
    over the even columns; every value is multiplied by alpha, so that a plate may be scaled and shifted
    without its edges taking on colours that nobody drew.

    Attributes:
        y: Luma.
        u: Blue difference, half size.
        v: Red difference, half size.
        alpha: How opaque each pixel is.
        half: The same at half size, sampled as chroma is.
        left: Where the origin of the picture lies, in pixels from the left edge.
        top: The same from the top edge.
        scale: Pixels per unit.
    """

    y: ndarray
    u: ndarray
    v: ndarray
    alpha: ndarray
    half: ndarray
    left: float
    top: float
    scale: float

    @classmethod
    def of(
        cls,
        rgba: ndarray,
        origin: tuple[float, float] = (0.0, 0.0),
        scale: float = 1.0,
        *,
        smooth: bool = False,
    ) -> Plate:
        """A plate of a picture, cropped to what is to be seen of it.

        Args:
            rgba: Height, width and four channels, uint8, sRGB, not premultiplied.
            origin: Where the point 0, 0 of the world lies in it: pixels from the left and top edges.
            scale: Pixels per unit.
            smooth: Whether to take the steps out of gradients, as in skies.
        """
        import numpy as np

        left, top, right, bottom = _visible(rgba[..., 3])
        high, wide = bottom - top + 2 * MARGIN, right - left + 2 * MARGIN
        drawn = np.zeros((high + high % 2, wide + wide % 2, 4), np.uint8)
        drawn[MARGIN : MARGIN + bottom - top, MARGIN : MARGIN + right - left] = rgba[top:bottom, left:right]
        colour = _smoothed(drawn[..., :3]) if smooth else drawn[..., :3]
        at = (origin[0] - left + MARGIN, origin[1] - top + MARGIN)
        return _premultiplied(colour, drawn[..., 3], at, scale, dither=smooth)

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.y.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.y.shape[0])

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What of it is to be copied and what is to be mixed."""
        return parts(self.alpha)

    @cached_property
    def chroma(self) -> ndarray:
        """Both differences and how opaque they are, side by side in one picture, for what turns."""
        import cv2

        return cv2.merge([self.u, self.v, self.half])

    @cached_property
    def body(self) -> tuple[int, int, int, int]:
        """What of it is more than shadow and haze: left, top, right and bottom, in its pixels."""
        return _visible((self.alpha >= _SOLID).astype("uint8"))

    @cached_property
    def smaller(self) -> Plate:
        """The plate at half its size, for when it is seen from far away."""
        y, alpha = (_half(_padded(plane, 4), chroma=False) for plane in (self.y, self.alpha))
        u, v, half = (_half(_padded(plane, 2), chroma=True) for plane in (self.u, self.v, self.half))
        return Plate(y, u, v, alpha, half, self.left / 2, self.top / 2, self.scale / 2)

    def blurred(self, radius: float) -> Plate:
        """The plate out of focus, in steps that are not seen; kept while its focus stays.

        Args:
            radius: How far a point of it spreads, in its pixels.
        """
        if radius < _SHARP:
            return self
        if radius >= _COARSE and min(self.width, self.height) > 16:
            return self.smaller.blurred(radius / 2)
        step = round(radius / _STEP)
        if step not in self._blurred:
            if len(self._blurred) >= _KEPT:
                del self._blurred[next(iter(self._blurred))]
            self._blurred[step] = self.softened(step * _STEP)
        return self._blurred[step]

    @cached_property
    def _blurred(self) -> dict[int, Plate]:
        """The plate as it was last seen out of focus."""
        return {}

    def softened(self, radius: float) -> Plate:
        """The plate out of focus.

        Args:
            radius: How far a point of it spreads, in its pixels.
        """
        import numpy as np

        if radius < 0.5:
            return self
        more = 4 * math.ceil(radius / 2)

        def soft(plane: ndarray, share: int) -> ndarray:
            return blurred(np.pad(plane, more // share), radius / 2 / share)

        y, alpha = soft(self.y, 1), soft(self.alpha, 1)
        u, v, half = soft(self.u, 2), soft(self.v, 2), soft(self.half, 2)
        return Plate(y, u, v, alpha, half, self.left + more, self.top + more, self.scale)


def laid(onto: ndarray, colour: ndarray, veil: ndarray) -> None:
    """Lay premultiplied colour onto a plane: what is there, less what the veil hides, and the colour."""
    import cv2

    cv2.multiply(onto, cv2.bitwise_not(veil), dst=onto, scale=1 / 255)
    cv2.add(onto, colour, dst=onto)


def _visible(alpha: ndarray) -> tuple[int, int, int, int]:
    import cv2
    import numpy as np

    left, top, width, height = cv2.boundingRect(np.ascontiguousarray(alpha))
    return left, top, left + width, top + height


def _premultiplied(
    rgb: ndarray, alpha: ndarray, at: tuple[float, float], scale: float, *, dither: bool
) -> Plate:
    import numpy as np

    high, wide = alpha.shape
    y, half = np.empty((high, wide), np.uint8), np.empty((high // 2, wide // 2), np.uint8)
    u, v = np.empty_like(half), np.empty_like(half)
    chances = [np.random.Generator(np.random.Philox(number)) for number in range(3)]
    for top in range(0, high, BAND):
        rows, small = slice(top, top + BAND), slice(top // 2, (top + BAND) // 2)
        made = _mixed(rgb[rows], alpha[rows])
        if dither:
            made = (*(_dithered(*one) for one in zip(made[:3], chances, strict=True)), made[3])
        for whole, band, part in zip((y, u, v, half), made, (rows, small, small, small), strict=True):
            whole[part] = whole_numbers(band)
    return Plate(y, u, v, np.ascontiguousarray(alpha), half, *at, scale)


def _mixed(rgb: ndarray, alpha: ndarray) -> tuple[ndarray, ...]:
    """Y, U and V of some rows, multiplied by how opaque they are, and that at half size; as float32."""
    import cv2
    import numpy as np

    share = alpha.astype(np.float32) / 255
    whole = rgb.astype(np.float32, copy=False)
    y, u, v = (cv2.multiply(cv2.transform(whole, row), share) for row in rows_of_video())
    return y, halved(u), halved(v), halved(share) * 255


def _smoothed(rgb: ndarray) -> ndarray:
    """Gradients without the steps of 8 bits: a pixel within a step of its surroundings takes theirs."""
    import cv2
    import numpy as np

    drawn = rgb.astype(np.float32)
    around = cv2.blur(cv2.blur(drawn, (_STEPS, _STEPS)), (_STEPS, _STEPS))
    apart = cv2.inRange(cv2.absdiff(around, drawn), (0.0, 0.0, 0.0), (_BELOW_ONE,) * 3)
    return cv2.copyTo(around, apart, drawn)


def _dithered(plane: ndarray, chance: Generator) -> ndarray:
    """A plane whose roundings will be told apart by chance, so that no step is seen."""
    import numpy as np

    return np.where(plane > 0, plane + chance.random(plane.shape, np.float32) - 0.5, plane)


def _half(plane: ndarray, *, chroma: bool) -> ndarray:
    import cv2
    import numpy as np

    if chroma:
        return whole_numbers(halved(plane.astype(np.float32), chroma=True))
    return cv2.resize(plane, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


def _padded(plane: ndarray, unit: int) -> ndarray:
    import numpy as np

    return np.pad(plane, [(0, -side % unit) for side in plane.shape])
