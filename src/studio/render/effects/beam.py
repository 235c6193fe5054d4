"""The turning beam of a lighthouse: a cone of light that reaches out, swings past the eye and flashes."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from studio.render.effects.chance import Area, Mesh

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.canvas import Canvas
    from studio.render.video import Colour

_LONG, _HIGH = 400, 128  # of the drawn cone, in its own pixels
_SMALL = 4


def beam(
    canvas: Canvas,
    seed: int,
    seconds: float,
    point: tuple[float, float],
    scale: float,
    colour: Colour,
    *,
    reach: float = 1400.0,
    period: float = 8.0,
    tilt: float = -4.0,
    strength: float = 1.0,
) -> None:
    """Throw the beam of a lamp that turns about its upright axis.

    Args:
        canvas: The frame.
        seed: Where in its turn it begins.
        seconds: The moment.
        point: Where the lamp is, in pixels of the frame.
        scale: Pixels per unit.
        colour: The colour of the light.
        reach: How far it is seen, in units.
        period: Seconds a turn takes; 0 holds it still, to the right.
        tilt: Degrees by which it points down; below 0 up.
        strength: How bright it is.
    """
    turned = 2 * math.pi * (seconds / period + (seed % 97) / 97) if period else math.pi / 2
    across, towards = math.sin(turned), math.cos(turned)
    # Seen from the side it is long and narrow; as it comes towards the eye it shortens and opens.
    facing = max(0.0, towards)
    length = reach * max(0.06, abs(across)) * scale / _SMALL
    spread = (0.085 + 0.16 * facing**2) * reach * scale / _SMALL
    bright = (0.55 + 0.45 * facing**3 - 0.3 * max(0.0, -towards)) * min(1.0, abs(across) * 2.4)
    matrix = _way(point, length, spread, math.copysign(1.0, across), math.radians(tilt) + 0.05 * towards)
    _throw(canvas, matrix, colour, 0.8 * strength * bright)
    flash = max(0.0, towards - 0.7) / 0.3
    _halo(canvas, point, scale, colour, strength * (0.45 + 0.55 * flash**2), 90 + 130 * flash**2)


def _throw(canvas: Canvas, matrix: ndarray, colour: Colour, strength: float) -> None:
    import cv2
    import numpy as np

    corners = np.array([[0, _LONG, 0, _LONG], [0, 0, _HIGH, _HIGH], [1, 1, 1, 1]])
    left, top, right, bottom = (part for edge in (np.min, np.max) for part in edge(matrix @ corners, axis=1))
    box = Area(left * _SMALL, top * _SMALL, right * _SMALL, bottom * _SMALL).box(canvas)
    if box.empty:
        return
    here = matrix - np.array([[0, 0, box.left / _SMALL], [0, 0, box.top / _SMALL]])
    size = (-(-box.width // _SMALL), -(-box.height // _SMALL))
    cone = cv2.warpAffine(_cone(), here, size, flags=cv2.INTER_LINEAR)
    full = cv2.resize(cone, (size[0] * _SMALL, size[1] * _SMALL), interpolation=cv2.INTER_LINEAR)
    canvas.gleam(full[: box.height, : box.width], colour, box, strength)


def _way(point: tuple[float, float], length: float, spread: float, side: float, angle: float) -> ndarray:
    """From the drawn cone, whose tip is at the middle of its left edge, into the frame."""
    import numpy as np

    cos, sin = math.cos(angle), math.sin(angle)
    along = np.array([cos * side, sin]) * length / _LONG
    aside = np.array([-sin * side, cos]) * spread / (_HIGH / 2)
    tip = np.array(point) / _SMALL - aside * (_HIGH / 2)
    return np.column_stack([along, aside, tip])


@lru_cache(maxsize=1)
def _cone() -> ndarray:
    import numpy as np

    out = (np.arange(_LONG) / _LONG)[None]
    off = np.abs((np.arange(_HIGH) - _HIGH / 2) / (_HIGH / 2))[:, None]
    wide = 0.035 + 0.85 * out
    core = np.clip(1 - off / wide, 0, 1) ** 0.8
    fade = (1 - out) ** 1.3 / (0.5 + 1.3 * out) * np.clip(out * 60, 0, 1)
    cone: ndarray = np.rint(255 * np.clip(core * fade * 0.7, 0, 1)).astype(np.uint8)
    return cone


def _halo(
    canvas: Canvas, point: tuple[float, float], scale: float, colour: Colour, strength: float, radius: float
) -> None:
    import numpy as np

    far = radius * scale
    area = Area(point[0] - far, point[1] - far, point[0] + far, point[1] + far)
    box = area.box(canvas)
    if box.empty:
        return
    mesh = Mesh(box, _SMALL)
    away = np.hypot((mesh.x - point[0]) / far, (mesh.y - point[1]) / far)
    near = np.clip(1 - away, 0, 1)
    canvas.gleam(mesh.mask(0.5 * near**2 + 0.5 * near**6), colour, box, strength)
