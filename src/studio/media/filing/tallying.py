"""What folders take on disk: by folder, by kind, by age and by owner."""

from __future__ import annotations

import heapq
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from studio.media.filing.extensions import Kind, kind_of_name
from studio.media.filing.walking import Found

AGES: tuple[tuple[str, float], ...] = (
    ("yet to come", 0), ("last 24 hours", 1), ("last 7 days", 7), ("last 30 days", 30), ("last year", 365.25),
    ("1 to 2 years", 730.5), ("2 to 5 years", 1826.25), ("older", float("inf")),
)  # fmt: skip
"""How long ago files were modified, in days at most."""

_DAY_NS = 86_400 * 10**9
_SINGLE = 60


@dataclass(slots=True)
class Count:
    """How much there is of something.

    Attributes:
        taken: Bytes on disk.
        size: Bytes in files.
        files: How many files.
    """

    taken: int = 0
    size: int = 0
    files: int = 0

    def add(self, taken: int, size: int, files: int = 1) -> None:
        self.taken += taken
        self.size += size
        self.files += files


@dataclass(slots=True)
class Node:
    """A folder, with all below it.

    Attributes:
        name: Its name.
        whole: What it takes.
        kinds: What each kind takes of it, on disk.
        folders: The folders in it, by name.
        largest: Its largest files: bytes on disk, name and kind.
        rest: Its other files together, by kind: bytes on disk and how many.
    """

    name: str
    whole: Count = field(default_factory=Count)
    kinds: Counter[Kind] = field(default_factory=Counter)
    folders: dict[str, Node] = field(default_factory=dict)
    largest: list[tuple[int, str, Kind]] = field(default_factory=list)
    rest: dict[Kind, tuple[int, int]] = field(default_factory=dict)

    def put(self, taken: int, name: str, kind: Kind) -> None:
        """Note a file that lies in the folder itself; only the largest are kept one by one."""
        entry = (taken, name, kind)
        if len(self.largest) < _SINGLE:
            heapq.heappush(self.largest, entry)
            return
        taken, _, kind = heapq.heappushpop(self.largest, entry)
        so_far, count = self.rest.get(kind, (0, 0))
        self.rest[kind] = (so_far + taken, count + 1)


@dataclass(slots=True)
class Tally:
    """What a folder takes.

    Attributes:
        root: The folder and all below it.
        kinds: By class, as the names say.
        ages: By how long ago files were modified.
        owners: By the number of the owner.
        linked: How many names are further names of a file; they take nothing.
        largest: The largest files: bytes on disk, path.
    """

    root: Node
    kinds: dict[Kind, Count] = field(default_factory=dict)
    ages: dict[str, Count] = field(default_factory=dict)
    owners: dict[int, Count] = field(default_factory=dict)
    linked: int = 0
    largest: list[tuple[int, str]] = field(default_factory=list)


def tally(folder: str, by_folder: Iterable[list[Found]], now_ns: int, *, largest: int) -> Tally:
    """Add up what files take.

    Args:
        folder: The folder they lie below.
        by_folder: The files, of one folder after the other.
        now_ns: The moment ages are counted from.
        largest: How many of the largest files to name.
    """
    found = Tally(Node(os.path.basename(os.path.abspath(folder)) or folder))  # noqa: PTH119
    named: set[tuple[int, int]] = set()
    for files in by_folder:
        own = [file for file in files if not _is_known(file, named)]
        found.linked += len(files) - len(own)
        place = os.path.relpath(files[0].path.rpartition("/")[0] or "/", folder)
        way = _way(found.root, place)
        for file in own:
            _count(found, way, file, now_ns)
            entry = (file.blocks * 512, file.path)
            if len(found.largest) < largest:
                heapq.heappush(found.largest, entry)
            elif largest:
                heapq.heappushpop(found.largest, entry)
    found.largest.sort(reverse=True)
    return found


def _is_known(file: Found, named: set[tuple[int, int]]) -> bool:
    """Whether another name of a file was counted already."""
    if file.links < 2:
        return False
    key = (file.device, file.inode)
    if key in named:
        return True
    named.add(key)
    return False


def _way(root: Node, place: str) -> list[Node]:
    """All folders from the root to this one, made where they are new."""
    way = [root]
    for name in place.split("/") if place != "." else ():
        node = way[-1].folders.get(name)
        if node is None:
            node = way[-1].folders[name] = Node(name)
        way.append(node)
    return way


def _count(found: Tally, way: list[Node], file: Found, now_ns: int) -> None:
    taken, name = file.blocks * 512, file.path.rpartition("/")[2]
    kind = kind_of_name(name)
    for node in way:
        node.whole.add(taken, file.size)
        node.kinds[kind] += taken
    way[-1].put(taken, name, kind)
    days = (now_ns - file.modified_ns) / _DAY_NS
    age = next(age for age, most in AGES if days < most)
    found.kinds.setdefault(kind, Count()).add(taken, file.size)
    found.ages.setdefault(age, Count()).add(taken, file.size)
    found.owners.setdefault(file.owner, Count()).add(taken, file.size)


def owner_name(number: int) -> str:
    """The name of an owner; the number where nobody bears it any more."""
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except (KeyError, OverflowError):
        return str(number)
