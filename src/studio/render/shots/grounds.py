"""A ground of their own for words that find no calm place: a plain card in the client's colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.render.canvas import Place
from studio.render.easing import eased
from studio.render.graphics import shapes
from studio.render.graphics.look import hex_of
from studio.render.graphics.sheet import Sheet
from studio.render.lettering.colouring import bars
from studio.render.lettering.moving import Colours
from studio.render.plates import Plate
from studio.render.readable import contrast
from studio.render.rooms import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.render.canvas import Canvas
    from studio.render.lettering.moving import Rgb
    from studio.render.lettering.setting import Block

# What is left around the words, in parts of the size of the headline; how round its corners are.
_BESIDE, _ABOVE, _ROUND = 0.62, 0.5, 0.2
_OFF = 0.03
"""How far it stays away from the edges of the frame, in parts of its shorter side."""
_COMES, _GOES = 0.3, 0.25


@dataclass(frozen=True)
class Ground:
    """A card beneath words.

    Attributes:
        box: Where it lies, in pixels.
        plate: What is seen, its origin in the middle of the edge from which it grows.
        from_right: Whether that is its right edge.
        colours: What words on it are coloured with.
        contrast: How well they read on it.
    """

    box: Box
    plate: Plate
    from_right: bool
    colours: Colours
    contrast: float

    def show(self, canvas: Canvas, seconds: float, lasts: float) -> None:
        """Put it on a frame.

        Args:
            canvas: The frame.
            seconds: How long ago it began to come.
            lasts: How long it is there.
        """
        if not 0 < seconds < lasts:
            return
        come, seen = eased("out", min(1.0, seconds / _COMES)), min(1.0, (lasts - seconds) / _GOES)
        x = self.box.right if self.from_right else self.box.left
        place = Place(x, (self.box.top + self.box.bottom) / 2, stretch=max(0.01, come))
        canvas.put(self.plate, place, seen)


def around(block: Block) -> Box:
    """Where the card of some words lies: as far around them as looks right, off the edges of the frame."""
    size = max(line.size for line in block.lines)
    beside, above = _BESIDE * size, _ABOVE * size
    least = _OFF * min(block.width, block.height)
    left, top, right, bottom = block.box
    return Box(
        max(least, left - beside), max(least, top - above),
        min(block.width - least, right + beside), min(block.height - least, bottom + above),
    )  # fmt: skip


def ground(block: Block, *, light: Rgb, dark: Rgb, accents: Sequence[Rgb]) -> Ground:
    """A card for words.

    Args:
        block: The words, where they stand.
        light: The light type of the style.
        dark: Its dark type.
        accents: Its accents; the card has the first on which type can be read.
    """
    box = around(block)
    below, ink = bars(accents, light, dark)
    wide, high = box.right - box.left, box.bottom - box.top
    sheet = Sheet(wide, high, 1.0)
    corner = _ROUND * max(line.size for line in block.lines)
    sheet.draw(shapes.rect((0, 0, wide, high), hex_of(below), round=corner))
    rgba = sheet.rgba()
    plate = Plate.of(rgba, (rgba.shape[1] if block.backwards else 0, rgba.shape[0] / 2))
    # A bar behind the words that matter is the card the other way round.
    colours = Colours(ink, ink, ink, bar=ink, on_bar=below)
    return Ground(box, plate, block.backwards, colours, contrast(ink, below))
