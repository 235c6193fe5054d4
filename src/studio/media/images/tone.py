"""Light, contrast and colour of pictures, changed point by point."""

from itertools import zip_longest

from studio.media.images.colour import max_alpha
from studio.media.images.faults import pixels_of
from studio.media.images.libvips import Raster, engine

_LUMA = (0.2126, 0.7152, 0.0722)
_LINEAR = "scrgb"
# The power by which linear light becomes numbers that look evenly spaced.
_EVEN = 2.2


def toned(
    image: Raster,
    *,
    limits: tuple[float, float] = (0, 1),
    brightness: float = 1,
    contrast: float = 1,
    gamma: float = 1,
) -> Raster:
    """Return the image with other light, in this order; transparency stays as it is.

    Args:
        image: The picture.
        limits: What becomes black and what becomes white, from 0 to 1 (see `range_of`).
        brightness: What light is multiplied by.
        contrast: What the distance to middle grey is multiplied by.
        gamma: Above 1 lifts what is dark, below 1 lowers it; black and white stay.
    """
    low, high = limits
    gain = brightness * contrast / (high - low)
    shift = 0.5 - 0.5 * contrast - low * gain

    def curve(light: Raster) -> Raster:
        changed = light * gain + shift
        return changed if gamma == 1 else _power(changed, 1 / gamma)

    colours, alpha = _apart(image)
    if image.format in ("float", "double"):
        even = _power(colours, 1 / _EVEN) if image.interpretation == _LINEAR else colours
        changed = _power(curve(even), _EVEN) if image.interpretation == _LINEAR else curve(even)
        changed = changed.cast(image.format)
    else:
        most = max_alpha(image)
        table = curve(engine().Image.identity(ushort=most > 255) / most) * most
        changed = colours.maplut(table.rint().cast(image.format))
    return _together(changed, alpha, image)


def saturated(image: Raster, factor: float) -> Raster:
    """Return the image with stronger or weaker colours; 0 leaves only brightness."""
    colours, alpha = _apart(image)
    if colours.bands < 3:
        return image
    grey = [weight * (1 - factor) for weight in _LUMA]
    matrix = [
        [part + (factor if row == column else 0) for column, part in enumerate(grey)] for row in range(3)
    ]
    mixed = colours.recomb(matrix)
    if image.format not in ("float", "double"):
        mixed = mixed.rint()
    return _together(mixed.cast(image.format), alpha, image)


def range_of(image: Raster, clipped: float) -> tuple[float, float]:
    """Return the darkest and the lightest value of an image, from 0 to 1, all channels and frames together.

    What cannot be seen through full transparency does not count.

    Args:
        image: The picture.
        clipped: The share of values, 0 to 1, that is ignored at either end.
    """
    if image.interpretation == _LINEAR:
        image = image.colourspace("rgb16")
    colours, alpha = _apart(image)
    with pixels_of(image):
        counts = _counts(colours, alpha)
    ignored = sum(counts) * clipped
    low, high = _first_over(counts, ignored), len(counts) - 1 - _first_over(counts[::-1], ignored)
    most = max_alpha(image)
    return (low / most, high / most) if low < high else (0, 1)


def _first_over(counts: list[int], ignored: float) -> int:
    passed = 0
    for value, count in enumerate(counts):
        passed += count
        if passed > ignored:
            return value
    return 0


def _counts(colours: Raster, alpha: Raster | None) -> list[int]:
    """Count how often each value occurs where it can be seen, channels together."""
    if alpha is None:
        found = colours.hist_find().bandsplit()
    else:
        seen = (alpha > 0) / 255
        found = [seen.hist_find_indexed(band, combine="sum") for band in colours.bandsplit()]
    lists = [memoryview(each.cast("double").write_to_memory()).cast("d") for each in found]
    return [int(sum(values)) for values in zip_longest(*lists, fillvalue=0)]


def _power(light: Raster, exponent: float) -> Raster:
    positive = (light > 0).ifthenelse(light, 0)
    return positive**exponent


def _apart(image: Raster) -> tuple[Raster, Raster | None]:
    if not image.hasalpha():
        return image, None
    return image[: image.bands - 1], image[image.bands - 1]


def _together(colours: Raster, alpha: Raster | None, like: Raster) -> Raster:
    whole = colours.bandjoin(alpha) if alpha is not None else colours
    return whole.copy(interpretation=like.interpretation)
