"""Water that mirrors what is above it, in waves that grow towards the eye, with glints under what shines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.effects.chance import Area, draws
from studio.render.effects.strokes import fixed
from studio.render.finishes.textures import SIDE, clouded

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.canvas import Canvas
    from studio.render.video import Colour

_SHARE = 4  # waves are long: every fourth column says all
_FAR = 0.02  # how high the farthest wave seems, in parts of the water's height


def water(
    canvas: Canvas,
    seed: int,
    seconds: float,
    area: Area,
    scale: float,
    colour: Colour,
    *,
    roughness: float = 1.0,
    depth: float = 0.36,
) -> None:
    """Turn a part of a frame into water that mirrors the part above it.

    Args:
        canvas: The frame; what is to be mirrored is already there.
        seed: Which waves.
        seconds: The moment.
        area: Where the water lies, in pixels of the frame; its upper edge is the far shore or the horizon.
        scale: Pixels per unit at its lower edge.
        colour: The colour of the water itself.
        roughness: How high the waves are; 1 is a light breeze.
        depth: How much of its own colour it shows at the lower edge; at the upper one half as much.
    """
    import cv2
    import numpy as np

    box = area.box(canvas)
    if box.empty or area.top < 8:
        return
    small = box.half
    high, middle = area.bottom - area.top, (area.left + area.right) / 2
    down = ((np.arange(small.top, small.bottom, dtype=np.float32) * 2 + 1 - area.top) / high).clip(0)[:, None]
    long = -(-small.width // _SHARE)
    across = ((small.left + (np.arange(long, dtype=np.float32) + 0.5) * _SHARE) * 2 - middle)[None] / scale
    wave = _waves(seed, seconds, across, down, roughness)
    wave = cv2.resize(wave, None, fx=_SHARE, fy=1, interpolation=cv2.INTER_LINEAR)[:, : small.width]
    from_x = np.arange(small.left, small.right, dtype=np.float32) + wave * ((3 + 8 * down) * scale)
    away = down * high + wave * ((6 + 30 * down) * scale)
    from_y = (area.top - 1) / 2 - 0.5 - np.abs(away) / 2
    maps = cv2.convertMaps(from_x, from_y, cv2.CV_16SC2)
    luma = cv2.resize(canvas.y[: box.top + 2], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    for onto, source, part in (
        (canvas.y, luma, box),
        (canvas.u, canvas.u, small),
        (canvas.v, canvas.v, small),
    ):
        seen = cv2.remap(source[: small.top + 1], *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
        onto[part.slices] = cv2.resize(seen, (part.width, part.height), interpolation=cv2.INTER_LINEAR)
    own = depth * (0.5 + 0.5 * np.clip(down, 0, 1) ** 0.8) - 0.1 * wave * np.clip(0.3 + down, 0, 1)
    canvas.veil(np.rint(255 * np.clip(own, 0, 1)).astype(np.uint8), colour, box)


def glints(
    canvas: Canvas,
    seed: int,
    seconds: float,
    area: Area,
    scale: float,
    colour: Colour,
    *,
    under: float,
    width: float = 90.0,
    amount: float = 1.0,
) -> None:
    """The broken path of light on water, under the sun or a lamp.

    Args:
        canvas: The frame.
        seed: Which glints.
        seconds: The moment.
        area: Where the water lies, in pixels of the frame.
        scale: Pixels per unit at its lower edge.
        colour: The colour of the light.
        under: Where the light stands, in pixels from the left edge of the frame.
        width: How wide the path is at the lower edge, in units.
        amount: How many glints.
    """
    import cv2
    import numpy as np

    box = area.box(canvas)
    if box.empty or amount <= 0:
        return
    which = np.arange(int(90 * amount))
    lasting = 0.9 + 1.1 * draws(seed, which, 1)
    age, life = np.modf(seconds / lasting + draws(seed, which, 2))
    deep = draws(seed, which, life, 3) ** 1.25 * 0.96 + 0.015
    spread = sum(draws(seed, which, life, key) for key in (4, 5, 6)) - 1.5
    swell = np.sin(np.pi * age)
    x = (
        under
        + spread * width * scale * (0.45 + 0.75 * deep)
        + 6 * scale * deep * np.sin(2 * seconds + 9 * deep)
    )
    y = area.top + deep * (area.bottom - area.top)
    long = (5 + 42 * deep * draws(seed, which, life, 7) + 14 * deep) * scale * swell
    thick = np.maximum(0.45, (0.35 + 2.3 * deep) * scale * (0.35 + 0.65 * swell)) * 0.8
    mask = np.zeros((box.height, box.width), np.uint8)
    outlines = fixed(_dashes(x - box.left, y - box.top, long, thick))
    centre = np.exp(-((spread / 0.8) ** 2))
    strengths = 255 * np.clip(swell * 1.3, 0, 1) * (0.35 + 0.65 * centre)
    for outline, strength in zip(outlines, strengths.tolist(), strict=True):
        cv2.fillPoly(mask, outline[None], (strength,), cv2.LINE_AA, 4)
    canvas.gleam(mask, colour, box, 0.9)


def _dashes(x: ndarray, y: ndarray, long: ndarray, thick: ndarray) -> ndarray:
    """Dashes that taper to both ends: six points each."""
    import numpy as np

    shape = np.array([[-1, 0], [-0.45, -1], [0.4, -1], [1, 0.1], [0.45, 1], [-0.5, 0.9]])
    whole: ndarray = np.stack([x, y], -1)[:, None] + shape * np.stack([long, thick], -1)[:, None]
    return whole


def _waves(seed: int, seconds: float, across: ndarray, down: ndarray, roughness: float) -> ndarray:
    """How the surface leans at each point, about -1 to 1, in perspective: far waves lie close together."""
    import cv2
    import numpy as np

    away = 1 / (down + _FAR)
    whole: ndarray = np.zeros(np.broadcast_shapes(across.shape, down.shape), np.float32)
    for number, (size, pace, share) in enumerate(((1.0, 14.0, 0.65), (2.3, -9.0, 0.45))):
        aside = (pace * seconds + 300 * number) % SIDE
        x = across * away * (0.11 * size) + aside
        y = np.broadcast_to(away * (70 * size) + (11 * seconds * size) % SIDE, x.shape)
        tile = clouded(5, seed + number, across=2.6)
        whole += share * cv2.remap(
            tile, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP
        )
    return whole * roughness
