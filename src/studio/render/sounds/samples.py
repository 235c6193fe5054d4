"""What sound is here: samples in two columns, left and right, 48,000 rows a second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[Any]
    """One number for each instant, or a row of two."""

RATE = 48_000
BLOCK = 32_768
"""How many instants are worked on together; what is heard does not depend on it by design, only its time."""


def count(seconds: float) -> int:
    """How many samples last so long."""
    return max(1, round(seconds * RATE))


def times(seconds: float) -> Samples:
    """The instants of a sound, in seconds."""
    import numpy as np

    return np.arange(count(seconds)) / RATE


def quick(least: int) -> int:
    """A length that is quick to transform: the next of 2^n, 3·2^n or 5·2^n."""
    sizes = (factor << power for power in range(30) for factor in (1, 3, 5))
    return min(size for size in sizes if size >= least)


def gain(decibels: float) -> float:
    """Decibels as a factor."""
    return float(10 ** (decibels / 20))


def panned(mono: Samples, side: float) -> Samples:
    """A sound put somewhere between left (-1) and right (1), equally loud everywhere.

    Sounds from one side reach the other ear a little later, which is what makes them seem outside the head.
    """
    import numpy as np

    angle = (min(1.0, max(-1.0, side)) + 1) * np.pi / 4
    late = round(abs(side) * 0.0006 * RATE)
    near, far = np.pad(mono, (0, late)), np.pad(mono, (late, 0))
    left, right = (near, far) if side <= 0 else (far, near)
    return np.stack([left * np.cos(angle), right * np.sin(angle)], axis=1)


def added(sounds: list[tuple[float, Samples]]) -> Samples:
    """Sounds that begin at different times, in one.

    Args:
        sounds: When each begins, in seconds, and the sound; all of one column, or all of two.
    """
    import numpy as np

    starts = [round(when * RATE) for when, _ in sounds]
    ends = [start + len(sound) for start, (_, sound) in zip(starts, sounds, strict=True)]
    whole = np.zeros((max(ends), *sounds[0][1].shape[1:]))
    for start, (_, sound) in zip(starts, sounds, strict=True):
        whole[start : start + len(sound)] += sound
    return whole
