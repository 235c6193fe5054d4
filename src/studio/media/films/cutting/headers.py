"""The headers of H.264 and H.265 streams: parameter sets, and packets in the form MP4 wants them."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

_START_CODE = re.compile(rb"\x00\x00\x00?\x01")
_SPS, _PPS = 7, 8
_HEVC_SETS = (32, 33, 34)


@dataclass(frozen=True)
class AvcHeader:
    """An H.264 configuration record: how long lengths are, and the parameter sets."""

    beginning: bytes
    sequence_sets: tuple[bytes, ...]
    picture_sets: tuple[bytes, ...]
    rest: bytes

    @property
    def length_size(self) -> int:
        return (self.beginning[4] & 3) + 1

    @classmethod
    def read(cls, record: bytes) -> AvcHeader | None:
        """Take a record apart; None when it is not one."""
        if len(record) < 7 or record[0] != 1:
            return None
        sequence, position = _sets(record, 6, record[5] & 31)
        picture, position = _sets(record, position + 1, record[position])
        return cls(record[:5], sequence, picture, record[position:])

    def with_sets(self, more: AvcHeader) -> bytes:
        """The record with the parameter sets of another stream beside its own."""
        sequence = (*self.sequence_sets, *more.sequence_sets)
        picture = (*self.picture_sets, *more.picture_sets)
        return b"".join(
            (
                self.beginning,
                bytes([0xE0 | len(sequence)]),
                *(struct.pack(">H", len(one)) + one for one in sequence),
                bytes([len(picture)]),
                *(struct.pack(">H", len(one)) + one for one in picture),
                self.rest,
            )
        )


def avc_from_start_codes(data: bytes) -> AvcHeader:
    """The parameter sets an encoder announces, as a header."""
    units = list(units_between_start_codes(data))
    return AvcHeader(
        b"\x01\x00\x00\x00\xff",
        tuple(unit for unit in units if unit[0] & 31 == _SPS),
        tuple(unit for unit in units if unit[0] & 31 == _PPS),
        b"",
    )


def hevc_sets(record: bytes) -> list[bytes]:
    """The parameter sets of an H.265 configuration record."""
    sets: list[bytes] = []
    position = 23
    for _ in range(record[22]):
        kind, count = record[position] & 63, int.from_bytes(record[position + 1 : position + 3], "big")
        units, position = _sets(record, position + 3, count)
        sets += units if kind in _HEVC_SETS else []
    return sets


def length_prefixed(data: bytes, size: int) -> bytes:
    """Start codes replaced by lengths, as MP4 keeps its packets."""
    return b"".join(len(unit).to_bytes(size, "big") + unit for unit in units_between_start_codes(data))


def units_between_start_codes(data: bytes) -> Iterator[bytes]:
    """The units of a stream that separates them by start codes."""
    return (unit for unit in _START_CODE.split(data) if unit)


def used_set_numbers(header: AvcHeader) -> set[int]:
    """The numbers the parameter sets of a stream bear; an edge must bear another."""
    return {_exp_golomb(one[4:]) for one in header.sequence_sets} | {
        _exp_golomb(one[1:]) for one in header.picture_sets
    }


def _sets(record: bytes, position: int, count: int) -> tuple[tuple[bytes, ...], int]:
    found = []
    for _ in range(count):
        length = int.from_bytes(record[position : position + 2], "big")
        found.append(record[position + 2 : position + 2 + length])
        position += 2 + length
    return tuple(found), position


def _exp_golomb(data: bytes) -> int:
    """The first number of a unit's payload, in the code H.264 writes numbers in."""
    bits = f"{int.from_bytes(data[:8], 'big'):0{len(data[:8]) * 8}b}"
    zeros = len(bits) - len(bits.lstrip("0"))
    return int(bits[zeros : 2 * zeros + 1], 2) - 1 if zeros < len(bits) // 2 else 0
