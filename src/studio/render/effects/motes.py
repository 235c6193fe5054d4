"""Small things that float in the light: dust, sparks from work, embers above a fire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.effects.chance import Area, draws
from studio.render.effects.strokes import blurred, dots, lines

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.canvas import Canvas
    from studio.render.video import Colour

_FLIGHT = 0.9  # seconds that a spark lives


def dust(
    canvas: Canvas,
    seed: int,
    seconds: float,
    area: Area,
    scale: float,
    colour: Colour,
    *,
    amount: float = 1.0,
) -> None:
    """Motes that drift in a beam of light and glint as they turn.

    Args:
        canvas: The frame.
        seed: Which dust.
        seconds: The moment.
        area: Where the light falls, in pixels of the frame; towards its edges there is less.
        scale: Pixels per unit.
        colour: The colour of the light.
        amount: How much.
    """
    import numpy as np

    box = area.box(canvas)
    if box.empty or amount <= 0:
        return
    wide, high = (area.right - area.left) / scale, (area.bottom - area.top) / scale
    which = np.arange(int(380 * amount * wide * high / 1e6) + 1)
    drift = np.stack([draws(seed, which, 1) - 0.4, 0.35 - draws(seed, which, 2)], -1) * 22 * seconds
    phase = 2 * np.pi * draws(seed, which, 3)
    curl = np.stack([np.sin(0.7 * seconds + phase), np.cos(0.53 * seconds + 2 * phase)], -1) * 14
    start = np.stack([draws(seed, which, 4), draws(seed, which, 5)], -1) * (wide, high)
    points = (start + drift + curl) % (wide, high)
    edge = np.clip(np.minimum(points, (wide, high) - points).min(axis=1) / (0.18 * min(wide, high)), 0, 1)
    glint = (
        0.35 + 0.65 * np.maximum(0, np.sin(1.3 * seconds * (0.5 + draws(seed, which, 6)) + 3 * phase)) ** 3
    )
    radii = (0.7 + 1.9 * draws(seed, which, 7) ** 3) * scale
    at = points * scale + (area.left - box.left, area.top - box.top)
    mask = np.zeros((box.height, box.width), np.uint8)
    dots(mask, at, radii, edge * glint)
    canvas.gleam(mask, colour, box, 0.9)


def embers(
    canvas: Canvas,
    seed: int,
    seconds: float,
    area: Area,
    scale: float,
    colour: Colour,
    *,
    amount: float = 1.0,
) -> None:
    """Embers that rise from the lower edge of an area, curl and go out.

    Args:
        canvas: The frame.
        seed: Which embers.
        seconds: The moment.
        area: Where they rise, in pixels of the frame; they begin along its lower edge.
        scale: Pixels per unit.
        colour: The colour of the glow.
        amount: How many.
    """
    import numpy as np

    box = area.box(canvas, 30 * scale)
    if box.empty or amount <= 0:
        return
    wide, high = (area.right - area.left) / scale, (area.bottom - area.top) / scale
    which = np.arange(int(amount * (10 + wide * high / 2400)) + 1)
    lasting = 2.2 + 2.2 * draws(seed, which, 1)
    age, life = np.modf(seconds / lasting + draws(seed, which, 2))
    phase = 2 * np.pi * draws(seed, which, life, 3)
    sway = (np.sin(4.1 * age + phase) + 0.5 * np.sin(9.7 * age + 2 * phase)) * (4 + 22 * age)
    x = wide * (0.12 + 0.76 * draws(seed, which, life, 4)) + sway
    y = high * (1 - age**0.85 * (0.55 + 0.45 * draws(seed, which, life, 5)))
    flicker = 0.72 + 0.28 * np.sin(23 * age * lasting + phase)
    strength = np.clip(12 * age, 0, 1) * (1 - age) ** 0.8 * flicker
    radii = (1.0 + 1.3 * draws(seed, which, life, 6)) * (1 - 0.5 * age) * scale
    at = np.stack([x, y], -1) * scale + (area.left - box.left, area.top - box.top)
    mask = np.zeros((box.height, box.width), np.uint8)
    dots(mask, at, radii, strength)
    glow = blurred(box, at, np.maximum(2.4 * radii, 4), strength, max(3.2, 6.4 * scale))
    canvas.gleam(glow, colour, box, 1.1)
    canvas.gleam(mask, _hotter(colour), box)


def sparks(
    canvas: Canvas,
    seed: int,
    seconds: float,
    point: tuple[float, float],
    scale: float,
    colour: Colour,
    *,
    amount: float = 1.0,
    turn: float = -60.0,
) -> None:
    """Sparks that fly from a point and fall, as from a grinder.

    Args:
        canvas: The frame.
        seed: Which sparks.
        seconds: The moment.
        point: Where they come from, in pixels of the frame.
        scale: Pixels per unit.
        colour: The colour of the glow.
        amount: How many.
        turn: Where they fly to, in degrees clockwise from the right.
    """
    import cv2
    import numpy as np

    area = Area(
        point[0] - 260 * scale, point[1] - 260 * scale, point[0] + 260 * scale, point[1] + 200 * scale
    )
    box = area.box(canvas)
    if box.empty or amount <= 0:
        return
    which = np.arange(int(70 * amount) + 1)
    age, life = np.modf(seconds / _FLIGHT + draws(seed, which, 1))
    fan = np.radians(turn + 56 * (draws(seed, which, life, 2) + draws(seed, which, life, 3) - 1))
    speed = 150 + 420 * draws(seed, which, life, 4) ** 1.5
    ends = [_thrown(fan, speed, np.maximum(0, age - back) * _FLIGHT) for back in (0.0, 0.035)]
    strokes = np.stack(ends, 1) * scale + (point[0] - box.left, point[1] - box.top)
    mask = np.zeros((box.height, box.width), np.uint8)
    for step in range(4):
        now = (age * 4).astype(int) == step
        lines(mask, strokes[now], (1.0, 0.85, 0.5, 0.18)[step], max(1, round(1.2 * scale)))
    half = cv2.resize(mask, (box.width // 2, box.height // 2), interpolation=cv2.INTER_AREA)
    canvas.gleam(cv2.GaussianBlur(half, (0, 0), max(1.6, 4.4 * scale)), colour, box, 3.5)
    canvas.gleam(mask, _hotter(colour), box)


def _thrown(fan: ndarray, speed: ndarray, after: ndarray) -> ndarray:
    import numpy as np

    slowed = (1 - np.exp(-2.2 * after)) / 2.2
    x = np.cos(fan) * speed * slowed
    y = np.sin(fan) * speed * slowed + 360 * after**2
    return np.stack([x, y], -1)


def _hotter(colour: Colour) -> Colour:
    """The colour of the core of what glows."""
    red, green, blue = (round(part + (255 - part) * 0.6) for part in colour)
    return red, green, blue
