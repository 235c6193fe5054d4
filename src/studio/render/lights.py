"""A picture of light: what lamps, windows and screens add to what they fall on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from studio.render.video import BLACK, GREY, halved, of_rgb, whole_numbers

if TYPE_CHECKING:
    from numpy import ndarray

SHARE = 4  # light is soft: a quarter of the size says all
_UNSEEN = 0.05  # of a step of video


class Amount(NamedTuple):
    """How much is added at each pixel: bytes, so many of them to one step of video."""

    pixels: ndarray
    fineness: float
    any: bool


@dataclass(frozen=True)
class Light:
    """Soft light to be added to a frame.

    Attributes:
        y: What it adds to luma.
        more_u: What it adds to blue difference, half size.
        less_u: What it takes from it; nowhere do both have something.
        more_v: What it adds to red difference, half size.
        less_v: What it takes from it.
        left: Where the origin lies, in its own pixels from the left edge.
        top: The same from the top edge.
        scale: Its own pixels per unit.
    """

    y: Amount
    more_u: Amount
    less_u: Amount
    more_v: Amount
    less_v: Amount
    left: float
    top: float
    scale: float

    @classmethod
    def of(
        cls, rgb: ndarray, origin: tuple[float, float] = (0.0, 0.0), scale: float = 1.0, *, halo: float = 0.0
    ) -> Light:
        """Light from a picture of what shines, on black.

        Args:
            rgb: Height, width and three channels, sRGB: uint8, or float32 from 0 to 255.
            origin: Where the point 0, 0 of the world lies in it: pixels from the left and top edges.
            scale: Pixels per unit.
            halo: How far it spreads around what shines, in pixels of the picture.
        """
        import cv2
        import numpy as np

        more = SHARE * (int(halo * 1.6) // SHARE + 2)
        spare = [(more, more + -side % (2 * SHARE)) for side in rgb.shape[:2]]
        whole = np.pad(rgb.astype(np.float32), [*spare, (0, 0)])
        small = cv2.resize(whole, None, fx=1 / SHARE, fy=1 / SHARE, interpolation=cv2.INTER_AREA)
        if halo:
            small = cv2.GaussianBlur(small, (0, 0), max(0.3, halo / SHARE / 2))
        return cls.small(small, ((origin[0] + more) / SHARE, (origin[1] + more) / SHARE), scale / SHARE)

    @classmethod
    def small(cls, rgb: ndarray, origin: tuple[float, float], scale: float) -> Light:
        """Light from a picture that is small already.

        Args:
            rgb: Height, width and three channels, both sides even, float32 from 0 to 255.
            origin: Where the point 0, 0 of the world lies in it, in its pixels.
            scale: Its pixels per unit.
        """
        video = of_rgb(rgb)
        u, v = (halved(video[..., number] - GREY) for number in (1, 2))
        return cls(
            _amount(video[..., 0] - BLACK), _amount(u), _amount(-u), _amount(v), _amount(-v), *origin, scale
        )


def _amount(plane: ndarray) -> Amount:
    fineness = 255 / max(1.0, float(plane.max()))
    return Amount(whole_numbers(plane * fineness), fineness, any=bool(plane.max() > _UNSEEN))
