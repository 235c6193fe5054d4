"""Whether a film or a recording ends before it says itself that it should."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import BinaryIO, Literal

from studio.media import endings

Wholeness = Literal["whole", "cut off", "unknown"]

_CLAIM_IN_HEADER = {"matroska", "webm", "flac", "aiff", "au"}
_EARLIEST = 0.5
_TAG = 10
_ENDS: dict[str, Callable[[BinaryIO, int], int | None]] = {
    "mov": endings.boxes,
    "wav": endings.riff,
    "avi": endings.riff,
    "w64": endings.wave64,
    "caf": endings.core_audio,
    "asf": endings.advanced_systems,
    "matroska": endings.matroska,
    "ogg": endings.ogg,
    "mpegts": endings.transport_stream,
    "aac": endings.adts,
}


def wholeness(path: Path, formats: Collection[str], *, claimed: float, last: float) -> Wholeness:
    """Whether the end of a file is there, as far as its format allows to say.

    Args:
        path: The file.
        formats: The names of its format.
        claimed: The length its header claims, in seconds; 0 for none.
        last: When its last frame or sample ends.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        end = next((_ENDS[name](file, size) for name in formats if name in _ENDS), None)
        counted = "mp3" in formats and _frames_are_counted(file)
    if end is not None and end > size:
        return "cut off"
    believed = claimed > 0 and (counted or bool(_CLAIM_IN_HEADER & set(formats)))
    if believed and last < claimed - max(_EARLIEST, claimed / 100):
        return "cut off"
    return "whole" if believed or end is not None else "unknown"


def _frames_are_counted(file: BinaryIO) -> bool:
    """Whether an MP3 says in its first frame how many there are; else its length is only an estimate."""
    file.seek(0)
    head = file.read(_TAG)
    start = 0
    if head[:3] == b"ID3":
        start = _TAG + sum(part << shift for part, shift in zip(head[6:10], (21, 14, 7, 0), strict=False))
    file.seek(start)
    first = file.read(200)
    return b"Xing" in first or b"Info" in first
