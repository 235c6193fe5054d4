"""Writing down the hashes of a folder's files, and checking later that they are as they were."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from studio.core.errors import BadInput
from studio.core.materials import AnyFile, Folder
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.filing.checking import Checked, Reading
    from studio.media.filing.walking import Walk


@dataclass(frozen=True)
class Moved:
    """A file that lies elsewhere now.

    Attributes:
        before: Where the manifest knows it.
        now: Where it lies.
    """

    before: str
    now: str


@dataclass(frozen=True)
class Unchecked:
    """A file or folder that could not be read.

    Attributes:
        file: Its name.
        reason: Why.
    """

    file: str
    reason: str


@dataclass(frozen=True)
class Verified:
    """What was written down, or what became of it since.

    Attributes:
        summary: What was written down or found, in words.
        manifest: The manifest that was written; none where one was checked.
        algorithm: Which hash it holds.
        files: How many files were read.
        intact: Whether all it knows are as they were; new ones do no harm. None where nothing was checked.
        same: How many are as they were.
        changed: Those whose content is another.
        missing: Those that are nowhere.
        new: Those the manifest does not know.
        moved: Those of the same content that lie elsewhere now.
        unread: What could not be read.
    """

    summary: str
    manifest: AnyFile | None
    algorithm: str
    files: int
    intact: bool | None
    same: int | None
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    new: tuple[str, ...]
    moved: tuple[Moved, ...]
    unread: tuple[Unchecked, ...]


@tool
def verify(
    folder: Folder,
    *,
    against: AnyFile | None = None,
    algorithm: Literal["xxh3", "sha256", "md5"] = "xxh3",
    hidden: bool = False,
    strict: bool = False,
) -> Verified:
    """Write down the hashes of a folder's files, or check them against a manifest.

    Every byte of every file is read, both times; nothing that is remembered would show what went bad on the
    disk. A manifest is written as sha256sum, md5sum and xxh128sum write it, and theirs are read as well.
    Links are not followed; pipes and devices are passed by.

    Args:
        folder: The folder, with all below it.
        against: The manifest to check it against; names in it are seen from the folder.
        algorithm: The hash to write; a manifest that is checked says itself which it holds.
        hidden: Look at files and folders whose names begin with a dot, too.
        strict: Fail unless every file of the manifest is as it was.

    Examples:
        studio files verify delivery/
        studio files verify delivery/ --algorithm sha256 --out delivery.sha256
    """
    from studio.media.filing import manifests, walking
    from studio.media.filing.checking import Reading, check

    known = manifests.read(against) if against else None
    walk = walking.start([folder], hidden=hidden)
    there = _sizes(walk, folder, against)
    chosen = known.algorithm if known else algorithm
    reading = Reading(folder, chosen, run().each, _tell)
    if known:
        return _checked(check(known, there, reading), walk, chosen, strict=strict)
    return _written(there, reading, walk, folder)


def _sizes(walk: Walk, folder: Path, against: Path | None) -> dict[str, int]:
    """The files there are, as seen from the folder, without the manifest itself."""
    root = os.fspath(folder).rstrip("/") + "/"
    skipped = os.path.abspath(against) if against else ""
    return {
        found.path.removeprefix(root): found.size
        for found in walk
        if not skipped or os.path.abspath(found.path) != skipped
    }


def _tell(done: int, total: int) -> None:
    run().note("progress", label="Reading", done=done, total=total)


def _written(there: dict[str, int], reading: Reading, walk: Walk, folder: Path) -> Verified:
    from studio.media.filing import manifests

    hashes, unread = reading.hashes(there)
    if not hashes:
        raise BadInput(f"{folder} holds no files that could be read")
    suffix = manifests.SUFFIXES[reading.algorithm]
    target = run().folder / f"manifest{suffix}"
    made = manifests.write(manifests.Manifest(reading.algorithm, hashes), target)
    problems = _unchecked([*walk.unread, *unread])
    told = f"{_files(len(hashes))} written down"
    if problems:
        told += f", {len(problems):,} could not be read"
    return Verified(told, made, reading.algorithm, len(hashes), None, None, (), (), (), (), problems)


def _checked(found: Checked, walk: Walk, algorithm: str, *, strict: bool) -> Verified:
    from studio.store.filing.filed import legible

    intact = not (found.changed or found.missing or found.moved or found.unread or walk.unread)
    if strict and not intact:
        raise BadInput(_summary(found, intact=False), hint="leave out --strict to see which they are")
    return Verified(
        summary=_summary(found, intact=intact),
        manifest=None,
        algorithm=algorithm,
        files=found.same + len(found.changed),
        intact=intact,
        same=found.same,
        changed=tuple(map(legible, found.changed)),
        missing=tuple(map(legible, found.missing)),
        new=tuple(map(legible, found.new)),
        moved=tuple(Moved(legible(before), legible(now)) for before, now in found.moved),
        unread=_unchecked([*walk.unread, *found.unread]),
    )


def _summary(found: Checked, *, intact: bool) -> str:
    from studio.store.filing.filed import legible

    if intact:
        new = f", {len(found.new):,} new" if found.new else ""
        return f"{_files(found.same)} as {'it was' if found.same == 1 else 'they were'}{new}"
    lists = {"changed": found.changed, "missing": found.missing, "moved": [old for old, _ in found.moved]}
    lists["unreadable"] = [one.path for one in found.unread]
    told = [f"{len(names):,} {what} ({legible(names[0])} first)" for what, names in lists.items() if names]
    return f"not as it was: {', '.join(told) or 'a folder could not be read'}"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


def _unchecked(problems: Iterable[tuple[str, str]]) -> tuple[Unchecked, ...]:
    from studio.store.filing.filed import legible

    return tuple(Unchecked(legible(path), why) for path, why in problems)
