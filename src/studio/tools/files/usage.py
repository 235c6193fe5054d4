"""Telling what takes room in a folder, and drawing it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from studio.core.errors import BadInput
from studio.core.materials import AnyFile, Folder, Range, Unit, parse_bytes
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.filing.tallying import Count, Tally
    from studio.media.report import Report, Share

Size = Annotated[int, Range(0), Unit("bytes", parse_bytes)]

_NAMED = 12
_WIDE, _HIGH = 1440, 860


@dataclass(frozen=True)
class Taken:
    """What something takes.

    Attributes:
        what: What it is.
        taken: What it takes on disk.
        files: How many files it is.
    """

    what: str
    taken: Size
    files: int


@dataclass(frozen=True)
class Closed:
    """A folder that could not be looked into.

    Attributes:
        folder: Its name.
        reason: Why.
    """

    folder: str
    reason: str


@dataclass(frozen=True)
class Usage:
    """What takes room in a folder.

    Attributes:
        summary: What was found, in words.
        picture: The folder as a picture: each file an area as large as what it takes.
        files: How many files there are; of several names of one file, one counts.
        taken: What they take on disk.
        size: How many bytes they hold; sparse files hold more than they take, small ones less.
        hard_links: How many names are further names of a file.
        folders: The folders directly in it, those that take most first; twelve at most.
        kinds: By class, as the names say.
        ages: By when they were modified last.
        owners: By owner.
        largest: The twelve largest files.
        unread: What could not be looked into.
    """

    summary: str
    picture: AnyFile
    files: int
    taken: Size
    size: Size
    hard_links: int
    folders: tuple[Taken, ...]
    kinds: tuple[Taken, ...]
    ages: tuple[Taken, ...]
    owners: tuple[Taken, ...]
    largest: tuple[Taken, ...]
    unread: tuple[Closed, ...]


@tool
def usage(
    folder: Folder,
    *,
    format: Literal["html", "svg"] = "html",
    hidden: bool = True,
    follow: bool = False,
) -> Usage:
    """Tell what takes room in a folder, by kind, age and owner, and draw it.

    The picture is a treemap: every file is an area as large as what it takes on disk, in the colour of its
    kind, inside the folders it lies in. What is too small to be told apart is drawn together. Several names
    of one file (hard links) count once.

    Args:
        folder: The folder, with all below it.
        format: A page with picture and figures, or the picture alone.
        hidden: Count files and folders whose names begin with a dot, too.
        follow: Follow links to files and folders.

    Examples:
        studio files usage project/
        studio files usage renders/ --format svg
    """
    from studio.media.filing import walking
    from studio.media.filing.tallying import AGES, owner_name, tally
    from studio.store.filing.filed import legible

    walk = walking.start([folder], hidden=hidden, follow=follow)
    counted = run().track(walk.by_folder(), "Adding up")
    found = tally(str(folder), counted, time.time_ns(), largest=_NAMED)
    if not found.root.whole.files:
        raise BadInput(f"{folder} holds no files", hint="name a folder with something in it")
    ages = {age: found.ages[age] for age, _ in AGES if age in found.ages}
    owners = {owner_name(number): count for number, count in found.owners.items()}
    below = {name: node.whole for name, node in found.root.folders.items()}
    made = _written(found, format, ages, owners)
    return Usage(
        summary=_summary(found, len(walk.unread)),
        picture=made,
        files=found.root.whole.files,
        taken=found.root.whole.taken,
        size=found.root.whole.size,
        hard_links=found.linked,
        folders=_largest(below)[:_NAMED],
        kinds=_largest(found.kinds),
        ages=tuple(_taken(ages.items())),
        owners=_largest(owners),
        largest=tuple(Taken(legible(path), taken, 1) for taken, path in found.largest),
        unread=tuple(Closed(legible(one.path), one.why) for one in walk.unread),
    )


def _summary(found: Tally, unread: int = 0) -> str:
    from studio.media.report import weight

    files, taken = found.root.whole.files, found.root.whole.taken
    told = "1 file takes" if files == 1 else f"{files:,} files take"
    kind, most = max(found.kinds.items(), key=lambda one: one[1].taken)
    told = f"{told} {weight(taken)} on disk, most of it {kind} ({weight(most.taken)})"
    if unread:
        told += f"; {unread:,} folder{'s' * (unread != 1)} could not be looked into"
    return told


def _taken(counts: Iterable[tuple[str, Count]]) -> list[Taken]:
    from studio.store.filing.filed import legible

    return [Taken(legible(name), count.taken, count.files) for name, count in counts]


def _largest(counts: Mapping[Any, Count]) -> tuple[Taken, ...]:
    return tuple(_taken(sorted(counts.items(), key=lambda one: -one[1].taken)))


def _written(found: Tally, format: str, ages: Mapping[str, Count], owners: Mapping[str, Count]) -> Path:
    from studio.core.scratch import unwritable
    from studio.media import report
    from studio.media.filing import treemap

    target = run().folder / f"usage.{format}"
    drawing = treemap.svg(found.root, _WIDE, _HIGH, alone=format == "svg")
    if format == "svg":
        try:
            target.write_text(drawing, encoding="utf-8")
        except OSError as refused:
            raise unwritable(target, refused) from None
        return target
    return report.write(_page(found, drawing, ages, owners), target)


def _page(found: Tally, drawing: str, ages: Mapping[str, Count], owners: Mapping[str, Count]) -> Report:
    from studio.media.filing.tallying import Count
    from studio.media.filing.treemap import COLOURS
    from studio.media.report import Report, weight

    whole = found.root.whole
    below = sorted(found.root.folders.values(), key=lambda node: -node.whole.taken)[:_NAMED]
    kinds = sorted(found.kinds.items(), key=lambda one: -one[1].taken)
    largest = [_share(Path(path).name, Count(taken, 0, 1), whole) for taken, path in found.largest]
    return Report(
        "What takes room",
        found.root.name,
        f"{_summary(found)}.",
        facts=(
            ("On disk", weight(whole.taken), ""),
            ("In files", weight(whole.size), ""),
            ("Files", f"{whole.files:,}", ""),
            ("Further names", f"{found.linked:,}", "hard links"),
        ),
        drawing=drawing,
        shares=(
            ("By kind", [_share(kind, count, whole, COLOURS[kind]) for kind, count in kinds]),
            ("By folder", [_share(node.name, node.whole, whole) for node in below]),
            ("By age", [_share(age, count, whole) for age, count in ages.items()]),
            ("By owner", [_share(name, count, whole) for name, count in owners.items()]),
            ("Largest files", largest),
        ),
    )


def _share(name: str, count: Count, whole: Count, colour: str = "") -> Share:
    from studio.media.report import Share, weight

    part = count.taken / whole.taken if whole.taken else 0
    files = "1 file" if count.files == 1 else f"{count.files:,} files"
    return Share(name, part, f"{weight(count.taken)}, {files}", colour)
