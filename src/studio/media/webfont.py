"""A font as a browser takes it from within a page: packed as WOFF."""

from __future__ import annotations

import struct
import zlib
from functools import cache

from studio.media.fontfile import Font


@cache
def woff(font: Font) -> bytes:
    """Return a face as a WOFF file."""
    data = font.path.read_bytes()
    parts = [(tag, data[start : start + size]) for tag, (start, size) in sorted(font.tables.items())]
    begin = 44 + 20 * len(parts)
    directory = body = b""
    for tag, part in parts:
        packed = min(zlib.compress(part, 9), part, key=len)
        directory += struct.pack(">4s4I", tag, begin + len(body), len(packed), len(part), _sum(part))
        body += packed + b"\0" * (-len(packed) % 4)
    unpacked = 12 + sum(16 + len(part) + -len(part) % 4 for _, part in parts)
    whole = begin + len(body)
    head = struct.pack(">4s4sI2HI2H5I", b"wOFF", font.flavour, whole, len(parts), 0, unpacked, 1, 0, *[0] * 5)
    return head + directory + body


def _sum(part: bytes) -> int:
    padded = part + b"\0" * (-len(part) % 4)
    numbers: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(numbers) & 0xFFFFFFFF
