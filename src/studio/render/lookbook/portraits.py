"""A thing by itself on a plain ground, as its style paints it: to be looked at, and to be measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.render.canvas import Canvas, Place
from studio.render.colour import as_bytes
from studio.render.drawing.expanding import Circumstances, expanded
from studio.render.painting import Painter
from studio.render.shots.stage import outline
from studio.render.sprites import Area, rastered, sprites
from studio.render.video import video_of

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.drawing.plain import Plain
    from studio.render.shelf import Shelf

_GROUND = "plaster"
_FILLED = 0.86
_AROUND = 0.5
_COVERS = 128
# How near to its foot or its head the origin of a thing must lie, in parts of its height.
_NEAR = 0.2


@dataclass(frozen=True)
class Portrait:
    """A thing by itself.

    Attributes:
        pixels: Red, green and blue.
        alpha: What of them is the thing.
        ground: The colour of the ground.
        titled: Whether its drawing has a title.
        spilled: How much of its ink lies outside its viewBox.
        standing: Whether its origin lies on its foot, or where it hangs.
    """

    pixels: ndarray
    alpha: ndarray
    ground: tuple[int, int, int]
    titled: bool
    spilled: float
    standing: bool


def portrait(shelf: Shelf, name: str, style: str, size: int, *, time: str = "day", seed: int = 1) -> Portrait:
    """Draw a thing.

    Args:
        shelf: Where drawings come from.
        name: Its way: props/cup.
        style: The style pack.
        size: Width and height of the picture.
        time: The time of day, in a room.
        seed: What chance draws from.
    """
    drawing = shelf.drawing(name)
    painter = Painter(shelf.pack(style), time, indoors=True)
    around = Circumstances(
        painter.colour, frozenset({time, "clear"}), shelf.drawing, seed, line=outline(painter, drawing)
    )
    plain = expanded(drawing, {}, around)
    canvas = Canvas(size, size)
    ground = laid(canvas, painter)
    left, top, width, height = plain.box
    scale = size * _FILLED / max(width, height)
    at_x, at_y = size / 2 - (left + width / 2) * scale, size / 2 - (top + height / 2) * scale
    around_it = Area(left, top, left + width, top + height).grown(_AROUND * max(width, height))
    for sprite in sprites(plain, painter, scale, around_it):
        place = Place(at_x + sprite.at[0] * scale, at_y + sprite.at[1] * scale, scale)
        canvas.put(sprite.plate, place)
        for light, strength in sprite.lights:
            canvas.shine(light, place, strength)
    alpha = _alpha(plain, scale, (at_x, at_y), size)
    return Portrait(
        canvas.rgb(),
        alpha,
        ground,
        any(one.name == "title" and one.text.strip() for one in drawing.root.inside),
        _spilled(plain),
        _stands(alpha, at_y),
    )


def laid(canvas: Canvas, painter: Painter) -> tuple[int, int, int]:
    """Lay the plain ground of portraits; returns its colour."""
    ground = as_bytes(painter.rgb(_GROUND))
    y, u, v = (round(part) for part in video_of(ground))
    canvas.fill((y, u, v))
    return ground


def _alpha(plain: Plain, scale: float, at: tuple[float, float], size: int) -> ndarray:
    """What of a picture is the thing, without its finish."""
    area = Area(-at[0] / scale, -at[1] / scale, (size - at[0]) / scale, (size - at[1]) / scale)
    return _inked(plain, area, scale)[:size, :size]


def _inked(plain: Plain, area: Area, scale: float) -> ndarray:
    markup = "".join(piece.markup for piece in plain.pieces)
    rgba, _ = rastered(plain, markup, area, scale)
    alpha: ndarray = rgba[..., 3]
    return alpha


def _stands(alpha: ndarray, origin: float) -> bool:
    """Whether the origin lies on the foot of what is drawn, or where it hangs."""
    import numpy as np

    rows = np.flatnonzero((alpha > _COVERS).any(axis=1))
    if not len(rows):
        return False
    near = _NEAR * float(rows[-1] + 1 - rows[0])
    return bool(abs(rows[-1] + 1 - origin) <= near or abs(rows[0] - origin) <= near)


def _spilled(plain: Plain) -> float:
    """The share of its ink that lies outside its viewBox."""
    import numpy as np

    left, top, width, height = plain.box
    longest = max(width, height)
    scale = 160 / longest
    box = Area(left, top, left + width, top + height)
    whole = _inked(plain, box.grown(_AROUND * longest), scale).astype(np.float32)
    margin = round(_AROUND * longest * scale)
    inside = whole[margin : margin + round(height * scale) + 1, margin : margin + round(width * scale) + 1]
    return float(1 - inside.sum() / max(1.0, whole.sum()))
