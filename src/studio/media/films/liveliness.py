"""Which of some frames says most: not black, not blank, not blurred, with colour and contrast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from studio.media.images.libvips import Raster

_SIDE = 384
_DARK, _BRIGHT, _BLANK = 24.0, 232.0, 28.0
_BLURRED = 0.5


@dataclass(frozen=True, slots=True)
class Look:
    """What a frame is like.

    Attributes:
        brightness: Its mean, 0 to 255.
        contrast: How far its dark and its light parts lie apart, 0 to 255.
        sharpness: The variance of its edges, at one size for all.
        colour: How much its colours differ from grey, 0 to 255.
        outline: It in a few shades of grey, to tell how much moves from one frame to the next.
    """

    brightness: float
    contrast: float
    sharpness: float
    colour: float
    outline: bytes = b""

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see: a fade, a title's background, a flash."""
        return not _DARK < self.brightness < _BRIGHT or self.contrast < _BLANK


def look(picture: Raster) -> Look:
    """Measure a frame."""
    from studio.media.images.colour import flatten
    from studio.media.images.sharpness import sharpness

    factor = min(1.0, _SIDE / max(picture.width, picture.height))
    small = flatten(picture, (0, 0, 0, 255)).resize(factor).cast("uchar").copy(interpretation="srgb")
    small = small.copy_memory()
    grey = small.colourspace("b-w")
    spread = float(grey.percent(95)) - float(grey.percent(5))
    red, green, blue = (small[band].cast("short") for band in range(3))
    colour = float(((red - green).abs() + (green - blue).abs() + (blue - red).abs()).avg()) / 3
    outline = bytes(grey.thumbnail_image(16, height=9, size="force").write_to_memory())
    return Look(float(grey.avg()), spread, sharpness(small), colour, outline)


def best(looks: Sequence[Look]) -> int:
    """Which of them to show; where none has anything to see, the one with most contrast.

    Args:
        looks: Frames in the order they are shown.
    """
    seen = [number for number, one in enumerate(looks) if not one.blank]
    if not seen:
        return max(range(len(looks)), key=lambda number: looks[number].contrast)
    usual = median(looks[number].sharpness for number in seen) or 1.0
    clear = [number for number in seen if looks[number].sharpness >= _BLURRED * usual]
    return max(clear or seen, key=lambda number: _worth(looks[number], usual) - _unrest(looks, number) / 60)


def _unrest(looks: Sequence[Look], number: int) -> float:
    """How much a frame differs from the more similar of its neighbours: what passes by stands for nothing."""
    own = looks[number].outline
    beside = [looks[place].outline for place in (number - 1, number + 1) if 0 <= place < len(looks)]
    moved = [sum(abs(one - other) for one, other in zip(own, outline, strict=True)) for outline in beside]
    return min(moved) / len(own) if moved and own else 0.0


def _worth(one: Look, usual: float) -> float:
    """More is better, but nothing counts without end: noise is sharp, and a test card colourful."""
    return (
        min(one.sharpness / usual, 1.3) * 0.4
        + min(one.contrast / 180, 1.0) * 0.6
        + min(one.colour / 60, 1.0) * 0.8
        - abs(one.brightness - 118) / 300
    )
