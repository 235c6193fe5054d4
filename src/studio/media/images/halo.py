"""Keeps marks legible on any ground: a soft shadow behind them, or an outline around them."""

from math import ceil, cos, pi, sin

from studio.media.images.colour import Colour
from studio.media.images.libvips import Raster, engine

_STRONGER = 1.7
_DIRECTIONS = 48


def room(size: float) -> int:
    """Return how many pixels a halo of this size needs on every side of a mark."""
    return ceil(3.5 * size) + 1


def shadowed(mark: Raster, size: float, colour: Colour) -> Raster:
    """Put a soft shadow under a mark, a little below it; the result is larger by `room` on every side."""
    shape = _grown(mark, room(size))[3]
    soft = shape.gaussblur(size, min_ampl=0.02).embed(0, round(size / 2), shape.width, shape.height)
    # Around thin strokes a blur alone would be too faint.
    return _under(mark, (soft * _STRONGER).rint().cast("uchar"), size, colour)


def outlined(mark: Raster, size: float, colour: Colour) -> Raster:
    """Put an outline of this width around a mark; the result is larger by `room` on every side."""
    shape = _grown(mark, room(size))[3]
    bilinear = engine().Interpolate.new("bilinear")
    box = [0, 0, shape.width, shape.height]
    wide = shape
    for number in range(_DIRECTIONS):
        angle = 2 * pi * number / _DIRECTIONS
        moved = shape.affine(
            [1, 0, 0, 1], odx=size * cos(angle), ody=size * sin(angle), oarea=box, interpolate=bilinear
        )
        wide = wide.maxpair(moved)
    return _under(mark, wide, size, colour)


def _grown(mark: Raster, margin: int) -> Raster:
    return mark.embed(margin, margin, mark.width + 2 * margin, mark.height + 2 * margin)


def _under(mark: Raster, shape: Raster, size: float, colour: Colour) -> Raster:
    ground = shape.new_from_image(colour[:3]).bandjoin(shape).copy(interpretation="srgb")
    return ground.composite2(mark, "over", x=room(size), y=room(size)).cast("uchar")
