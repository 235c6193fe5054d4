"""Where the camera is at a moment of a shot: keys smoothly joined, eased at both ends, within limits."""

from __future__ import annotations

import random
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from studio.core.errors import NotFound
from studio.core.written.findings import nearest
from studio.core.written.loading import load
from studio.render.easing import eased

if TYPE_CHECKING:
    from studio.render.camera.grammar import CameraMove, Key

OURS = Path(__file__).parent.parent / "vocabulary" / "camera.yaml"

SPARE = 0.12
"""How far the camera may go aside, in parts of the width that is seen: as much as plates are drawn larger."""

_CALMEST, _LIVELIEST = 0.65, 1.35
_OWN_WAY = 0.12


class Camera(NamedTuple):
    """Where the camera is: x and y in parts of the width that is seen, how close, which depth is sharp."""

    x: float
    y: float
    zoom: float
    focus: float


def camera(
    move: str, t: float, *, energy: float = 0.5, seed: int = 0, files: tuple[Path, ...] = (OURS,)
) -> Camera:
    """Where the camera is.

    Args:
        move: What the move is called.
        t: The moment of the shot, 0 to 1.
        energy: How lively the film is, 0 to 1: how far the camera goes.
        seed: No two shots go exactly as far.
        files: Where to look for the move, first come first served.
    """
    found = _move(move, files)
    amount = _CALMEST + (_LIVELIEST - _CALMEST) * min(1.0, max(0.0, energy))
    amount *= 1 + _OWN_WAY * (2 * random.Random(f"{move} {seed}").random() - 1)
    share = eased(found.ease, t)
    x, y, closer, focus = _on_the_way(found.keys, share)
    return Camera(_within(x * amount), _within(y * amount), 1 + max(0.0, closer) * amount, focus)


def names(*, files: tuple[Path, ...] = (OURS,)) -> list[str]:
    """What the moves are called."""
    return sorted({name for file in files for name in _read(file, file.stat().st_mtime_ns)})


def _move(name: str, files: tuple[Path, ...]) -> CameraMove:
    for file in files:
        if found := _read(file, file.stat().st_mtime_ns).get(name):
            return found
    raise NotFound(f"there is no move of the camera called {name}", hint=nearest(name, names(files=files)))


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> dict[str, CameraMove]:
    from studio.render.camera.grammar import CameraMoves

    return load(path, CameraMoves).moves


def _within(aside: float) -> float:
    return min(SPARE, max(-SPARE, aside))


def _values(key: Key) -> tuple[float, float, float, float]:
    return key.x, key.y, key.zoom - 1, key.focus


def _on_the_way(keys: list[Key], share: float) -> tuple[float, ...]:
    """Values between keys, on curves that neither stop at a key nor go beyond it."""
    moments = [key.at for key in keys]
    place = min(len(keys) - 2, max(0, bisect_right(moments, share) - 1))
    rows = [_values(key) for key in keys]
    return tuple(_curve(moments, [row[part] for row in rows], place, share) for part in range(len(rows[0])))


def _curve(moments: list[float], values: list[float], place: int, share: float) -> float:
    long = moments[place + 1] - moments[place]
    t = (share - moments[place]) / long
    if t <= 0 or t >= 1:
        return values[place] if t <= 0 else values[place + 1]
    start, end = values[place], values[place + 1]
    out, into = _slope(moments, values, place) * long, _slope(moments, values, place + 1) * long
    return (
        (2 * t**3 - 3 * t**2 + 1) * start
        + (t**3 - 2 * t**2 + t) * out
        + (3 * t**2 - 2 * t**3) * end
        + (t**3 - t**2) * into
    )


def _slope(moments: list[float], values: list[float], place: int) -> float:
    """How fast a value changes at a key; at a turning point it does not, so that nothing overshoots."""
    steps = [
        (values[other + 1] - values[other]) / (moments[other + 1] - moments[other])
        for other in (place - 1, place)
        if 0 <= other < len(values) - 1
    ]
    if len(steps) == 1:
        return steps[0]
    before, after = steps
    return 0.0 if before * after <= 0 else 2 * before * after / (before + after)
