"""Struck instruments: pianos, mallets, bells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.music.score import RATE
from studio.render.music.synthesis.ringing import partials, ringing, together
from studio.render.music.synthesis.shaping import eased, falling, filtered, noise, samples
from studio.render.music.synthesis.touch import Touch

if TYPE_CHECKING:
    from numpy import ndarray

_MOST_PARTIALS = 28
_HAMMER = 0.125
"""Where on the string the hammer strikes."""


def piano(touch: Touch, *, felt: bool) -> ndarray:
    """A piano; with felt between hammers and strings it is soft, dark and close.

    Args:
        felt: Whether there is felt.
    """
    import numpy as np

    count = samples(touch.seconds)
    numbers = np.arange(1, min(_MOST_PARTIALS, int(9000 / touch.hertz)) + 1)
    stiffness = 0.0003 * (touch.hertz / 260) ** 0.9
    frequencies = touch.hertz * numbers * np.sqrt(1 + stiffness * numbers**2)
    cutoff = 700 + 1500 * touch.force if felt else 1500 + 3600 * touch.force
    strength = np.abs(np.sin(np.pi * numbers * _HAMMER)) ** 0.6 * numbers**-0.5
    strength = strength * np.exp(-frequencies / cutoff)
    lasting = 8.0 * (110 / touch.hertz) ** 0.5 / (1 + 0.14 * (numbers - 1)) * (0.75 if felt else 1.0)
    # Strings of one note are a little apart: the sound falls fast at first, then sings on and beats.
    apart = 2 ** (0.9 / 1200)
    fast = partials(frequencies, 0.62 * strength, 0.3 * lasting)
    slow = partials(frequencies * apart, 0.38 * strength, lasting)
    wave = ringing(together(fast, slow), count)
    wave /= max(1e-6, float(np.abs(wave[: RATE // 10]).max()))
    knock = min(count, samples(0.07))
    loud = 0.10 if felt else 0.05
    wave[:knock] += loud * noise(knock, 90, 700, touch.chance, 3) * falling(knock, 0.05)
    return eased(wave, 0.006 if felt else 0.0025)


def electric_piano(touch: Touch) -> ndarray:
    """An electric piano: a tine before a pickup, which barks when struck hard, panned to and fro."""
    import numpy as np

    count = samples(touch.seconds)
    lasting = 5.0 * (220 / touch.hertz) ** 0.45
    tine = ringing(
        partials(
            [touch.hertz, touch.hertz * 1.0012, 2 * touch.hertz],
            [0.7, 0.3, 0.06],
            [lasting, 0.6 * lasting, 0.4 * lasting],
        ),
        count,
    )
    driven = tine * (0.5 + 0.75 * touch.force)
    wave = np.tanh(driven + 0.35 * driven**2) - 0.12 * driven**2
    bell = ringing(
        partials([touch.hertz * 7.03, touch.hertz * 4.02], [0.09 * touch.force, 0.07], [0.22, 0.5]), count
    )
    wave = eased(filtered(wave + bell, 40, 9000), 0.003)
    time = np.arange(count, dtype=np.float32) / RATE
    sway = 0.3 * np.sin(2 * np.pi * 4.7 * time)
    return np.stack([wave * (1 + sway), wave * (1 - sway)], axis=1).astype(np.float32)


def mallet(
    touch: Touch,
    *,
    modes: tuple[tuple[float, float, float], ...],
    knock: tuple[float, float, float],
    tremolo: float = 0.0,
    hardness: float = 0.5,
) -> ndarray:
    """A bar, tongue or bell that is struck.

    Args:
        modes: Its modes: frequency against the lowest, strength, and how long it rings at middle C.
        knock: The noise of the mallet: from, to in hertz, and how loud.
        tremolo: How far a motor moves its loudness.
        hardness: How much more the upper modes ring when it is struck harder.
    """
    import numpy as np

    count = samples(touch.seconds)
    ratio, strength, lasting = (np.array(column) for column in zip(*modes, strict=True))
    harder = np.where(ratio > 1.5, 1 - hardness + 2 * hardness * touch.force, 1.0)
    shorter = (262 / touch.hertz) ** 0.35
    wave = ringing(partials(touch.hertz * ratio, strength * harder, lasting * shorter), count)
    low, high, loud = knock
    tapped = min(count, samples(0.04))
    wave[:tapped] += (
        loud * (0.5 + touch.force) * noise(tapped, low, high, touch.chance) * falling(tapped, 0.025)
    )
    wave = eased(wave, 0.0015)
    if not tremolo:
        return wave
    time = np.arange(count, dtype=np.float32) / RATE
    sway = tremolo * np.sin(2 * np.pi * 5.1 * time)
    return np.stack([wave * (1 + sway), wave * (1 + 0.6 * sway)], axis=1).astype(np.float32)


VIBRAPHONE = ((1.0, 1.0, 3.6), (3.98, 0.22, 1.1), (10.1, 0.05, 0.3))
MARIMBA = ((1.0, 1.0, 0.9), (3.93, 0.24, 0.28), (9.6, 0.07, 0.1))
GLOCKENSPIEL = ((1.0, 1.0, 2.6), (2.756, 0.32, 1.1), (5.404, 0.10, 0.5))
CELESTA = ((1.0, 1.0, 2.0), (2.0, 0.12, 1.2), (3.01, 0.16, 0.7), (4.1, 0.04, 0.3))
MUSIC_BOX = ((1.0, 1.0, 1.7), (2.0, 0.08, 0.9), (5.9, 0.10, 0.35))
KALIMBA = ((1.0, 1.0, 1.3), (2.02, 0.12, 0.8), (5.45, 0.16, 0.15))
SOFT_BELL = (
    (0.5, 0.12, 4.5),
    (1.0, 1.0, 4.2),
    (2.003, 0.42, 3.0),
    (3.01, 0.2, 1.9),
    (4.17, 0.1, 1.1),
    (5.43, 0.05, 0.6),
)
