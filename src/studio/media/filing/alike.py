"""Finds files of equal content: by size, then by both ends, and only what still agrees by the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from studio.core.run import stop_if_cancelled
from studio.media.filing import digests
from studio.media.filing.digests import Algorithm
from studio.media.filing.pacing import Each, Pace
from studio.media.filing.shelf import Shelf
from studio.media.filing.walking import Unread, reason

_AT_ONCE = 2000
_BYTES_AT_ONCE = 16_000_000
_SHARES = 8

Places = list[int]


class Memory(Protocol):
    """Hashes that are known from before."""

    def recall(self, sort: str, shelf: Shelf, places: Sequence[int]) -> dict[int, bytes]:
        """What is known of some files, of those that are as they were."""

    def keep(self, sort: str, shelf: Shelf, found: Mapping[int, bytes]) -> None:
        """Remember what was found now."""


def _one_by_one(work: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
    return [work(item) for item in items]


def _nobody(*_: object) -> None:
    """Be told, and do nothing."""


@dataclass(slots=True)
class Comparing:
    """How files are compared.

    Attributes:
        algorithm: The hash of the whole.
        memory: What is known from before, if that counts.
        each: What spreads work over threads.
        tell: Told how many files of how many were looked at, in which pass.
        unread: Files that could not be read, or changed meanwhile.
        smallest: Files below this size do not count, and empty ones never do.
        remembered: How many hashes were known from before.
    """

    algorithm: Algorithm = "xxh3"
    memory: Memory | None = None
    each: Each = _one_by_one
    tell: Callable[[str, int, int], object] = _nobody
    unread: list[Unread] = field(default_factory=list)
    smallest: int = 1
    remembered: int = 0

    def groups(self, shelf: Shelf) -> dict[bytes, Places]:
        """The places of files of equal content, by their hash; of a file with several names the first."""
        ends = self._ends(shelf, shelf.in_disk_order(_of_shared_size(shelf, self.smallest)))
        found = _agreeing(ends)
        if self.algorithm == "xxh3":
            settled = {
                hash: group for hash, group in found.items() if digests.is_short(shelf.sizes[group[0]])
            }
        else:
            settled = {}
        open_ = [place for hash, group in found.items() if hash not in settled for place in group]
        return settled | _agreeing(self._wholes(shelf, shelf.in_disk_order(open_)))

    def _ends(self, shelf: Shelf, places: Places) -> dict[int, bytes]:
        """What both ends of each file come to."""
        known, missing = self._remembered("ends", shelf, places)
        pace = Pace(self.each)
        for some in _cut(missing, _AT_ONCE):
            self.tell("Comparing the ends", len(known), len(places))
            stop_if_cancelled()
            parts = _cut(some, _AT_ONCE // _SHARES)
            for found in pace.each(lambda part: self._read_ends(shelf, part), parts):
                self._learn("ends", shelf, found, known)
        return known

    def _read_ends(self, shelf: Shelf, places: Places) -> dict[int, bytes]:
        paths = shelf.paths
        return digests.ends(
            paths,
            shelf.sizes,
            places,
            lambda place, error: self.unread.append(Unread(paths[place], reason(error))),
        )

    def _wholes(self, shelf: Shelf, places: Places) -> dict[int, bytes]:
        """The hash of each file as a whole."""
        known, missing = self._remembered(self.algorithm, shelf, places)
        each = Pace(self.each).each if self.algorithm == "xxh3" else self.each
        for some in _by_weight(shelf, missing, _BYTES_AT_ONCE * _SHARES):
            self.tell("Comparing what is between", len(known), len(places))
            parts = list(_by_weight(shelf, some, _BYTES_AT_ONCE))
            for found in each(lambda part: self._read_wholes(shelf, part), parts):
                self._learn(self.algorithm, shelf, found, known)
        return known

    def _read_wholes(self, shelf: Shelf, places: Places) -> dict[int, bytes]:
        found = {}
        for place in places:
            path, size, modified_ns = shelf.paths[place], shelf.sizes[place], shelf.modified[place]
            try:
                found[place] = digests.whole(path, self.algorithm, size=size, modified_ns=modified_ns)
            except OSError as error:
                self.unread.append(Unread(path, reason(error)))
        return found

    def _remembered(self, sort: str, shelf: Shelf, places: Places) -> tuple[dict[int, bytes], Places]:
        known = self.memory.recall(sort, shelf, places) if self.memory else {}
        self.remembered += len(known)
        return known, [place for place in places if place not in known] if known else places

    def _learn(self, sort: str, shelf: Shelf, found: dict[int, bytes], known: dict[int, bytes]) -> None:
        known.update(found)
        if self.memory:
            self.memory.keep(sort, shelf, found)


def _of_shared_size(shelf: Shelf, smallest: int) -> Places:
    """The files that others have the size of; those of several names once, and no empty ones."""
    named: set[tuple[int, int]] = set()
    sizes = list(shelf.sizes)
    for place, links in enumerate(shelf.links if max(shelf.links, default=1) > 1 else ()):
        if links > 1:
            if (identity := shelf.identity(place)) in named:
                sizes[place] = 0
            named.add(identity)
    least = max(1, smallest)
    shared = {size for size, files in Counter(sizes).items() if files > 1 and size >= least}
    return [place for place, size in enumerate(sizes) if size in shared]


def _agreeing(hashes: Mapping[int, bytes]) -> dict[bytes, Places]:
    """The files that have the same hash, where there are several; in their order."""
    found: dict[bytes, Places] = {hash: [] for hash, files in Counter(hashes.values()).items() if files > 1}
    for place, hash in hashes.items():
        if hash in found:
            found[hash].append(place)
    for files in found.values():
        files.sort()
    return found


def _cut(places: Places, count: int) -> Iterator[Places]:
    return (places[first : first + count] for first in range(0, len(places), count))


def _by_weight(shelf: Shelf, places: Places, most: int) -> Iterator[Places]:
    """Runs of files of so many bytes together, or of a single larger one."""
    some: Places = []
    weight = 0
    for place in places:
        if some and weight + shelf.sizes[place] > most:
            yield some
            some, weight = [], 0
        some.append(place)
        weight += shelf.sizes[place]
    if some:
        yield some
