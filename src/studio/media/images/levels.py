"""How much to lift or stretch a picture so that pictures taken in different light come closer together."""

from studio.media.images.faults import pixels_of
from studio.media.images.libvips import Raster
from studio.media.images.tone import range_of

# What lies outside is a lamp or a speck, not the range of the picture.
_CLIPPED = 0.005
# A night must stay a night: no more than twice the contrast, no more than this bend.
_LEAST_RANGE = 0.5
_LEAST_GAMMA, _MOST_GAMMA = 0.5, 2.0


def range_to_stretch(seen: Raster) -> tuple[float, float]:
    """Return what may become black and what white, 0 to 1, so that contrast is at most doubled.

    Args:
        seen: A small 8-bit copy of the picture.
    """
    low, high = range_of(seen, _CLIPPED)
    missing = _LEAST_RANGE - (high - low)
    if missing <= 0:
        return low, high
    # The picture keeps its place between black and white.
    start = low - missing * low / (low + 1 - high)
    return start, start + _LEAST_RANGE


def gamma_towards(seen: Raster, target: float) -> float:
    """Return the gamma that brings the mean brightness to a target, 0 to 1, or as near as is decent.

    Args:
        seen: A small 8-bit copy of the picture.
        target: The mean brightness wanted.
    """
    counts = _counts(seen)
    low, high = _LEAST_GAMMA, _MOST_GAMMA
    for _ in range(16):
        gamma = (low + high) / 2
        mean = sum(count * (level / 255) ** (1 / gamma) for level, count in enumerate(counts)) / sum(counts)
        low, high = (low, gamma) if mean > target else (gamma, high)
    return (low + high) / 2


def _counts(seen: Raster) -> list[int]:
    """How often each brightness occurs where there is something to see."""
    grey = seen.colourspace("b-w")
    visible = (grey[1] > 0) / 255 if grey.bands > 1 else grey[0] * 0 + 1
    with pixels_of(seen):
        counts = visible.hist_find_indexed(grey[0], combine="sum").cast("uint").write_to_memory()
    return list(memoryview(counts).cast("I"))
