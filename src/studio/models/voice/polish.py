"""What makes a voice sit in a mix: less rumble, less edge, an even level, a little room around it.

Speech has a spectrum that differs little from language to language (Byrne et al. 1994); curves lead each
voice there as far as it is off, and leave two or three decibels of presence.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

RATE = 48_000
LEVEL = -19.0
"""How loud a voice becomes, in LUFS."""
CEILING = -1.5
"""How high its samples may go, in dB."""

_LOWEST = 75.0
_TAPS = 4096
_RATIO = 2.5
_KNEE = 8.0
_ATTACK, _RELEASE = 0.008, 0.14
_STEP = 240
_ROOM = 0.24
_WET = -21.0
_LAST = 0.02
_ROUNDS = 2
_AT_A_TIME = 1 << 18

Curve = tuple[tuple[float, float], ...]
"""Decibels at frequencies; straight lines between them, on a scale of octaves."""

_CURVES: Mapping[str, Curve] = {
    "espeak": ((160, 2), (300, 0), (1000, -1), (2500, -4), (4000, -4), (5500, -2), (8000, 2), (10_000, 4)),
    "flite slt": ((160, -7), (250, 0), (1000, 1), (3000, 2), (5000, 3), (6300, -3), (8000, 4)),
    "flite rms": ((100, -5), (200, -5), (800, 5), (1250, 1), (2000, 4), (3150, -6), (5000, -4), (6300, -8)),
    "flite awb": ((125, -3), (250, -3), (800, 4), (1600, 2), (2500, -3), (4000, 0), (5000, 6), (8000, 8)),
    "festival kal_diphone": ((300, 0), (500, -4), (800, 1), (1600, -3), (2500, 0), (4000, -9), (8000, 4)),
    "espeak m7": ((160, 4), (250, 0), (1250, -1), (2500, -2), (4000, 3), (5000, -1), (8000, 1), (10_000, 5)),
    "espeak f2": ((200, 0), (400, 1), (1000, -2), (2500, -3), (4000, -8), (5500, -3), (8000, 0), (10_000, 4)),
}


def polished(samples: ndarray, voice: str) -> ndarray:
    """A voice ready for a mix, of the same length, at one loudness.

    Args:
        samples: The recording, at 48 kHz.
        voice: Whose it is, as "espeak m7": what it is led away from.
    """
    import numpy as np

    highest = np.abs(samples).max(initial=0)
    if not highest:
        return samples
    made = convolved(samples / highest, _equaliser(curve(voice)), _TAPS // 2)
    made = _compressed(made)
    made = convolved(made, _room(), 0)
    # What is held down in one round is made up for in the next.
    for _ in range(_ROUNDS):
        measured = loudness(made)
        if measured is None:
            break
        made *= np.float32(10 ** ((LEVEL - measured) / 20))
        if np.abs(made).max() <= 10 ** (CEILING / 20):
            break
        made = _limited(made)
    last = min(len(made), round(_LAST * RATE))
    made[len(made) - last :] *= np.linspace(1, 0, last, dtype=np.float32)
    return made


def curve(voice: str) -> Curve:
    """The curve of a voice, else that of whoever speaks with it, else a straight line."""
    return _CURVES.get(voice) or _CURVES.get(voice.partition(" ")[0], ((1000, 0),))


@lru_cache(8)
def _equaliser(wanted: Curve) -> ndarray:
    """A filter that is the same forwards and backwards, so that nothing is heard later than it was."""
    import numpy as np

    frequencies = np.fft.rfftfreq(_TAPS, 1 / RATE)
    octaves = np.log2(np.maximum(frequencies, 1))
    decibels = np.interp(octaves, np.log2([at for at, _ in wanted]), [gain for _, gain in wanted])
    low = 1 / (1 + (_LOWEST / np.maximum(frequencies, 1e-3)) ** 6)
    response = 10 ** (decibels / 20) * low
    taps = np.roll(np.fft.irfft(response), _TAPS // 2) * np.hanning(_TAPS + 1)[:-1]
    made: ndarray = taps.astype(np.float32)
    return made


@lru_cache(1)
def _room() -> ndarray:
    """A small, soft room: the sound itself, a few walls, and what they make of it together."""
    import numpy as np

    length = round(_ROOM * RATE)
    time = np.arange(length) / RATE
    chance = np.random.default_rng(20)
    tail = chance.standard_normal(length) * 10 ** (-3 * time / _ROOM) * (time > 0.018)
    for at, strength in ((0.0071, 0.5), (0.0113, -0.42), (0.0139, 0.36), (0.0191, -0.3), (0.0233, 0.24)):
        tail[round(at * RATE)] += 12 * strength
    spectrum = np.fft.rfft(tail, 2 * length)
    frequencies = np.fft.rfftfreq(2 * length, 1 / RATE)
    # Soft walls take the heights, and a small room has no depths.
    soft = 1 / (1 + (frequencies / 3500) ** 2) / (1 + (220 / np.maximum(frequencies, 1)) ** 4)
    tail = np.fft.irfft(spectrum * soft)[:length]
    tail *= 10 ** (_WET / 20) / np.sqrt(np.sum(tail**2))
    tail[0] += 1
    made: ndarray = tail.astype(np.float32)
    return made


def convolved(samples: ndarray, taps: ndarray, delay: int) -> ndarray:
    """Samples through a filter, without its delay and without its tail."""
    import numpy as np

    size = 1 << max(15, (2 * len(taps) - 1).bit_length())
    step = size - len(taps) + 1
    response = np.fft.rfft(taps, size)
    made = np.zeros(len(samples) + size, np.float32)
    for start in range(0, len(samples), step):
        block = np.fft.irfft(np.fft.rfft(samples[start : start + step], size) * response, size)
        made[start : start + size] += block[: len(made) - start].astype(np.float32)
    return made[delay : delay + len(samples)]


def _compressed(samples: ndarray) -> ndarray:
    """Loud passages nearer to the quiet ones; what counts as loud is taken from the voice itself."""
    import numpy as np

    power = _powers(samples, _STEP)
    speaking = power[power > np.max(power, initial=0.0) * 1e-4]
    if not len(speaking):
        return samples
    threshold = 10 * np.log10(np.mean(speaking)) - _KNEE / 2
    attack, release = (float(np.exp(-_STEP / RATE / time)) for time in (_ATTACK, _RELEASE))
    level, levels = 0.0, np.zeros(len(power))
    for at, now in enumerate(power.tolist()):
        share = attack if now > level else release
        level = share * level + (1 - share) * now
        levels[at] = level
    over = 10 * np.log10(levels + 1e-12) - threshold
    # A soft knee: nothing below it, the whole ratio above.
    eased = np.where(over < _KNEE / 2, np.maximum(over + _KNEE / 2, 0) ** 2 / (2 * _KNEE), over)
    gains = 10 ** (-eased * (1 - 1 / _RATIO) / 20)
    return _turned(samples, gains, _STEP)


def _limited(samples: ndarray) -> ndarray:
    import numpy as np

    step = RATE // 1000
    whole = len(samples) // step * step
    highest = np.abs(samples[:whole].reshape(-1, step)).max(1)
    highest = np.append(highest, np.abs(samples[whole:]).max(initial=0))
    ceiling = 10 ** (CEILING / 20)
    gains = np.minimum(1, ceiling / np.maximum(highest, 1e-9))
    if gains.min(initial=1) == 1:
        return samples
    # Whatever lies between two blocks is held by the lower gain of both and of their neighbours.
    around = np.pad(gains, 2, constant_values=1)
    gains = np.min([around[at : at + len(gains)] for at in range(5)], axis=0)
    return _turned(samples, gains, step)


def _powers(samples: ndarray, step: int) -> ndarray:
    """The power of each block; what is left over at the end counts as one."""
    import numpy as np

    whole = len(samples) // step * step
    blocks, rest = samples[:whole].reshape(-1, step), samples[whole:]
    powers = np.einsum("ij,ij->i", blocks, blocks) / step
    made: ndarray = np.append(powers, np.dot(rest, rest) / step) if len(rest) else powers
    return made


def _turned(samples: ndarray, gains: ndarray, step: int) -> ndarray:
    """Samples times a gain for each block, with straight lines between their middles."""
    import numpy as np

    middles = (np.arange(len(gains)) + 0.5) * step
    made = np.empty_like(samples)
    for start in range(0, len(samples), _AT_A_TIME):
        part = samples[start : start + _AT_A_TIME]
        gain = np.interp(np.arange(start, start + len(part)), middles, gains)
        made[start : start + len(part)] = part * gain.astype(np.float32)
    return made


def loudness(samples: ndarray) -> float | None:
    """How loud a mono recording at 48 kHz is, in LUFS as ITU-R BS.1770 measures; None where it is silent."""
    import numpy as np

    weighted = convolved(samples, _weighting(), _TAPS // 2)
    tenths = _powers(weighted, RATE // 10)
    if len(tenths) >= 4:
        tenths = np.mean([tenths[at : len(tenths) - 3 + at] for at in range(4)], axis=0)
    heard = tenths[tenths > 10 ** ((-70 + 0.691) / 10)]
    if not len(heard):
        return None
    heard = heard[heard > np.mean(heard) / 10]
    return float(-0.691 + 10 * np.log10(np.mean(heard)))


@lru_cache(1)
def _weighting() -> ndarray:
    """How ears weigh frequencies, by the two filters of the standard."""
    import numpy as np

    turns = np.exp(-2j * np.pi * np.fft.rfftfreq(_TAPS, 1 / RATE) / RATE)
    shelf = (1.53512485958697, -2.69169618940638, 1.19839281085285), (-1.69065929318241, 0.73248077421585)
    rumble = (1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621)
    response = np.ones(len(turns))
    for (zero, one, two), (first, second) in (shelf, rumble):
        response *= np.abs((zero + one * turns + two * turns**2) / (1 + first * turns + second * turns**2))
    made: ndarray = np.roll(np.fft.irfft(response), _TAPS // 2).astype(np.float32)
    return made
