"""What a TrueType or OpenType file holds: its faces, their names and the characters they can draw."""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO

from studio.core.errors import BadInput, NotFound

_COLLECTION = b"ttcf"
_SINGLE = {b"\0\1\0\0", b"OTTO", b"true"}
_OUTLINES = {b"glyf", b"CFF ", b"CFF2", b"CBDT", b"sbix"}
_COLOURS = {b"CBDT", b"COLR", b"sbix", b"SVG "}
# By which of its tables a face finds glyphs for characters: those that know all of Unicode first.
_CHARACTER_TABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
_ENGLISH = 0x409
_ITALIC = 0x201
_BY_INTENT = 0x80
_END = 0xFFFF


@dataclass(frozen=True, slots=True)
class Font:
    """One face in a font file.

    Attributes:
        path: The file.
        family: What its family is called: "Source Sans Pro".
        style: What tells it from its family: "Semibold", "Bold Italic".
        weight: How bold it is: 400 is regular, 700 bold.
        upright: Whether it is neither italic nor oblique.
        coloured: Whether its glyphs bring colours of their own, as emoji do.
        flavour: The kind of file its tables belong in.
        tables: Where its parts lie in the file: offset and length.
    """

    path: Path
    family: str
    style: str
    weight: int
    upright: bool
    coloured: bool
    flavour: bytes = field(repr=False)
    tables: Mapping[bytes, tuple[int, int]] = field(repr=False, hash=False, compare=False)

    @property
    def name(self) -> str:
        """What people call it."""
        return self.family if self.style == "Regular" else f"{self.family} {self.style}"

    def lacks(self, letters: Iterable[str]) -> list[str]:
        """Return the characters it cannot draw, each once."""
        characters = _characters(self)
        return [letter for letter in dict.fromkeys(letters) if not characters.glyph(ord(letter))]

    @property
    def ascent(self) -> float:
        """How far its lines reach above the baseline, in parts of the size of the type."""
        return _ascent(self)


@cache
def faces(path: Path) -> tuple[Font, ...]:
    """Return the faces in a font file or collection."""
    try:
        # Some are larger than all the pictures of a batch, and only their directories are wanted.
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return tuple(_face(path, data, start) for start in _starts(data))
    except FileNotFoundError as error:
        raise NotFound(f"there is no font {path}", hint="check the path") from error
    except OSError as error:
        raise BadInput(
            f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}", hint="name another font"
        ) from error
    except (ValueError, LookupError, struct.error) as error:
        raise BadInput(
            f"{path.name} is not a font that can be used here",
            hint="give a TrueType or OpenType file (.ttf, .otf, .ttc)",
        ) from error


def renamed(font: Font, name: str) -> bytes:
    """Return a face as a file of its own that answers to another name."""
    data = font.path.read_bytes()
    parts = {tag: data[start : start + size] for tag, (start, size) in font.tables.items()}
    parts[b"name"] = _name_table(name)
    head = struct.pack(">4s4H", font.flavour, len(parts), 0, 0, 0)
    body = b""
    start = len(head) + 16 * len(parts)
    for tag, part in sorted(parts.items()):
        head += struct.pack(">4s3I", tag, 0, start + len(body), len(part))
        body += part + b"\0" * (-len(part) % 4)
    return head + body


def _starts(data: mmap.mmap) -> tuple[int, ...]:
    if data[:4] == _COLLECTION:
        (count,) = struct.unpack_from(">I", data, 8)
        if not count:
            raise ValueError("no font")
        return struct.unpack_from(f">{min(count, 256)}I", data, 12)
    if data[:4] not in _SINGLE:
        raise ValueError("no font")
    return (0,)


def _face(path: Path, data: mmap.mmap, start: int) -> Font:
    flavour, count = struct.unpack_from(">4sH", data, start)
    records = [struct.unpack_from(">4s3I", data, start + 12 + 16 * number) for number in range(count)]
    tables = {tag: (offset, size) for tag, _, offset, size in records}
    if not tables.keys() & _OUTLINES or any(offset + size > len(data) for offset, size in tables.values()):
        raise ValueError("nothing to draw")
    names = _names(_part(data, tables, b"name"))
    weight, upright = _manner(_part(data, tables, b"OS/2"))
    return Font(
        path=path,
        family=names.get(16) or names.get(1) or path.stem,
        style=names.get(17) or names.get(2) or "Regular",
        weight=weight,
        upright=upright,
        coloured=bool(tables.keys() & _COLOURS),
        flavour=flavour,
        tables=tables,
    )


def _part(data: mmap.mmap, tables: Mapping[bytes, tuple[int, int]], tag: bytes) -> bytes:
    start, size = tables.get(tag, (0, 0))
    return data[start : start + size]


