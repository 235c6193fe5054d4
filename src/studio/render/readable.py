"""Whether type can be read where it stands: its contrast with the very pixels behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.render.rooms import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Pixels = NDArray[Any]
    Light = NDArray[Any]

Rgb = tuple[int, int, int]

ENOUGH = 4.5
"""The contrast that type must have, as WCAG counts it."""

_PATCHES = 6
_SAFETY = 1.04
_FIRMEST = 0.94
_BRIGHT = 1.6
# How far a scrim takes to fade, and how near an edge of the frame it does not, in parts of the frame.
_SOFT, _NEAR = 0.34, 0.2


def contrast(one: Rgb, other: Rgb) -> float:
    """How well one colour reads on another, 1 to 21."""
    return _between(_luminance(one), _luminance(other))


def worst(pictures: Sequence[Pixels], boxes: Sequence[Box], colour: Rgb) -> float:
    """The contrast of type with the worst patch of what is behind it.

    A patch is a sixth of the height of a box: about as wide as a stroke, so that no letter can vanish in it
    and no grain of film counts.

    Args:
        pictures: Frames without the type: red, green and blue, 8 bits.
        boxes: Where the words stand, in pixels.
        colour: The colour of the type.
    """
    own = _luminance(colour)
    found = 21.0
    for low, high in (_extremes(picture, box) for picture in pictures for box in boxes):
        # What lies on both sides of the type's own light makes it vanish in between.
        between = 1.0 if low < own < high else 21.0
        found = min(found, between, _between(own, low), _between(own, high))
    return found


class Choice(NamedTuple):
    """The colour of type, the contrast it has, and what must be laid beneath it for that."""

    colour: Rgb
    contrast: float
    scrim: Scrim | None


def chosen(pictures: Sequence[Pixels], boxes: Sequence[Box], light: Rgb, dark: Rgb) -> Choice:
    """Choose light or dark type; where neither can be read, what to lay beneath it.

    Args:
        pictures: Frames without the type, all of one size.
        boxes: Where the words stand.
        light: The light type of the style.
        dark: The dark type of the style.
    """
    contrasts = {colour: worst(pictures, boxes, colour) for colour in (light, dark)}
    best = max(contrasts, key=lambda colour: contrasts[colour])
    if contrasts[best] >= ENOUGH:
        return Choice(best, contrasts[best], None)
    options = [_veiled(pictures, boxes, *pair) for pair in ((light, dark), (dark, light))]
    good = [option for option in options if option.contrast >= ENOUGH]
    # The faintest scrim that does is the best one.
    return min(good, key=_seen) if good else max(options, key=lambda option: option.contrast)


def _seen(choice: Choice) -> float:
    """How much of a scrim is noticed: shade is part of every picture, a bright patch looks like a lamp."""
    if choice.scrim is None:
        return 0.0
    brighter = _luminance(choice.scrim.colour) > _luminance(choice.colour)
    return choice.scrim.firmness * (_BRIGHT if brighter else 1.0)


@dataclass(frozen=True, slots=True)
class Scrim:
    """A soft veil beneath type, firm where the words are and gone before anyone sees where it ends.

    Attributes:
        box: What it must cover.
        colour: What it is made of.
        firmness: How much of it covers, 0 to 1, where it is firmest.
        size: Width and height of the frame.
    """

    box: Box
    colour: Rgb
    firmness: float
    size: tuple[int, int]

    def cover(self) -> Light:
        """How much it covers of every pixel of the frame, 0 to 1."""
        return _veil(self.box, self.size) * self.firmness

    def plate(self) -> Pixels:
        """The scrim as large as the frame: red, green, blue and straight alpha."""
        import numpy as np

        pixels = np.empty((self.size[1], self.size[0], 4), np.uint8)
        pixels[..., :3] = self.colour
        pixels[..., 3] = np.round(self.cover() * 255)
        return pixels

    def laid(self, picture: Pixels) -> Pixels:
        """A picture with the scrim on it."""
        return _mixed(picture, self.colour, self.cover()[..., None])


def _veiled(pictures: Sequence[Pixels], boxes: Sequence[Box], colour: Rgb, ground: Rgb) -> Choice:
    """Type of a colour with the faintest scrim that makes it readable."""
    height, width = pictures[0].shape[:2]
    box = Box(
        min(one.left for one in boxes), min(one.top for one in boxes),
        max(one.right for one in boxes), max(one.bottom for one in boxes),
    )  # fmt: skip
    behind = [_cut(picture, box) for picture in pictures]
    left, top = max(0, int(box.left)), max(0, int(box.top))
    inside = [Box(one.left - left, one.top - top, one.right - left, one.bottom - top) for one in boxes]

    def contrast_at(firmness: float) -> float:
        return worst([_mixed(picture, ground, firmness) for picture in behind], inside, colour)

    low, high = 0.0, _FIRMEST
    for _ in range(7):
        middle = (low + high) / 2
        if contrast_at(middle) >= ENOUGH * _SAFETY:
            high = middle
        else:
            low = middle
    return Choice(colour, contrast_at(high), Scrim(box, ground, high, (width, height)))


def _cut(picture: Pixels, box: Box) -> Pixels:
    top, bottom = max(0, int(box.top)), max(0, int(box.bottom) + 1)
    left, right = max(0, int(box.left)), max(0, int(box.right) + 1)
    return picture[top:bottom, left:right]


def _mixed(picture: Pixels, colour: Rgb, share: Any) -> Pixels:
    import numpy as np

    mixed = picture * (1 - share) + np.array(colour, np.float32) * share
    finished: Pixels = np.clip(mixed + 0.5, 0, 255).astype(np.uint8)
    return finished


def _veil(box: Box, size: tuple[int, int]) -> Light:
    """1 on a box, falling softly to 0 around it, but not towards an edge of the frame that is near."""
    import numpy as np

    width, height = size
    x, y = np.arange(width, dtype=np.float32) + 0.5, np.arange(height, dtype=np.float32) + 0.5
    across = _outside(x, box.left, box.right, width) / (_SOFT * width)
    down = _outside(y, box.top, box.bottom, height) / (_SOFT * height)
    away = np.minimum(np.hypot(across[None, :], down[:, None]), 1)
    # The fifth-order step has no edge in brightness, slope or curve.
    veil: Light = (1 - away**3 * (away * (away * 6 - 15) + 10)).astype(np.float32)
    return veil


def _outside(at: Light, low: float, high: float, length: int) -> Light:
    """How far points lie outside of a span; beyond an end near the edge of the frame, not at all."""
    import numpy as np

    near = _NEAR * length
    before = np.zeros_like(at) if low < near else low - at
    after = np.zeros_like(at) if high > length - near else at - high
    return np.maximum(np.maximum(before, after), 0)


def _extremes(picture: Pixels, box: Box) -> tuple[float, float]:
    """The darkest and the lightest patch behind a box."""
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    left, top = max(0, int(box.left)), max(0, int(box.top))
    right, bottom = min(width, int(box.right) + 1), min(height, int(box.bottom) + 1)
    if left >= right or top >= bottom:
        return 0.0, 1.0
    light = _linear()[picture[top:bottom, left:right]] @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    patch = max(1, round((box.bottom - box.top) / _PATCHES))
    across, down = max(1, (right - left) // patch), max(1, (bottom - top) // patch)
    patches = cv2.resize(light, (across, down), interpolation=cv2.INTER_AREA)
    return float(patches.min()), float(patches.max())


def _luminance(colour: Rgb) -> float:
    red, green, blue = (float(_linear()[part]) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _between(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


@cache
def _linear() -> Light:
    import numpy as np

    value = np.arange(256, dtype=np.float64) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)
