"""Listens to a film's sound once: how loud it is, where it is silent or clipped, and the speech in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.media.sound.listening import Heard, Listener
from studio.media.sound.taping import RATE, played, stereo
from studio.media.sound.weighing import compared

if TYPE_CHECKING:
    from numpy import ndarray

SLICE = 480
"""Samples of one slice: a hundredth of a second."""

_SHOULDER, _TOP = 0.75, 0.9
_WIDE = 8
_FULL, _EQUAL, _MOST = 0.985, 3, 0.6
_BLUNT, _LESS_BLUNT = 1.25, 1.4


@dataclass
class Sounded:
    """What was heard in a film.

    Attributes:
        heard: How loud it is as a whole.
        peaks: The highest sample of each hundredth of a second, full scale being 1.
        clipped: How many samples of each are tops of waves that were surely cut off.
        blunted: The same of waves that were, if others near them were.
        whole: The weighted power of each moment, where there was something to compare it with.
        speech: The same of the speech alone.
        both: How much of the one is in the other.
    """

    heard: Heard
    peaks: Any
    clipped: Any
    blunted: Any
    whole: Any = None
    speech: Any = None
    both: Any = None


def sounded(path: Path, stream: int, speech: Path | None = None) -> Sounded:
    """Listen to a film.

    Args:
        path: The film.
        stream: The number of its sound in the file.
        speech: What is said in it, alone, as long as the film; None where that does not lie there.
    """
    listener, slices = Listener(path, stream=stream), Slices()
    blocks = slices.through(stereo(listener.frames(), path.name))
    courses: tuple[Any, ...] = (None, None, None)
    if speech:
        courses = compared(blocks, chain(played(speech), _nothing()))
    for _ in blocks:
        pass
    return Sounded(listener.heard(), *slices.settled(), *courses)


def _nothing() -> Iterator[ndarray]:
    """Silence without end, for sounds that are shorter than the film."""
    import numpy as np

    return repeat(np.zeros((RATE, 2), np.float32))


class Slices:
    """Hundredths of a second of a sound that goes by."""

    def __init__(self) -> None:
        self._peaks: list[Any] = []
        self._clipped: list[Any] = []
        self._blunted: list[Any] = []

    def through(self, blocks: Iterable[ndarray]) -> Iterator[ndarray]:
        """The blocks as they are, once they have been looked at."""
        import numpy as np

        held = np.zeros((0, 2), np.float32)
        for block in blocks:
            held = np.concatenate([held, block])
            whole = len(held) // SLICE * SLICE
            self._take(held[:whole])
            held = held[whole:]
            yield block
        self._take(np.pad(held, ((0, -len(held) % SLICE), (0, 0))))

    def _take(self, samples: ndarray) -> None:
        import numpy as np

        if not len(samples):
            return
        high = np.abs(samples).max(axis=1)
        self._peaks.append(high.reshape(-1, SLICE).max(axis=1))
        for found, longer in ((self._clipped, _BLUNT), (self._blunted, _LESS_BLUNT)):
            tops = np.zeros(len(samples), int)
            if high.max() >= _TOP:
                tops += sum(_tops(wave, longer) for wave in samples.T)
            found.append(tops.reshape(-1, SLICE).sum(axis=1))

    def settled(self) -> tuple[Any, Any, Any]:
        """The peaks of all slices, the samples of each that were clipped, and those that were blunted."""
        import numpy as np

        if not self._peaks:
            return np.zeros(0), np.zeros(0, int), np.zeros(0, int)
        return np.concatenate(self._peaks), np.concatenate(self._clipped), np.concatenate(self._blunted)


def _tops(wave: ndarray, longer: float) -> Any:
    """Which samples of a wave lie in tops that were cut off.

    An encoder leaves them neither flat nor at full scale. But what was cut off stands high for nearly as long
    as it stands at three quarters, whatever its pitch; what is round stands there 1.6 times as long, or more.
    High pitches have too few samples for that, but where nothing was encoded theirs are equal.

    Args:
        wave: The samples of one channel.
        longer: How many times as long it may stand at three quarters.
    """
    import numpy as np

    loud = np.abs(wave)
    side = np.where(loud >= _SHOULDER, np.sign(wave), 0).astype(np.int8)
    first = np.flatnonzero(np.diff(side, prepend=np.int8(2)))
    lasts = np.diff(first, append=len(wave))
    high = loud >= _TOP
    tall = np.add.reduceat(high, first, dtype=int)
    same = np.diff(loud, prepend=np.float32(-1)) == 0
    equal = 1 + np.add.reduceat(same & (loud >= _FULL), first, dtype=int)
    flat = (equal >= _EQUAL) & (equal >= _MOST * tall)
    return np.repeat(flat | (tall >= _WIDE) & (lasts <= longer * tall), lasts) & high