def _names(table: bytes) -> dict[int, str]:
    """Read the names of a face, English ones preferred."""
    names: dict[int, str] = {}
    if not table:
        return names
    _, count, storage = struct.unpack_from(">3H", table)
    for number in range(count):
        platform, _, language, kind, size, start = struct.unpack_from(">6H", table, 6 + 12 * number)
        raw = table[storage + start : storage + start + size]
        text = raw.decode("mac_roman" if platform == 1 else "utf-16-be", "replace").strip()
        if kind not in names or (platform == 3 and language == _ENGLISH):
            names[kind] = text
    return names


def _name_table(name: str) -> bytes:
    entries, texts = b"", b""
    for kind, text in ((1, name), (2, "Regular"), (4, name), (6, name)):
        raw = text.encode("utf-16-be")
        entries += struct.pack(">6H", 3, 1, _ENGLISH, kind, len(raw), len(texts))
        texts += raw
    count = len(entries) // 12
    return struct.pack(">3H", 0, count, 6 + len(entries)) + entries + texts


def _manner(table: bytes) -> tuple[int, bool]:
    if len(table) < 64:
        return 400, True
    (weight,) = struct.unpack_from(">H", table, 4)
    (selection,) = struct.unpack_from(">H", table, 62)
    return weight, not selection & _ITALIC


@cache
def _ascent(font: Font) -> float:
    """By the table for lines, or that of the makers' intent where the face asks for it."""
    try:
        with font.path.open("rb") as file:
            head, across, manner = (_read(file, font, tag) for tag in (b"head", b"hhea", b"OS/2"))
        (units,) = struct.unpack_from(">H", head, 18)
        (ascent,) = struct.unpack_from(">h", across, 4)
        if len(manner) >= 70 and struct.unpack_from(">H", manner, 62)[0] & _BY_INTENT:
            (ascent,) = struct.unpack_from(">h", manner, 68)
        return float(ascent / units)
    except (OSError, ZeroDivisionError, struct.error):
        return 0.9


def _read(file: IO[bytes], font: Font, tag: bytes) -> bytes:
    start, size = font.tables.get(tag, (0, 0))
    file.seek(start)
    return file.read(size)


@cache
def _characters(font: Font) -> _Characters:
    start, size = font.tables.get(b"cmap", (0, 0))
    try:
        with font.path.open("rb") as file:
            file.seek(start)
            return _character_table(file.read(size))
    except (OSError, ValueError, struct.error):
        # A face without a usable table can draw no character at all.
        return _Ranges(bytes(16))


def _character_table(table: bytes) -> _Characters:
    (count,) = struct.unpack_from(">H", table, 2)
    records = [struct.unpack_from(">HHI", table, 4 + 8 * number) for number in range(count)]
    places = {(platform, encoding): start for platform, encoding, start in records}
    for kind in _CHARACTER_TABLES:
        if kind in places:
            part = table[places[kind] :]
            (format,) = struct.unpack_from(">H", part)
            if format in (4, 12):
                return _Ranges(part) if format == 12 else _Segments(part)
    raise ValueError("no characters known by Unicode")


class _Segments:
    """Characters of the first 65,536, in segments (format 4)."""

    def __init__(self, table: bytes) -> None:
        self._table = table
        doubled = struct.unpack_from(">H", table, 6)[0]
        count = doubled // 2
        self._ends = struct.unpack_from(f">{count}H", table, 14)
        self._starts = struct.unpack_from(f">{count}H", table, 16 + doubled)
        self._deltas = struct.unpack_from(f">{count}H", table, 16 + 2 * doubled)
        self._offsets_at = 16 + 3 * doubled
        self._offsets = struct.unpack_from(f">{count}H", table, self._offsets_at)

    def glyph(self, code: int) -> int:
        """Return the number of the glyph for a character; 0 is the box for missing ones."""
        if code >= _END:
            return 0
        segment = bisect_left(self._ends, code)
        if segment == len(self._ends) or self._starts[segment] > code:
            return 0
        if not (offset := self._offsets[segment]):
            return int(code + self._deltas[segment]) & _END
        place = self._offsets_at + 2 * segment + offset + 2 * (code - self._starts[segment])
        number = int.from_bytes(self._table[place : place + 2], "big")
        return (number + self._deltas[segment]) & _END if number else 0


class _Ranges:
    """Characters of all Unicode, in ranges (format 12)."""

    def __init__(self, table: bytes) -> None:
        (count,) = struct.unpack_from(">I", table, 12)
        flat = struct.unpack_from(f">{3 * count}I", table, 16)
        self._starts, self._ends, self._glyphs = flat[::3], flat[1::3], flat[2::3]

    def glyph(self, code: int) -> int:
        """Return the number of the glyph for a character; 0 is the box for missing ones."""
        at = bisect_left(self._ends, code)
        if at == len(self._ends) or self._starts[at] > code:
            return 0
        return int(self._glyphs[at] + code - self._starts[at])


_Characters = _Segments | _Ranges
