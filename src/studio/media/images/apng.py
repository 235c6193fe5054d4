"""Finds the frames of an animated PNG, of which the engine reads only the first, and says so."""

import os
from pathlib import Path

from studio.core.run import current

_SIGNATURE = 8
_HEAD = 8
_CHECKSUM = 4
_MOST_CHUNKS = 1000


def frame_count(descriptor: int) -> int:
    """How many frames an open PNG announces before its first pixels; 1 for a still one."""
    place = _SIGNATURE
    for _ in range(_MOST_CHUNKS):
        chunk = os.pread(descriptor, _HEAD + 4, place)
        length, name = int.from_bytes(chunk[:4], "big"), chunk[4:8]
        if name == b"acTL":
            return max(1, int.from_bytes(chunk[8:12], "big"))
        if len(chunk) < _HEAD or name == b"IDAT":
            return 1
        place += _HEAD + length + _CHECKSUM
    return 1


def note_dropped(descriptor: int, path: Path) -> None:
    """Note in the run around us, if there is one, what of an animation will be missing."""
    if (around := current()) and (count := frame_count(descriptor)) > 1:
        around.note("animated png read as a still", picture=path.name, frames_dropped=count - 1)
