"""Basses of a synthesiser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.music.synthesis.ringing import partials, ringing
from studio.render.music.synthesis.shaping import eased, filtered, samples
from studio.render.music.synthesis.touch import Touch

if TYPE_CHECKING:
    from numpy import ndarray

_RELEASE = 0.09
_EVER = 60.0
_LOWEST = 24.0


def sub_bass(touch: Touch) -> ndarray:
    """A deep bass that can be heard on small loudspeakers as well: it is driven until it has overtones."""
    import numpy as np

    count = samples(touch.seconds + _RELEASE)
    tones = ringing(
        partials([touch.hertz, 2 * touch.hertz, 2.003 * touch.hertz], [1.0, 0.12, 0.08], [14.0, 6.0, 5.0]),
        count,
    )
    driven = np.tanh((1.1 + 0.7 * touch.force) * tones + 0.12) - np.tanh(0.12)
    return eased(filtered(driven.astype(np.float32), _LOWEST, 5000), 0.006, _RELEASE)


def synth_bass(touch: Touch) -> ndarray:
    """Two saws whose filter opens with force and closes again."""
    import numpy as np

    count = samples(touch.seconds + _RELEASE)
    numbers = np.arange(1, int(3600 / touch.hertz) + 1)
    wave = np.zeros(count, np.float32)
    for cents in (-4.0, 4.0):
        frequencies = touch.hertz * numbers * 2 ** (cents / 1200 / numbers)
        closed = np.exp(-frequencies / (180 + 160 * touch.force)) / numbers
        opened = np.exp(-frequencies / (600 + 1400 * touch.force)) / numbers
        wave += ringing(partials(frequencies, closed, np.full(len(numbers), _EVER)), count)
        wave += ringing(partials(frequencies, opened, 0.9 / (1 + frequencies / 500)), count)
    wave = np.tanh(1.1 * wave).astype(np.float32)
    return eased(filtered(wave, _LOWEST, 7000), 0.003, _RELEASE)
