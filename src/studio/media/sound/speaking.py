"""Recordings of speech, each at its time in one that is as long as the whole."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from studio.core.errors import BadInput, ToolFailed

RATE = 48_000
_BREATH = 0.12
_BLOCK = RATE


def starts(wanted: Sequence[float], lengths: Sequence[float]) -> list[float]:
    """When each recording begins: when it is to, or a breath after the one before it has ended."""
    found: list[float] = []
    free = 0.0
    for start, length in zip(wanted, lengths, strict=True):
        found.append(max(start, free))
        free = found[-1] + length + _BREATH
    return found


def placed(parts: Sequence[tuple[float, Path]], target: Path, seconds: float) -> Path:
    """Write one recording with each part at its time, and silence between them.

    Args:
        parts: When each begins, and its file: one channel of 16 bits at 48 kHz; in their order, apart.
        target: The file to write.
        seconds: How long the whole is.

    Raises:
        BadInput: What is said does not fit into the whole.
    """
    total = round(seconds * RATE)
    with closing(wave.open(str(target), "wb")) as made:
        made.setparams((1, 2, RATE, 0, "NONE", "not compressed"))
        at = 0
        for start, path in parts:
            begin = round(start * RATE)
            _silence(made, begin - at)
            at = begin + _copy(path, made)
        if at > total:
            raise BadInput(
                f"what is said ends at {at / RATE:.2f} s, and the film at {seconds:.2f} s",
                hint="shorten the last lines in the storyboard, or let them begin earlier",
            )
        _silence(made, total - at)
    return target


def _silence(made: wave.Wave_write, count: int) -> None:
    while count > 0:
        made.writeframesraw(bytes(2 * min(count, _BLOCK)))
        count -= _BLOCK


def _copy(path: Path, made: wave.Wave_write) -> int:
    with closing(wave.open(str(path), "rb")) as part:
        if (part.getnchannels(), part.getsampwidth(), part.getframerate()) != (1, 2, RATE):
            raise ToolFailed(f"{path.name} is no speech of one channel, 16 bits and 48 kHz")
        while block := part.readframes(_BLOCK):
            made.writeframesraw(block)
        return part.getnframes()
