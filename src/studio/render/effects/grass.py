"""Grass that bends in the wind: blades in rows from far to near, gusts running through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.effects.chance import Area, draws
from studio.render.effects.strokes import shape
from studio.render.video import video_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import ndarray

    from studio.render.canvas import Canvas
    from studio.render.video import Colour

_STEPS = 5  # points along each side of a blade


def grass(
    canvas: Canvas,
    seed: int,
    seconds: float,
    area: Area,
    scale: float,
    colours: Sequence[Colour],
    *,
    height: float = 70.0,
    amount: float = 1.0,
    wind: float = 1.0,
) -> None:
    """Let grass grow along an area, each colour a row; the last is nearest and grows from the lower edge.

    Args:
        canvas: The frame.
        seed: Which grass.
        seconds: The moment.
        area: The ground it grows from, in pixels of the frame: far rows at its upper edge.
        scale: Pixels per unit.
        colours: The colour of each row, from far to near.
        height: How high the nearest blades are, in units.
        amount: How thick it grows.
        wind: How hard it blows; 1 is a breeze.
    """
    import numpy as np

    planes = (canvas.y, canvas.u, canvas.v)
    wide = (area.right - area.left) / scale
    for row, colour in enumerate(colours):
        near = (row + 1) / len(colours)
        size = height * (0.55 + 0.45 * near)
        foot = area.top + (area.bottom - area.top) * near
        which = np.arange(int(wide / size * 4.4 * amount) + 1)
        roots, ways = _blades(seed + 101 * row, seconds, which, wide, size, wind)
        roots = roots * scale + (area.left, foot)
        seen = (roots[:, 0] > canvas.box.left - size * scale) & (
            roots[:, 0] < canvas.box.right + size * scale
        )
        tones = [tuple(video_of(_toned(colour, by))) for by in (0.88, 1.0, 1.1)]
        for number in which[seen].tolist():
            shape(planes, roots[number] + ways[number] * scale, tones[number % 3])


def _blades(
    seed: int, seconds: float, which: ndarray, wide: float, size: float, wind: float
) -> tuple[ndarray, ndarray]:
    """Where blades stand, and the outline of each from there: up one side and down the other."""
    import numpy as np

    x = (which + draws(seed, which, 1)) / len(which) * wide
    long = size * (0.45 + 0.75 * draws(seed, which, 2) ** 1.6)
    phase = 6.28 * draws(seed, which, 3)
    gust = np.sin(1.1 * seconds - x / 210) * np.sin(0.37 * seconds - x / 620 + 1.0)
    bend = 0.5 * (draws(seed, which, 4) - 0.42) + wind * (
        0.09 + 0.17 * gust + 0.045 * np.sin(3.1 * seconds + phase)
    )
    up = np.linspace(0, 1, _STEPS)[None]
    lean = bend[:, None] * up**1.9
    spine = np.stack([long[:, None] * lean * 1.25, -long[:, None] * up * (1 - 0.35 * lean**2)], -1)
    thick = (0.8 + 0.022 * size * (0.6 + 0.8 * draws(seed, which, 5)))[:, None] * (1 - up**1.4)
    aside = np.stack([thick, np.zeros_like(thick)], -1)
    outline = np.concatenate([spine - aside, (spine + aside)[:, ::-1]], axis=1)
    return np.stack([x, 2 + 0.06 * size * draws(seed, which, 6)], -1), outline


def _toned(colour: Colour, by: float) -> Colour:
    red, green, blue = (min(255, round(part * by)) for part in colour)
    return red, green, blue
