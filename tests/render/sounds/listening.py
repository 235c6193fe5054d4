"""Listens to samples: where their strength lies, how it goes up and down, and whether they repeat."""

from functools import cache
from typing import Any

import numpy as np

from studio.render.sounds import atmosphere, effect

RATE = 48_000


@cache
def place(name: str, seconds: float = 8.0, seed: int = 1) -> Any:
    """A place, made once for all tests."""
    return np.concatenate(list(atmosphere(name, seconds, seed)))


@cache
def once(name: str, seed: int = 1) -> Any:
    """An effect, made once for all tests."""
    return effect(name, seed)


def band(samples: Any, low: float, high: float) -> float:
    """The power between two frequencies, in decibels."""
    spectrum = np.abs(np.fft.rfft(samples.reshape(len(samples), -1), axis=0)) ** 2
    at = np.fft.rfftfreq(len(samples), 1 / RATE)
    return float(10 * np.log10(np.sum(spectrum[(at >= low) & (at < high)]) + 1e-20))


def course(samples: Any, seconds: float) -> Any:
    """The level of one stretch after the other, in decibels."""
    size = round(seconds * RATE)
    count = len(samples) // size
    pieces = samples[: count * size].astype(float).reshape(count, -1)
    return 10 * np.log10(np.mean(pieces**2, axis=1) + 1e-12)


def centre(samples: Any) -> float:
    """The middle of the spectrum, by strength, in hertz."""
    spectrum = np.abs(np.fft.rfft(samples[:, 0] * np.hanning(len(samples)))) ** 2
    at = np.fft.rfftfreq(len(samples), 1 / RATE)
    return float(np.sum(spectrum * at) / np.sum(spectrum))


def strongest(samples: Any, low: float = 30, high: float = 20_000) -> float:
    """The strongest frequency between two, in hertz."""
    spectrum = np.abs(np.fft.rfft(samples[:, 0] * np.hanning(len(samples))))
    at = np.fft.rfftfreq(len(samples), 1 / RATE)
    spectrum[(at < low) | (at > high)] = 0
    return float(at[np.argmax(spectrum)])


def repeats(samples: Any, after: float = 0.5) -> float:
    """How like itself a sound is some time later, at most: 1 for a loop, near 0 for what never returns."""
    one = samples.astype(float).mean(axis=1)
    size = 1 << (2 * len(one) - 1).bit_length()
    spectrum = np.fft.rfft(one, size)
    alike = np.fft.irfft(np.abs(spectrum) ** 2, size)[: len(one)]
    first = round(after * RATE)
    # Where only a short piece overlaps, chance alone makes it alike.
    lags = np.arange(first, len(one) * 3 // 4)
    energy = np.cumsum(one**2)
    ends, starts = energy[len(one) - 1 - lags], energy[-1] - energy[lags - 1]
    return float(np.max(alike[lags] / np.sqrt(ends * starts)))


def onsets(samples: Any, *, above: float = 9.0, apart: float = 0.2) -> list[float]:
    """When something is struck: its level jumps up from one moment to the next."""
    levels = np.pad(course(samples, 0.01), (3, 0), constant_values=-120)
    found: list[float] = []
    for number in range(3, len(levels)):
        jump = levels[number] - np.max(levels[number - 3 : number])
        if (
            jump > above
            and levels[number] > levels.max() - 20
            and (not found or (number - 3) * 0.01 - found[-1] > apart)
        ):
            found.append((number - 3) * 0.01)
    return found
