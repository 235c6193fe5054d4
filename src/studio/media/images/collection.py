"""Folders of pictures: what lies in them, what belongs to each picture, and what their copies are called."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import BadInput, NotFound, ToolFailed
from studio.media import folders
from studio.media.images.faults import writing_fault
from studio.media.images.formats import FORMATS

BESIDE = (".txt", ".caption", ".json")
"""What may lie beside a picture under its name: captions, tags, notes."""

_UNREADABLE = (errno.ENOENT, errno.EACCES, errno.EPERM, errno.EISDIR)
_NAMED_LIKE_PICTURES = frozenset(suffix for format in FORMATS for suffix in format.suffixes)


@dataclass(frozen=True, slots=True)
class Member:
    """A picture in a folder.

    Attributes:
        path: Where it is.
        name: Its path below the folder.
        beside: The files that belong to it and go where it goes.
    """

    path: Path
    name: Path
    beside: tuple[Path, ...] = ()


def gather(folder: Path) -> list[Member]:
    """Find every picture in a folder and the folders below it, in the order people count.

    Hidden files and folders are left out, and links to folders are not followed.
    """
    if not folder.is_dir():
        if folder.exists():
            raise BadInput(f"{folder} is a file", hint=f"give the folder it is in: {folder.parent}")
        raise NotFound(f"{folder} is not there", hint="look at the name of the folder")
    found = sorted(_inside(folder), key=lambda member: (folders.natural(str(member.name)), str(member.name)))
    if not found:
        raise BadInput(f"{folder} holds no pictures", hint="is it the folder you meant?")
    return found


def names_of_copies(members: Sequence[Member], suffixes: Sequence[str], *, numbered: bool) -> list[Path]:
    """Return the path each member's copy has below a new folder; no two are alike on any file system.

    Args:
        members: The pictures.
        suffixes: What each copy's name ends in.
        numbered: Name them by their number instead of by their own name.
    """
    digits = max(4, len(str(len(members))))
    taken: set[str] = set()
    names = []
    for number, (member, suffix) in enumerate(zip(members, suffixes, strict=True), start=1):
        stem = f"{number:0{digits}}" if numbered else member.name.stem
        name = next(
            candidate
            for candidate in _candidates(member.name.parent, stem, member.name.suffix, suffix)
            if str(candidate.with_suffix("")).casefold() not in taken
        )
        taken.add(str(name.with_suffix("")).casefold())
        names.append(name)
    return names


def copy(source: Path, target: Path) -> Path:
    """Copy a file as it is, byte for byte."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    except OSError as error:
        if error.filename == str(source) and error.errno in _UNREADABLE:
            reason = (error.strerror or str(error)).lower()
            raise BadInput(f"{source.name} cannot be read: {reason}") from error
        raise writing_fault(target, error) or ToolFailed(f"{target.name} could not be written") from error
    return target


def _inside(folder: Path) -> Iterator[Member]:
    for root, files in folders.walk(folder):
        visible = set(files)
        for name in files:
            path = root / name
            if path.suffix.lower() in _NAMED_LIKE_PICTURES:
                beside = tuple(root / (path.stem + end) for end in BESIDE if path.stem + end in visible)
                yield Member(path, path.relative_to(folder), beside)


def _candidates(folder: Path, stem: str, own: str, suffix: str) -> Iterator[Path]:
    """A picture's own name, then others: a.png and a.tif, both made a.jpg, would share a caption too."""
    yield folder / f"{stem}{suffix}"
    if own:
        yield folder / f"{stem}-{own[1:].lower()}{suffix}"
    number = 2
    while True:
        yield folder / f"{stem}-{number}{suffix}"
        number += 1
