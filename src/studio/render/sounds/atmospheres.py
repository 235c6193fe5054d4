"""One place for one length of time: its layers, its level, and gentle ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from studio.render.sounds.chance import chance
from studio.render.sounds.samples import BLOCK, RATE, gain

if TYPE_CHECKING:
    from numpy import ndarray
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples

    Place = Callable[[Generator], Iterator[Samples]]

_ENDS = round(0.02 * RATE)
# By how many decibels each place is turned up to lie at -30 LUFS.
_LEVELS = {
    "sea": -21.2, "street": -14.2, "cafe": -12.7, "kitchen": -5.5, "workshop": 1.4, "office": 0.7,
    "market": -14.3, "hall": -4.7, "room": -4.8, "wind": -26.9, "rain": -26.5, "birds": -10.0, "night": 0.1,
    "crowd": -20.3,
}  # fmt: skip


def atmosphere(name: str, seconds: float, seed: int) -> Iterator[ndarray]:
    """Blocks of a place, until the time is over."""
    import numpy as np

    length, begin = round(seconds * RATE), 0
    layer = _place(name)(chance(seed, name)) if name != "none" else None
    while begin < length:
        count = min(BLOCK, length - begin)
        block = next(layer)[:count] * gain(_LEVELS[name]) if layer else np.zeros((count, 2))
        at = np.arange(begin, begin + count)
        edges = np.minimum(at + 0.5, length - at - 0.5) / min(_ENDS, max(1, length / 2))
        block = block * np.sin(np.pi / 2 * np.clip(edges, 0, 1))[:, None] ** 2
        yield block.astype(np.float32)
        begin += count


def _place(name: str) -> Place:
    from studio.render.sounds.places import air, indoors, rooms, streets, water

    return {
        "sea": water.sea, "rain": water.rain, "wind": air.wind, "birds": air.birds, "night": air.night,
        "street": streets.street, "market": streets.market, "crowd": streets.crowd, "cafe": indoors.cafe,
        "kitchen": indoors.kitchen, "workshop": indoors.workshop, "office": indoors.office,
        "room": rooms.quiet, "hall": rooms.hall,
    }[name]  # fmt: skip
