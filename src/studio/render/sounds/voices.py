"""People who talk, heard without their words: phrases of vowels with melody, as from the next table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.render.sounds.layers import strewn, together
from studio.render.sounds.samples import RATE, panned, quick
from studio.render.sounds.spaces import dulled

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples

# Voices are made at a quarter of the rate: nothing of them that matters here lies above 6 kHz.
_FINER = 4
_RATE = RATE // _FINER
_STEP = 60
_VOWELS = (
    (730, 1090, 2440), (530, 1840, 2480), (390, 1990, 2550), (270, 2290, 3010), (570, 840, 2410),
    (440, 1020, 2240), (300, 870, 2240), (500, 1500, 2500), (640, 1190, 2390),
)  # fmt: skip
_WIDTHS = (90.0, 120.0, 180.0)
_STRENGTHS = (1.0, 0.5, 0.22)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who talks.

    Attributes:
        pitch: The middle of the voice, in hertz.
        tract: How small the throat is, beside a man's.
        pace: Syllables a second.
        lively: How far the melody goes, in semitones.
        side: Where he or she sits, from left (-1) to right (1).
        near: How loud he or she is heard.
    """

    pitch: float
    tract: float
    pace: float
    lively: float
    side: float
    near: float


def speakers(rng: Generator, number: int) -> list[Speaker]:
    """So many people, spread from left to right."""
    import numpy as np

    found = []
    for place, side in enumerate(rng.permutation(np.linspace(-0.9, 0.9, number))):
        high = place % 2 == 1
        found.append(
            Speaker(
                pitch=float(rng.uniform(165, 235) if high else rng.uniform(92, 140)),
                tract=float(rng.uniform(1.12, 1.22) if high else rng.uniform(0.95, 1.05)),
                pace=float(rng.uniform(3.6, 5.4)),
                lively=float(rng.uniform(2, 4.5)),
                side=float(side),
                near=float(rng.uniform(0.35, 1)),
            )
        )
    return found


def murmur(rng: Generator, number: int, *, rest: float = 2.2, high: float = 0.0) -> Iterator[Samples]:
    """So many people talking among themselves.

    Args:
        rng: Where they are drawn from.
        number: How many they are.
        rest: How long each listens between two phrases, in seconds.
        high: Above which pitch a wall holds them back; no wall if 0.
    """
    layers = [
        (1.0, _talking(source, one, rest, high))
        for source, one in zip(rng.spawn(number), speakers(rng, number), strict=True)
    ]
    return together(*layers)


def _talking(rng: Generator, one: Speaker, rest: float, high: float) -> Iterator[Samples]:
    def said(rng: Generator) -> Samples:
        sound = phrase(rng, one)
        return panned(dulled(sound, high) if high else sound, one.side) * one.near

    return strewn(rng, rest + 1.7, said, even=0.3, lead=3)


def phrase(rng: Generator, one: Speaker, syllables: int = 0) -> Samples:
    """A few syllables in one breath, in one column."""
    import numpy as np

    number = syllables or int(rng.integers(3, 13))
    lengths = rng.uniform(0.65, 1.45, number) / one.pace
    lengths[-1] *= 1.5
    ends = np.cumsum(lengths)
    at = np.arange(0, ends[-1] + 0.12, _STEP / _RATE)
    pitches = one.pitch * 2 ** (_melody(rng, one, ends, at) / 12)
    loud = _beats(rng, lengths, ends, at)
    formants = _formants(rng, one, ends, at)
    sound = _sung(pitches, loud, formants) + _hissed(rng, lengths, ends, len(at) * _STEP)
    size = quick(len(sound))
    # Rather dark than cut off: what talks here is never quite near.
    dark = 1 + (np.fft.rfftfreq(size, 1 / _RATE) / 3600) ** 4
    wide: Samples = np.fft.irfft(np.fft.rfft(sound, size) / dark, size * _FINER) * _FINER
    return wide[: len(sound) * _FINER]


def _melody(rng: Generator, one: Speaker, ends: Samples, at: Samples) -> Samples:
    """Semitones: an accent here and there on a line that falls towards the end, or asks."""
    import numpy as np

    knots = np.concatenate([[0], ends])
    fall = np.linspace(one.lively, -one.lively, len(knots))
    if rng.random() < 0.25:
        fall[-1] = one.lively * 1.3
    accents = rng.normal(0, 0.75 * one.lively, len(knots))
    shaky = 0.25 * np.sin(2 * np.pi * 5.1 * at + rng.uniform(0, 6))
    course: Samples = np.interp(at, knots, fall + accents) + shaky
    return course


def _beats(rng: Generator, lengths: Samples, ends: Samples, at: Samples) -> Samples:
    """How loud the voice is: up with each syllable, and nearly gone where a consonant shuts the mouth."""
    import numpy as np

    loud = np.zeros(len(at))
    for length, end in zip(lengths, ends, strict=True):
        share = np.clip((at - end + length) / (length * float(rng.uniform(0.8, 1.08))), 0, 1)
        loud = np.maximum(loud, float(rng.uniform(0.5, 1)) * np.sin(np.pi * share**0.7) ** 1.6)
    return loud


def _formants(rng: Generator, one: Speaker, ends: Samples, at: Samples) -> Samples:
    """The three formants on their way from vowel to vowel, a row each."""
    import numpy as np

    vowels = one.tract * np.array(_VOWELS)[rng.integers(0, len(_VOWELS), len(ends) + 1)]
    knots = np.concatenate([[0], ends])
    return np.stack([np.interp(at, knots, vowels[:, number]) for number in range(3)])


def _sung(pitches: Samples, loud: Samples, formants: Samples) -> Samples:
    """The harmonics of a voice, each as strong as the throat lets it be."""
    import numpy as np

    turns = np.exp(2j * np.pi * np.cumsum(_filled(pitches)) / _RATE)
    turn, sound = np.ones(len(turns), complex), np.zeros(len(turns))
    numbers = np.arange(1, int(4200 / pitches.min()) + 1)[:, None]
    at = numbers * pitches
    open_ = sum(
        strength / (1 + ((at - formant) / width) ** 2)
        for formant, width, strength in zip(formants, _WIDTHS, _STRENGTHS, strict=True)
    )
    strengths = loud * (open_ + 0.03) * numbers**-0.55 * np.clip((5000 - at) / 1500, 0, 1)
    for heard in strengths:
        turn *= turns
        sound += _filled(heard) * turn.imag
    return sound


def _filled(course: Samples) -> Samples:
    """A course with all the samples between its steps."""
    import numpy as np

    steps = np.append(np.diff(course), 0)
    whole: Samples = course[:, None] + steps[:, None] * (np.arange(_STEP) / _STEP)
    return whole.ravel()


def _hissed(rng: Generator, lengths: Samples, ends: Samples, length: int) -> Samples:
    """The s, t and f between the vowels."""
    import numpy as np

    sound = np.zeros(length)
    rough = np.diff(rng.standard_normal(length + 2), 2)
    for end in ends[rng.random(len(lengths)) < 0.4]:
        start, lasts = round(end * _RATE), round(float(rng.uniform(0.03, 0.09)) * _RATE)
        stop = min(length, start + lasts)
        if stop > start:
            sound[start:stop] += rough[start:stop] * np.hanning(stop - start) * float(rng.uniform(0.01, 0.05))
    return sound
