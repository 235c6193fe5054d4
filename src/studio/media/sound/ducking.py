"""Music that makes room for a voice: where the voice speaks is listened for, and a curve drawn from it."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator, Sequence
from math import cos, pi
from pathlib import Path

from studio.media.sound import curves, scratch
from studio.media.sound.recordings import Recording
from studio.media.sound.silences import Span, merged

RATE = 1000
# The curve begins earlier than the mix, so that no resampler can bend its first values.
LEAD = 0.25

_BLOCK = 0.05
_BELOW_VOICE = 18.0
_PAUSE = 0.9
_SHORTEST_WORD = 0.1
_BEFORE = 0.35
_AFTER = 0.25
_DOWN = 0.3
_UP = 0.7


def spoken(voice: Recording) -> list[Span]:
    """Where a voice speaks; pauses for breath are part of it."""
    rate = voice.stream.rate
    blocks = curves.course(voice, round(rate * _BLOCK))
    levels = [block.rms for block in blocks[0]] if blocks else []
    loud = sorted(level for level in levels if level > curves.SILENT)
    if not loud:
        return []
    # Nine tenths of what can be heard are no louder than this: neither a click nor a pause decides it.
    limit = loud[len(loud) * 9 // 10] - _BELOW_VOICE
    found = [
        Span(number * _BLOCK, (number + 1) * _BLOCK) for number, level in enumerate(levels) if level > limit
    ]
    return merged([word for word in merged(found) if word.length >= _SHORTEST_WORD], apart=_PAUSE)


def curve(spans: Sequence[Span], decibels: float, *, offset: float, seconds: float, file: Path) -> Path:
    """Write the curve by which music is turned down, as a sound of 1000 samples a second.

    Args:
        spans: Where the voice speaks.
        decibels: How far the music goes down.
        offset: When the voice begins in the mix.
        seconds: How long the mix lasts.
        file: Where to.
    """
    wide = [Span(span.start + offset - _BEFORE, span.end + offset + _AFTER) for span in spans]
    wide = merged([Span(max(0.0, span.start), span.end) for span in wide], apart=_DOWN + _UP)
    gains = array("f", [1.0]) * round((seconds + 1) * RATE)
    low = 10 ** (-decibels / 20)
    for span in wide:
        for begin, stretch in _stretches(span, low):
            shown = stretch[: max(0, len(gains) - begin)]
            gains[begin : begin + len(shown)] = shown
    head = array("f", [gains[0]]) * round(LEAD * RATE)
    return _written(head + gains, file)


def _stretches(span: Span, low: float) -> Iterator[tuple[int, array[float]]]:
    """Down, along and up again: each with the sample it begins at."""
    begin, end = round(span.start * RATE), round(span.end * RATE)
    # At the very beginning there is nothing to come down from.
    down = _ramp(1.0, low, _DOWN) if begin else array("f")
    yield begin, down
    along = max(begin + len(down), end)
    yield begin + len(down), array("f", [low]) * (along - begin - len(down))
    yield along, _ramp(low, 1.0, _UP)


def _ramp(first: float, last: float, seconds: float) -> array[float]:
    count = round(seconds * RATE)
    return array("f", (first + (last - first) * (1 - cos(pi * n / count)) / 2 for n in range(count)))


def _written(samples: array[float], file: Path) -> Path:
    """A WAV file of 32-bit floating point, one channel."""
    if sys.byteorder == "big":
        samples.byteswap()
    data = samples.tobytes()
    form = struct.pack("<HHIIHH", 3, 1, RATE, RATE * 4, 4, 32)
    chunks = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(data)) + data
    return scratch.save(file, b"RIFF" + struct.pack("<I", len(chunks)) + chunks)
