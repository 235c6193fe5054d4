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

_FULL = 0.985
_IN_A_ROW = 3


@dataclass
class Sounded:
    """What was heard in a film.

    Attributes:
        heard: How loud it is as a whole.
        peaks: The highest sample of each hundredth of a second, full scale being 1.
        clipped: How many samples of each stand at full scale, three and more in a row.
        whole: The weighted power of each moment, where there was something to compare it with.
        speech: The same of the speech alone.
        both: How much of the one is in the other.
    """

    heard: Heard
    peaks: Any
    clipped: Any
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
        high = np.abs(samples)
        self._peaks.append(high.max(axis=1).reshape(-1, SLICE).max(axis=1))
        full = high >= _FULL
        if full.any():
            row = full.copy()
            for step in range(1, _IN_A_ROW):
                row[step:] &= full[:-step]
                row[:step] = False
            self._clipped.append(row.sum(axis=1).reshape(-1, SLICE).sum(axis=1))
        else:
            self._clipped.append(np.zeros(len(samples) // SLICE, int))

    def settled(self) -> tuple[Any, Any]:
        """The peaks and the clipped samples of all slices."""
        import numpy as np

        if not self._peaks:
            return np.zeros(0), np.zeros(0, int)
        return np.concatenate(self._peaks), np.concatenate(self._clipped)
