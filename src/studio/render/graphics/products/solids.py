"""A profile turned about its axis, seen slightly from above: what is where, and how it faces."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.products.grammar import Knot, Part

FINER = 2
PITCH = 0.12
_DENSE = 1.7
_BEND = 24


@dataclass(frozen=True)
class Surface:
    """The visible surface of one part, FINER times as fine as the picture.

    Attributes:
        there: Where it is seen.
        normal: How it faces: to the right, upwards, towards the eye.
        angle: Where on its way round each point lies, in turns: 0 at the left, 0.25 in the middle.
        height: How high each point lies, in units.
        depth: How near it is.
    """

    there: ndarray
    normal: ndarray
    angle: ndarray
    height: ndarray
    depth: ndarray


def outline(profile: list[Knot]) -> ndarray:
    """The points of a profile joined smoothly between its corners: radius and height, finely spaced."""
    import numpy as np

    runs: list[list[Knot]] = [[profile[0]]]
    for knot in profile[1:]:
        runs[-1].append(knot)
        if knot.sharp:
            runs.append([knot])
    found = [_smooth(run) for run in runs if len(run) > 1]
    return np.concatenate(found)


def _smooth(run: list[Knot]) -> ndarray:
    """Points joined by a curve that follows them closely (Catmull-Rom over the length of its chords)."""
    import numpy as np

    points = np.array([(knot.radius, knot.height) for knot in run], np.float64)
    chords = np.maximum(np.hypot(*np.diff(points, axis=0).T), 1e-6)
    if len(run) == 2:
        straight: ndarray = points[0] + np.linspace(0, 1, _BEND)[:, None] * (points[1] - points[0])
        return straight
    ways = np.diff(points, axis=0) / chords[:, None]
    # The longer of two neighbours says which way a knot is passed: straights stay straight.
    inner = points[2:] - points[:-2]
    inner = inner / np.maximum(np.hypot(*inner.T), 1e-6)[:, None]
    tangents = np.concatenate([ways[:1], inner, ways[-1:]])
    # A short bend beside a long straight must not make it bulge.
    reach = np.minimum(np.append(chords, chords[-1]), np.insert(chords, 0, chords[0]))
    t = np.linspace(0, 1, _BEND)[:, None]
    pieces = [
        (1 + 2 * t) * (1 - t) ** 2 * points[at]
        + t * (1 - t) ** 2 * reach[at] * tangents[at]
        + t * t * (3 - 2 * t) * points[at + 1]
        - t * t * (1 - t) * reach[at + 1] * tangents[at + 1]
        for at in range(len(chords))
    ]
    made = np.concatenate(pieces)
    made[:, 0] = np.maximum(made[:, 0], 0)
    return made


def surface(part: Part, size: tuple[int, int], origin: tuple[float, float], scale: float) -> Surface:
    """Find what of a part is seen.

    Args:
        part: The part.
        size: Width and height of the picture in pixels.
        origin: Where its foot stands in it.
        scale: Pixels per unit.
    """
    import numpy as np

    fine = scale * FINER
    wide, high = size[0] * FINER, size[1] * FINER
    radius, height, out, up = _rings(outline(part.profile), fine)
    around = max(48, math.ceil(_DENSE * math.tau * float(radius.max()) * fine))
    angle = np.linspace(0, 1, around, endpoint=False, dtype=np.float32)
    # From the left over the front to the right, and behind back again.
    cos, sin = -np.cos(math.tau * angle), np.sin(math.tau * angle)
    tilt, rise = math.sin(PITCH), math.cos(PITCH)
    facing = out[:, None] * sin * rise + up[:, None] * tilt
    ring, place = np.nonzero(facing > 0)
    x = origin[0] * FINER + radius[ring] * cos[place] * fine
    y = origin[1] * FINER + (radius[ring] * sin[place] * tilt - height[ring] * rise) * fine
    column, row = np.floor(x).astype(np.int32), np.floor(y).astype(np.int32)
    inside = (column >= 0) & (column < wide) & (row >= 0) & (row < high)
    ring, place, column, row = ring[inside], place[inside], column[inside], row[inside]
    depth = radius[ring] * sin[place] * rise + height[ring] * tilt
    order = np.argsort(depth, kind="stable")
    ring, place, at = ring[order], place[order], (row[order] * wide + column[order])
    normal = np.zeros((high * wide, 3), np.float32)
    normal[at, 0] = out[ring] * cos[place]
    normal[at, 1] = up[ring] * rise - out[ring] * sin[place] * tilt
    normal[at, 2] = facing[ring, place]
    planes = [np.zeros(high * wide, np.float32) for _ in range(3)]
    there = np.zeros(high * wide, bool)
    there[at] = True
    for plane, values in zip(planes, (angle[place], height[ring], depth[order]), strict=True):
        plane[at] = values
    found = [plane.reshape(high, wide) for plane in planes]
    return Surface(there.reshape(high, wide), normal.reshape(high, wide, 3), *found)


def _rings(line: ndarray, fine: float) -> tuple[ndarray, ndarray, ndarray, ndarray]:
    """Rings close enough to leave no gaps: radius, height, and how they face outwards and upwards."""
    import numpy as np

    steps = np.hypot(*np.diff(line, axis=0).T)
    line = line[np.concatenate([[True], steps > 1e-9])]
    steps = np.hypot(*np.diff(line, axis=0).T)
    ways = np.diff(line, axis=0) / steps[:, None]
    length = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.linspace(0, length[-1], max(16, math.ceil(_DENSE * length[-1] * fine)))
    radius, height = (np.interp(at, length, line[:, axis]).astype(np.float32) for axis in (0, 1))
    # Each point faces as the piece it lies on, blended over the pieces beside it: corners stay corners.
    middle = (length[:-1] + length[1:]) / 2
    out, up = (np.interp(at, middle, values).astype(np.float32) for values in (ways[:, 1], -ways[:, 0]))
    long = np.maximum(np.hypot(out, up), 1e-6)
    return radius, height, out / long, up / long
