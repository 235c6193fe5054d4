"""Samples on their way to a file and back, block by block, so that a long film needs no more memory."""

from __future__ import annotations

import wave
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput
from studio.core.run import stop_if_cancelled
from studio.media.opening import frames, opened
from studio.media.sound.tape import Tape

if TYPE_CHECKING:
    from numpy import ndarray

RATE = 48_000
BLOCK = 32_768


def taped(blocks: Iterable[ndarray], target: Path) -> int:
    """Write blocks of left and right as a WAV file of 24 bits at 48 kHz; returns how many samples came."""
    with Tape(target, RATE) as tape:
        for block in blocks:
            stop_if_cancelled()
            tape.add(block)
    return tape.written


def played(path: Path) -> Iterator[ndarray]:
    """The first sound of a file, as blocks of left and right at 48 kHz, whatever it was.

    One channel is heard on both sides; more than two become two as BS.775 says.
    """
    return stereo(_decoded(path), path.name)


def _decoded(path: Path) -> Iterator[Any]:
    with opened(path) as container:
        if not container.streams.audio:
            raise BadInput(f"{path.name} has no sound", hint="give a recording")
        yield from frames(container, container.streams.audio[0])


def stereo(decoded: Iterable[Any], name: str) -> Iterator[ndarray]:
    """Decoded frames as blocks of left and right at 48 kHz.

    Args:
        decoded: The frames.
        name: What their file is called.
    """
    import numpy as np

    held = np.zeros((0, 2), np.float32)
    for piece in _resampled(decoded, name):
        held = np.concatenate([held, piece])
        while len(held) >= BLOCK:
            yield held[:BLOCK]
            held = held[BLOCK:]
    if len(held):
        yield held


def _resampled(decoded: Iterable[Any], name: str) -> Iterator[ndarray]:
    import av
    import numpy as np

    turned, alone = None, False
    for frame in chain(decoded, [None]):
        if frame and not turned:
            # Asked for two of one, the resampler would make a voice 3 dB quieter.
            alone = frame.layout.nb_channels == 1
            turned = av.AudioResampler(format="flt", layout="mono" if alone else "stereo", rate=RATE)
        try:
            pieces = turned.resample(frame) if turned else []
        except ValueError:
            raise BadInput(f"{name} changes the kind of its sound on the way") from None
        for piece in pieces:
            samples = np.asarray(piece.to_ndarray(), np.float32).reshape(-1, 1 if alone else 2)
            yield np.repeat(samples, 2, axis=1) if alone else samples


def length(tape: Path) -> int:
    """How many samples lie on a tape that was written here."""
    with closing(wave.open(str(tape), "rb")) as sound:
        return sound.getnframes()


def stretch(tape: Path, start: int, end: int) -> Iterator[ndarray]:
    """A stretch of a tape that was written here, block by block."""
    import numpy as np

    with closing(wave.open(str(tape), "rb")) as sound:
        sound.setpos(min(start, sound.getnframes()))
        left = end - start
        while left > 0 and (data := sound.readframes(min(BLOCK, left))):
            raw = np.frombuffer(data, np.uint8).reshape(-1, 3)
            whole = np.zeros((len(raw), 4), np.uint8)
            whole[:, 1:] = raw
            block = whole.view("<i4").reshape(-1, 2) / np.float32(1 << 31)
            yield block.astype(np.float32)
            left -= len(block)


def fitted(blocks: Iterable[ndarray], wanted: int) -> Iterator[ndarray]:
    """Exactly so many samples of it: cut off, or followed by silence. Only the last block may be short."""
    import numpy as np

    left = wanted
    held = np.zeros((0, 2), np.float32)
    for block in blocks:
        held = np.concatenate([held, block])
        while len(held) >= BLOCK and left >= BLOCK:
            yield held[:BLOCK]
            held, left = held[BLOCK:], left - BLOCK
        if left <= len(held):
            break
    while left:
        count = min(BLOCK, left)
        rest = held[:count]
        yield np.concatenate([rest, np.zeros((count - len(rest), 2), np.float32)])
        held, left = held[count:], left - count
