"""Layers of a place: sounds strewn over time, showers of grains, and rooms, block by block without end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from studio.render.sounds.samples import BLOCK, RATE, quick

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples

    Layer = Iterator[Samples]
    Make = Callable[[Generator], Samples]


def strewn(
    rng: Generator, every: float, make: Make, *, even: float = 0.4, lead: float = 0.0
) -> Iterator[Samples]:
    """Sounds that come again and again, each made anew.

    Args:
        rng: Where they are drawn from.
        every: Seconds from one to the next, on average.
        make: Makes one, in stereo.
        even: How regular they come, from entirely by chance to like a clock.
        lead: How many seconds of the past are heard out.
    """
    import numpy as np

    def pause() -> float:
        return every * (even + (1 - even) * min(4.0, float(rng.exponential())))

    when = -lead + (float(rng.uniform(0, every)) if lead else pause() * 0.6)
    waiting = np.zeros((BLOCK, 2))
    begin = 0
    while True:
        while when * RATE < begin + BLOCK:
            sound, at = make(rng), round(when * RATE) - begin
            waiting = _put(waiting, sound, at)
            when += pause()
        yield waiting[:BLOCK]
        waiting = waiting[BLOCK:]
        if len(waiting) < BLOCK:
            waiting = np.pad(waiting, ((0, BLOCK - len(waiting)), (0, 0)))
        begin += BLOCK


def _put(waiting: Samples, sound: Samples, at: int) -> Samples:
    import numpy as np

    sound, at = (sound[-at:], 0) if at < 0 else (sound, at)
    if (short := at + len(sound) - len(waiting)) > 0:
        waiting = np.pad(waiting, ((0, short), (0, 0)))
    waiting[at : at + len(sound)] += sound
    return waiting


def showered(
    rng: Generator, grains: Sequence[Samples], density: Callable[[Samples], Samples], *, spread: float = 0.7
) -> Iterator[Samples]:
    """Grains so many that nobody counts them: drops, bubbles, crackles, leaves.

    Args:
        rng: Where they are drawn from.
        grains: What falls, in stereo; each time as loud as chance has it.
        density: How many of all of them fall in a second, at these times.
        spread: How different in strength they are; the logarithm's deviation.
    """
    import numpy as np

    longest = max(map(len, grains))
    size = quick(BLOCK + longest - 1)
    spectra = [np.fft.rfft(grain, size, axis=0) for grain in grains]
    tail = np.zeros((size - BLOCK, 2))
    begin = 0
    while True:
        rate = density(np.array([(begin + BLOCK / 2) / RATE]))[0] / len(grains)
        chances = density((begin + np.arange(0, BLOCK, 256)) / RATE)
        sums = np.cumsum(chances)
        heard = np.zeros((size // 2 + 1, 2), complex)
        for spectrum in spectra:
            number = rng.poisson(max(0.0, rate) * BLOCK / RATE)
            slots = np.searchsorted(sums, rng.uniform(0, sums[-1] or 1.0, number))
            places = np.minimum(slots, len(chances) - 1) * 256 + rng.integers(0, 256, number)
            hits = np.bincount(places, np.exp(spread * rng.standard_normal(number)), BLOCK)
            heard += np.fft.rfft(hits, size)[:, None] * spectrum
        whole = np.fft.irfft(heard, size, axis=0)
        whole[: len(tail)] += tail
        yield whole[:BLOCK]
        tail = whole[BLOCK:]
        begin += BLOCK


def echoed(layer: Iterator[Samples], response: Samples) -> Iterator[Samples]:
    """A layer as it sounds in a room.

    Args:
        layer: What sounds there.
        response: What the room makes of a single click, its direct way included, in stereo.
    """
    import numpy as np

    size = quick(BLOCK + len(response) - 1)
    room = np.fft.rfft(response, size, axis=0)
    tail = np.zeros((size - BLOCK, 2))
    for block in layer:
        whole = np.fft.irfft(np.fft.rfft(block, size, axis=0) * room, size, axis=0)
        whole[: len(tail)] += tail
        yield whole[:BLOCK]
        tail = whole[BLOCK:]


def together(*layers: tuple[float, Iterator[Samples]]) -> Iterator[Samples]:
    """Several layers at once, each by its factor."""
    import numpy as np

    while True:
        whole = np.zeros((BLOCK, 2))
        for factor, layer in layers:
            whole += factor * next(layer)
        yield whole


def led(layer: Iterator[Samples], course: Callable[[Samples], Samples]) -> Iterator[Samples]:
    """A layer whose strength follows a course, given as factors at times."""
    import numpy as np

    begin = 0
    for block in layer:
        knots = begin + np.arange(0, BLOCK + 1, 512)
        yield block * np.interp(begin + np.arange(BLOCK), knots, course(knots / RATE))[:, None]
        begin += BLOCK
