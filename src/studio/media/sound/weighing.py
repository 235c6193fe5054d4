"""How loud sound is from moment to moment, weighted as ears are (BS.1770), so that stems can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from studio.media.sound.taping import RATE

if TYPE_CHECKING:
    from numpy import ndarray
    from numpy.typing import NDArray

    Course = NDArray[Any]
    """The weighted power of each moment, both channels together."""

HOP = 1024
MOMENT = HOP / RATE
"""Seconds from one moment to the next."""

SILENCE = -120.0
_SIZE = 2 * HOP
_BLOCK = 19
_SIDE = 32
# The two filters of the standard, as it gives them for 48 kHz.
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_OFFSET = -0.691
_ABSOLUTE, _RELATIVE = -70.0, -10.0


def weighed(blocks: Iterable[ndarray]) -> Course:
    """Listen to blocks of left and right at 48 kHz; the power of a moment is that around its beginning."""
    import numpy as np

    return np.concatenate([_powers(pieces, pieces) for pieces in _spectra(blocks)])


def compared(blocks: Iterable[ndarray], others: Iterable[ndarray]) -> tuple[Course, Course, Course]:
    """Listen to two sounds of the same time: the power of each moment in the one, in the other, in both.

    What is in both is negative where they cancel one another. So how much of a sound is another, and how
    much is not, is known without taking them apart.
    """
    import numpy as np

    found = [
        (_powers(one, one), _powers(other, other), _powers(one, other))
        for one, other in zip(_spectra(blocks, even=True), _spectra(others, even=True), strict=False)
    ]
    mine, others_own, both = (np.concatenate(part) for part in zip(*found, strict=True))
    return mine, others_own, both


def _spectra(blocks: Iterable[ndarray], *, even: bool = False) -> Iterator[Any]:
    """The spectra of all moments, some at a time; always as many at a time where two go side by side."""
    import numpy as np

    window = np.hanning(_SIZE + 1)[:-1] * np.sqrt(2 / (_SIZE * np.sum(np.hanning(_SIZE + 1)[:-1] ** 2)))
    held = np.zeros((HOP, 2), np.float32)
    for block in blocks:
        held = np.concatenate([held, block])
        count = (len(held) - _SIZE) // HOP + 1
        if even:
            count = count // _SIDE * _SIDE
        if count > 0:
            for first in range(0, count, _SIDE if even else count):
                yield _turned(held[first * HOP :], _SIDE if even else count, window)
            held = held[count * HOP :]
    rest = np.pad(held, ((0, 2 * HOP - len(held) % HOP), (0, 0)))
    yield _turned(rest, (len(rest) - _SIZE) // HOP + 1, window)


def _turned(samples: Any, count: int, window: Any) -> Any:
    import numpy as np

    views = np.lib.stride_tricks.sliding_window_view(samples, _SIZE, axis=0)[: count * HOP : HOP]
    return np.fft.rfft(views * window, axis=-1)


def _powers(one: Any, other: Any) -> Course:
    """What two spectra have in common; of one and the same, its power."""
    import numpy as np

    count = min(len(one), len(other))
    powers: Course = np.sum((one[:count] * np.conj(other[:count])).real @ _weights(), axis=-1)
    return powers


@cache
def _weights() -> Any:
    import numpy as np

    turn = np.exp(-2j * np.pi * np.arange(_SIZE // 2 + 1) / _SIZE)
    response = np.ones(_SIZE // 2 + 1, complex)
    for over, under in (_SHELF, _HIGH):
        response *= np.polyval(over[::-1], turn) / np.polyval(under[::-1], turn)
    return np.abs(response) ** 2


def level(powers: Course) -> float:
    """The loudness of some moments together, in LUFS, nothing left out."""
    import numpy as np

    mean = float(np.mean(powers)) if len(powers) else 0.0
    return _OFFSET + 10 * float(np.log10(mean)) if mean > 0 else SILENCE


def loudness(powers: Course) -> float:
    """The loudness of a whole, as the standard hears it: pauses and what is far softer do not count."""
    import numpy as np

    if len(powers) < _BLOCK:
        return level(powers)
    sums = np.convolve(powers, np.ones(_BLOCK) / _BLOCK, "valid")[::5]
    audible = sums[sums > 10 ** ((_ABSOLUTE - _OFFSET) / 10)]
    if not len(audible):
        return SILENCE
    return level(audible[audible > np.mean(audible) * 10 ** (_RELATIVE / 10)])
