"""Where files of the usual formats end by what they say themselves, in bytes.

Every function takes an open file and its size. It returns where the file should end, which lies behind its
real end if that is missing; None where the format does not say.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

# What a whole MP4 is made of; anything else behind it is somebody's addition, and no reason to worry.
_BOXES = {b"ftyp", b"moov", b"mdat", b"moof", b"free", b"skip", b"wide", b"styp", b"sidx", b"mfra", b"uuid"}
_BOXES |= {b"meta", b"pdin", b"udta", b"emsg", b"prft", b"junk", b"pnot"}
_UNTOLD = (0, 0xFFFFFFFF)
_ASF_DATA = bytes.fromhex("3626b2758e66cf11a6d900aa0062ce6c")
_ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_EBML, _SEGMENT = 0x1A45DFA3, 0x18538067
_PAGE, _LARGEST_PAGE = 27, 65_307
_SYNC, _PACKETS = 0x47, (188, 192, 204)
_LARGEST_FRAME, _FRAMES = 8191, 3


def boxes(file: BinaryIO, size: int) -> int | None:
    """The last box of an MP4; one of fragments may end behind any of them."""
    place, kinds = 0, set()
    while place + 8 <= size:
        file.seek(place)
        length, kind = struct.unpack(">I4s", file.read(8))
        if length == 1:
            length = int.from_bytes(file.read(8), "big")
        if length == 0 or kind not in _BOXES:
            break
        kinds.add(kind)
        place += max(8, length)
    open_ended = b"moof" in kinds and b"mfra" not in kinds
    return None if open_ended and place <= size else max(place, size)


def riff(file: BinaryIO, size: int) -> int | None:
    """The last of the large chunks of a WAV or AVI; those written to a pipe could not know.

    One byte is forgiven: some writers leave the padding out.
    """
    place: int | None = None
    while (place or 0) + 12 <= size:
        file.seek(place or 0)
        kind, length = struct.unpack("<4sI", file.read(8))
        if kind != b"RIFF":
            break
        if length in _UNTOLD:
            return None
        place = (place or 0) + length + 8
    return None if place is None else max(place - 1, 0)


def wave64(file: BinaryIO, size: int) -> int | None:  # noqa: ARG001
    file.seek(16)
    length = int.from_bytes(file.read(8), "little", signed=True)
    return length if length > 0 else None


def core_audio(file: BinaryIO, size: int) -> int | None:
    """The last chunk of a CAF, unless it was left open while recording."""
    place = 8
    while place + 12 <= size:
        file.seek(place + 4)
        length = int.from_bytes(file.read(8), "big", signed=True)
        if length < 0:
            return None
        place += 12 + length
    return place


def advanced_systems(file: BinaryIO, size: int) -> int | None:
    """The data of a WMA or WMV, unless it was sent as it was made."""
    place = 0
    while place + 24 <= size:
        file.seek(place)
        kind, length = file.read(16), int.from_bytes(file.read(8), "little")
        if length < 24:
            return None
        place += length
        if kind == _ASF_DATA:
            return place
        if kind != _ASF_HEADER:
            return None
    return place


def matroska(file: BinaryIO, size: int) -> int | None:  # noqa: ARG001
    """The segment of a Matroska or WebM file; live ones leave its length open."""
    place = 0
    for wanted in (_EBML, _SEGMENT):
        file.seek(place)
        head = file.read(12)
        if len(head) < 12 or int.from_bytes(head[:4], "big") != wanted:
            return None
        width = 9 - head[4].bit_length()
        length = int.from_bytes(head[4 : 4 + width], "big") & ((1 << 7 * width) - 1)
        if width > 8 or length == (1 << 7 * width) - 1:
            return None
        place += 4 + width + length
    return place


def ogg(file: BinaryIO, size: int) -> int | None:
    """The last page of an Ogg file. A stream whose last page does not say so may go on, or may not."""
    file.seek(max(0, size - 2 * _LARGEST_PAGE))
    begin, tail = file.tell(), file.read()
    place = tail.rfind(b"OggS")
    head = tail[place : place + _PAGE]
    if place < 0:
        return None
    if len(head) < _PAGE:
        return size + 1
    table = tail[place + _PAGE : place + _PAGE + head[26]]
    end = begin + place + _PAGE + head[26] + sum(table)
    if len(table) < head[26] or end > size:
        return max(end, size + 1)
    return end if head[5] & 4 and end == size else None


def transport_stream(file: BinaryIO, size: int) -> int | None:
    """The last packet of a transport stream; whether there should be another, nobody can say."""
    file.seek(0)
    head = file.read(4 * max(_PACKETS))
    for length in _PACKETS:
        for first in range(length):
            if all(
                head[place : place + 1] == bytes([_SYNC])
                for place in range(first, first + 4 * length, length)
            ):
                # Those of 192 bytes begin with a time of four, those of 204 end with more.
                lead = first - 4 if length == 192 else first
                over = (size - lead) % length
                return size + length - over if over else None
    return None


def adts(file: BinaryIO, size: int) -> int | None:
    """The last frame of raw AAC; whether there should be another, nobody can say."""
    begin = max(0, size - (_FRAMES + 1) * _LARGEST_FRAME)
    file.seek(begin)
    tail = file.read()
    if tail[-128:-125] == b"TAG":
        tail = tail[:-128]
    for first in range(min(len(tail), _LARGEST_FRAME)):
        places = list(_frames(tail, first))
        if len(places) > _FRAMES:
            end = begin + places[-1]
            return end + size - begin - len(tail) if places[-1] > len(tail) else None
    return None


def _frames(data: bytes, place: int) -> list[int]:
    """Where ADTS frames begin one after the other, and where the last ends."""
    places = [place]
    while place + 7 <= len(data) and data[place] == 0xFF and data[place + 1] & 0xF6 == 0xF0:
        length = (data[place + 3] & 3) << 11 | data[place + 4] << 3 | data[place + 5] >> 5
        if length < 7:
            break
        place += length
        places.append(place)
    return places
