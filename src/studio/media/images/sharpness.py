"""How sharp and how well exposed a picture is."""

from typing import NamedTuple

from studio.media.images.colour import flatten, to_srgb
from studio.media.images.faults import pixels_of
from studio.media.images.libvips import Raster, engine
from studio.media.images.pages import first_frame

WORKING_SIDE = 1024
SHARP_ENOUGH = 80.0
"""Pictures with less sharpness than this look blurred; it is meant for the working size and no other."""

_GRID = 4
_LEAST_TILE = 16
_WHITE = (255, 255, 255, 255)
_DARK, _BRIGHT = 4, 251


class Exposure(NamedTuple):
    """How light a picture is.

    Attributes:
        mean: Mean brightness, 0 (black) to 255 (white).
        dark: Share of the pixels that are as good as black, 0 to 1.
        bright: Share of the pixels that are as good as white, 0 to 1.
    """

    mean: float
    dark: float
    bright: float


def working_copy(image: Raster) -> Raster:
    """Return a picture small enough to look at many times, in memory: the first frame, 8 bits, on white.

    The long side is brought to 1024 by averaging areas; smaller pictures keep their size. Every
    measure here and the perceptual hash may be taken of it, so that a file is unpacked once for all.
    """
    flat = flatten(to_srgb(first_frame(image)), _WHITE)
    flat = flat.colourspace("b-w" if flat.bands < 3 else "srgb").cast("uchar")
    factor = max(flat.width, flat.height) / WORKING_SIDE
    with pixels_of(image):
        return (flat.shrink(factor, factor) if factor > 1 else flat).copy_memory()


def sharpness(image: Raster) -> float:
    """Return how sharp the sharpest part of a picture is: the variance of its Laplacian.

    The measure depends on size, so it is taken at a long side of 1024 pixels. It is taken in each tile
    of a grid of 4 × 4 and the greatest counts, since a portrait with a soft background is no blurred
    picture.
    """
    edges = _grey(image).conv(_laplacian(), precision="float").copy_memory()
    columns, rows = (max(1, min(_GRID, side // _LEAST_TILE)) for side in (edges.width, edges.height))
    width, height = edges.width // columns, edges.height // rows
    tiles = (
        edges.crop(column * width, row * height, width, height)
        for row in range(rows)
        for column in range(columns)
    )
    return max(float(tile.deviate()) ** 2 if width * height > 1 else 0.0 for tile in tiles)


def exposure(image: Raster) -> Exposure:
    """Return the mean brightness of a picture, and how much of it has drowned in black or white."""
    grey = _grey(image)
    counts = list(memoryview(grey.hist_find().write_to_memory()).cast("I"))
    counts += [0] * (256 - len(counts))
    total = sum(counts)
    return Exposure(
        mean=sum(level * count for level, count in enumerate(counts)) / total,
        dark=sum(counts[: _DARK + 1]) / total,
        bright=sum(counts[_BRIGHT:]) / total,
    )


def _grey(image: Raster) -> Raster:
    ready = (
        max(image.width, image.height) <= WORKING_SIDE and image.format == "uchar" and not image.hasalpha()
    )
    copy = image if ready else working_copy(image)
    with pixels_of(image):
        return copy.colourspace("b-w").copy_memory()


def _laplacian() -> Raster:
    return engine().Image.new_from_array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
