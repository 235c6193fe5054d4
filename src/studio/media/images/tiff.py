"""Looks into the directory of a TIFF, because its reader fills what was cut off with whatever it finds."""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.media.images.faults import damaged

_STARTS, _SIZES = {273, 324}, {279, 325}
_CODES = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q"}
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class _Layout:
    """The byte order of a file, and the shapes of its directory: classic TIFF or BigTIFF."""

    order: str
    big: bool

    def unpack(self, shape: str, data: bytes) -> tuple[int, ...]:
        return struct.unpack(self.order + shape, data)


def check_whole(descriptor: int, path: Path) -> None:
    """Refuse a TIFF whose first picture reaches beyond the end of the file."""
    try:
        tags = dict(_entries(descriptor))
    except (struct.error, ValueError) as error:
        raise damaged(path.name, "it ends before its pixels do") from error
    starts = next((tags[tag] for tag in _STARTS if tag in tags), ())
    sizes = next((tags[tag] for tag in _SIZES if tag in tags), ())
    ends = (start + size for start, size in zip(starts, sizes, strict=False))
    if max(ends, default=0) > os.fstat(descriptor).st_size:
        raise damaged(path.name, "it ends before its pixels do")


def _entries(descriptor: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the number and the values of the tags that say where the pixels are."""
    head = os.pread(descriptor, 16, 0)
    order = "<" if head[:2] == b"II" else ">"
    layout = _Layout(order, big=struct.unpack(f"{order}H", head[2:4]) == (43,))
    if layout.big:
        (start,) = layout.unpack("Q", head[8:16])
        (count,) = layout.unpack("Q", os.pread(descriptor, 8, start))
        first, length = start + 8, 20
    else:
        (start,) = layout.unpack("I", head[4:8])
        (count,) = layout.unpack("H", os.pread(descriptor, 2, start))
        first, length = start + 2, 12
    for number in range(min(count, _MOST)):
        entry = os.pread(descriptor, length, first + number * length)
        (tag,) = layout.unpack("H", entry[:2])
        if tag in _STARTS | _SIZES:
            yield tag, _values(descriptor, entry, layout)


def _values(descriptor: int, entry: bytes, layout: _Layout) -> tuple[int, ...]:
    (kind,) = layout.unpack("H", entry[2:4])
    word = "Q" if layout.big else "I"
    width = struct.calcsize(word)
    (count,) = layout.unpack(word, entry[4 : 4 + width])
    field = entry[4 + width :]
    code = _CODES.get(kind, "I")
    size = count * struct.calcsize(code)
    if count > _MOST:
        raise ValueError(count)
    if size > len(field):
        field = os.pread(descriptor, size, *layout.unpack(word, field))
    return layout.unpack(f"{count}{code}", field[:size])
