"""Light on products as in a studio: a soft box at the left, a bounce at the right, a strip behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from studio.render.colour import parsed

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.products.grammar import Finish
    from studio.render.painting import Painter

_KEY = (-0.56, 0.5, 0.66)
_BOUNCE = (0.9, 0.05, 0.3)


class Takes(NamedTuple):
    """How a finish takes the light.

    Attributes:
        body: How much of its own colour is seen.
        shine: How bright the soft box mirrors in it.
        blur: How soft its edges are there.
        edge: How much brighter it is where it turns away.
        mirror: How much it mirrors the room in its own colour.
        cover: How much it hides what is behind it, seen straight.
    """

    body: float
    shine: float
    blur: float
    edge: float
    mirror: float = 0.0
    cover: float = 1.0


TAKES: Mapping[Finish, Takes] = {
    "matt": Takes(1.0, 0.03, 0.9, 0.05),
    "satin": Takes(0.97, 0.2, 0.42, 0.12),
    "gloss": Takes(0.94, 0.62, 0.1, 0.24),
    "metal": Takes(0.34, 0.55, 0.16, 0.2, 0.85),
    "glass": Takes(0.5, 0.85, 0.07, 0.4, 0.0, 0.42),
    "liquid": Takes(1.0, 0.0, 1.0, 0.0),
    "shining": Takes(1.0, 0.0, 1.0, 0.0),
}


@dataclass(frozen=True)
class Studio:
    """The light of a scene on things made of anything; linear, red, green and blue.

    Attributes:
        lit: On what faces the light.
        shaded: On what faces away.
        lamp: What lamps shine with.
    """

    lit: tuple[float, float, float]
    shaded: tuple[float, float, float]
    lamp: tuple[float, float, float]


def studio(painter: Painter) -> Studio:
    """The light of a style at a time of day."""
    white = painter.rgb("light.shown")

    def light(tone: str) -> tuple[float, float, float]:
        seen = painter.rgb(f"light.{tone}")
        return seen.r / max(white.r, 1e-3), seen.g / max(white.g, 1e-3), seen.b / max(white.b, 1e-3)

    lamp = painter.rgb("lamp")
    return Studio(light("lit"), light("shade"), (lamp.r, lamp.g, lamp.b))


def fallen(normal: ndarray, light: Studio) -> ndarray:
    """How much light falls on a surface that faces so."""
    import numpy as np

    key = _unit(_KEY)
    fell = normal @ np.array(key, np.float32)
    # Soft boxes light a little beyond the edge of what faces them.
    front = np.clip((fell + 0.28) / 1.22, 0, 1)[..., None] ** 1.25
    bounce = np.clip(normal @ np.array(_unit(_BOUNCE), np.float32), 0, 1)[..., None] ** 2
    lit, shaded = np.array(light.lit, np.float32), np.array(light.shaded, np.float32)
    under = np.clip(-normal[..., 1:2], 0, 1)
    seen: ndarray = (shaded * 0.92 + (lit * 1.12 - shaded * 0.92) * front + shaded * 0.42 * bounce) * (
        1 - 0.35 * under
    )
    return seen


def mirrored(normal: ndarray, blur: float) -> tuple[ndarray, ndarray]:
    """What a surface mirrors: the soft box and the strip, and the room around them."""
    import numpy as np

    x, y, z = normal[..., 0], normal[..., 1], normal[..., 2]
    aside = np.arctan2(2 * z * x, 2 * z * z - 1)
    above = np.arcsin(np.clip(2 * z * y, -1, 1))
    box = _window(aside, -1.02, 0.34, 0.1 + blur * 0.9) * _window(above, 0.28, 0.95, 0.16 + blur)
    strip = _window(aside, 1.62, 0.16, 0.1 + blur * 0.7) * _window(above, 0.2, 1.0, 0.2 + blur)
    room = 0.3 + 0.42 * np.clip(above * 0.9 + 0.25, 0, 1) + 0.75 * _window(aside, -1.0, 0.55, 0.5)
    room = room - 0.34 * _window(aside, 0.25, 0.5, 0.35) + 0.5 * _window(aside, 1.75, 0.3, 0.3)
    # What faces away from the room mirrors the dark behind it.
    front = np.clip((2 * z * z - 0.75) * 2.2, 0, 1)
    shine: ndarray = (box + 0.55 * strip) * front
    return shine, np.clip(0.3 + (room - 0.3) * front, 0.04, 1.6)


def coloured(normal: ndarray, colour: str, finish: Finish, light: Studio) -> tuple[ndarray, ndarray, ndarray]:
    """The light that comes from a surface: what falls on its colour, what it mirrors, and how much it hides.

    Args:
        normal: How it faces.
        colour: Its own colour, as SVG has it.
        finish: How it takes the light.
        light: The light.

    Returns:
        Linear light from its colour, linear light on top of it, and how opaque it is.
    """
    import numpy as np

    takes = TAKES[finish]
    own = np.array(parsed(colour), np.float32)
    lit = np.array(light.lit, np.float32)
    shine, room = mirrored(normal, takes.blur)
    turned = (1 - np.clip(normal[..., 2], 0, 1)) ** 3
    on_top = (shine * takes.shine + turned * takes.edge * 0.6)[..., None] * lit
    if takes.mirror:
        on_top = on_top + room[..., None] * own * lit * takes.mirror
    body = fallen(normal, light) * own * takes.body
    cover = np.full(normal.shape[:2], takes.cover, np.float32)
    if finish == "glass":
        cover = np.clip(takes.cover + 0.5 * turned + 0.16 * shine, 0, 1)
        through = np.clip(normal[..., 0] * 1.5 - 0.15, 0, 1) * np.clip(0.9 - normal[..., 0], 0, 1) * 2.2
        body = body * (1 - 0.55 * turned[..., None]) + own * lit * (through * 0.4)[..., None]
    if finish == "liquid":
        glow = np.clip(0.45 + 0.75 * normal[..., 0], 0, 1)
        body = own * lit * (0.34 + 0.5 * glow * np.clip(normal[..., 2], 0, 1))[..., None]
    if finish == "shining":
        lamp = np.array(light.lamp, np.float32)
        body = own * lamp * (0.75 + 0.5 * np.clip(normal[..., 2], 0, 1))[..., None] + lamp * 0.1
    return body.astype(np.float32), on_top.astype(np.float32), cover


def encoded(linear: ndarray) -> ndarray:
    """Linear light as 8 bits of sRGB, the brightest rolled off softly."""
    import numpy as np

    table = _encoding()
    steps: ndarray = table[np.clip(linear * _FINE, 0, len(table) - 1).astype(np.uint16)]
    return steps


_FINE = 8192.0


@cache
def _encoding() -> ndarray:
    import numpy as np

    light = np.arange(int(_FINE * 3)) / _FINE
    above = np.maximum(light - 0.8, 0)
    pressed = np.where(light > 0.8, 0.8 + 0.2 * above / (above + 0.2), light)
    written = np.where(pressed <= 0.0031308, pressed * 12.92, 1.055 * pressed ** (1 / 2.4) - 0.055)
    return (written * 255 + 0.5).astype(np.uint8)


def _window(value: ndarray, middle: float, half: float, soft: float) -> ndarray:
    import numpy as np

    away = np.clip((np.abs(value - middle) - half) / max(soft, 1e-3), 0, 1)
    return 1 - away * away * (3 - 2 * away)


def _unit(way: tuple[float, float, float]) -> tuple[float, float, float]:
    long = sum(part * part for part in way) ** 0.5
    return way[0] / long, way[1] / long, way[2] / long
