"""A frame in the making: planes of BT.709 video onto which plates are put and light is thrown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from studio.render.hiding import Hidden
from studio.render.plates import laid
from studio.render.sampling import NOWHERE, Affine, Box, around, gridded, sampled, turned
from studio.render.video import BLACK, GREY, Colour, planes_of, to_rgb, video_of

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.lights import Light
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
        soft: How far out of focus plates are that are put on it, in pixels of the frame.
        hidden: What of it will be covered by what comes, so that nothing need be put there.
    """

    def __init__(self, width: int, height: int) -> None:
        import cv2
        import numpy as np

        cv2.setNumThreads(1)
        self.width, self.height = width, height
        self.soft = 0.0
        wide, high = width + width % 2, height + height % 2
        self._pixels = np.empty(wide * high * 3 // 2, np.uint8)
        quarter = wide * high // 4
        self.y: ndarray = self._pixels[: 4 * quarter].reshape(high, wide)
        self.u: ndarray = self._pixels[4 * quarter : 5 * quarter].reshape(high // 2, wide // 2)
        self.v: ndarray = self._pixels[5 * quarter :].reshape(high // 2, wide // 2)
        self.hidden = Hidden.nothing(self.box)
        self.fill((BLACK, GREY, GREY))

    @property
    def box(self) -> Box:
        """The whole of it, with the row and the column that make its sides even."""
        return Box(0, 0, self.y.shape[1], self.y.shape[0])

    def fill(self, colour: tuple[int, int, int]) -> None:
        """Make all of it one colour: Y, U, V."""
        self.y[:], self.u[:], self.v[:] = colour

    def show(self, rgb: ndarray) -> None:
        """Fill it with a picture.

        Args:
            rgb: Three channels of 8 bits, as large as the frame.
        """
        import cv2

        high, wide = self.y.shape
        if rgb.shape[:2] != (high, wide):
            edges = (0, high - rgb.shape[0], 0, wide - rgb.shape[1])
            rgb = cv2.copyMakeBorder(rgb, *edges, cv2.BORDER_REPLICATE)
        self.y[:], self.u[:], self.v[:] = planes_of(rgb)

    def put(self, plate: Plate, place: Place, opacity: float = 1.0) -> None:
        """Lay a plate over what is there.

        Args:
            plate: The plate.
            place: Where its origin comes to lie, and how large it is seen.
            opacity: How much of it is seen, 0 to 1.
        """
        plate, way = self._fitting(plate, place)
        seen = way.covered(plate.width, plate.height).within(self.box)
        if opacity <= 0 or seen.empty:
            return
        if way.upright:
            self._put_parts(plate, way, seen, min(1.0, opacity))
        else:
            self._mix(plate, way, self._needed(seen.even), min(1.0, opacity))

    def filled(self, plate: Plate, place: Place, opacity: float = 1.0) -> list[Box]:
        """The boxes that a plate would fill so that nothing of what is behind it is seen there.

        Args:
            plate: The plate.
            place: Where its origin comes to lie, and how large it is seen.
            opacity: How much of it is seen, 0 to 1.
        """
        plate, way = self._fitting(plate, place)
        if opacity < 1 or not way.upright:
            return []
        seen = way.covered(plate.width, plate.height).within(self.box)
        boxes = (way.mapped(part).within(seen).even for part in plate.parts if part.opaque)
        return [box for box in boxes if not box.empty]

    def shine(self, light: Light, place: Place, strength: float = 1.0) -> None:
        """Add light to what is there.

        Args:
            light: The light.
            place: Where its origin comes to lie, and how large it is seen.
            strength: How bright it is; 1 as it was drawn.
        """
        way = place.of(light.left, light.top, light.scale)
        seen = self._needed(way.covered(*light.y.pixels.shape[::-1]).within(self.box).even)
        if strength <= 0 or seen.empty:
            return
        more = _Room(self, seen, strength)
        more.luma(sampled(light.y.pixels, way, seen), 1 / light.y.fineness)
        for onto, amount, sign in (
            (self.u, light.more_u, 1),
            (self.u, light.less_u, -1),
            (self.v, light.more_v, 1),
            (self.v, light.less_v, -1),
        ):
            if amount.any:
                more.chroma(onto, sampled(amount.pixels, way.chroma, seen.half), sign / amount.fineness)

    def gleam(self, mask: ndarray, colour: Colour, box: Box | None = None, strength: float = 1.0) -> None:
        """Add light of one colour.

        Args:
            mask: How much of it falls where, 0 to 255; of any size, it is brought to that of the box.
            colour: Its colour: red, green, blue, 0 to 255.
            box: What of the frame it falls on, its sides even; all of it when left out.
            strength: How bright it is at 255; 1 as the colour says.
        """
        box = box or self.box
        whole, half = _masks(mask, box)
        y, u, v = video_of(colour)
        more = _Room(self, box, strength)
        more.luma(whole, (y - BLACK) / 255)
        more.chroma(self.u, half, (u - GREY) / 255)
        more.chroma(self.v, half, (v - GREY) / 255)

    def veil(self, mask: ndarray, colour: Colour, box: Box | None = None, opacity: float = 1.0) -> None:
        """Lay one colour over what is there.

        Args:
            mask: How much of it lies where, 0 to 255; of any size, it is brought to that of the box.
            colour: The colour: red, green, blue, 0 to 255.
            box: What of the frame it lies on, its sides even; all of it when left out.
            opacity: How much it hides at 255, 0 to 1.
        """
        import cv2

        box = box or self.box
        whole, half = _masks(cv2.convertScaleAbs(mask, alpha=opacity) if opacity < 1 else mask, box)
        for onto, value, veil, area in zip(
            (self.y, self.u, self.v),
            video_of(colour),
            (whole, half, half),
            (box, box.half, box.half),
            strict=True,
        ):
            laid(onto[area.slices], cv2.convertScaleAbs(veil, alpha=value / 255), veil)

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
        laid(self.y[box.slices], cv2.convertScaleAbs(taken, alpha=BLACK / 255), taken)
        grey = cv2.convertScaleAbs(small, alpha=GREY / 255)
        laid(self.u[box.half.slices], grey, small)
        laid(self.v[box.half.slices], grey, small)

    def rgb(self) -> ndarray:
        """The frame as red, green and blue, uint8, for stills."""
        return to_rgb(self.y, self.u, self.v)[: self.height, : self.width]

    def planes(self) -> ndarray:
        """The frame as an encoder takes it: yuv420p in one piece, luma over both chromas, its sides even."""
        return self._pixels.reshape(-1, self.y.shape[1])

    def _fitting(self, plate: Plate, place: Place) -> tuple[Plate, Affine]:
        """A plate as large and as soft as it is seen, and the way from its pixels to the frame's."""
        while place.scale < 0.55 * plate.scale and min(plate.width, plate.height) > 16:
            plate = plate.smaller
        if self.soft:
            plate = plate.blurred(self.soft * plate.scale / place.scale)
        return plate, place.of(plate.left, plate.top, plate.scale)

    def _needed(self, box: Box) -> Box:
        """What of a box must be worked out; it begins where the box does, so that it is sampled alike."""
        seen = self.hidden.seen(box)
        return Box(box.left, box.top, seen.right, seen.bottom) if not seen.empty else seen

    def _put_parts(self, plate: Plate, way: Affine, seen: Box, opacity: float) -> None:
        """Copy what is opaque and mix the rest."""
        import cv2

        lying = [(part.opaque, way.mapped(part).within(seen).even) for part in plate.parts]
        boxes = [(opaque, self.hidden.seen(box)) for opaque, box in lying]
        boxes = [(opaque, box) for opaque, box in boxes if not box.empty]
        if not boxes:
            return
        whole = needed = mixed = thin = NOWHERE
        if not way.keeps_size:
            whole, needed = around(box for _, box in lying), around(box for _, box in boxes)
            mixed, thin = (around(box for opaque, box in some if not opaque) for some in (lying, boxes))
        chroma, mixes = way.chroma, any(not opaque for opaque, _ in boxes)
        alpha = gridded(plate.alpha, way, mixed, "alpha", thin) if mixes else None
        half = gridded(plate.half, chroma, mixed.half, "half", thin.half) if mixes else None
        for onto, plane, veil, by, share in (
            (self.y, plate.y, alpha, way, 1),
            (self.u, plate.u, half, chroma, 2),
            (self.v, plate.v, half, chroma, 2),
        ):
            all_of, part = (whole.half, needed.half) if share == 2 else (whole, needed)
            colour = gridded(plane, by, all_of, "colour", part)
            for opaque, box in boxes:
                area = box.half if share == 2 else box
                target = onto[area.slices]
                if not opaque and veil is not None:
                    laid(target, *_thinned(colour.at(area), veil.at(area), opacity))
                elif opacity == 1:
                    colour.lay(area, target)
                else:
                    cv2.addWeighted(target, 1 - opacity, colour.at(area), opacity, 0, dst=target)

    def _mix(self, plate: Plate, way: Affine, seen: Box, opacity: float) -> None:
        if seen.empty:
            return
        small = seen.half
        alpha = sampled(plate.alpha, way, seen)
        u, v, half = turned(plate.chroma, way.chroma, small)
        for onto, colour, veil, box in (
            (self.y, sampled(plate.y, way, seen), alpha, seen),
            (self.u, u, half, small),
            (self.v, v, half, small),
        ):
            laid(onto[box.slices], *_thinned(colour, veil, opacity))


def _thinned(colour: ndarray, veil: ndarray, opacity: float) -> tuple[ndarray, ndarray]:
    import cv2

    if opacity == 1:
        return colour, veil
    return cv2.convertScaleAbs(colour, alpha=opacity), cv2.convertScaleAbs(veil, alpha=opacity)


class _Room:
    """How much light a part of a frame still takes: what is bright takes less, so that nothing burns out."""

    def __init__(self, canvas: Canvas, box: Box, strength: float) -> None:
        import cv2
        import numpy as np

        self._y, self._half, self._strength = canvas.y[box.slices], box.half, strength / _RANGE
        self._room = cv2.subtract(np.array([_WHITE, 0.0, 0.0, 0.0]), self._y)
        self._less = cv2.resize(self._room, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)

    def luma(self, pixels: ndarray, unit: float) -> None:
        """Add to luma, so much for each step of the pixels."""
        self._add(self._y, pixels, self._room, unit)

    def chroma(self, onto: ndarray, pixels: ndarray, unit: float) -> None:
        """Add to one plane of chroma, or take from it."""
        self._add(onto[self._half.slices], pixels, self._less, unit)

    def _add(self, onto: ndarray, pixels: ndarray, room: ndarray, unit: float) -> None:
        import cv2

        light = cv2.multiply(pixels, room, scale=abs(unit) * self._strength)
        (cv2.add if unit > 0 else cv2.subtract)(onto, light, dst=onto)


def _masks(mask: ndarray, box: Box) -> tuple[ndarray, ndarray]:
    """A mask as large as a box, and half as large."""
    import cv2

    whole = mask
    if mask.shape != (box.height, box.width):
        whole = cv2.resize(mask, (box.width, box.height), interpolation=cv2.INTER_LINEAR)
    small = (box.half.width, box.half.height)
    if mask.shape == small[::-1]:
        return whole, mask
    return whole, cv2.resize(mask, small, interpolation=cv2.INTER_AREA)
