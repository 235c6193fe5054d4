"""Rain: streaks at three depths, and splashes where it strikes the ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studio.render.effects.chance import Area, draws
from studio.render.effects.strokes import lines

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.canvas import Canvas
    from studio.render.video import Colour


class _Depth(NamedTuple):
    """How rain is seen at one distance: drops in a million square units, length, units a second, strength."""

    drops: float
    length: float
    speed: float
    strength: float


_DEPTHS = (_Depth(420, 26, 1150, 0.22), _Depth(170, 58, 1700, 0.34), _Depth(42, 120, 2500, 0.3))
_SPLASHES = 520  # in a million square units, each moment
_LASTING = 0.28  # seconds


def rain(
    canvas: Canvas,
    seed: int,
    seconds: float,
    area: Area,
    scale: float,
    colour: Colour,
    *,
    amount: float = 1.0,
    wind: float = 0.14,
) -> None:
    """Let it rain over a part of a frame.

    Args:
        canvas: The frame.
        seed: Which rain.
        seconds: The moment.
        area: Where it falls, in pixels of the frame.
        scale: Pixels per unit.
        colour: The colour of drops: the sky's, lighter.
        amount: How much; 1 is a steady rain.
        wind: How far it slants, across for each unit down.
    """
    import cv2
    import numpy as np

    box = area.box(canvas)
    if box.empty or amount <= 0:
        return
    mask: ndarray = np.zeros((box.height, box.width), np.uint8)
    corner = np.array([box.left, box.top])
    for number, depth in enumerate(_DEPTHS):
        near = number == len(_DEPTHS) - 1
        target = np.zeros((box.height // 2, box.width // 2), np.uint8) if near else mask
        streaks = _streaks(seed + number, seconds, area, scale, depth, amount, wind) - corner
        for group in range(3):
            strength = depth.strength * (0.55 + 0.45 * group / 2)
            if near:
                lines(target, streaks[group::3] / 2, strength)
            else:
                lines(target, streaks[group::3], strength, max(1, round(scale * 1.1)) if number else 1)
        if near:
            soft = cv2.GaussianBlur(target, (0, 0), 0.8 + 0.5 * scale)
            mask = cv2.add(mask, cv2.resize(soft, (box.width, box.height), interpolation=cv2.INTER_LINEAR))
    canvas.veil(mask, colour, box)


def splashes(
    canvas: Canvas,
    seed: int,
    seconds: float,
    area: Area,
    scale: float,
    colour: Colour,
    *,
    amount: float = 1.0,
) -> None:
    """Rings and droplets where rain strikes the ground; those farther up the area are farther away.

    Args:
        canvas: The frame.
        seed: Which rain.
        seconds: The moment.
        area: The ground, in pixels of the frame.
        scale: Pixels per unit at its lower edge.
        colour: The colour of the water thrown up.
        amount: How many.
    """
    import numpy as np

    box = area.box(canvas, 20)
    if box.empty or amount <= 0:
        return
    wide, high = (area.right - area.left) / scale, (area.bottom - area.top) / scale
    count = int(_SPLASHES * amount * wide * high / 1e6 * 1.5) + 1
    which = np.arange(count)
    turn = seconds / _LASTING + draws(seed, which, 1)
    age, life = np.modf(turn)
    x, deep = draws(seed, which, life, 2) * wide, draws(seed, which, life, 3) ** 0.8
    size = (0.35 + 0.65 * deep) * scale
    at = np.stack([area.left + x * scale, area.top + deep * high * scale], -1) - (box.left, box.top)
    mask = np.zeros((box.height, box.width), np.uint8)
    round_about = np.linspace(0, 2 * np.pi, 13)
    ring = np.stack([np.cos(round_about), 0.3 * np.sin(round_about)], -1)
    rings = at[:, None] + ring * (size * (2 + 11 * age))[:, None, None]
    flung = _flung(at, size, age, draws(seed, which, life, 4))
    for step in range(4):
        now = (age * 4).astype(int) == step
        lines(mask, rings[now], 0.3 * (1 - step / 4))
        if step < 3:
            lines(mask, flung[np.repeat(now, 3)], 0.34 * (1 - step / 4))
    canvas.veil(mask, colour, box)


def _streaks(
    seed: int, seconds: float, area: Area, scale: float, depth: _Depth, amount: float, wind: float
) -> ndarray:
    import numpy as np

    wide, high = (area.right - area.left) / scale, (area.bottom - area.top) / scale
    path = high + depth.length * 2
    lean = wind * path
    count = int(depth.drops * amount * (wide + abs(lean)) * path / 1e6) + 1
    which = np.arange(count)
    speed = depth.speed * (0.9 + 0.2 * draws(seed, which, 1))
    done, fall = np.modf(seconds * speed / path + draws(seed, which, 2))
    x = draws(seed, which, fall, 3) * (wide + abs(lean)) - max(0.0, lean)
    length = depth.length * (0.7 + 0.6 * draws(seed, which, 4))
    y = done * path - depth.length
    head = np.stack([x + wind * y, y], -1)
    tail = head - np.stack([wind * length, length], -1)
    return np.stack([head, tail], 1) * scale + (area.left, area.top)


def _flung(at: ndarray, size: ndarray, age: ndarray, side: ndarray) -> ndarray:
    """Three droplets of each splash, as short strokes along their arcs."""
    import numpy as np

    spread = np.array([-1.0, 0.25, 1.0]) + (side[:, None] - 0.5)
    when = np.stack([age, age + 0.09], -1)[:, None, :]
    x = spread[..., None] * 9 * when
    y = -(26 + 8 * side)[:, None, None] * when * (1.1 - when)
    arcs = np.stack([x, np.broadcast_to(y, x.shape)], -1) * size[:, None, None, None]
    strokes: ndarray = (at[:, None, None] + arcs).reshape(-1, 2, 2)
    return strokes
