"""Things that are bowed, blown and held: ensembles made as broad spectra, which never repeat audibly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from studio.render.music.score import RATE
from studio.render.music.synthesis.shaping import eased, falling, noise, raised, samples
from studio.render.music.synthesis.touch import Touch

if TYPE_CHECKING:
    from numpy import ndarray

_LOOP = 1 << 17
_HIGHEST = 10_000.0
_BINS = 28_000
"""Frequencies of a loop, up to a little more than the highest."""

_LOUD = 0.25
_LOWEST = 25.0
_ACROSS = 0.35


@dataclass(frozen=True)
class Ensemble:
    """What an ensemble sounds like.

    Attributes:
        name: Its name, from which its phases come.
        slope: By which power of its number a partial is weaker.
        dark: Hertz above which it is quiet when soft.
        bright: The same when loud.
        spread: How far its players are apart, in cents.
        even: How strong the even partials are.
        formants: What resonates: hertz, width and how much.
        attack: Seconds until it is there.
        release: Seconds in which it goes.
        vibrato: Hertz, cents and the seconds until it begins.
        breath: How much air is heard.
        decay: Seconds in which it dies away by itself, if it is not held.
    """

    name: str
    slope: float = 1.0
    dark: float = 900.0
    bright: float = 3500.0
    spread: float = 25.0
    even: float = 1.0
    formants: tuple[tuple[float, float, float], ...] = ()
    attack: float = 0.2
    release: float = 0.4
    vibrato: tuple[float, float, float] = (0.0, 0.0, 0.0)
    breath: float = 0.0
    decay: float = 0.0


_VIOLINS = ((290, 80, 0.8), (480, 120, 0.6), (1100, 500, 0.4), (2600, 900, 0.7))
_AH = ((640, 130, 5.0), (1080, 160, 3.0), (2650, 400, 1.2))
STRINGS = Ensemble("strings", 1.05, 1100, 4200, 21, formants=_VIOLINS, attack=0.16, release=0.35)
DARK_STRINGS = Ensemble("dark strings", 1.2, 600, 1900, 24, formants=_VIOLINS, attack=0.3, release=0.6)
SPICCATO = Ensemble("spiccato", 1.0, 1300, 4600, 15, formants=_VIOLINS, attack=0.012, release=0.1, decay=0.38)
SOLO_STRINGS = Ensemble(
    "solo strings", 1.0, 1300, 4600, 7, formants=_VIOLINS, attack=0.07, release=0.2, vibrato=(5.4, 13, 0.25)
)
BOWED_BASS = Ensemble("bowed bass", 1.1, 450, 1500, 14, formants=((95, 40, 1.0),), attack=0.05, release=0.2)
WARM_PAD = Ensemble("warm pad", 1.0, 500, 1500, 30, attack=0.3, release=0.8)
BRIGHT_PAD = Ensemble("bright pad", 0.9, 1500, 5200, 34, attack=0.1, release=0.5)
GLASS_PAD = Ensemble("glass pad", 1.5, 1400, 4200, 16, even=0.25, attack=0.32, release=1.1)
CHOIR = Ensemble("choir", 0.9, 1500, 2800, 30, formants=_AH, attack=0.28, release=0.6)
BRASS = Ensemble("brass", 0.55, 480, 3000, 9, formants=((1200, 700, 0.5),), attack=0.055, release=0.16)
FLUTE = Ensemble("flute", 1.9, 1600, 3600, 5, attack=0.06, release=0.12, vibrato=(5.0, 9, 0.3), breath=0.05)
CLARINET = Ensemble(
    "clarinet", 0.9, 1100, 2600, 4, even=0.12, attack=0.04, release=0.1, vibrato=(4.8, 4, 0.4), breath=0.012
)
WHISTLE = Ensemble(
    "whistle", 3.2, 2500, 5000, 5, attack=0.045, release=0.1, vibrato=(5.6, 17, 0.15), breath=0.05
)
SAW_LEAD = Ensemble("saw lead", 1.0, 1500, 4800, 13, attack=0.01, release=0.12, vibrato=(5.2, 8, 0.3))


def held(touch: Touch, *, ensemble: Ensemble) -> ndarray:
    """A note of an ensemble, as long as it is held and its release.

    Args:
        ensemble: The ensemble.
    """
    import numpy as np

    count = samples(touch.seconds + ensemble.release)
    opened = np.full(count, touch.force, np.float32)
    opening = min(count, samples(2.5 * ensemble.attack + 0.05))
    opened[:opening] *= 0.35 + 0.65 * raised(opening)
    if ensemble.decay:
        opened *= falling(count, 1.7 * ensemble.decay)
    begin = int(touch.chance.integers(_LOOP))
    dark, bright = (_looped(loop, begin, count) for loop in _loops(ensemble, touch.hertz))
    wave = dark + opened * (bright - dark)
    if ensemble.vibrato[1]:
        wave = _vibrated(wave, ensemble)
    if ensemble.breath:
        air = noise(count, 0.9 * touch.hertz, max(2.5 * touch.hertz, 4000), touch.chance, 4)
        wave += ensemble.breath * (0.5 + touch.force) * air
    if ensemble.decay:
        wave *= falling(count, ensemble.decay)
    return eased(wave.T, min(ensemble.attack, max(0.008, 0.5 * touch.seconds)), ensemble.release)


def _looped(loop: ndarray, begin: int, count: int) -> ndarray:
    """So many samples of a loop, from any place in it."""
    import numpy as np

    if begin + count <= _LOOP:
        return loop[:, begin : begin + count]
    rounds = [loop] * ((begin + count) // _LOOP + 1)
    return np.concatenate(rounds, axis=1)[:, begin : begin + count]


def _vibrated(wave: ndarray, ensemble: Ensemble) -> ndarray:
    """A sound whose pitch goes up and down a little, once it has begun."""
    import numpy as np

    rate, cents, begins = ensemble.vibrato
    count = wave.shape[1]
    time = np.arange(count, dtype=np.float32) / RATE
    deep = (2 ** (cents / 1200) - 1) * RATE / (2 * np.pi * rate)
    off = deep * np.clip((time - begins) / 0.4, 0, 1) * np.sin(np.float32(2 * np.pi * rate) * time)
    whole = np.floor(off).astype(np.int32)
    between = off - whole
    lower = np.clip(np.arange(count, dtype=np.int32) + whole, 0, count - 2)
    made: ndarray = np.take(wave, lower, axis=1)
    made += between * (np.take(wave, lower + 1, axis=1) - made)
    return made


@lru_cache(maxsize=48)
def _loops(ensemble: Ensemble, hertz: float) -> tuple[ndarray, ndarray]:
    """Two loops of a pitch, soft and loud, with the same phases: every partial is a narrow band of noise."""
    import numpy as np

    turned = _phases()[:, _spot(ensemble, hertz) :][:, :_BINS]
    # Both sides a little into one another, so that nothing is lost on a single loudspeaker.
    turned = (turned + _ACROSS * turned[::-1]) / np.float32((1 + _ACROSS**2) ** 0.5)
    loops = []
    for level in _spectra(ensemble, hertz):
        scale = np.float32(_LOUD * _LOOP / np.sqrt(2 * np.square(level).sum()))
        loops.append(np.fft.irfft(turned * (scale * level), _LOOP, axis=1))
    return loops[0], loops[1]


def _spectra(ensemble: Ensemble, hertz: float) -> tuple[ndarray, ndarray]:
    """How strong each frequency is, soft and loud."""
    import numpy as np

    width = RATE / _LOOP
    soft = np.zeros(_BINS, np.float32)
    loud = np.zeros_like(soft)
    apart = 2 ** (ensemble.spread / 1200) - 1
    for number in range(1, int(_HIGHEST / hertz) + 1):
        middle = number * hertz
        strength = number**-ensemble.slope * (ensemble.even if number % 2 == 0 else 1.0)
        for resonance, broad, more in ensemble.formants:
            strength *= 1 + more / (1 + ((middle - resonance) / broad) ** 2)
        deviation = max(0.35, 0.5 * apart * middle**0.9 * hertz**0.1 / width)
        reach = int(3 * deviation) + 2
        at = round(middle / width)
        bins = np.arange(max(int(_LOWEST / width), at - reach), min(_BINS - 1, at + reach + 1))
        bell = np.exp(-0.5 * ((bins - middle / width) / deviation) ** 2) / np.sqrt(deviation)
        soft[bins] += bell * strength / (1 + (middle / ensemble.dark) ** 2.5)
        loud[bins] += bell * strength / (1 + (middle / ensemble.bright) ** 2.5)
    return soft, loud


@lru_cache(maxsize=1)
def _phases() -> ndarray:
    """Phases by chance, for both sides; each pitch of each ensemble begins somewhere else in them."""
    import numpy as np

    chance = np.random.default_rng(1)
    turns = 2j * np.pi * chance.random((2, 4 * _BINS), dtype=np.float32)
    phases: ndarray = np.exp(turns).astype(np.complex64)
    return phases


def _spot(ensemble: Ensemble, hertz: float) -> int:
    """Where the phases of a pitch begin."""
    return (round(1000 * hertz) + 7919 * sum(ensemble.name.encode())) % (3 * _BINS)
