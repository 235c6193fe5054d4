"""Softer and sharper: Gaussian blur, and the unsharp mask that undoes a little of it."""

from math import ceil, exp, log2

from studio.media.images.colour import max_alpha, premultiplied
from studio.media.images.libvips import Raster, engine
from studio.media.images.pages import per_page

_REACH = 3.2
# The engine's fast way counts in 128ths and uses one bit for the sign of sums.
_FINEST = 63
# From these sigmas on a smaller copy is blurred instead: it holds all the detail that will be left.
_WIDE, _WIDE_FAST = 6, 24
_LUMA = (0.2126, 0.7152, 0.0722)


def blurred(image: Raster, sigma: float) -> Raster:
    """Return the image seen through a Gaussian of sigma pixels, each frame by itself.

    Transparency is blurred with the colours, and hidden colours do not bleed in; beyond its edges the
    picture goes on in the colour of the edge.
    """
    return per_page(image, lambda frame: premultiplied(frame, lambda pixels: _gaussian(pixels, sigma)))


def sharpened(image: Raster, amount: float, sigma: float) -> Raster:
    """Return the image with its details, finer than about sigma pixels, made stronger.

    Only brightness is sharpened, so that edges get no coloured seams. Transparency stays as it is.
    """
    return per_page(image, lambda frame: _unsharp(frame, amount, sigma))


def _gaussian(pixels: Raster, sigma: float) -> Raster:
    fast = pixels.format == "uchar"
    if sigma > (_WIDE_FAST if fast else _WIDE):
        return _wide(pixels, sigma)
    if fast:
        return pixels.convsep(_counted(sigma), precision="integer")
    kept = pixels.interpretation
    smooth = pixels.convsep(_weighed(sigma), precision="float")
    whole = smooth.rint() if pixels.format == "ushort" else smooth
    return whole.cast(pixels.format).copy(interpretation=kept)


def _wide(pixels: Raster, sigma: float) -> Raster:
    """Blur a small copy: shrinking and enlarging blur a little too, which is taken off."""
    factor = 2 ** min(3, int(log2(sigma / 3.5)))
    across, down = (max(1, round(side / factor)) for side in (pixels.width, pixels.height))
    size = (pixels.width, pixels.height)
    small = pixels.cast("float").resize(across / size[0], vscale=down / size[1], kernel="linear")
    small = small.convsep(_weighed((sigma**2 - factor**2 / 3) ** 0.5 / factor), precision="float")
    large = small.resize(size[0] / across, vscale=size[1] / down, kernel="linear")
    whole = large if pixels.format in ("float", "double") else large.rint()
    return whole.cast(pixels.format).copy(interpretation=pixels.interpretation)


def _bell(sigma: float) -> list[float]:
    """Return the weights of a Gaussian from the middle outwards; both sides together are 1."""
    half = [exp(-((at / sigma) ** 2) / 2) for at in range(ceil(_REACH * sigma) + 1)]
    total = 2 * sum(half) - half[0]
    return [weight / total for weight in half]


def _weighed(sigma: float) -> Raster:
    half = _bell(sigma)
    return engine().Image.new_from_array([half[:0:-1] + half])


def _counted(sigma: float) -> Raster:
    """Return a Gaussian of small whole numbers whose sum is a power of two.

    The engine's fast way works with exactly such numbers. Any others it rounds, and the picture
    becomes a little darker or lighter.
    """
    half = _bell(sigma)
    total = 1 << int(log2(_FINEST / half[0]))
    counts = [int(weight * total) for weight in half]
    rests = sorted(range(1, len(half)), key=lambda at: counts[at] - half[at] * total)
    missing = total - (2 * sum(counts) - counts[0])
    for at in rests[: missing // 2]:
        counts[at] += 1
    counts[0] += missing % 2
    while counts[-1] == 0:
        counts.pop()
    return engine().Image.new_from_array([counts[:0:-1] + counts], scale=total)


def _unsharp(frame: Raster, amount: float, sigma: float) -> Raster:
    colours = frame[: frame.bands - 1] if frame.hasalpha() else frame
    bright = colours.recomb([list(_LUMA)]) if colours.bands > 2 else colours.cast("float")
    soft = _softened(bright, frame, sigma)
    sharp = colours + (bright - soft) * amount
    if frame.format not in ("float", "double"):
        sharp = sharp.rint().cast(frame.format)
    sharp = sharp.bandjoin(frame[frame.bands - 1]) if frame.hasalpha() else sharp
    return sharp.cast(frame.format).copy(interpretation=frame.interpretation)


def _softened(bright: Raster, frame: Raster, sigma: float) -> Raster:
    """Blur brightness; where there is transparency, only what can be seen counts."""
    if not frame.hasalpha():
        return _gaussian(bright, sigma)
    seen = frame[frame.bands - 1] / max_alpha(frame)
    weight = _gaussian(seen, sigma)
    return (weight > 0).ifthenelse(_gaussian(bright * seen, sigma) / weight, bright)
