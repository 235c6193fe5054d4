"""Things that ring when they are struck, each as the modes it swings in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.render.sounds.samples import RATE, count, times

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples


@dataclass(frozen=True, slots=True)
class Body:
    """How a thing swings.

    Attributes:
        ratios: Its modes, as multiples of the lowest.
        strengths: How strong each is.
        lasts: After how many seconds each has fallen by 60 dB.
        beats: By how many hertz a mode splits in two, as in whatever is not quite round.
    """

    ratios: Sequence[float]
    strengths: Sequence[float]
    lasts: Sequence[float]
    beats: float = 0.0


CUP = Body((1, 1.63, 2.52, 3.31, 4.18), (1, 0.7, 0.55, 0.3, 0.2), (0.16, 0.12, 0.09, 0.06, 0.05), 9)
GLASS = Body((1, 2.32, 4.25, 6.63), (1, 0.5, 0.25, 0.12), (0.9, 0.6, 0.35, 0.2), 2.5)
SPOON = Body((1, 2.76, 5.4), (1, 0.6, 0.35), (0.14, 0.1, 0.06), 12)
PAN = Body((1, 1.58, 2.24, 2.92, 3.6, 4.6), (1, 0.8, 0.7, 0.4, 0.35, 0.2), (0.7, 0.5, 0.4, 0.3, 0.2, 0.15), 4)
WOOD = Body((1, 2.1, 3.3, 4.9), (1, 0.5, 0.3, 0.15), (0.11, 0.06, 0.04, 0.025))
BOARD = Body((1, 1.7, 2.6, 4.1), (1, 0.6, 0.25, 0.12), (0.14, 0.08, 0.05, 0.03))
STEEL = Body((1, 2.76, 5.4, 8.9), (1, 0.65, 0.4, 0.2), (1.1, 0.7, 0.4, 0.2), 3)
HEEL = Body((1, 2.4, 5.1, 9.3), (1, 0.5, 0.3, 0.2), (0.09, 0.05, 0.03, 0.02))
DOOR = Body((1, 1.6, 2.3, 3.7, 5.2), (1, 0.8, 0.5, 0.25, 0.1), (0.28, 0.2, 0.13, 0.08, 0.05))
BELL = Body(
    (0.5, 1, 1.2, 1.5, 2.0, 2.67, 3.0, 4.1, 5.3),
    (0.5, 1, 0.75, 0.3, 0.7, 0.28, 0.22, 0.14, 0.08),
    (6.5, 4.6, 3.6, 2.6, 2.4, 1.5, 1.2, 0.8, 0.5),
    0.9,
)
CHIME = Body((1, 2.76, 5.4, 8.93), (1, 0.34, 0.14, 0.05), (2.6, 1.3, 0.6, 0.25), 0.6)
DING = Body((1, 1.51, 2.42, 3.3, 4.4), (1, 0.35, 0.5, 0.25, 0.15), (1.3, 0.9, 0.6, 0.35, 0.2), 6)


def struck(
    rng: Generator, body: Body, pitch: float, *, hard: float = 0.5, seconds: float | None = None
) -> Samples:
    """A thing that is struck once, in one column; its loudest moment is near 1.

    Args:
        rng: No two blows meet a thing at the same place.
        body: How it swings.
        pitch: Its lowest mode, in hertz.
        hard: What it is struck with, from felt (0) to steel (1); what is hard wakes the high modes.
        seconds: How long it is heard; until it has gone, when left out.
    """
    import numpy as np

    at = times(seconds or min(8.0, max(body.lasts) * 1.05))
    sound = np.zeros(len(at))
    soft = 400 * 40**hard
    for ratio, strength, lasts in zip(body.ratios, body.strengths, body.lasts, strict=True):
        frequency = pitch * ratio * float(rng.uniform(0.997, 1.003))
        if frequency > 0.42 * RATE:
            continue
        loud = strength * float(rng.uniform(0.75, 1.15)) / (1 + (frequency / soft) ** 2)
        ring = np.sin(2 * np.pi * frequency * at)
        if body.beats:
            other = frequency + body.beats * float(rng.uniform(0.5, 1.2))
            ring = 0.62 * ring + 0.38 * np.sin(2 * np.pi * other * at)
        sound += loud * ring * 10 ** (-3 * at / lasts)
    sound *= np.minimum(1, at / (0.0004 + 0.002 * (1 - hard)))
    sound *= eased_out(len(sound), min(0.02, len(sound) / RATE / 4))
    return sound / max(1e-9, float(np.max(np.abs(sound))))


def eased_out(length: int, seconds: float) -> Samples:
    """One, and at the end a smooth way down to nothing."""
    import numpy as np

    fade = min(length, count(seconds))
    course = np.ones(length)
    course[length - fade :] = 0.5 + 0.5 * np.cos(np.linspace(0, np.pi, fade))
    return course


def swelled(length: int, attack: float, release: float) -> Samples:
    """Up, and down again, smoothly, in one length; both given in seconds."""
    import numpy as np

    rise = min(length, count(attack))
    course = eased_out(length, min(release, length / RATE))
    course[:rise] *= 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, rise))
    return course


def swept(pitches: Samples, strengths: Sequence[float] = (1,)) -> Samples:
    """A tone whose pitch follows a course, with its harmonics."""
    import numpy as np

    turns = np.exp(2j * np.pi * np.cumsum(pitches) / RATE)
    turn, sound = np.ones(len(pitches), complex), np.zeros(len(pitches))
    for number, strength in enumerate(strengths, start=1):
        turn = turn * turns
        sound += np.where(pitches * number < 0.42 * RATE, strength, 0) * turn.imag
    return sound
