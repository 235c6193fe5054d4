"""Cuts with a shape: an outline that matches, a thing that passes close by."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from studio.render.easing import between, eased
from studio.render.transitions.frames import BLACK, Frame, blended, enlarging, even_box, halved, inlaid, slid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from studio.render.transitions.frames import Plane
    from studio.render.transitions.hints import Hints

_COARSE = 4
_ARRIVED = 0.72
_LEAVES, _LIGHTER = 420, 26


def match(a: Frame, b: Frame, t: float, _seed: int, hints: Hints) -> Frame:
    """A shape of the one becomes the shape of the other, which opens until it is all that is seen."""
    share = eased("inout", t / _ARRIVED)
    width, height = a.width, a.height
    here, there = hints.here, hints.there
    x, y = between(here.x, there.x, share) * width, between(here.y, there.y, share) * height
    grown = (here.across / there.across) ** (1 - share)
    opening = eased("in", max(0.0, (t - 0.22) / 0.78))
    across = _way(here.across, there.across, share) * width
    down = _way(here.down, there.down, share) * height
    reach = math.hypot(max(x, width - x), max(y, height - y)) * 1.5
    across, down = between(across, reach, opening), between(down, reach, opening)
    roundness = between(here.roundness, there.roundness, share)
    seen = eased("slow", t / 0.3)
    box = even_box(x - across - 3, y - down - 3, x + across + 3, y + down + 3, width, height)
    if box[2] <= box[0] or box[3] <= box[1]:
        return a
    cover = _outline(box, (x, y), (across, down), roundness, seen)
    # Once it has arrived, it only opens.
    part = b.part(box) if share >= 1 else _moved(b, box, (there.x * width, there.y * height), (x, y), grown)
    return inlaid(a, part, box, cover)


def _way(start: float, end: float, share: float) -> float:
    return float(start * (end / start) ** share)


def _outline(
    box: tuple[int, int, int, int],
    middle: tuple[float, float],
    half: tuple[float, float],
    roundness: float,
    seen: float,
) -> Plane:
    """How much of a box a superellipse covers, with an edge one pixel wide."""
    import cv2
    import numpy as np

    left, top, right, bottom = box
    cover = np.zeros((bottom - top, right - left), np.uint8)
    turn = np.linspace(0, 2 * math.pi, 240, endpoint=False)
    power = max(0.12, roundness)
    x = middle[0] - left - 0.5 + half[0] * np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** power
    y = middle[1] - top - 0.5 + half[1] * np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** power
    points = np.round(np.stack([x, y], axis=1) * 256).astype(np.int32)
    cv2.fillPoly(cover, [points], round(255 * seen), lineType=cv2.LINE_AA, shift=8)
    return cover


def _moved(
    b: Frame, box: tuple[int, int, int, int], own: tuple[float, float], at: tuple[float, float], grown: float
) -> Frame:
    """A frame enlarged so that a point of its own lies elsewhere; as much of it as lies in a box."""
    import cv2

    def moved(plane: Plane, less: int) -> Plane:
        x, y = (at[axis] - grown * own[axis] - box[axis] for axis in (0, 1))
        matrix = enlarging(grown, x, y, less)
        size = ((box[2] - box[0]) // less, (box[3] - box[1]) // less)
        part: Plane = cv2.warpAffine(
            plane, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
        )
        return part

    return b.each(moved)


def wipe(a: Frame, b: Frame, t: float, seed: int, hints: Hints) -> Frame:
    """Something close to the eye passes, out of focus, and behind it is the other picture."""
    import cv2
    import numpy as np

    width, height = a.width, a.height
    to_right = seed % 2 == 1
    share = eased("slow", t)
    body, shade, tone = _passing(seed, width, height)
    reach = body.shape[1] / 2
    middle = between(-reach, width + reach, share if to_right else 1 - share)
    passed = min(width, max(0, round(middle / 2) * 2))
    first, second = (b, a) if to_right else (a, b)
    joined = first.copy()
    for plane, other, less in zip(joined, second, (1, 2, 2), strict=True):
        plane[:, passed // less :] = other[:, passed // less :]
    left = max(0, math.ceil((middle - reach) / 2) * 2)
    right = min(width, math.floor((middle + reach) / 2) * 2)
    if right - left < 2:
        return joined
    begin = left - (middle - reach)
    cover, dark, light = (slid(one, begin, right - left) for one in (body, shade, tone))
    small = halved(cover)
    for plane, colour, less in zip(joined, hints.near, (1, 2, 2), strict=True):
        part = plane[:, left // less : right // less]
        under = shaded(part, dark) if less == 1 else part
        solid: Plane = np.full(part.shape, colour, np.uint8)
        solid = cv2.add(solid, light) if less == 1 else solid
        plane[:, left // less : right // less] = blended(under, solid, cover if less == 1 else small)
    return joined


def shaded(plane: Plane, dark: Plane) -> Plane:
    """A luma plane with a shadow on it: 0 leaves it, 255 makes it black."""
    import cv2

    light = cv2.multiply(cv2.subtract(plane, BLACK), cv2.bitwise_not(dark), scale=1 / 255)
    left: Plane = cv2.add(light, BLACK)
    return left


@lru_cache(maxsize=8)
def _passing(seed: int, width: int, height: int) -> tuple[Plane, Plane, Plane]:
    """A bush that fills the height, out of focus; the shadow around it; how much lighter its leaves are."""
    import cv2
    import numpy as np

    rng = np.random.default_rng((seed, 71))
    wide = 0.95 * min(width, height * 1.15)
    rows, columns = height // _COARSE, int(wide) // _COARSE
    half = columns * (0.2 + 0.05 * np.sin(2 * math.pi * (np.linspace(0, 0.8, rows) + rng.random())))
    middle = columns * (0.5 + 0.04 * np.sin(2 * math.pi * (np.linspace(0, 0.6, rows) + rng.random())))
    x, large = np.arange(columns), min(rows, 0.8 * columns)
    body = (np.abs(x[None, :] - middle[:, None]) < 0.8 * half[:, None]).astype(np.float32)
    tone = np.full((rows, columns), 0.25, np.float32)
    for _ in range(_LEAVES):
        row = rng.uniform(-0.02, 1.02)
        place = min(rows - 1, max(0, int(row * rows)))
        side = rng.normal(0, 0.62)
        at = (middle[place] + side * half[place], row * rows)
        _leaf((body, tone), at, math.exp(rng.uniform(-3.5, -2.4)) * large, side, rng)
    soft = cv2.GaussianBlur(body, (0, 0), 0.007 * columns)
    shade = cv2.GaussianBlur(body, (0, 0), 0.05 * columns) * 0.6
    light = cv2.GaussianBlur(tone, (0, 0), 0.008 * columns) * (_LIGHTER / 255)
    # Nothing may be left of it at the sides of its plate.
    fade = np.clip(np.minimum(x, columns - 1 - x) / (0.06 * columns), 0, 1)[None, :]
    size = (columns * _COARSE + 2, height)
    first, second, third = (
        cv2.resize(_as_cover(one), size, interpolation=cv2.INTER_CUBIC)
        for one in (soft * fade, shade * fade, light)
    )
    return first, second, third


def _leaf(
    onto: tuple[NDArray[Any], NDArray[Any]],
    at: tuple[float, float],
    size: float,
    side: float,
    rng: np.random.Generator,
) -> None:
    """One leaf: it points away from the stem, and is lighter towards the left, where light comes from."""
    import cv2

    middle = (round(at[0]), round(at[1]))
    axes = (max(1, round(size)), max(1, round(size * rng.uniform(0.28, 0.42))))
    turn = rng.normal(-20 if side > 0 else 20, 38)
    tone = min(1.0, max(0.0, 0.45 - 0.3 * side + rng.normal(0, 0.25)))
    for plane, value in zip(onto, (1.0, tone), strict=True):
        cv2.ellipse(plane, middle, axes, turn, 0, 360, value, -1, cv2.LINE_AA)


def _as_cover(values: NDArray[Any]) -> Plane:
    import numpy as np

    return np.clip(values * 255 + 0.5, 0, 255).astype(np.uint8)
