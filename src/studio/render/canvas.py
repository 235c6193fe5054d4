"""A frame in the making: planes of BT.709 video onto which plates are put and light is thrown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from studio.render.sampling import Affine, Box, gridded, sampled
from studio.render.video import BLACK, GREY, to_rgb

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.lights import Amount, Light
    from studio.render.plates import Plate

_WHITE = 235
_RANGE = _WHITE - BLACK


class Place(NamedTuple):
    """Where something comes to lie in a frame.

    Attributes:
        x: Where its origin lies, in pixels from the left edge of the frame.
        y: The same from the top edge.
        scale: Pixels per unit.
        turn: Degrees it is turned about its origin, clockwise.
        shear: How far its head leans to the right: units across for each unit up.
        stretch: How much wider than high it is drawn.
    """

    x: float
    y: float
    scale: float = 1.0
    turn: float = 0.0
    shear: float = 0.0
    stretch: float = 1.0

    def of(self, left: float, top: float, scale: float) -> Affine:
        """The way from a picture's own pixels to the frame's, for one whose origin lies at left and top."""
        ratio = self.scale / scale
        angle = math.radians(self.turn)
        cos, sin = math.cos(angle) * ratio, math.sin(angle) * ratio
        across, down = self.stretch, -self.shear
        xx, xy = cos * across, cos * down - sin
        yx, yy = sin * across, sin * down + cos
        return Affine(xx, xy, yx, yy, self.x - xx * left - xy * top, self.y - yx * left - yy * top)


class Canvas:
    """One frame.

    Attributes:
        width: Width in pixels, as asked for.
        height: Height in pixels, as asked for.
        y: Luma; its sides are even, also where those of the frame are not.
        u: Blue difference, half size.
        v: Red difference, half size.
    """

    def __init__(self, width: int, height: int) -> None:
        import cv2
        import numpy as np

        cv2.setNumThreads(1)
        self.width, self.height = width, height
        wide, high = width + width % 2, height + height % 2
        self._pixels = np.empty(wide * high * 3 // 2, np.uint8)
        quarter = wide * high // 4
        self.y: ndarray = self._pixels[: 4 * quarter].reshape(high, wide)
        self.u: ndarray = self._pixels[4 * quarter : 5 * quarter].reshape(high // 2, wide // 2)
        self.v: ndarray = self._pixels[5 * quarter :].reshape(high // 2, wide // 2)
        self.fill((BLACK, GREY, GREY))

    @property
    def box(self) -> Box:
        """The whole of it, with the row and the column that make its sides even."""
        return Box(0, 0, self.y.shape[1], self.y.shape[0])

    def fill(self, colour: tuple[int, int, int]) -> None:
        """Make all of it one colour: Y, U, V."""
        self.y[:], self.u[:], self.v[:] = colour

    def put(self, plate: Plate, place: Place, opacity: float = 1.0) -> None:
        """Lay a plate over what is there.

        Args:
            plate: The plate.
            place: Where its origin comes to lie, and how large it is seen.
            opacity: How much of it is seen, 0 to 1.
        """
        while place.scale < 0.55 * plate.scale and min(plate.width, plate.height) > 16:
            plate = plate.smaller
        way = place.of(plate.left, plate.top, plate.scale)
        seen = way.covered(plate.width, plate.height).within(self.box)
        if opacity <= 0 or seen.empty:
            return
        if way.upright:
            self._put_parts(plate, way, seen, min(1.0, opacity))
        else:
            self._mix(plate, way, seen.even, min(1.0, opacity))

    def shine(self, light: Light, place: Place, strength: float = 1.0) -> None:
        """Add light to what is there.

        Args:
            light: The light.
            place: Where its origin comes to lie, and how large it is seen.
            strength: How bright it is; 1 as it was drawn.
        """
        import cv2
        import numpy as np

        way = place.of(light.left, light.top, light.scale)
        seen = way.covered(*light.y.pixels.shape[::-1]).within(self.box).even
        if strength <= 0 or seen.empty:
            return
        y = self.y[seen.slices]
        # What is bright already takes on less: a screen, not a sum, so that nothing burns out.
        room = cv2.subtract(np.array([_WHITE, 0.0, 0.0, 0.0]), y)
        less = cv2.resize(room, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        _added(y, light.y, way, seen, room, strength)
        for onto, more, fewer in (
            (self.u, light.more_u, light.less_u),
            (self.v, light.more_v, light.less_v),
        ):
            area = onto[seen.half.slices]
            _added(area, more, way.chroma, seen.half, less, strength)
            _added(area, fewer, way.chroma, seen.half, less, -strength)

    def multiply(self, shade: ndarray, box: Box | None = None) -> None:
        """Darken: shadows and vignettes.

        Args:
            shade: How much light is left at each pixel, 0 to 255; as large as the box.
            box: What of the frame it lies on, its sides even; all of it when left out.
        """
        import cv2

        box = box or self.box
        half = cv2.resize(shade, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        taken, small = cv2.bitwise_not(shade), cv2.bitwise_not(half)
        _mixed(self.y[box.slices], cv2.convertScaleAbs(taken, alpha=BLACK / 255), taken)
        grey = cv2.convertScaleAbs(small, alpha=GREY / 255)
        _mixed(self.u[box.half.slices], grey, small)
        _mixed(self.v[box.half.slices], grey, small)

    def rgb(self) -> ndarray:
        """The frame as red, green and blue, uint8, for stills."""
        return to_rgb(self.y, self.u, self.v)[: self.height, : self.width]

    def planes(self) -> ndarray:
        """The frame as an encoder takes it: yuv420p in one piece, its sides even."""
        return self._pixels

    def _put_parts(self, plate: Plate, way: Affine, seen: Box, opacity: float) -> None:
        """Copy what is opaque and mix the rest."""
        chroma = way.chroma
        y, u, v, alpha, half = (
            gridded(plane, by, box)
            for plane, by, box in (
                (plate.y, way, seen),
                (plate.u, chroma, seen.half),
                (plate.v, chroma, seen.half),
                (plate.alpha, way, seen),
                (plate.half, chroma, seen.half),
            )
        )
        for part in plate.parts:
            box = way.mapped(part).within(seen).even
            if box.empty:
                continue
            small = box.half
            for onto, colour, veil, area in (
                (self.y, y, alpha, box),
                (self.u, u, half, small),
                (self.v, v, half, small),
            ):
                if part.opaque:
                    _covered(onto[area.slices], colour.at(area), opacity)
                else:
                    _mixed(onto[area.slices], *_thinned(colour.at(area), veil.at(area), opacity))

    def _mix(self, plate: Plate, way: Affine, seen: Box, opacity: float) -> None:
        chroma, small = way.chroma, seen.half
        alpha, half = sampled(plate.alpha, way, seen), sampled(plate.half, chroma, small)
        for onto, plane, veil, by, box in (
            (self.y, plate.y, alpha, way, seen),
            (self.u, plate.u, half, chroma, small),
            (self.v, plate.v, half, chroma, small),
        ):
            _mixed(onto[box.slices], *_thinned(sampled(plane, by, box), veil, opacity))


def _thinned(colour: ndarray, veil: ndarray, opacity: float) -> tuple[ndarray, ndarray]:
    import cv2

    if opacity == 1:
        return colour, veil
    return cv2.convertScaleAbs(colour, alpha=opacity), cv2.convertScaleAbs(veil, alpha=opacity)


def _covered(onto: ndarray, colour: ndarray, opacity: float) -> None:
    import cv2

    if opacity == 1:
        onto[:] = colour
    else:
        cv2.addWeighted(onto, 1 - opacity, colour, opacity, 0, dst=onto)


def _mixed(onto: ndarray, colour: ndarray, veil: ndarray) -> None:
    """Premultiplied: what is there, less what the plate hides, and the plate."""
    import cv2

    cv2.multiply(onto, cv2.bitwise_not(veil), dst=onto, scale=1 / 255)
    cv2.add(onto, colour, dst=onto)


def _added(onto: ndarray, amount: Amount, way: Affine, box: Box, room: ndarray, strength: float) -> None:
    import cv2

    if not amount.any:
        return
    scale = abs(strength) / amount.fineness / _RANGE
    light = cv2.multiply(sampled(amount.pixels, way, box), room, scale=scale)
    (cv2.add if strength > 0 else cv2.subtract)(onto, light, dst=onto)
