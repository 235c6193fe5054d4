"""The client's name where a place has room for it: painted on signs, as large as it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.media.lettering import compose
from studio.render.colour import as_bytes, contrast
from studio.render.lettering import pairings
from studio.render.plates import Plate
from studio.render.shots.planes import Drawn
from studio.render.sprites import Sprite

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.painting import Painter
    from studio.render.shots.spots import Spot

# What a painter leaves free around the letters, in parts of the board's height and width.
_ABOVE, _BESIDE = 0.17, 0.07
_TRIED = 100.0


def sign(name: str, spot: Spot, painter: Painter, scale: float, seed: int) -> Drawn | None:
    """A name on a board.

    Args:
        name: What is written.
        spot: The board.
        painter: The style and the light it is seen in.
        scale: Pixels per unit.
        seed: What tells its motion from that of others.
    """
    room = (spot.width * (1 - 2 * _BESIDE) * scale, spot.height * (1 - 2 * _ABOVE) * scale)
    if min(room) < 4:
        return None
    letters = _letters(name, painter, room)
    height, width = letters.shape[:2]
    plate = Plate.of(letters, (width / 2, height / 2), scale)
    at = (spot.x + spot.width / 2, spot.y + spot.height / 2)
    return Drawn((Sprite(plate, None, (), at),), spot.depth, seed)


def _letters(name: str, painter: Painter, room: tuple[float, float]) -> ndarray:
    """The name in the headline face of the style, as large as the room allows."""
    import numpy as np

    face = pairings.faces(painter.pack.type).headline
    text = compose(name, face.font)
    tried = text.drawn(_TRIED)
    size = min(room[0] / tried.width, room[1] / tried.height) * _TRIED
    ground = painter.rgb("dark")
    paint = max((painter.rgb("cream.lit"), painter.rgb("brass.lit")), key=lambda one: contrast(one, ground))
    red, green, blue = as_bytes(paint)
    drawn = text.drawn(size, (red, green, blue, 255))
    letters: ndarray = np.ascontiguousarray(drawn.numpy())
    return letters
