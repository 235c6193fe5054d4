"""The client's name on things: on a sandwich board, a ship, a bag; where their drawing has its sign."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from studio.media.images.libvips import engine
from studio.render.colour import contrast, parsed, written
from studio.render.graphics.sheet import Sheet
from studio.render.graphics.signs.setting import set_in
from studio.render.sprites import Area, rastered

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.colour import Rgb
    from studio.render.drawing.plain import Anchor, Plain
    from studio.render.lettering.pairings import Typeface
    from studio.render.painting import Painter

_LEAST = 6.5
"""The size of type in pixels below which no letters are written."""
_EDGE = 0.06
_FINE = 1.5


def inscription(words: str, face: Typeface, plain: Plain, painter: Painter, scale: float) -> str:
    """What is written on the sign of a drawing, as a picture for it; empty where it could not be read.

    Args:
        words: The words.
        face: The typeface.
        plain: The drawing without them.
        painter: Its style and light.
        scale: Pixels per unit.
    """
    box = plain.anchors["sign"]
    edge = _EDGE * min(box.width, box.height)
    room = (edge, edge, box.width - 2 * edge, box.height - 2 * edge)
    if min(room[2:]) * scale < _LEAST:
        return ""
    placed = set_in(words, face, room)
    if placed[0].words.size * scale < _LEAST:
        return ""
    sheet = Sheet(box.width, box.height, scale * _FINE)
    colour = _readable(plain, painter, box)
    for line, x, y in placed:
        sheet.write(line, (x, y), colour, align=0.5, moving=True)
    return _png(sheet.rgba())


def _readable(plain: Plain, painter: Painter, box: Anchor) -> str:
    """What is read best on what the sign is drawn on."""
    markup = "".join(piece.markup for piece in plain.pieces)
    area = Area(box.x, box.y, box.x + box.width, box.y + box.height)
    ground = _mean(rastered(plain, markup, area, 24 / max(box.width, box.height))[0])
    inks = [painter.rgb(token) for token in ("cream.lit", "dark.deep")]
    return written(max(inks, key=lambda ink: contrast(ink, ground)))


def _mean(rgba: ndarray) -> Rgb:
    import numpy as np

    share = rgba[..., 3:].astype(np.float32) / 255
    red, green, blue = (rgba[..., :3] * share).sum(axis=(0, 1)) / max(float(share.sum()), 1e-3)
    return parsed(f"#{round(red):02x}{round(green):02x}{round(blue):02x}")


def _png(rgba: ndarray) -> str:
    """A picture as text that stands in an SVG."""
    picture = engine().Image.new_from_array(rgba).copy(interpretation="srgb")
    return "data:image/png;base64," + b64encode(picture.pngsave_buffer(compression=1)).decode()
