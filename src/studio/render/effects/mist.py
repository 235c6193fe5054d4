"""Fog and haze that drift in banks, and steam that rises in curls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.effects.chance import Area, Mesh, dithered, draws
from studio.render.finishes.textures import SIDE, clouded

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.canvas import Canvas
    from studio.render.video import Colour


def fog(
    canvas: Canvas,
    seed: int,
    seconds: float,
    area: Area,
    scale: float,
    colour: Colour,
    *,
    amount: float = 1.0,
) -> None:
    """A bank of mist, thickest in the middle of its height, that drifts and changes.

    Args:
        canvas: The frame.
        seed: Which mist.
        seconds: The moment.
        area: Where it lies, in pixels of the frame.
        scale: Pixels per unit.
        colour: What it fades to.
        amount: How thick it is.
    """
    import numpy as np

    box = area.box(canvas)
    if box.empty or amount <= 0:
        return
    mesh = Mesh(box, max(2, round(6 * scale)))
    columns, down = (mesh.x - area.left) / scale, (mesh.y - area.top) / scale
    height = np.clip((mesh.y - area.top) / (area.bottom - area.top), 0, 1)
    one = _noise(clouded(22, seed, across=4), columns * 0.8 + 9 * seconds, down)
    other = _noise(clouded(44, seed + 1, across=3.5), columns * 0.6 - 5 * seconds, down + 2 * seconds)
    along = np.clip((mesh.x - area.left) / (area.right - area.left), 0, 1)
    ends = np.clip(7 * np.minimum(along, 1 - along), 0, 1)
    bank = np.clip(4 * height * (1 - height), 0, 1) ** 0.8 * ends
    thick = bank * np.clip(0.62 + 0.26 * one + 0.3 * other, 0, 1)
    canvas.veil(dithered(mesh.mask(thick)), colour, box, min(1.0, 0.75 * amount))


def steam(
    canvas: Canvas,
    seed: int,
    seconds: float,
    point: tuple[float, float],
    scale: float,
    colour: Colour,
    *,
    height: float = 110.0,
    amount: float = 1.0,
) -> None:
    """Soft curls that rise from a point, widen and dissolve.

    Args:
        canvas: The frame.
        seed: Which steam.
        seconds: The moment.
        point: Where it rises from, in pixels of the frame.
        scale: Pixels per unit.
        colour: Its colour.
        height: How high it rises, in units.
        amount: How thick it is.
    """
    import numpy as np

    wide = 0.62 * height
    area = Area(
        point[0] - wide / 2 * scale,
        point[1] - height * scale,
        point[0] + wide / 2 * scale,
        point[1] + 2 * scale,
    )
    box = area.box(canvas)
    if box.empty or amount <= 0:
        return
    mesh = Mesh(box, max(1, round(1.3 * scale)))
    up = (point[1] - mesh.y) / scale / height
    x = (mesh.x - point[0]) / scale / height
    thick = _wisps(seed, seconds, x, np.clip(up, 0, 1), height)
    canvas.veil(dithered(mesh.mask(thick)), colour, box, min(1.0, 0.62 * amount))


def _wisps(seed: int, seconds: float, x: ndarray, up: ndarray, height: float) -> ndarray:
    """Three strands that wind about one another, broken by what rises through them."""
    import numpy as np

    rise = seconds * 42 / height
    whole: ndarray = np.zeros(np.broadcast_shapes(x.shape, up.shape), np.float32)
    for strand in range(3):
        first, second, third = (float(draws(seed, strand, key)) for key in (1, 2, 3))
        middle = (0.02 + 0.13 * up) * np.sin(5.2 * up - 2.1 * rise + 6.28 * first)
        middle = middle + 0.07 * up * np.sin(11 * up - 3.3 * rise + 6.28 * second)
        middle = middle + (strand - 1) * (0.012 + 0.05 * up)
        narrow = 0.016 + 0.075 * up**1.2 * (0.7 + 0.6 * third)
        body = np.exp(-(((x - middle) / narrow) ** 2))
        pulse = 0.62 + 0.38 * np.sin(7.5 * up - 5.1 * rise + 6.28 * third)
        whole = whole + body * pulse * (0.55, 0.75, 0.5)[strand]
    torn = _noise(clouded(7, seed, across=1.0), x * 160 + 40, (up + 0.9 * rise) * 110)
    fade = np.clip(up * 16, 0, 1) * (1 - up) ** 1.15
    wisps: ndarray = whole * fade * (0.85 + 0.45 * torn)
    return wisps


def _noise(tile: ndarray, x: ndarray, y: ndarray) -> ndarray:
    """Noise between the pixels of a tile that repeats; x goes across, y down, or both are whole grids."""
    import cv2
    import numpy as np

    shape = np.broadcast_shapes(x.shape, y.shape)
    across = np.broadcast_to(np.asarray(x, np.float32) % SIDE, shape).astype(np.float32)
    down = np.broadcast_to(np.asarray(y, np.float32) % SIDE, shape).astype(np.float32)
    return cv2.remap(tile, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
