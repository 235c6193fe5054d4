"""Looks a picture over once: what it measures, and what is wrong with it by given limits."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from studio.media.images.colour import flatten, max_alpha, premultiplied, to_srgb
from studio.media.images.faults import pixels_of
from studio.media.images.libvips import Raster, engine
from studio.media.images.likeness import perceptual_hash
from studio.media.images.pages import first_frame
from studio.media.images.scale import resized
from studio.media.images.sharpness import SHARP_ENOUGH, WORKING_SIDE, exposure, sharpness, working_copy
from studio.media.images.writing import write

ALPHA_THRESHOLD = 0.15
"""Below this a pixel counts as background: soft edges still belong to what they are the edge of."""

_WHITE = (255, 255, 255, 255)
_LEAST_VISIBLE = 0.001
# The tiles are those that sharpness is measured in; one with little in it says little.
_TILES = 4
_LEAST_OF_A_TILE = 0.05

Reason = Literal[
    "unreadable", "empty", "too small", "too long", "too dark", "too bright", "flat", "blurred", "duplicate"
]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was measured about a picture.

    Attributes:
        width: Width in pixels, upright.
        height: Height of one frame in pixels, upright.
        sharpness: Variance of the Laplacian at a long side of 1024, of the sharpest tile.
        exposure: Mean brightness, 0 (black) to 1 (white).
        visible: Share of the pixels that are not transparent, 0 to 1.
        flat: Whether it is nearly one colour.
        likeness: Perceptual hash, 16 hexadecimal digits.
    """

    width: int
    height: int
    sharpness: float
    exposure: float
    visible: float
    flat: bool
    likeness: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a picture has to keep to; 0 lets everything pass.

    Attributes:
        min_sharpness: The least sharpness.
        min_exposure: The least mean brightness, 0 to 1.
        max_exposure: The greatest mean brightness, 0 to 1.
        min_width: The least width in pixels.
        min_height: The least height in pixels.
        max_aspect: How many times longer than the short side the long side may be.
    """

    min_sharpness: float = SHARP_ENOUGH
    min_exposure: float = 0
    max_exposure: float = 1
    min_width: int = 1
    min_height: int = 1
    max_aspect: float = 0


class Fault(NamedTuple):
    """What is wrong with a picture: in a word, and in words with numbers."""

    reason: Reason
    detail: str


class Seen(NamedTuple):
    """A picture that was looked over: what was measured, and a small copy of it in memory.

    Attributes:
        findings: What was measured.
        small: The first frame, at most 1024 pixels long, with its transparency.
    """

    findings: Findings
    small: Raster


def look_over(image: Raster, *, alpha_threshold: float = ALPHA_THRESHOLD) -> Seen:
    """Measure a picture; its pixels are unpacked once.

    Of a cut-out only what is visible counts for sharpness and exposure, and its outline is no sharp edge.

    Args:
        image: The picture.
        alpha_threshold: Pixels less opaque than this are background, 0 to 1.
    """
    frame = first_frame(image)
    if frame.hasalpha():
        small = _small_with_alpha(frame)
        likeness = perceptual_hash(flatten(small, _WHITE))
        visible, sharp, mean = _of_what_is_visible(small, alpha_threshold)
    else:
        small = working_copy(frame)
        likeness, grey = perceptual_hash(small), small.colourspace("b-w").copy_memory()
        visible, sharp, mean = 1.0, sharpness(grey), exposure(grey).mean
    findings = Findings(
        width=frame.width,
        height=frame.height,
        sharpness=round(sharp, 1),
        exposure=round(mean / 255, 4),
        visible=round(visible, 4),
        flat=likeness.flat,
        likeness=likeness.digits,
    )
    return Seen(findings, small)


def fault_in(found: Findings, limits: Limits) -> Fault | None:
    """Say what is wrong with a picture first of all, or None if nothing is."""
    if found.visible < _LEAST_VISIBLE:
        return Fault("empty", "nothing in it is visible")
    if fault := _wrong_shape(found, limits) or _wrong_light(found, limits):
        return fault
    if found.sharpness < limits.min_sharpness:
        if found.flat:
            return Fault("flat", "nearly one colour")
        return Fault("blurred", f"sharpness {found.sharpness:.0f}, at least {limits.min_sharpness:g}")
    return None


def _wrong_shape(found: Findings, limits: Limits) -> Fault | None:
    size = f"{found.width} × {found.height}"
    if found.width < limits.min_width or found.height < limits.min_height:
        return Fault("too small", f"{size}, at least {limits.min_width} × {limits.min_height}")
    longer = max(found.width, found.height) / min(found.width, found.height)
    if limits.max_aspect and longer > limits.max_aspect:
        return Fault("too long", f"{size}, at most {limits.max_aspect:g} to 1")
    return None


def _wrong_light(found: Findings, limits: Limits) -> Fault | None:
    if found.exposure < limits.min_exposure:
        return Fault("too dark", f"brightness {found.exposure:.3f}, at least {limits.min_exposure:g}")
    if found.exposure > limits.max_exposure:
        return Fault("too bright", f"brightness {found.exposure:.3f}, at most {limits.max_exposure:g}")
    return None


def _small_with_alpha(frame: Raster) -> Raster:
    plain = to_srgb(frame)
    factor = max(plain.width, plain.height) / WORKING_SIDE
    with pixels_of(frame):
        if factor > 1:
            plain = premultiplied(plain, lambda pixels: pixels.shrink(factor, factor))
        return plain.colourspace("b-w" if plain.bands < 3 else "srgb").cast("uchar").copy_memory()


def _of_what_is_visible(small: Raster, threshold: float) -> tuple[float, float, float]:
    """Of a cut-out: the share that is visible, and that part's sharpness and mean brightness."""
    mask = small[small.bands - 1] >= max(1.0, threshold * max_alpha(small))
    share = float(mask.avg()) / 255
    if share < _LEAST_VISIBLE:
        return share, 0.0, 0.0
    grey = small.extract_band(0, n=small.bands - 1).colourspace("b-w").cast("float")
    mean = float((grey * mask).avg()) / float(mask.avg())
    edges = grey.conv(engine().Image.new_from_array([[0, 1, 0], [1, -4, 1], [0, 1, 0]]))
    # Next to what is hidden there is an edge in any picture.
    inner = mask.rank(3, 3, 0) / 255
    sums = inner.bandjoin([edges * inner, edges * edges * inner])
    across, down = max(1, small.width // _TILES), max(1, small.height // _TILES)
    tiles = sums.shrink(across, down).cast("double").write_to_memory()
    values = iter(memoryview(tiles).cast("d"))
    found = [
        squares / weight - (total / weight) ** 2
        for weight, total, squares in zip(values, values, values, strict=True)
        if weight > _LEAST_OF_A_TILE
    ]
    return share, max(found, default=0.0), mean


def thumbnail(small: Raster, side: int, path: Path) -> Path:
    """Write a small WebP of a picture."""
    factor = min(1.0, side / max(small.width, small.height))
    size = (max(1, round(small.width * factor)), max(1, round(small.height * factor)))
    return write(resized(small, *size), path, format="webp", quality=72, effort=3, keep="none")
