"""What the sky carries: clouds that drift, stars that twinkle, birds that fly past."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from studio.render.effects.chance import Area, dithered, draws
from studio.render.effects.strokes import dots, shape
from studio.render.finishes.textures import clouded
from studio.render.video import video_of

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.canvas import Canvas
    from studio.render.video import Colour

_SHAPES, _LONG, _HIGH = 5, 320, 72  # of the drawn banks of cloud, in their own pixels


def clouds(
    canvas: Canvas,
    seed: int,
    seconds: float,
    area: Area,
    scale: float,
    colour: Colour,
    *,
    amount: float = 1.0,
    speed: float = 6.0,
) -> None:
    """Soft banks of cloud, long and flat, larger and faster the higher they stand.

    Args:
        canvas: The frame.
        seed: Which clouds.
        seconds: The moment.
        area: The sky, in pixels of the frame.
        scale: Pixels per unit.
        colour: Their colour where the light falls on them.
        amount: How many.
        speed: Units a second that the nearest drift.
    """
    import cv2

    wide, high = (area.right - area.left) / scale, (area.bottom - area.top) / scale
    whole = area.box(canvas)
    for number in range(round(7 * amount)):
        chance = [float(draws(seed, number, key)) for key in range(6)]
        near = 1 - (number + chance[0]) / max(1, round(7 * amount))
        long = (380 + 620 * near) * (0.75 + 0.5 * chance[1])
        tall = long * (0.1 + 0.08 * chance[2])
        path = wide + long
        x = (chance[3] * path + speed * (0.25 + 0.75 * near) * seconds) % path - long
        y = high * (0.08 + 0.78 * (1 - near) + 0.1 * (chance[4] - 0.5))
        left, top = area.left + x * scale, area.top + (y - tall / 2) * scale
        box = Area(left, top, left + long * scale, top + tall * scale).box(canvas).within(whole)
        if box.empty:
            continue
        bank = _bank(seed % 97 + int(chance[5] * _SHAPES))
        to_bank = (_LONG / (long * scale), _HIGH / (tall * scale))
        half = (box.width // 2, box.height // 2)
        matrix = _reading(to_bank, box.left - left, box.top - top, 2)
        mask = cv2.warpAffine(bank, matrix, half, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
        canvas.veil(dithered(mask), colour, box, 0.34 + 0.3 * near)


def stars(
    canvas: Canvas,
    seed: int,
    seconds: float,
    area: Area,
    scale: float,
    colour: Colour = (255, 246, 224),
    *,
    amount: float = 1.0,
) -> None:
    """Stars of many sizes that twinkle, fewer and fainter towards the horizon.

    Args:
        canvas: The frame.
        seed: Which stars.
        seconds: The moment.
        area: The sky, in pixels of the frame; its lower edge is the horizon.
        scale: Pixels per unit.
        colour: Their colour.
        amount: How many; 1 is a clear night.
    """
    import numpy as np

    box = area.box(canvas)
    if box.empty or amount <= 0:
        return
    wide, high = (area.right - area.left) / scale, (area.bottom - area.top) / scale
    which = np.arange(int(300 * amount * wide * high / 1e6) + 1)
    deep = draws(seed, which, 1) ** 1.25
    at = np.stack([draws(seed, which, 2) * wide, deep * high], -1) * scale
    size = draws(seed, which, 3) ** 5
    pace, phase = 1.5 + 4 * draws(seed, which, 4), 6.28 * draws(seed, which, 5)
    twinkle = 1 - (0.2 + 0.35 * deep) * (
        0.5 + 0.5 * np.sin(pace * seconds + phase) * np.sin(0.7 * seconds + 3 * phase)
    )
    strength = (0.3 + 0.7 * size) * np.clip(1.25 - deep**2.5 * 1.25, 0, 1) * twinkle
    mask = np.zeros((box.height, box.width), np.uint8)
    corner = np.array([area.left - box.left, area.top - box.top])
    dots(mask, at + corner, (0.62 + 1.15 * size) * scale, strength)
    canvas.gleam(mask, colour, box, 0.95)


def birds(
    canvas: Canvas,
    seed: int,
    seconds: float,
    area: Area,
    scale: float,
    colour: Colour,
    *,
    count: int = 7,
    size: float = 16.0,
    crossing: float = 26.0,
) -> None:
    """A loose flock that crosses the sky on a shallow arc, beating and gliding.

    Args:
        canvas: The frame.
        seed: Which birds.
        seconds: The moment.
        area: The sky, in pixels of the frame.
        scale: Pixels per unit.
        colour: The colour of silhouettes.
        count: How many.
        size: The span of their wings, in units.
        crossing: Seconds that the flock takes from side to side.
    """
    import numpy as np

    tone = video_of(colour)
    wide, high = (area.right - area.left) / scale, (area.bottom - area.top) / scale
    start = float(draws(seed, 0))
    for bird in range(count):
        own = [float(draws(seed, bird + 1, key)) for key in range(5)]
        rank = (bird + 1) // 2 * (1 if bird % 2 else -1)
        way = (start * 0.6 + 0.1 + seconds / crossing) * (wide + 400) - 200 - abs(rank) * size * 2.3
        x = (way + size * 3 * (own[0] - 0.5)) % (wide + 400) - 200
        arc = 0.32 + 0.22 * math.sin(x / wide * 2.4 + 6.28 * start)
        y = high * arc + rank * size * 1.2 + size * (own[1] + 0.5 * math.sin(0.9 * seconds + 6.28 * own[2]))
        beat = 0.5 + 0.5 * math.sin(0.8 * seconds + 6.28 * own[3])
        lift = 0.12 + (0.25 + 0.75 * min(1.0, 2 * beat)) * math.sin(
            2 * math.pi * (2.6 + own[4]) * seconds + 6.28 * own[2]
        )
        outline = _bird(lift) * size * (0.75 + 0.4 * own[0]) * scale
        place = np.array([area.left + x * scale, area.top + y * scale])
        shape((canvas.y, canvas.u, canvas.v), outline + place, tone)


def _bird(lift: float) -> ndarray:
    """The outline of a bird seen from the side and a little below: -1 wings down, 1 wings up."""
    import numpy as np

    far, near = -0.36 * lift, -0.2 * lift - 0.1 * abs(lift)
    left = [(-0.5, far), (-0.27, near - 0.05), (-0.07, -0.045)]
    right = [(0.07, -0.045), (0.29, near * 0.95 - 0.05), (0.53, far * 0.9)]
    under = [
        (0.27, near * 0.8 + 0.035),
        (0.1, 0.05),
        (0.0, 0.075),
        (-0.1, 0.05),
        (-0.25, near * 0.85 + 0.035),
    ]
    return np.array(left + right + under)


def _reading(by: tuple[float, float], left: float, top: float, share: int) -> ndarray:
    """From the pixels of a mask, which stand for so many of the frame's, to those of a drawing."""
    import numpy as np

    return np.array(
        [
            [by[0] * share, 0, (left + share / 2) * by[0] - 0.5],
            [0, by[1] * share, (top + share / 2) * by[1] - 0.5],
        ]
    )


@lru_cache(maxsize=32)
def _bank(number: int) -> ndarray:
    """One bank of cloud: streaks that thicken to the middle, torn at the ends, flatter below."""
    import numpy as np

    down = np.linspace(-1, 1, _HIGH)[:, None]
    across = np.linspace(-1, 1, _LONG)[None]
    first = (number * 137) % 600
    coarse = clouded(11, number, across=4.5)[first : first + _HIGH, :_LONG]
    fine = clouded(3.2, number + 1, across=5)[first : first + _HIGH, :_LONG]
    lie = down - 0.3 * np.cos(across * 2.2 + number)
    body = np.clip(1 - across**2, 0, 1) ** 1.1 * np.exp(-((lie / np.where(lie > 0, 0.26, 0.46)) ** 2))
    edge = np.clip((1 - down**2) * 3.2, 0, 1)
    thick = np.clip(body * (0.72 + 0.75 * coarse + 0.3 * fine) * edge, 0, 1)
    bank: ndarray = np.rint(255 * thick * thick * (3 - 2 * thick)).astype(np.uint8)
    return bank
