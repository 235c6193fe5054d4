"""Rooms as what they make of a click: first echoes from the walls, then a tail that darkens as it dies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.sounds.samples import RATE, count, gain, quick

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples

_BANDS = (125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0)


def room(
    rng: Generator,
    seconds: float,
    *,
    size: float = 6.0,
    bright: float = 0.6,
    dry: float = 1.0,
    wet: float = -12.0,
) -> Samples:
    """The response of a room, its direct way first.

    Args:
        rng: Where walls and tail are drawn from.
        seconds: How long it takes to fall by 60 dB in the middle.
        size: Metres from wall to wall.
        bright: How much longer highs last in it, from curtains (0) to tiles (1).
        dry: How much of the direct way there is.
        wet: How loud all its echoes are together, in decibels beside the direct way.
    """
    import numpy as np

    response = _tail(rng, seconds, bright)
    response *= _rise(len(response), size)[:, None]
    response += _walls(rng, len(response), size)
    response *= gain(wet) / np.sqrt(np.mean(np.sum(response**2, axis=0)))
    response[0] += dry
    return response


def outdoors(rng: Generator, *, far: float = 60.0, wet: float = -18.0, dry: float = 1.0) -> Samples:
    """Open ground: few, late and dark echoes from what stands around."""
    import numpy as np

    response = np.zeros((count(far / 343 * 2 + 0.5), 2))
    for _ in range(40):
        way = far * float(rng.uniform(0.25, 2.0)) / 343
        cloud = rng.standard_normal((count(float(rng.uniform(0.01, 0.05))), 2))
        cloud *= np.exp(-np.linspace(0, 5, len(cloud)))[:, None] * rng.uniform(0.2, 1, 2)
        start = count(way)
        response[start : start + len(cloud)] += _dulled(cloud, 2600 / (1 + way * 3)) / (1 + way * 8)
    response *= gain(wet) / np.sqrt(np.mean(np.sum(response**2, axis=0)))
    response[0] += dry
    return response


def heard_in(sound: Samples, response: Samples) -> Samples:
    """One sound in a room, until its echo has gone."""
    import numpy as np

    length = len(sound) + len(response) - 1
    size = quick(length)
    spectrum = np.fft.rfft(sound, size, axis=0) * np.fft.rfft(response, size, axis=0)
    whole: Samples = np.fft.irfft(spectrum, size, axis=0)[:length]
    return whole


def dulled(sound: Samples, high: float, *, low: float = 0.0, order: int = 2) -> Samples:
    """A sound without what lies above, or below; as through distance, walls and windows."""
    import numpy as np

    size = quick(len(sound) + 512)
    at = np.maximum(np.fft.rfftfreq(size, 1 / RATE), 0.1)
    kept = 1 / np.sqrt((1 + (at / high) ** (2 * order)) * (1 + (low / at) ** (2 * order)))
    shaped = kept[:, None] if sound.ndim == 2 else kept
    whole: Samples = np.fft.irfft(np.fft.rfft(sound, size, axis=0) * shaped, size, axis=0)[: len(sound)]
    return whole


_dulled = dulled


def _tail(rng: Generator, seconds: float, bright: float) -> Samples:
    import numpy as np

    length = count(seconds * 1.15)
    at = np.arange(length)[:, None] / RATE
    spectrum = np.fft.rfft(rng.standard_normal((length, 2)), axis=0)
    octaves = np.log2(np.maximum(np.fft.rfftfreq(length, 1 / RATE), 20) / 1000)
    tail = np.zeros((length, 2))
    for band in _BANDS:
        middle = np.log2(band / 1000)
        share = np.clip(1 - np.abs(octaves - middle), 0, 1)
        lasts = seconds * (1.1 if middle <= -1 else (0.35 + 0.6 * bright) ** (max(0.0, middle) / 2))
        tail += np.fft.irfft(spectrum * share[:, None], length, axis=0) * 10 ** (-3 * at / lasts)
    return tail


def _rise(length: int, size: float) -> Samples:
    """Tails need a moment until enough echoes have come together."""
    import numpy as np

    at = np.arange(length) / RATE
    mean = size / 343
    return np.clip((at - 0.4 * mean) / (1.6 * mean), 0, 1) ** 1.5


def _walls(rng: Generator, length: int, size: float) -> Samples:
    import numpy as np

    found = np.zeros((length, 2))
    for number in range(11):
        way = size / 343 * (0.35 + 0.28 * number + float(rng.uniform(0, 0.22)))
        side = float(rng.uniform(-1, 1))
        strength = 22.0 * (0.78**number) * (1 if rng.random() < 0.5 else -1)
        place = count(way)
        if place + 8 >= length:
            break
        # A wall is no mirror: it smears what it throws back.
        smear = np.hanning(9)[1:] / 4
        found[place : place + 8, 0] += strength * smear * np.sqrt((1 - side) / 2)
        found[place : place + 8, 1] += strength * smear * np.sqrt((1 + side) / 2)
    return found
