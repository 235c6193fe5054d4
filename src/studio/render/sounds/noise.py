"""Noise painted in frequency and time: air, water, tyres, breath."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from studio.render.sounds.samples import BLOCK, RATE

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples

SIZE = 2048
HOP = SIZE // 2
_FRAMES = BLOCK // HOP
# How far apart two ears are, in seconds of sound: low noise reaches both alike, high noise each its own.
_EARS = 0.0006
_LOWEST = 42.0


def frequencies() -> Samples:
    """The frequencies a spectrum is given for."""
    import numpy as np

    found: Samples = np.maximum(np.fft.rfftfreq(SIZE, 1 / RATE), 1.0)
    return found


def sloped(decibels: float, low: float = 40, high: float = 16_000) -> Samples:
    """A spectrum that falls or rises by so much an octave between two frequencies, and fades beyond."""
    import numpy as np

    at = frequencies()
    edges = 1 / np.sqrt((1 + (low / at) ** 6) * (1 + (at / high) ** 6))
    return unit(10 ** (decibels * np.log2(at / 1000) / 20) * edges)


def hump(centre: float | Samples, octaves: float) -> Samples:
    """A spectrum with a rounded hill; one for each centre where there are several."""
    import numpy as np

    at = frequencies()
    places = np.asarray(centre, float)[..., None]
    hill: Samples = np.exp(-0.5 * (np.log2(at / places) / octaves) ** 2)
    return unit(hill)


def unit(spectrum: Samples) -> Samples:
    """The spectrum with which noise has an average power of 1."""
    import numpy as np

    heard = spectrum / (1 + (_LOWEST / frequencies()) ** 4)
    shaped: Samples = heard * SIZE / np.sqrt(2 * np.sum(heard**2, axis=-1, keepdims=True))
    return shaped


def noise(rng: Generator, spectrum: Samples, frames: int) -> Samples:
    """Stereo noise that lasts for so many frames, half of one faded in and half of one faded out.

    Args:
        rng: Where it is drawn from.
        spectrum: One for all, one for each frame, or one for each frame and side.
        frames: How many frames of a spectrum each.
    """
    import numpy as np

    parts = rng.standard_normal((4, frames, SIZE // 2 + 1)) / np.sqrt(2)
    one, other = parts[0] + 1j * parts[1], parts[2] + 1j * parts[3]
    alike = np.clip(np.sinc(2 * frequencies() * _EARS), 0, 0.97)
    drawn = np.stack([one, alike * one + np.sqrt(1 - alike**2) * other], axis=1)
    wide = spectrum if spectrum.ndim == 3 else spectrum[..., None, :] if spectrum.ndim == 2 else spectrum
    pieces = np.fft.irfft(drawn * wide, axis=-1) * np.sin((np.arange(SIZE) + 0.5) * np.pi / SIZE)
    whole = np.zeros(((frames + 1) * HOP, 2))
    halves = pieces.reshape(frames, 2, 2, HOP).transpose(2, 0, 3, 1)
    whole[:-HOP] += halves[0].reshape(-1, 2)
    whole[HOP:] += halves[1].reshape(-1, 2)
    return whole


def bed(rng: Generator, spectrum: Callable[[Samples], Samples] | Samples) -> Iterator[Samples]:
    """Noise without end, block by block.

    Args:
        rng: Where it is drawn from.
        spectrum: A spectrum for each frame at these times (and for each side), or one for all.
    """
    import numpy as np

    first = -1
    tail = np.zeros((HOP, 2))
    while True:
        count = _FRAMES + (first < 0)
        at = (first + np.arange(count)) * HOP / RATE
        whole = noise(rng, spectrum(at) if callable(spectrum) else spectrum, count)
        whole[:HOP] += tail
        tail = whole[-HOP:]
        yield whole[HOP:-HOP] if first < 0 else whole[:-HOP]
        first += count


def puff(rng: Generator, spectrum: Samples, envelope: Samples) -> Samples:
    """Noise of one spectrum under an envelope, in stereo."""
    frames = -(-len(envelope) // HOP) + 1
    whole: Samples = noise(rng, spectrum, frames)[HOP // 2 :][: len(envelope)] * envelope[:, None]
    return whole
