"""A whole search for equal files: through folders, by what is remembered, to which of them stays."""

from __future__ import annotations

import gc
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain
from pathlib import Path
from typing import Literal

from studio.core.run import run
from studio.media.filing import choosing, walking
from studio.media.filing.accounts import Account
from studio.media.filing.alike import Comparing, Places
from studio.media.filing.choosing import Equal, Keep, Things
from studio.media.filing.digests import Algorithm
from studio.media.filing.shelf import Shelf
from studio.store.filing.acts import FilingPlan
from studio.store.filing.digests import Digests
from studio.store.filing.filed import legible
from studio.store.filing.gathering import of_camera_apart
from studio.store.filing.home import home
from studio.store.filing.sparing import Sparing, Then
from studio.store.filing.undoing import Problem

By = Literal["content", "name", "size"]

_LARGEST = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, and how; the tool says what each of these means."""

    folders: Sequence[Path]
    reference: Sequence[Path] = ()
    by: By = "content"
    algorithm: Algorithm = "xxh3"
    keep: Keep = "first"
    smallest: int = 1
    hidden: bool = False
    follow: bool = False
    sequences: bool = True
    cache: bool = True
    without: Sequence[Path] = ()


@dataclass(slots=True)
class Search:
    """What was found.

    Attributes:
        by: What is equal.
        folder: The folder that all names are seen from.
        shelf: All files.
        chosen: The groups of equal files, those that waste most first, and which of each stay.
        hashes: The hash of each group, in hexadecimal.
        algorithm: Which hash it is.
        waste: What each group takes more than once.
        names: Further names of files that have several, by the one that stands for them.
        things: What belongs together.
        unread: What could not be looked at.
        remembered: How many hashes were known from before.
    """

    by: By
    folder: Path
    shelf: Shelf
    chosen: list[Equal]
    hashes: list[str]
    algorithm: Algorithm
    waste: list[int]
    names: dict[int, list[int]]
    things: Things
    unread: Sequence[tuple[str, str]]
    remembered: int

    @property
    def copies(self) -> int:
        """How many files are not needed, each of several names counted."""
        count = sum(len(equal.goes) for equal in self.chosen)
        if self.names:
            gone = chain.from_iterable(equal.goes for equal in self.chosen)
            count += sum(len(self.names.get(place, ())) for place in gone)
        return count

    @property
    def account(self) -> Account:
        belongs = {place: self.things.titles[thing] for place, thing in self.things.thing.items()}
        return Account(
            self.by, self.folder, self.shelf, self.chosen, self.hashes, self.waste, self.names, belongs
        )

    def largest(self) -> list[tuple[str, int, int]]:
        """What wastes most: what stays, how many copies of it there are, and what these take."""
        found: dict[tuple[int, int], int] = {}
        # Groups are in the order of what they waste, which only sequences and the like can add up to change.
        count = len(self.chosen) if self.things.thing else _LARGEST
        for equal, waste in zip(self.chosen[:count], self.waste[:count], strict=True):
            # A sequence is there as many times as its frames are on the whole.
            key = (self.things.lead(equal.stays[0]), len(equal.goes))
            found[key] = found.get(key, 0) + waste
        largest = nlargest(_LARGEST, found, key=found.__getitem__)
        return [(self._title(lead), copies, found[lead, copies]) for lead, copies in largest]

    def _title(self, place: int) -> str:
        """A file, or the sequence it leads, as people call it."""
        path = Path(self.shelf.paths[place])
        thing = self.things.thing.get(place)
        return legible(path if thing is None else path.with_name(self.things.titles[thing]))

    def plan(
        self, then: str, *, aside: Path | None, permanently: bool
    ) -> tuple[FilingPlan | None, list[Problem]]:
        """What is to be done to the copies, and which of them stay; no plan for a report alone."""
        if then == "report":
            return None, []
        sparing = Sparing(
            self.shelf, self.things, self.names, self.folder, _THEN[then], aside, permanently=permanently
        )
        hashes = self.hashes if self.algorithm == "xxh3" else [""] * len(self.hashes)
        title = f"{_TITLES[then]} copies in {legible(self.folder.name or self.folder)}"
        return sparing.plan(
            title, self.chosen, hashes, choosing.torn(self.chosen, self.things)
        ), sparing.stays


_THEN: dict[str, Then] = {then: then for then in ("aside", "hardlink", "reflink", "delete")}
_TITLES = {"aside": "Move aside", "hardlink": "Link", "reflink": "Share", "delete": "Delete"}


@contextmanager
def nothing_collected() -> Iterator[None]:
    """A search makes much and no circles of it; to look for some over and over takes a tenth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def search(wanted: Wanted) -> Search:
    """Look through folders for equal files."""
    by = wanted.by
    roots = [*wanted.reference, *wanted.folders]
    walk = walking.start(roots, hidden=wanted.hidden, follow=wanted.follow, without=wanted.without)
    shelf, protected = _shelved(walk, wanted.reference)
    comparing = Comparing(wanted.algorithm, smallest=wanted.smallest, each=run().each, tell=_tell)
    fault = ""
    if by == "content":
        groups, fault = _by_content(shelf, comparing, cache=wanted.cache)
    else:
        groups = {
            f"{by} {number}": group for number, group in enumerate(_by_fact(shelf, by, wanted.smallest))
        }
    concerned = chain.from_iterable(groups.values())
    things = choosing.things(shelf, concerned, of_camera_apart, frames_together=wanted.sequences)
    chosen = choosing.choose(shelf, groups.values(), keep=wanted.keep, protected=protected, things=things)
    sizes = shelf.sizes
    rows = [
        (len(equal.goes) * sizes[equal.stays[0]], equal, hash)
        for equal, hash in zip(chosen, groups, strict=True)
        if equal.goes
    ]
    rows.sort(key=lambda row: (-row[0], row[1].stays[0]))
    unread = [(one.path, one.why) for one in (*walk.unread, *comparing.unread)]
    unread += [(os.fspath(home()), f"remembers nothing: {fault}")] if fault else []
    is_content = by == "content"
    return Search(
        by=by,
        folder=_seen_from(wanted.folders),
        shelf=shelf,
        chosen=[equal for _, equal, _ in rows],
        hashes=[hash if is_content else "" for *_, hash in rows],
        algorithm=wanted.algorithm,
        waste=[waste if is_content else 0 for waste, *_ in rows],
        names=_further_names(shelf),
        things=things,
        unread=unread,
        remembered=comparing.remembered,
    )


