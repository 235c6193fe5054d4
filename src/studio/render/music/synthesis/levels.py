"""Loudness as ears have it, by the weighting and the gates of ITU-R BS.1770."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from studio.render.music.score import RATE

if TYPE_CHECKING:
    from numpy import ndarray

_OFFSET = -0.691
_WINDOW, _HOP = 0.4, 0.1
_ABSOLUTE, _RELATIVE = -70.0, -10.0
# The two filters of the standard at 48 kHz: a shelf for the head, a high-pass for the ear.
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))


@lru_cache(maxsize=16)
def _weights(length: int) -> ndarray:
    """What each frequency counts, as a factor on the spectrum of so many samples."""
    import numpy as np

    back = np.exp(-2j * np.pi * np.arange(length // 2 + 1) / length)
    weights = np.ones(length // 2 + 1)
    for above, below in (_SHELF, _PASS):
        parts = [sum(value * back**power for power, value in enumerate(side)) for side in (above, below)]
        weights *= np.abs(parts[0] / parts[1])
    return weights.astype(np.float32)


def weighted(wave: ndarray) -> ndarray:
    """A sound as the ear weighs it; time runs along the last axis."""
    import numpy as np

    length = 1 << max(6, (wave.shape[-1] - 1).bit_length())
    made = np.fft.irfft(np.fft.rfft(wave, length) * _weights(length), length)
    return made[..., : wave.shape[-1]].astype(np.float32)


def power(wave: ndarray) -> float:
    """The weighted energy of a sound divided by a second, both channels together."""
    import numpy as np

    length = 1 << max(6, (wave.shape[-1] - 1).bit_length())
    spectrum = np.abs(np.fft.rfft(wave, length) * _weights(length)) ** 2
    # Half of the spectrum is there; both halves are meant.
    return float(2 * spectrum.sum() / length / RATE)


def windows(wave: ndarray) -> ndarray:
    """The weighted power of every window of 0.4 s, one each 0.1 s."""
    import numpy as np

    squares = np.square(weighted(wave)).sum(axis=0, dtype=np.float64)
    total = np.concatenate([[0.0], np.cumsum(squares)])
    size, hop = round(_WINDOW * RATE), round(_HOP * RATE)
    if len(squares) < size:
        return np.array([total[-1] / max(1, len(squares))])
    begins = np.arange(0, len(squares) - size + 1, hop)
    made: ndarray = (total[begins + size] - total[begins]) / size
    return made


def loudness(powers: ndarray) -> float:
    """LUFS of windows, those left out that are silent or far quieter than the rest."""
    import numpy as np

    heard = powers[powers > 10 ** ((_ABSOLUTE - _OFFSET) / 10)]
    if not len(heard):
        return _ABSOLUTE
    gate = float(heard.mean()) * 10 ** (_RELATIVE / 10)
    return float(10 * np.log10(heard[heard > gate].mean()) + _OFFSET)
