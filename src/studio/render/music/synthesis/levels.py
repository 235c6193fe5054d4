"""Loudness as ears have it, by the weighting and the gates of ITU-R BS.1770."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from studio.render.music.score import RATE

if TYPE_CHECKING:
    from numpy import ndarray

_OFFSET = -0.691
_WINDOW = 0.4
_ABSOLUTE, _RELATIVE = -70.0, -10.0
# The two filters of the standard at 48 kHz: a shelf for the head, a high-pass for the ear.
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))


@lru_cache(maxsize=16)
def _weights(length: int) -> ndarray:
    """What each frequency counts in the power of so many samples."""
    import numpy as np

    back = np.exp(-2j * np.pi * np.arange(length // 2 + 1) / length)
    weights = np.full(length // 2 + 1, 2.0 / length**2)
    for above, below in (_SHELF, _PASS):
        parts = [sum(value * back**power for power, value in enumerate(side)) for side in (above, below)]
        weights *= np.abs(parts[0] / parts[1]) ** 2
    return weights.astype(np.float32)


def powers(wave: ndarray, size: int) -> ndarray:
    """The power of a sound as the ear weighs it, piece by piece; all channels together.

    Args:
        wave: Samples along the last axis.
        size: How many samples a piece has; what is left at the end is left out.
    """
    import numpy as np

    channels = np.atleast_2d(wave)
    count = channels.shape[1] // size
    spectrum = np.fft.rfft(channels[:, : count * size].reshape(-1, count, size))
    squares = spectrum.real**2 + spectrum.imag**2
    made: ndarray = (squares @ _weights(size)).sum(axis=0)
    return made


def windows(wave: ndarray) -> ndarray:
    """The weighted power of every window of 0.4 s."""
    size = round(_WINDOW * RATE)
    return powers(wave, min(size, wave.shape[-1]))


def loudness(window: ndarray) -> float:
    """LUFS of windows, those left out that are silent or far quieter than the rest."""
    import numpy as np

    heard = window[window > 10 ** ((_ABSOLUTE - _OFFSET) / 10)]
    if not len(heard):
        return _ABSOLUTE
    gate = float(heard.mean()) * 10 ** (_RELATIVE / 10)
    return float(10 * np.log10(heard[heard > gate].mean()) + _OFFSET)
