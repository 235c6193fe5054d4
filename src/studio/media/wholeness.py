"""Whether a film or a recording ends before it says itself that it should."""

from __future__ import annotations

import os
import struct
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

_CLAIM_IN_HEADER = {"matroska", "webm", "flac", "w64", "aiff", "au", "caf"}
_EARLIEST = 0.5
# What a whole file is made of; anything else behind it is somebody's addition, and no reason to worry.
_BOXES = {b"ftyp", b"moov", b"mdat", b"moof", b"free", b"skip", b"wide", b"styp", b"sidx", b"mfra", b"uuid"}
_BOXES |= {b"meta", b"pdin", b"udta", b"emsg", b"prft", b"junk", b"pnot"}
_UNKNOWN = (0, 0xFFFFFFFF)
_TAG = 10


def cut_off(path: Path, formats: Collection[str], *, claimed: float, last: float) -> bool:
    """Whether the end of a file is missing, as far as its format allows to say.

    Args:
        path: The file.
        formats: The names of its format.
        claimed: The length its header claims, in seconds; 0 for none.
        last: When its last frame or sample ends.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if "mov" in formats:
            return _boxes_end(file, size) > size
        if {"wav", "avi"} & set(formats):
            return _riff_end(file) > size + 1
        counted = "mp3" in formats and _frames_are_counted(file)
    believed = counted or bool(_CLAIM_IN_HEADER & set(formats))
    return believed and last < claimed - max(_EARLIEST, claimed / 100)


def _boxes_end(file: BinaryIO, size: int) -> int:
    """Where the last box of an MP4 ends."""
    place = 0
    while place + 8 <= size:
        file.seek(place)
        length, kind = struct.unpack(">I4s", file.read(8))
        if length == 1:
            length = int.from_bytes(file.read(8), "big")
        if length == 0 or kind not in _BOXES:
            return size
        place += max(8, length)
    return place


def _riff_end(file: BinaryIO) -> int:
    """Where the first chunk of a WAV or AVI ends; those written to a pipe could not know."""
    kind, length, _ = struct.unpack("<4sI4s", file.read(12).ljust(12, b"\0"))
    return 0 if kind != b"RIFF" or length in _UNKNOWN else length + 8


def _frames_are_counted(file: BinaryIO) -> bool:
    """Whether an MP3 says in its first frame how many there are; else its length is only an estimate."""
    head = file.read(_TAG)
    start = 0
    if head[:3] == b"ID3":
        start = _TAG + sum(part << shift for part, shift in zip(head[6:10], (21, 14, 7, 0), strict=False))
    file.seek(start)
    first = file.read(200)
    return b"Xing" in first or b"Info" in first
