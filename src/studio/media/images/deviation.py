"""Where two pictures differ, and by how much, at the full depth of the deeper one."""

from dataclasses import dataclass

from studio.media.images.colour import flatten, to_srgb
from studio.media.images.faults import pixels_of
from studio.media.images.libvips import Raster

_WHITE, _BLACK = (255, 255, 255, 255), (0, 0, 0, 255)
_DEEPER = 257
# What shows at full brightness in an amplified difference: all but the strongest hundredth stays in range.
_IN_RANGE = 0.99


@dataclass(frozen=True, slots=True)
class Deviation:
    """How far two pictures of one size are apart; all numbers are on a scale of 0 to 255.

    Attributes:
        square: The mean of the squared differences over all channels.
        largest: The largest difference of one channel.
        changed: The share of pixels that differ at all, 0 to 1.
        box: Left, top, width and height of the part that holds all that differs.
        picture: The differences, black where there are none, as deep as the pictures.
    """

    square: float
    largest: float
    changed: float
    box: tuple[int, int, int, int] | None
    picture: Raster


def as_seen(one: Raster, other: Raster) -> list[tuple[Raster, Raster]]:
    """Return two pictures of any kind in forms that can be subtracted: sRGB, and equally deep.

    They are laid on white; if either has transparency, a second pair shows them on black. What is
    alike on both grounds is alike on any.
    """
    a, b = to_srgb(one), to_srgb(other)
    if min(a.bands, b.bands) < 3 <= max(a.bands, b.bands):
        a, b = _coloured(a), _coloured(b)
    if a.format != b.format:
        a, b = _deep(a), _deep(b)
    grounds = [_WHITE, _BLACK] if a.hasalpha() or b.hasalpha() else [_WHITE]
    return [(flatten(a, ground), flatten(b, ground)) for ground in grounds]


def deviation(one: Raster, other: Raster) -> Deviation:
    """Measure how far two pictures of the same size are apart."""
    pairs = as_seen(one, other)
    scale = _DEEPER if pairs[0][0].format == "ushort" else 1
    gaps = [(a.cast("float") - b).abs() for a, b in pairs]
    every = gaps[0].bandjoin(gaps[1:]) if gaps[1:] else gaps[0]
    differs = (every > 0).bandor()
    with pixels_of(one):
        table = every.bandjoin(differs).stats()
        left, top, width, height = differs.find_trim(background=[0], line_art=True)
    # Columns are least, most, sum and sum of squares; the first row is about all channels together.
    rows = [[table(column, row)[0] for column in range(4)] for row in range(1, table.height)]
    pixels = one.width * one.height
    return Deviation(
        square=sum(row[3] for row in rows[:-1]) / (pixels * every.bands) / scale**2,
        largest=max(row[1] for row in rows[:-1]) / scale,
        changed=rows[-1][2] / 255 / pixels,
        box=(left, top, width, height) if width else None,
        picture=_strongest(gaps).cast(pairs[0][0].format).copy(interpretation=pairs[0][0].interpretation),
    )


def telling_factor(picture: Raster) -> float:
    """Return by how much to multiply a picture of differences so that the strong ones become bright."""
    with pixels_of(picture):
        counts = _counts(picture)
    total, below = sum(counts[1:]), 0
    brightest = 65535 if picture.format == "ushort" else 255
    for level, count in enumerate(counts[1:], start=1):
        below += count
        if total and below >= total * _IN_RANGE:
            return brightest / level
    return 1.0


def amplified(picture: Raster, factor: float) -> Raster:
    """Return a picture of differences so many times stronger, in 8 bits."""
    scale = _DEEPER if picture.format == "ushort" else 1
    return (
        (picture * (factor / scale))
        .rint()
        .cast("uchar")
        .copy(interpretation="b-w" if picture.bands == 1 else "srgb")
    )


def _counts(picture: Raster) -> list[int]:
    """How many pixels have each level of difference, in their strongest channel."""
    strongest = _strongest(picture.bandsplit()).cast(picture.format)
    histogram = strongest.hist_find().cast("uint").write_to_memory()
    return list(memoryview(histogram).cast("I"))


def _strongest(pictures: list[Raster]) -> Raster:
    found = pictures[0]
    for picture in pictures[1:]:
        found = (found > picture).ifthenelse(found, picture)
    return found


def _coloured(image: Raster) -> Raster:
    return image.colourspace("rgb16" if image.format == "ushort" else "srgb")


def _deep(image: Raster) -> Raster:
    if image.format == "ushort":
        return image
    # The engine's own way would not make 128 of 255 the same brightness in 65535.
    deep = (image * _DEEPER).cast("ushort")
    return deep.copy(interpretation="grey16" if image.bands < 3 else "rgb16")
