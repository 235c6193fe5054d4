"""How loud sound is from moment to moment, weighted as ears are (BS.1770), so that stems can be compared."""

from __future__ import annotations

from collections.abc import Iterable
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
# The two filters of the standard, as it gives them for 48 kHz.
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_OFFSET = -0.691
_ABSOLUTE, _RELATIVE = -70.0, -10.0


def weighed(blocks: Iterable[ndarray]) -> Course:
    """Listen to blocks of left and right at 48 kHz; the power of a moment is that around its beginning."""
    import numpy as np

    window = np.hanning(_SIZE + 1)[:-1]
    weights = _weights() * 2 / (_SIZE * np.sum(window**2))
    held, found = np.zeros((HOP, 2), np.float32), []
    for block in blocks:
        held = np.concatenate([held, block])
        count = (len(held) - _SIZE) // HOP + 1
        if count > 0:
            views = np.lib.stride_tricks.sliding_window_view(held, _SIZE, axis=0)[: count * HOP : HOP]
            found.append(_powers(views * window, weights))
            held = held[count * HOP :]
    rest = np.pad(held, ((0, 2 * HOP - len(held) % HOP), (0, 0)))
    count = (len(rest) - _SIZE) // HOP + 1
    views = np.lib.stride_tricks.sliding_window_view(rest, _SIZE, axis=0)[: count * HOP : HOP]
    found.append(_powers(views * window, weights))
    return np.concatenate(found)


def _powers(pieces: Any, weights: Any) -> Course:
    import numpy as np

    powers: Course = np.sum(np.abs(np.fft.rfft(pieces, axis=-1)) ** 2 @ weights, axis=-1)
    return powers


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
