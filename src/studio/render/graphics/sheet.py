"""A sheet that is drawn and written on: shapes by the engine's SVG, words by its type over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from studio.media.images.libvips import engine
from studio.render.graphics.look import bytes_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy import ndarray

    from studio.render.graphics.words import Words

_STILL = 1 / 32


@dataclass
class Sheet:
    """A transparent sheet: words and pictures lie over all shapes, whatever came first, up to a cut.

    Attributes:
        width: Width in units.
        height: Height in units.
        scale: Pixels per unit.
    """

    width: float
    height: float
    scale: float
    _defs: list[str] = field(default_factory=list)
    _shapes: list[list[str]] = field(default_factory=lambda: [[]])
    _laid: list[list[Callable[[ndarray], None]]] = field(default_factory=lambda: [[]])

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return max(1, ceil(self.width * self.scale - 1e-6)), max(1, ceil(self.height * self.scale - 1e-6))

    def define(self, markup: str) -> None:
        """Add a gradient or a clip."""
        self._defs.append(markup)

    def draw(self, *markup: str) -> None:
        """Add shapes over the shapes that are there."""
        self._shapes[-1] += markup

    def cut(self) -> None:
        """Let what comes now lie over all that is there, words included."""
        self._shapes.append([])
        self._laid.append([])

    def write(
        self,
        words: Words,
        at: tuple[float, float],
        colour: str,
        *,
        align: float = 0.0,
        opacity: float = 1.0,
        moving: bool = False,
    ) -> None:
        """Add words.

        Args:
            words: The words.
            at: Where their ink begins, and their baseline.
            colour: Their colour, as SVG has it.
            align: What of them lies at that place: 0 their left end, 0.5 their middle, 1 their right end.
            opacity: How much of them is seen.
            moving: Whether they come to lie between pixels; else they lie on pixels and are sharp.
        """
        if opacity <= 0.004:
            return
        drawn = words.written.drawn(words.size * self.scale, 0, len(words.written.text))
        if drawn is None:
            return
        left = (at[0] - words.left - align * words.width) * self.scale
        top = at[1] * self.scale
        if not moving:
            left, top = round(left), round(top)
        pixels = drawn.tinted(bytes_of(colour))
        self._laid[-1].append(lambda whole: over(whole, pixels, left + drawn.x, top + drawn.y, opacity))

    def lay(self, pixels: ndarray, at: tuple[float, float], *, opacity: float = 1.0) -> None:
        """Add a picture of straight RGBA, in its own pixels, its corner at a place."""
        x, y = at[0] * self.scale, at[1] * self.scale
        self._laid[-1].append(lambda whole: over(whole, pixels, x, y, opacity))

    def rgba(self) -> ndarray:
        """All of it as straight RGBA of 8 bits."""
        import numpy as np

        whole: ndarray | None = None
        for shapes, laid in zip(self._shapes, self._laid, strict=True):
            markup = "".join(shapes)
            if markup:
                drawn = self._drawn(markup)
                if whole is None:
                    whole = drawn
                else:
                    over(whole, drawn, 0, 0)
            if whole is None:
                whole = np.zeros((*self.size[::-1], 4), np.uint8)
            for lay in laid:
                lay(whole)
        assert whole is not None
        return whole

    def _drawn(self, markup: str) -> ndarray:
        return rastered(markup, "".join(self._defs), self.size, self.scale)


def rastered(markup: str, defs: str, size: tuple[int, int], scale: float) -> ndarray:
    """Shapes as straight RGBA of 8 bits."""
    import numpy as np

    wide, high = size
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide / scale:.5f} {high / scale:.5f}"><defs>{defs}</defs>{markup}</svg>'
    )
    picture = engine().Image.svgload_buffer(svg.encode())
    memory = picture.write_to_memory()
    pixels = np.ndarray(buffer=memory, dtype=np.uint8, shape=(picture.height, picture.width, 4))
    return pixels[:high, :wide].copy()


def over(whole: ndarray, part: ndarray, x: float, y: float, opacity: float = 1.0) -> None:
    """Lay a picture over another, both straight RGBA; it may come to lie between pixels.

    Args:
        whole: What is changed.
        part: What is laid on it.
        x: Where the left edge of the part comes to lie, in pixels.
        y: Where its top edge comes to lie.
        opacity: How much of it is seen.
    """
    import numpy as np

    left, top = floor(x + _STILL), floor(y + _STILL)
    part, left, top = _between(part, x - left, y - top, left, top)
    high, wide = whole.shape[:2]
    first_x, first_y = max(0, left), max(0, top)
    last_x, last_y = min(wide, left + part.shape[1]), min(high, top + part.shape[0])
    if first_x >= last_x or first_y >= last_y:
        return
    upper = part[first_y - top : last_y - top, first_x - left : last_x - left]
    lower = whole[first_y:last_y, first_x:last_x]
    above = upper[..., 3:].astype(np.float32) * (min(1.0, opacity) / 255)
    below = lower[..., 3:].astype(np.float32) / 255 * (1 - above)
    both = above + below
    colour = (upper[..., :3] * above + lower[..., :3] * below) / np.maximum(both, 1e-4)
    lower[..., :3] = colour + 0.5
    lower[..., 3:] = both * 255 + 0.5


def _between(part: ndarray, x: float, y: float, left: int, top: int) -> tuple[ndarray, int, int]:
    """A picture moved by part of a pixel."""
    import cv2
    import numpy as np

    if abs(x) < _STILL and abs(y) < _STILL:
        return part, left, top
    padded: Any = np.pad(part, ((1, 1), (1, 1), (0, 0))).astype(np.float32)
    padded[..., :3] *= padded[..., 3:] / 255
    way = np.array([[1, 0, x], [0, 1, y]], np.float32)
    moved: Any = cv2.warpAffine(padded, way, (padded.shape[1], padded.shape[0]))
    moved[..., :3] /= np.maximum(moved[..., 3:] / 255, 1 / 255)
    return np.clip(moved + 0.5, 0, 255).astype(np.uint8), left - 1, top - 1
