"""The hashes of files in the home's database, by which a file that has not changed is not read again."""

from __future__ import annotations

import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from struct import Struct

from studio.core.errors import StudioError
from studio.media.filing.shelf import Shelf
from studio.store import database

_BLOCK = 256
_HELD = 50_000
_SETTLED_NS = 2_000_000_000
_SIGNED = 1 << 63
_LENGTHS = {"ends": 16, "xxh3": 16, "sha256": 32, "md5": 16}

_LOOK_UP = "SELECT entries FROM digests WHERE sort = ? AND device = ? AND block = ?"
_WRITE = "INSERT OR REPLACE INTO digests (sort, device, block, entries) VALUES (?, ?, ?, ?)"

Entry = tuple[int, int, int, bytes]
"""The number of a file, its size, when it was modified, and its hash."""


class Digests:
    """The memory of one search. A database that cannot be used costs time, nothing else.

    Files are the same as long as device, inode, size and time of modification are. One that was modified
    within the last two seconds is not remembered: it could change again without its time showing it.
    """

    def __init__(self, home: Path) -> None:
        self.fault = ""
        self._settled = time.time_ns() - _SETTLED_NS
        self._waiting: dict[tuple[str, int, int], list[Entry]] = defaultdict(list)
        self._held = 0
        self._connection: sqlite3.Connection | None = None
        try:
            self._connection = database.connect(home)
        except StudioError as error:
            self.fault = error.message

    def recall(self, sort: str, shelf: Shelf, places: Sequence[int]) -> dict[int, bytes]:
        """What is known of some files, of those that are as they were."""
        known: dict[int, bytes] = {}
        if self._connection is None:
            return known
        inodes, devices, sizes, modified = shelf.inodes, shelf.devices, shelf.sizes, shelf.modified
        here, there = None, {}
        try:
            for place in places:
                inode = inodes[place]
                block = (devices[place], inode // _BLOCK)
                if block != here:
                    here, there = block, {entry[0]: entry for entry in self._entries(sort, *block)}
                entry = there.get(inode)
                if entry and entry[1] == sizes[place] and entry[2] == modified[place]:
                    known[place] = entry[3]
        except sqlite3.Error as error:
            self._give_up(error)
        return known

    def keep(self, sort: str, shelf: Shelf, found: Mapping[int, bytes]) -> None:
        """Remember what was found now, once enough of it has come together."""
        settled = self._settled
        for place, hash in found.items():
            if (modified := shelf.modified[place]) < settled:
                inode = shelf.inodes[place]
                block = (sort, shelf.devices[place], inode // _BLOCK)
                self._waiting[block].append((inode, shelf.sizes[place], modified, hash))
        self._held += len(found)
        if self._held >= _HELD:
            self.flush()

    def flush(self) -> None:
        """Write down what was found."""
        blocks, self._waiting, self._held = self._waiting, defaultdict(list), 0
        if self._connection is None or not blocks:
            return
        try:
            with database.transaction(self._connection):
                self._connection.executemany(
                    _WRITE, [self._merged(*block) for block in sorted(blocks.items())]
                )
        except (StudioError, sqlite3.Error) as error:
            self._give_up(error)

    def close(self) -> None:
        """Write down what was found, and let go of the database."""
        self.flush()
        if self._connection is not None:
            self._connection.close()

    def _entries(self, sort: str, device: int, block: int) -> Iterable[Entry]:
        assert self._connection
        row = self._connection.execute(_LOOK_UP, (sort, _fitted(device), block)).fetchone()
        return _form(sort).iter_unpack(row[0]) if row else ()

    def _merged(self, key: tuple[str, int, int], new: list[Entry]) -> tuple[str, int, int, bytes]:
        """A block as it is from now on: what another search wrote meanwhile stays."""
        sort, device, block = key
        entries = {entry[0]: entry for entry in (*self._entries(*key), *new)}
        pack = _form(sort).pack
        return sort, _fitted(device), block, b"".join([pack(*entry) for entry in entries.values()])

    def _give_up(self, error: Exception) -> None:
        """Go on without; the search itself needs no memory."""
        self.fault = error.message if isinstance(error, StudioError) else str(error)
        with suppress(sqlite3.Error):
            if self._connection is not None:
                self._connection.close()
        self._connection = None


@cache
def _form(sort: str) -> Struct:
    return Struct(f"<Qqq{_LENGTHS[sort]}s")


def _fitted(number: int) -> int:
    """Numbers fit the database, which counts from -2^63."""
    return number if number < _SIGNED else number - 2 * _SIGNED
