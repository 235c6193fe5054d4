"""Things that ring: a sum of partials that die away, each in its own time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studio.render.music.score import RATE
from studio.render.music.synthesis.shaping import CEILING

if TYPE_CHECKING:
    from numpy import ndarray

_BLOCK = 256
_AT_ONCE = 250_000
"""Products below this size are never shared among threads, so they are the same on any machine's cores."""

_SIXTY = 6.9078


class Partials(NamedTuple):
    """What rings.

    Attributes:
        hertz: Frequencies.
        strength: How strong each is.
        seconds: How long each takes to fall by 60 dB.
    """

    hertz: ndarray
    strength: ndarray
    seconds: ndarray


def partials(
    hertz: ndarray | list[float], strength: ndarray | list[float], seconds: ndarray | list[float]
) -> Partials:
    """Partials as arrays; those too high to be pleasant are left out."""
    import numpy as np

    frequencies = np.asarray(hertz, np.float64)
    heard = (frequencies < CEILING) & (np.asarray(strength) != 0)
    return Partials(frequencies[heard], np.asarray(strength)[heard], np.asarray(seconds)[heard])


def together(*several: Partials) -> Partials:
    """All partials of several."""
    import numpy as np

    return Partials(*(np.concatenate(columns) for columns in zip(*several, strict=True)))


def ringing(struck: Partials, count: int) -> ndarray:
    """Let partials ring for so many samples, all beginning at zero.

    A partial is a power of a complex number. The powers are built from those of blocks and those within
    a block, so that the whole sum is one product of two small tables.
    """
    import numpy as np

    if not len(struck.hertz):
        return np.zeros(count, np.float32)
    blocks = -(-count // _BLOCK)
    turn = (-_SIXTY / struck.seconds + 2j * np.pi * struck.hertz) / RATE
    within = np.exp(np.outer(turn, np.arange(_BLOCK)))
    begun = np.exp(np.outer(np.arange(blocks) * _BLOCK, turn)) * struck.strength
    left = np.concatenate([begun.imag, begun.real], axis=1).astype(np.float32)
    right = np.concatenate([within.real, within.imag], axis=0).astype(np.float32)
    rows = max(1, _AT_ONCE // right.size)
    whole = -(-blocks // rows) * rows
    stacked = np.zeros((whole, left.shape[1]), np.float32)
    stacked[:blocks] = left
    made: ndarray = np.matmul(stacked.reshape(-1, rows, left.shape[1]), right)
    return made.reshape(-1)[:count]
