"""One effect by its name: no longer than it is heard, nothing below hearing, as loud as all others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.render.sounds.bodies import eased_out
from studio.render.sounds.chance import chance
from studio.render.sounds.samples import RATE, gain, quick

if TYPE_CHECKING:
    from numpy import ndarray
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples

    Make = Callable[[Generator], Samples]

_PEAK = -12.0
_GONE = -66.0
_LOWEST = 22.0


def effect(name: str, seed: int) -> ndarray:
    """The sound, its loudest sample at -12 dB."""
    import numpy as np

    sound = _audible(_made(name)(chance(seed, name)))
    sound *= gain(_PEAK) / np.max(np.abs(sound))
    strong = np.flatnonzero(np.max(np.abs(sound), axis=1) > gain(_PEAK + _GONE))
    sound = sound[: min(len(sound), strong[-1] + RATE // 50)]
    return (sound * eased_out(len(sound), 0.04)[:, None]).astype(np.float32)


def _audible(sound: Samples) -> Samples:
    """Without what only moves the air: no step at its beginning, no weight to one side."""
    import numpy as np

    size = quick(len(sound) + RATE // 4)
    at = np.maximum(np.fft.rfftfreq(size, 1 / RATE), 1e-3)
    kept = 1 / np.sqrt(1 + (_LOWEST / at) ** 6)
    whole: Samples = np.fft.irfft(np.fft.rfft(sound, size, axis=0) * kept[:, None], size, axis=0)[
        : len(sound)
    ]
    rise = round(0.0008 * RATE)
    whole[:rise] *= (np.arange(rise) / rise)[:, None]
    return whole


def _made(name: str) -> Make:
    from studio.render.sounds.once import bells, flows, hands

    return {
        "steps": hands.steps, "door": hands.door, "click": hands.click, "page": hands.page,
        "applause": hands.applause, "bell": bells.bell, "chime": bells.chime, "bicycle": bells.bicycle,
        "horn": bells.horn, "whoosh": flows.whoosh, "pop": flows.pop, "pour": flows.pour,
        "sizzle": flows.sizzle, "gulls": flows.gulls,
    }[name]  # fmt: skip
