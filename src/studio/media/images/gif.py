"""Walks through the blocks of a GIF, because its reader takes an animation cut off for a shorter one."""

import os
from pathlib import Path

from studio.core.errors import BadInput

_EXTENSION, _FRAME = 0x21, 0x2C
_CHUNK = 1 << 16


class _Blocks:
    """The bytes of an open file, fetched a chunk at a time without moving its position."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._start = 0
        self._chunk = b""

    def at(self, place: int) -> int:
        """One byte; EOFError where the file has ended."""
        if not self._start <= place < self._start + len(self._chunk):
            self._start, self._chunk = place, os.pread(self._descriptor, _CHUNK, place)
            if not self._chunk:
                raise EOFError
        return self._chunk[place - self._start]

    def after_table(self, place: int, flags: int) -> int:
        """Where a colour table ends, if the flags before it announce one."""
        return place + 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else place

    def after_data(self, place: int) -> int:
        """Where a chain of data blocks ends."""
        while length := self.at(place):
            place += 1 + length
        return place + 1


def check_whole(descriptor: int, path: Path) -> None:
    """Refuse a GIF that ends within a block; a missing end mark alone is common and harms nobody."""
    try:
        _walk(_Blocks(descriptor), os.fstat(descriptor).st_size)
    except EOFError as error:
        raise BadInput(
            f"{path.name} is cut off or damaged: it ends too early", hint="copy or download it again"
        ) from error


def _walk(blocks: _Blocks, size: int) -> None:
    place = blocks.after_table(13, blocks.at(10))
    while place < size:
        kind = blocks.at(place)
        if kind == _EXTENSION:
            place = blocks.after_data(place + 2)
        elif kind == _FRAME:
            # The smallest code size stands between the colours and the pixels.
            place = blocks.after_data(blocks.after_table(place + 10, blocks.at(place + 9)) + 1)
        else:
            # The end mark, or padding that every reader stops at.
            return
