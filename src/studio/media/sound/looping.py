"""Music that must last longer than it does: where it can go back to an earlier place and nobody notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput
from studio.media.sound.taping import RATE, fitted, length, played, stretch, taped

if TYPE_CHECKING:
    from numpy import ndarray

_HOP = 2048
_SIZE = 8192
_BANDS = 40
_CONTEXT = 64
_JOIN = round(0.06 * RATE)
_NEAR = round(0.045 * RATE)
_FADE = 3.0
_MOST_FADE = 0.3
_SHORTEST = 6.0
# Encoders leave a few hundred samples of silence at an end, which is no other length.
_SAME = RATE // 10
_LONG = 0.03
_SEARCHED = round(75 * RATE / _HOP)


@dataclass(frozen=True)
class Loop:
    """Where music goes back.

    Attributes:
        start: The sample it goes back to.
        end: The sample it goes back from.
    """

    start: int
    end: int


def lasting(path: Path, wanted: int, scratch: Path) -> Iterator[ndarray]:
    """A recording that lasts for exactly so many samples at 48 kHz.

    What is longer fades out at the end; what is shorter goes back to an earlier place of the same sound
    until it is long enough, and fades out then; what fits stays as it is.

    Args:
        path: The recording.
        wanted: How many samples it is to have.
        scratch: A folder for what must be kept meanwhile.
    """
    tape = scratch / f"{path.stem}-tape.wav"
    had = taped(_first(played(path), wanted + RATE), tape)
    if not had:
        raise BadInput(f"{path.name} has no sound that could be heard", hint="give another recording")
    if abs(had - wanted) <= _SAME:
        yield from fitted(stretch(tape, 0, had), wanted)
        return
    blocks = _looped(tape, had, wanted) if had < wanted else stretch(tape, 0, wanted)
    yield from _faded(blocks, wanted)


def _first(blocks: Iterable[ndarray], most: int) -> Iterator[ndarray]:
    """The blocks until there are enough samples."""
    had = 0
    for block in blocks:
        yield block
        had += len(block)
        if had >= most:
            return


def loop(tape: Path) -> Loop:
    """The two places of a recording that are most alike, far apart, with the same before and after them."""
    import numpy as np

    shapes = _shapes(tape)
    count, last = len(shapes) - _CONTEXT, _sounding(shapes) - _CONTEXT // 2
    early = range(max(1, min(int(count * 0.45), _SEARCHED)))
    late = range(max(int(count * 0.5), last - _SEARCHED), min(count, last))
    if len(shapes) * _HOP / RATE < _SHORTEST or not late:
        return Loop(0, length(tape))
    shapes = shapes - shapes.mean(axis=0)
    alike = _windows(shapes, early) @ _windows(shapes, late).T
    far = np.subtract.outer(-np.array(early), -np.array(late)) / count
    best = np.unravel_index(np.argmax(alike + _LONG * far), alike.shape)
    middle = _CONTEXT // 2
    start, end = (early[int(best[0])] + middle) * _HOP, (late[int(best[1])] + middle) * _HOP
    return Loop(start, end + _shift(tape, start, end))


def _windows(shapes: Any, places: range) -> Any:
    """What surrounds each of these moments, as vectors of length 1."""
    import numpy as np

    part = shapes[places.start : places.stop + _CONTEXT - 1]
    found = np.lib.stride_tricks.sliding_window_view(part, _CONTEXT, axis=0).reshape(len(places), -1)
    return found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9)


def _sounding(shapes: Any) -> int:
    """Where a recording begins to end: the last moment that is as loud as its middle."""
    import numpy as np

    loud = shapes.mean(axis=1)
    return int(np.flatnonzero(loud >= np.median(loud) - 1.0)[-1])


def _shapes(tape: Path) -> Any:
    """How strong each sixth of an octave is at each moment: beats and chords, not how loud it is over all."""
    import numpy as np

    edges = 80 * 2 ** (np.arange(_BANDS + 1) / 6)
    at = np.fft.rfftfreq(_SIZE, 1 / RATE)
    share = np.stack([(at >= low) & (at < high) for low, high in pairwise(edges)]).T.astype(np.float32)
    window = np.hanning(_SIZE).astype(np.float32)
    held, found = np.zeros(_SIZE // 2, np.float32), []
    for block in stretch(tape, 0, length(tape)):
        held = np.concatenate([held, block.mean(axis=1)])
        while len(held) >= _SIZE:
            found.append(np.abs(np.fft.rfft(held[:_SIZE] * window)) ** 2 @ share)
            held = held[_HOP:]
    strong = np.array(found) if found else np.ones((1, _BANDS))
    return np.log10(strong + 1e-5 * float(np.max(strong)) + 1e-12)


def _shift(tape: Path, start: int, end: int) -> int:
    """By how many samples the end must move so that both places lie on top of each other."""
    import numpy as np

    width = RATE // 2
    one = np.concatenate(list(stretch(tape, start, start + width))).mean(axis=1)
    begin = max(0, end - _NEAR)
    other = np.concatenate(list(stretch(tape, begin, end + width + _NEAR))).mean(axis=1)
    if len(other) <= len(one):
        return 0
    size = 1 << (len(one) + len(other)).bit_length()
    alike = np.fft.irfft(np.fft.rfft(other, size) * np.conj(np.fft.rfft(one, size)), size)
    return begin + int(np.argmax(alike[: len(other) - len(one)])) - end


def _looped(tape: Path, had: int, wanted: int) -> Iterator[ndarray]:
    """The recording up to where it goes back, again and again, one end laid over the other."""
    import numpy as np

    found = loop(tape)
    join = min(_JOIN, (found.end - found.start) // 4)
    end, rise = min(found.end, had - join), np.sin(np.linspace(0, np.pi / 2, join, dtype=np.float32))[:, None]
    left, start = wanted, 0
    again = False
    while left > 0:
        for number, block in enumerate(stretch(tape, start, end)):
            if again and not number:
                over = np.concatenate(list(stretch(tape, end, end + join)))
                block[:join] = block[:join] * rise + over * rise[::-1]
            yield block[:left]
            left -= len(block)
            if left <= 0:
                return
        start, again = found.start, True


def _faded(blocks: Iterator[ndarray], wanted: int) -> Iterator[ndarray]:
    """The same with a gentle end."""
    import numpy as np

    fade = min(round(_FADE * RATE), round(_MOST_FADE * wanted))
    begin = 0
    for block in blocks:
        left = wanted - begin - np.arange(len(block))
        course = np.sin(np.pi / 2 * np.clip(left / max(1, fade), 0, 1)) ** 2
        yield (block * course[:, None]).astype(np.float32)
        begin += len(block)
