"""Vowels whose pitch and throat are known, for tests; and where a recording resounds."""

import numpy as np

RATE = 16_000
FORMANTS = 700.0, 1200.0, 2600.0, 3500.0


def vowel(height: float, seconds: float = 0.6, throat: float = 1.0, glide: float = 1.0) -> np.ndarray:
    """An a: pulses through the resonances of a throat; its pitch glides by a factor from end to end."""
    count = round(seconds * RATE)
    heights = height * np.geomspace(1 / np.sqrt(glide), np.sqrt(glide), count)
    turns = np.cumsum(heights) / RATE
    # Pulses that lie between samples as well as on them.
    multiples = range(1, int(0.45 * RATE / heights.max()))
    sound = np.sum([np.cos(2 * np.pi * multiple * turns) for multiple in multiples], axis=0)
    for formant in FORMANTS:
        sound = _resonated(sound, formant / throat, 80 / throat)
    made: np.ndarray = (sound / np.abs(sound).max() * 0.5).astype(np.float32)
    return made


def hiss(seconds: float = 0.2) -> np.ndarray:
    """An s: noise that swings at no pitch."""
    noise = np.random.default_rng(5).standard_normal(round(seconds * RATE))
    return (np.diff(noise, prepend=0.0) * 0.05).astype(np.float32)


def formants(samples: np.ndarray, rate: int) -> list[float]:
    """Where a vowel resounds, in Hz, by linear prediction."""
    middle = samples[len(samples) // 4 : -len(samples) // 4].astype(float)
    shaped = np.diff(middle) * np.hanning(len(middle) - 1)
    order = 12
    likeness = np.array([np.dot(shaped[: len(shaped) - lag], shaped[lag:]) for lag in range(order + 1)])
    rows = likeness[np.abs(np.subtract.outer(np.arange(order), np.arange(order)))]
    poles = np.roots([1.0, *-np.linalg.solve(rows + 1e-6 * likeness[0] * np.eye(order), likeness[1:])])
    found = sorted(np.angle(pole) / 2 / np.pi * rate for pole in poles if pole.imag > 0 and abs(pole) > 0.9)
    return [float(one) for one in found if 300 < one < 0.3 * rate]


def _resonated(sound: np.ndarray, frequency: float, width: float) -> np.ndarray:
    near = np.exp(-np.pi * width / RATE)
    first, second = 2 * near * np.cos(2 * np.pi * frequency / RATE), -near * near
    made, one, two = np.zeros(len(sound)), 0.0, 0.0
    for at, value in enumerate(sound):
        made[at] = value + first * one + second * two
        one, two = made[at], one
    return made
