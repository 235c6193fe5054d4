"""The hashes of files in the home's database, by which a file that has not changed is not read again."""

from __future__ import annotations

import sqlite3
import time
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import StudioError
from studio.media.filing.shelf import Shelf
from studio.store import database

_BLOCK = 256
_HELD = 50_000
_SETTLED_NS = 2_000_000_000
_SIGNED = 1 << 63
_LENGTHS = {"ends": 16, "xxh3": 16, "sha256": 32, "md5": 16}

_ANYTHING = "SELECT 1 FROM digests LIMIT 1"
_LOOK_UP = "SELECT entries FROM digests WHERE sort = ? AND device = ? AND block = ?"
_WRITE = "INSERT OR REPLACE INTO digests (sort, device, block, entries) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of the files of one block, those of the smallest number first.

    It is kept in columns, for hundreds of thousands of rows take longer to make than files take to be read.

    Attributes:
        facts: The numbers of the files, their sizes, and when they were modified.
        hashes: The hash of each.
    """

    facts: tuple[array[int], array[int], array[int]]
    hashes: Sequence[bytes]

    @classmethod
    def of(
        cls,
        shelf: Shelf,
        numbers: Sequence[int],
        places: Sequence[int],
        found: Mapping[int, bytes] | None = None,
    ) -> Columns:
        """Files in disk order, with what was found out about them."""
        sizes, modified = shelf.sizes, shelf.modified
        facts = (
            array("Q", numbers),
            array("q", [sizes[place] for place in places]),
            array("q", [modified[place] for place in places]),
        )
        return cls(facts, [found[place] for place in places] if found else ())

    @classmethod
    def read(cls, written: bytes, length: int) -> Columns:
        """What was written down."""
        numbers = len(written) // (24 + length) * 8
        facts = array("Q"), array("q"), array("q")
        for at, column in enumerate(facts):
            column.frombytes(written[at * numbers : (at + 1) * numbers])
        begin = 3 * numbers
        return cls(facts, [written[at : at + length] for at in range(begin, len(written), length)])

    def written(self) -> bytes:
        """As it is written down."""
        return b"".join([*(column.tobytes() for column in self.facts), *self.hashes])

    def rows(self) -> Iterator[tuple[int, int, int, bytes]]:
        """File by file."""
        return zip(*self.facts, self.hashes, strict=True)

    def with_those_of(self, newer: Columns) -> Columns:
        """Both together; where a file is in both, as it is in the newer."""
        rows = sorted({row[0]: row for row in (*self.rows(), *newer.rows())}.values())
        numbers, sizes, modified, hashes = zip(*rows, strict=True)
        return Columns((array("Q", numbers), array("q", sizes), array("q", modified)), hashes)


class Digests:
    """The memory of one search. A database that cannot be used costs time, nothing else.

    Files are the same as long as device, inode, size and time of modification are. One that was modified
    within the last two seconds is not remembered: it could change again without its time showing it.
    """

    def __init__(self, home: Path) -> None:
        self.fault = ""
        self._settled = time.time_ns() - _SETTLED_NS
        self._waiting: dict[str, dict[int, bytes]] = defaultdict(dict)
        self._shelf = Shelf()
        self._held = 0
        self._connection: sqlite3.Connection | None = None
        self._is_new = False
        try:
            self._connection = database.connect(home)
            self._is_new = self._connection.execute(_ANYTHING).fetchone() is None
        except StudioError as error:
            self.fault = error.message
        except sqlite3.Error as error:
            self._give_up(error)

    def recall(self, sort: str, shelf: Shelf, places: Sequence[int]) -> dict[int, bytes]:
        """What is known of some files, of those that are as they were."""
        known: dict[int, bytes] = {}
        if self._connection is None or self._is_new:
            return known
        try:
            for device, block, numbers, some in _blocks(shelf, places):
                if there := self._read(sort, device, block):
                    known.update(_unchanged(there, Columns.of(shelf, numbers, some), some))
        except sqlite3.Error as error:
            self._give_up(error)
        return known

    def keep(self, sort: str, shelf: Shelf, found: Mapping[int, bytes]) -> None:
        """Remember what was found now, once enough of it has come together."""
        if shelf is not self._shelf:
            self.flush()
            self._shelf = shelf
        self._waiting[sort].update(found)
        self._held += len(found)
        if self._held >= _HELD:
            self.flush()

    def flush(self) -> None:
        """Write down what was found."""
        waiting, self._waiting, self._held = self._waiting, defaultdict(dict), 0
        if self._connection is None or not waiting:
            return
        shelf, modified, settled = self._shelf, self._shelf.modified, self._settled
        try:
            with database.transaction(self._connection):
                for sort, found in waiting.items():
                    still = [place for place in found if modified[place] < settled]
                    rows = [
                        self._merged(sort, device, block, Columns.of(shelf, numbers, some, found))
                        for device, block, numbers, some in _blocks(shelf, shelf.in_disk_order(still))
                    ]
                    self._connection.executemany(_WRITE, rows)
        except (StudioError, sqlite3.Error) as error:
            self._give_up(error)

    def close(self) -> None:
        """Write down what was found, and let go of the database."""
        self.flush()
        if self._connection is not None:
            self._connection.close()

    def _read(self, sort: str, device: int, block: int) -> Columns | None:
        assert self._connection
        row = self._connection.execute(_LOOK_UP, (sort, _fitted(device), block)).fetchone()
        return Columns.read(row[0], _LENGTHS[sort]) if row else None

    def _merged(self, sort: str, device: int, block: int, new: Columns) -> tuple[str, int, int, bytes]:
        """A block as it is from now on: what another search wrote meanwhile stays."""
        there = self._read(sort, device, block)
        entries = new if there is None else there.with_those_of(new)
        return sort, _fitted(device), block, entries.written()

    def _give_up(self, error: Exception) -> None:
        """Go on without; the search itself needs no memory."""
        self.fault = error.message if isinstance(error, StudioError) else str(error)
        with suppress(sqlite3.Error):
            if self._connection is not None:
                self._connection.close()
        self._connection = None


def _blocks(shelf: Shelf, places: Sequence[int]) -> Iterator[tuple[int, int, Sequence[int], Sequence[int]]]:
    """Files in disk order, block by block: device, number of the block, their numbers, their places."""
    devices = set(map(shelf.devices.__getitem__, places))
    for device in devices:
        here = places if len(devices) == 1 else [place for place in places if shelf.devices[place] == device]
        numbers = [shelf.inodes[place] for place in here]
        first = 0
        while first < len(numbers):
            block = numbers[first] // _BLOCK
            end = bisect_left(numbers, (block + 1) * _BLOCK, first)
            yield device, block, numbers[first:end], here[first:end]
            first = end


def _unchanged(there: Columns, now: Columns, places: Sequence[int]) -> Iterable[tuple[int, bytes]]:
    """The hashes of those that are as they were."""
    if now.facts == there.facts:
        return zip(places, there.hashes, strict=True)
    before = {number: (size, when, hash) for number, size, when, hash in there.rows()}
    found = []
    for place, number, size, when in zip(places, *now.facts, strict=True):
        if (entry := before.get(number)) and entry[:2] == (size, when):
            found.append((place, entry[2]))
    return found


def _fitted(number: int) -> int:
    """Numbers fit the database, which counts from -2^63."""
    return number if number < _SIGNED else number - 2 * _SIGNED
