"""Searching for files by name, kind, size, date and content."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.errors import BadCall
from studio.core.materials import AnyFile, Folder, Range, Unit, parse_bytes
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.filing.walking import Found

Size = Annotated[int, Range(0), Unit("bytes", parse_bytes)]
Kind = Literal[
    "images", "videos", "audio", "documents", "spreadsheets", "presentations", "archives", "code",
    "executables", "other",
]  # fmt: skip


@dataclass(frozen=True)
class Match:
    """A file that was found, or numbered pictures that make one thing.

    Attributes:
        file: Where it lies.
        size: How large it is; of a sequence all of it.
        modified: When it was modified last.
        frames: How many files it is, where it is a sequence.
    """

    file: str
    size: Size
    modified: datetime
    frames: int | None


@dataclass(frozen=True)
class Unsearched:
    """What could not be looked at.

    Attributes:
        file: Its name.
        reason: Why.
    """

    file: str
    reason: str


@dataclass(frozen=True)
class Matches:
    """What was found.

    Attributes:
        files: How many files were found.
        size: What they take together.
        searched: How many files were looked at.
        found: The files, in the order of their folders.
        unread: What could not be looked at.
    """

    files: int
    size: Size
    searched: int
    found: tuple[Match, ...]
    unread: tuple[Unsearched, ...]


@tool
def search(
    folders: list[Folder],
    *,
    name: str = "",
    regex: bool = False,
    kind: Kind | None = None,
    larger: Size = 0,
    smaller: Size | None = None,
    newer: str = "",
    older: str = "",
    text: str = "",
    hash: str = "",
    same_as: AnyFile | None = None,
    hidden: bool = False,
    follow: bool = False,
    sequences: bool = True,
) -> Matches:
    """Search for files by name, kind, size, date and content.

    All that is asked for must hold. What costs nothing is looked at first, so that only what is left is
    opened. Numbered frames are told as one thing.

    Args:
        folders: The folders to search, with all below them.
        name: A pattern for the name, such as *.png or shot?_*, in any letter case.
        regex: The name is a regular expression, which may hold anywhere in it.
        kind: One of nine classes, by what is in the file.
        larger: At least this size.
        smaller: At most this size.
        newer: Modified at this date or later (2026-01-31, 2026-01-31T14:00), or within this time (12h, 7d).
        older: Modified before this date, or longer ago than this.
        text: Words that are in it, in any letter case, as UTF-8 or UTF-16.
        hash: The hash of its content: SHA-256 or XXH3-128, or md5: and an MD5.
        same_as: A file whose content it has.
        hidden: Look at files and folders whose names begin with a dot, too.
        follow: Follow links to files and folders.
        sequences: Whether numbered frames are told as one thing.

    Examples:
        studio files search project/ --name "*.exr" --newer 7d
        studio files search pictures/ --kind images --larger 5MB --json
        studio files search scripts/ notes/ --text "some words"
        studio files search archive/ --same-as photo.jpg
    """
    from studio.media.filing import digests, searching, walking
    from studio.media.filing.walking import Unread
    from studio.store.filing.filed import legible

    if same_as and hash:
        raise BadCall("--hash and --same-as both say what the content is", hint="leave out one of them")
    if same_as:
        size = same_as.stat().st_size
        larger, smaller = max(larger, size), size if smaller is None else min(smaller, size)
        hash = f"xxh3:{digests.whole(str(same_as), 'xxh3').hex()}"
    wanted = searching.Wanted(name, regex, kind, larger, smaller, newer, older, hash, text)
    tests = searching.sieve(wanted, datetime.now().astimezone())
    walk = walking.start(folders, hidden=hidden, follow=follow)
    unread: list[Unread] = []
    searched = 0
    found: list[list[Found]] = []
    for files in run().track(walk.by_folder(), "Searching"):
        searched += len(files)
        if passed := list(searching.passing(iter(files), tests, unread)):
            found.append(passed)
    return Matches(
        files=sum(map(len, found)),
        size=sum(file.size for files in found for file in files),
        searched=searched,
        found=tuple(match for files in found for match in _matches(files, sequences=sequences)),
        unread=tuple(Unsearched(legible(one.path), one.why) for one in (*walk.unread, *unread)),
    )


def _matches(files: list[Found], *, sequences: bool) -> Iterable[Match]:
    """The files of one folder, frames of a sequence together."""
    from studio.media.filing import together

    by_name = {os.path.basename(file.path): file for file in files}  # noqa: PTH119 -- a path of text is enough
    folder = Path(files[0].path).parent
    for item in together.items(folder, by_name, frames_together=sequences, beside=False):
        yield _match(folder / item.title, [by_name[name] for name in item.names])


def _match(path: Path, files: list[Found]) -> Match:
    from studio.store.filing.filed import legible

    newest = max(file.modified_ns for file in files)
    return Match(
        legible(path),
        sum(file.size for file in files),
        _when(newest),
        len(files) if len(files) > 1 else None,
    )


def _when(nanoseconds: int) -> datetime:
    """A time of modification; what no calendar holds is put at an end of it."""
    try:
        return datetime.fromtimestamp(nanoseconds // 10**9).astimezone()
    except (ValueError, OverflowError, OSError):
        return datetime(9999 if nanoseconds > 0 else 1, 1, 1, tzinfo=UTC)
