"""Shapes in time and frequency: attacks, releases, noise of a colour."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from studio.render.music.score import RATE

if TYPE_CHECKING:
    from numpy import ndarray
    from numpy.random import Generator

CEILING = 13_000.0
"""Hertz above which no instrument sounds, so that nothing is harsh and nothing folds back."""


def samples(seconds: float) -> int:
    """How many samples a time has; at least one."""
    return max(1, round(seconds * RATE))


@lru_cache(maxsize=256)
def raised(count: int) -> ndarray:
    """Half a cosine from 0 to 1; it is remembered, so it may not be changed."""
    import numpy as np

    curve: ndarray = (0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 0.5) / count)).astype(np.float32)
    curve.flags.writeable = False
    return curve


def eased(wave: ndarray, attack: float, release: float = 0.0) -> ndarray:
    """A sound that begins and ends in silence; it is changed in place.

    Args:
        wave: Samples, a row for each instant where there are two channels.
        attack: Seconds until it is there.
        release: Seconds in which it goes.
    """
    rise = min(samples(attack), len(wave))
    curve = raised(rise)
    wave[:rise] *= curve if wave.ndim == 1 else curve[:, None]
    if release > 0:
        fall = min(samples(release), len(wave))
        curve = raised(fall)[::-1]
        wave[len(wave) - fall :] *= curve if wave.ndim == 1 else curve[:, None]
    return wave


def falling(count: int, seconds: float) -> ndarray:
    """An exponential that falls by 60 dB in so many seconds."""
    import numpy as np

    made: ndarray = np.exp(np.arange(count, dtype=np.float32) * np.float32(-6.9078 / (seconds * RATE)))
    return made


def noise(count: int, low: float, high: float, chance: Generator, tilt: float = 0.0) -> ndarray:
    """Noise of about -9 dB between two frequencies.

    Args:
        count: How many samples.
        low: Hertz below which it fades out, an octave wide.
        high: Hertz above which it fades out, half an octave wide.
        chance: Where it comes from.
        tilt: Decibels an octave by which it falls.
    """
    import numpy as np

    length = _even(count)
    spectrum = np.fft.rfft(chance.standard_normal(length, dtype=np.float32))
    hertz = np.fft.rfftfreq(length, 1 / RATE).astype(np.float32) + 1e-3
    high = min(high, CEILING)
    octaves = np.log2(hertz / low), np.log2(hertz / high)
    shape = np.clip(octaves[0] + 1, 0, 1) ** 2 * np.clip(1 - 2 * octaves[1], 0, 1) ** 2
    shape *= 10 ** (-tilt / 20 * np.clip(octaves[0], 0, None))
    shape[0] = 0
    made = np.fft.irfft(spectrum * shape, length)[:count].astype(np.float32)
    return made * np.float32(0.35 / max(1e-9, float(np.sqrt(np.mean(made**2)))))


def filtered(wave: ndarray, low: float, high: float) -> ndarray:
    """What of a sound lies between two frequencies, with soft edges."""
    import numpy as np

    length = _even(len(wave) + 2048)
    hertz = np.fft.rfftfreq(length, 1 / RATE).astype(np.float32) + 1e-3
    shape = 1 / np.sqrt((1 + (low / hertz) ** 4) * (1 + (hertz / high) ** 6))
    shape[0] = 0
    return np.fft.irfft(np.fft.rfft(wave, length) * shape, length)[: len(wave)].astype(np.float32)


def _even(count: int) -> int:
    """A length of few small factors, at least as long."""
    length = 64
    while length < count:
        length *= 2
    return 3 * length // 4 if count <= 3 * length // 4 else length
