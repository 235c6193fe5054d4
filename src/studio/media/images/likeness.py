"""How much two pictures are alike: PSNR, SSIM, a picture of the difference, and a perceptual hash."""

from math import cos, inf, log10, pi, sqrt
from typing import NamedTuple

from studio.core.errors import BadInput
from studio.media.images.colour import flatten, to_srgb
from studio.media.images.faults import origin, pixels_of
from studio.media.images.libvips import Raster, engine
from studio.media.images.pages import first_frame

_WHITE = (255, 255, 255, 255)
_LUMA = (0.299, 0.587, 0.114)
_WINDOW = 11
_SIGMA = 1.5
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
_HASH_SIDE, _HASH_KEPT = 32, 8
# A picture whose brightness hardly varies has no structure to compare; its hash is noise.
_FLAT_DEVIATION = 2.0


class PerceptualHash(NamedTuple):
    """A fingerprint that stays nearly the same when a picture is scaled or compressed.

    Attributes:
        digits: 64 bits as 16 hexadecimal digits.
        flat: Whether the picture is nearly one colour, so that its hash means nothing.
    """

    digits: str
    flat: bool


def psnr(one: Raster, other: Raster) -> float:
    """Return the peak signal-to-noise ratio in decibels over all channels; infinite for equal pictures."""
    a, b = _alike(one, other)
    with pixels_of(one):
        error = ((a.cast("float") - b) ** 2).avg()
    return inf if error == 0 else 10 * log10(255**2 / error)


def ssim(one: Raster, other: Raster) -> float:
    """Return the structural similarity of brightness: 1 for equal pictures.

    This is the measure of Wang et al. (2004) on luma (0.299 R + 0.587 G + 0.114 B, 0 to 255): a
    Gaussian window of 11 × 11 with σ = 1.5, averaged over all places where the window fits. Pictures
    smaller than the window are compared as a whole. Transparency is laid on white.
    """
    a, b = (_luma(image) for image in _alike(one, other))
    if min(a.width, a.height) < _WINDOW:
        margin = _WINDOW // 2
        a, b = (
            image.embed(margin, margin, image.width + 2 * margin, image.height + 2 * margin, extend="mirror")
            for image in (a, b)
        )
    with pixels_of(one):
        return float(_ssim_map(a, b).avg())


def difference(one: Raster, other: Raster) -> Raster:
    """Return a picture that is black where two pictures agree and brighter the more they differ."""
    a, b = _alike(one, other)
    return (a.cast("short") - b).abs().cast("uchar").copy(interpretation="b-w" if a.bands == 1 else "srgb")


def hash_distance(one: str, other: str) -> int:
    """Return in how many of 64 bits two perceptual hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def perceptual_hash(image: Raster) -> PerceptualHash:
    """Return the 64-bit perceptual hash of a picture (pHash: the signs of its lowest frequencies).

    The picture is brought to 32 × 32 grey pixels, its discrete cosine transform is taken, and each of
    the 8 × 8 lowest frequencies is compared with their median, the average brightness left out.
    """
    small = _luma(_plain(first_frame(image)))
    small = small.resize(_HASH_SIDE / small.width, vscale=_HASH_SIDE / small.height, kernel="lanczos3")
    with pixels_of(image):
        # Small enough to count on; both answers come from one pass over the picture.
        small = small.copy_memory()
    flat = small.deviate() < _FLAT_DEVIATION
    values = _frequencies(small)
    middle = sorted(values[1:])[len(values) // 2 - 1]
    bits = 0
    for value in values:
        bits = bits << 1 | (value > middle)
    return PerceptualHash(f"{bits:016x}", flat)


def _alike(one: Raster, other: Raster) -> tuple[Raster, Raster]:
    a, b = _plain(one), _plain(other)
    if (a.width, a.height) != (b.width, b.height):
        raise BadInput(
            f"{origin(one)} is {a.width} × {a.height} pixels and {origin(other)} {b.width} × {b.height}",
            hint="resize one of them first: only pictures of one size can be compared",
        )
    if a.bands == b.bands:
        return a, b
    return a.colourspace("srgb"), b.colourspace("srgb")


def _plain(image: Raster) -> Raster:
    """Return the image as it is seen on white paper: 8 bits, sRGB or grey, nothing else."""
    flat = flatten(to_srgb(image), _WHITE)
    return flat.colourspace("b-w" if flat.bands < 3 else "srgb").cast("uchar")


def _luma(image: Raster) -> Raster:
    if image.bands == 1:
        return image.cast("float")
    return image[:3].recomb([list(_LUMA)])


def _ssim_map(a: Raster, b: Raster) -> Raster:
    stacked = a.bandjoin([b, a * a, b * b, a * b])
    smooth = _window(stacked)
    mean_a, mean_b, square_a, square_b, product = smooth.bandsplit()
    means = mean_a * mean_b
    squares = mean_a * mean_a + mean_b * mean_b
    likeness = (means * 2 + _C1) * ((product - means) * 2 + _C2)
    return likeness / ((squares + _C1) * (square_a + square_b - squares + _C2))


def _window(image: Raster) -> Raster:
    """Blur with the window, and keep the places where it lies wholly within the picture."""
    weights = [2.718281828459045 ** (-((at - _WINDOW // 2) ** 2) / (2 * _SIGMA**2)) for at in range(_WINDOW)]
    total = sum(weights)
    row = engine().Image.new_from_array([[weight / total for weight in weights]])
    margin = _WINDOW // 2
    blurred = image.convsep(row, precision="float")
    return blurred.crop(margin, margin, image.width - 2 * margin, image.height - 2 * margin)


def _frequencies(small: Raster) -> list[float]:
    """Return the lowest frequencies of a square picture, row by row."""
    waves = [
        [_norm(k) * cos(pi * (2 * x + 1) * k / (2 * _HASH_SIDE)) for x in range(_HASH_SIDE)]
        for k in range(_HASH_KEPT)
    ]
    data = memoryview(small.cast("double").write_to_memory()).cast("d")
    rows = [data[y * _HASH_SIDE : (y + 1) * _HASH_SIDE] for y in range(_HASH_SIDE)]
    across = [[sum(map(float.__mul__, row, wave)) for wave in waves] for row in rows]
    return [
        sum(wave[y] * across[y][k] for y in range(_HASH_SIDE)) for wave in waves for k in range(_HASH_KEPT)
    ]


def _norm(k: int) -> float:
    return sqrt((1 if k == 0 else 2) / _HASH_SIDE)
