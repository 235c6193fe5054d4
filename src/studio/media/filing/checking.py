"""Holds a folder against a manifest: what is as it was, changed, missing, new, or only elsewhere."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.media.filing import digests
from studio.media.filing.digests import Algorithm
from studio.media.filing.manifests import Manifest
from studio.media.filing.pacing import Each, Pace
from studio.media.filing.walking import Unread, reason

_BYTES_AT_ONCE = 32_000_000
_SHARES = 4

Sizes = Mapping[str, int]
"""How many bytes each file has, by its name as seen from the folder."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of the files of a manifest, by their names as seen from the folder.

    Attributes:
        same: How many are as they were.
        changed: Those whose content is another.
        missing: Those that are not there.
        new: Those that the manifest does not know.
        moved: Those that lie elsewhere now, each with the place where it is.
        unread: Those that could not be read.
    """

    same: int
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    new: tuple[str, ...]
    moved: tuple[tuple[str, str], ...]
    unread: tuple[Unread, ...]


@dataclass(slots=True)
class Reading:
    """How files are read.

    Attributes:
        folder: Where they lie.
        algorithm: Which hash is made.
        each: What spreads work over threads.
        tell: Told how many files of how many were read.
    """

    folder: Path
    algorithm: Algorithm
    each: Each
    tell: Callable[[int, int], object]

    def hashes(self, sizes: Sizes) -> tuple[dict[str, bytes], list[Unread]]:
        """The hash of each file, of every byte of it: nothing that is remembered would show what went bad."""
        found: dict[str, bytes] = {}
        unread: list[Unread] = []
        each = Pace(self.each).each if self.algorithm == "xxh3" else self.each
        for some in _by_weight(sizes.items(), _BYTES_AT_ONCE * _SHARES):
            self.tell(len(found), len(sizes))
            parts = list(_by_weight(((name, sizes[name]) for name in some), _BYTES_AT_ONCE))
            for hashes, problems in each(self._read, parts):
                found |= hashes
                unread += problems
        self.tell(len(sizes), len(sizes))
        return {name: found[name] for name in sizes if name in found}, unread

    def _read(self, names: Sequence[str]) -> tuple[dict[str, bytes], list[Unread]]:
        found: dict[str, bytes] = {}
        unread = []
        for name in names:
            try:
                found[name] = digests.whole(os.path.join(self.folder, name), self.algorithm)  # noqa: PTH118
            except OSError as error:
                unread.append(Unread(name, reason(error)))
        return found, unread


def check(manifest: Manifest, there: Sizes, reading: Reading) -> Checked:
    """Hold the files that are there against a manifest.

    New files are read only if some are missing, to find out whether they are those.
    """
    missing = [name for name in manifest.hashes if name not in there]
    new = [name for name in there if name not in manifest.hashes]
    known = [name for name in manifest.hashes if name in there]
    read, unread = reading.hashes({name: there[name] for name in [*known, *(new if missing else ())]})
    changed = tuple(name for name in known if name in read and read[name] != manifest.hashes[name])
    moved = _moved(missing, new, manifest.hashes, read)
    came, went = {new for _, new in moved}, {old for old, _ in moved}
    same = sum(name in read for name in known) - len(changed)
    return Checked(
        same=same,
        changed=changed,
        missing=tuple(name for name in missing if name not in went),
        new=tuple(name for name in new if name not in came),
        moved=moved,
        unread=tuple(unread),
    )


def _moved(
    missing: Iterable[str], new: Iterable[str], before: Mapping[str, bytes], now: Mapping[str, bytes]
) -> tuple[tuple[str, str], ...]:
    """Missing files whose content has come up under a new name; of several equal ones each has its own."""
    places: dict[bytes, list[str]] = defaultdict(list)
    for name in new:
        if name in now:
            places[now[name]].append(name)
    pairs = []
    for name in missing:
        if found := places[before[name]]:
            # A file that kept its name is more likely the one than another that is equal.
            kept = (place for place in found if os.path.basename(place) == os.path.basename(name))  # noqa: PTH119
            place = next(kept, found[0])
            found.remove(place)
            pairs.append((name, place))
    return tuple(pairs)


def _by_weight(files: Iterable[tuple[str, int]], most: int) -> Iterator[list[str]]:
    """Runs of files of so many bytes together, or of a single larger one."""
    some: list[str] = []
    weight = 0
    for name, size in files:
        if some and weight + size > most:
            yield some
            some, weight = [], 0
        some.append(name)
        weight += size
    if some:
        yield some
