"""Snow: flakes at three depths that sway as they fall; the nearest are out of focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studio.render.effects.chance import Area, draws
from studio.render.effects.strokes import blurred, dots

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.canvas import Canvas
    from studio.render.video import Colour


class _Depth(NamedTuple):
    """How snow is seen at one distance: flakes in a million square units, radius, speed, strength."""

    flakes: float
    radius: float
    speed: float
    strength: float
    blur: float


_DEPTHS = (_Depth(560, 1.35, 52, 0.7, 0), _Depth(170, 2.5, 92, 0.9, 0), _Depth(20, 8.5, 165, 0.42, 4.0))


def snow(
    canvas: Canvas,
    seed: int,
    seconds: float,
    area: Area,
    scale: float,
    colour: Colour,
    *,
    amount: float = 1.0,
    wind: float = 0.25,
) -> None:
    """Let it snow over a part of a frame.

    Args:
        canvas: The frame.
        seed: Which snow.
        seconds: The moment.
        area: Where it falls, in pixels of the frame.
        scale: Pixels per unit.
        colour: The colour of flakes.
        amount: How much; 1 is a calm fall.
        wind: How far it drifts, across for each unit down.
    """
    import numpy as np

    box = area.box(canvas)
    if box.empty or amount <= 0:
        return
    mask: ndarray = np.zeros((box.height, box.width), np.uint8)
    for number, depth in enumerate(_DEPTHS):
        points, radii, strengths = _flakes(seed + number, seconds, area, scale, depth, amount, wind)
        points = points - (box.left, box.top)
        if not depth.blur:
            dots(mask, points, radii, strengths)
            continue
        near = blurred(box, points, radii, strengths, depth.blur * scale)
        mask = np.maximum(mask, near)
    canvas.veil(mask, colour, box)


def _flakes(
    seed: int, seconds: float, area: Area, scale: float, depth: _Depth, amount: float, wind: float
) -> tuple[ndarray, ndarray, ndarray]:
    import numpy as np

    wide, high = (area.right - area.left) / scale, (area.bottom - area.top) / scale
    path = high + 4 * depth.radius + 40
    lean = wind * path
    count = int(depth.flakes * amount * (wide + abs(lean)) * path / 1e6) + 1
    which = np.arange(count)
    speed = depth.speed * (0.7 + 0.6 * draws(seed, which, 1))
    done, fall = np.modf(seconds * speed / path + draws(seed, which, 2))
    y = done * path - 2 * depth.radius - 20
    x = draws(seed, which, fall, 3) * (wide + abs(lean)) - max(0.0, lean) + wind * y
    phase, pace = draws(seed, which, 4) * 2 * np.pi, 0.5 + draws(seed, which, 5)
    x += (
        5
        * depth.radius
        * (np.sin(pace * seconds * 2 + phase) + 0.4 * np.sin(pace * seconds * 4.7 + 2 * phase))
    )
    y += 1.2 * depth.radius * np.sin(pace * seconds * 4 + phase)
    radii = depth.radius * (0.55 + 0.9 * draws(seed, which, 6) ** 2) * scale
    strengths = depth.strength * (0.6 + 0.4 * draws(seed, which, 7))
    return np.stack([x, y], -1) * scale + (area.left, area.top), radii, strengths
