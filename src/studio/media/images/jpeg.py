"""How strictly a JPEG can be read: where its header is regular, every complaint is about the pixels."""

import os
from typing import Literal

_SCAN = 0xDA
_JFIF, _ADOBE = 0xE0, 0xEE
_FILL = 0xFF
_BEGINNING = 16


def strictness(descriptor: int) -> Literal["warning", "truncated"]:
    """Say at which complaint of the engine an open JPEG is refused.

    Where pixels are missing or garbled in the middle, the engine paints something and only warns. But it
    warns of oddities of a header, too, which harm nobody; there only what is cut off can be told.
    """
    return "warning" if _regular(descriptor) else "truncated"


def _regular(descriptor: int) -> bool:
    """Whether one segment follows another up to the pixels, none of a kind the engine does not know."""
    place = 2
    while True:
        head = os.pread(descriptor, _BEGINNING, place)
        if len(head) < 4 or head[0] != _FILL:
            return False
        marker, length = head[1], int.from_bytes(head[2:4], "big")
        if marker == _SCAN:
            return True
        if marker == _FILL:
            place += 1
            continue
        if marker == _JFIF and head[4:9] == b"JFIF\0" and head[9] != 1:
            return False
        if marker == _ADOBE and head[4:9] == b"Adobe" and head[15] > 2:
            return False
        place += 2 + length