def _shelved(walk: walking.Walk, reference: Sequence[Path]) -> tuple[Shelf, int]:
    """All files, and how many of them, at the beginning, lie in reference folders."""
    shelf = Shelf()
    roots = tuple(f"{os.fspath(root).rstrip('/')}/" for root in reference)
    protected = 0
    for files in walk.as_met():
        shelf.add(files)
        if roots and files[0][0].startswith(roots):
            protected = len(shelf)
    return shelf, protected


def _by_content(shelf: Shelf, comparing: Comparing, *, cache: bool) -> tuple[dict[str, Places], str]:
    """Groups by their hash, and what hindered remembering them."""
    if not cache:
        return _in_hexadecimal(comparing.groups(shelf)), ""
    with closing(Digests(home())) as memory:
        comparing.memory = memory
        found = _in_hexadecimal(comparing.groups(shelf))
    return found, memory.fault


def _in_hexadecimal(groups: dict[bytes, Places]) -> dict[str, Places]:
    return {hash.hex(): group for hash, group in groups.items()}


def _by_fact(shelf: Shelf, by: By, smallest: int) -> list[Places]:
    """Groups of files that share a name, in any letter case, or a size."""
    found: dict[object, Places] = defaultdict(list)
    for place, (path, size) in enumerate(zip(shelf.paths, shelf.sizes, strict=True)):
        if size >= smallest:
            found[path.rpartition("/")[2].casefold() if by == "name" else size].append(place)
    return [group for group in found.values() if len(group) > 1]


def _further_names(shelf: Shelf) -> dict[int, list[int]]:
    """Further names of files that have several here, by the first."""
    first: dict[tuple[int, int], int] = {}
    found: dict[int, list[int]] = {}
    for place, links in enumerate(shelf.links):
        if links > 1 and (one := first.setdefault(shelf.identity(place), place)) != place:
            found.setdefault(one, []).append(place)
    return found


def _tell(label: str, done: int, total: int) -> None:
    run().note("progress", label=label, done=done, total=total)


def _seen_from(folders: Sequence[Path]) -> Path:
    """The folder that holds all of the folders."""
    return Path(os.path.commonpath([os.path.abspath(folder) for folder in folders]))
