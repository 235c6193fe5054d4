"""Finds the media below a folder, without opening any."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from studio.core.errors import BadInput, NotFound
from studio.media.survey import Kind, kind_of

_SIGNED = 1 << 63


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes when a file's content does, as far as one can tell without opening it."""

    device: int
    inode: int
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A file with its stamp."""

    path: bytes
    kind: Kind
    stamp: Stamp


@dataclass(slots=True)
class Walk:
    """A way through all folders below one: hidden ones are left out, links are not followed.

    Attributes:
        folder: Where it begins.
        closed: Folders that could not be listed, each with the reason.
    """

    folder: Path
    closed: dict[bytes, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Seen]:
        waiting = [os.fsencode(self.folder)]
        while waiting:
            place = waiting.pop()
            try:
                with os.scandir(place) as entries:
                    found = sorted(entries, key=lambda entry: entry.name)
            except OSError as error:
                self.closed[place] = (error.strerror or str(error)).lower()
                continue
            waiting += [entry.path for entry in reversed(found) if self._is_folder(entry)]
            yield from filter(None, map(self._seen, found))

    def _is_folder(self, entry: os.DirEntry[bytes]) -> bool:
        return not entry.name.startswith(b".") and entry.is_dir(follow_symlinks=False)

    def _seen(self, entry: os.DirEntry[bytes]) -> Seen | None:
        if entry.name.startswith(b".") or not entry.is_file(follow_symlinks=False):
            return None
        if not (kind := kind_of(os.fsdecode(entry.name))):
            return None
        try:
            return Seen(entry.path, kind, stamp(entry.stat(follow_symlinks=False)))
        except FileNotFoundError:
            return None


def stamp(known: os.stat_result) -> Stamp:
    """The stamp of a file; numbers fit the database, which counts from -2^63."""
    return Stamp(_fitted(known.st_dev), _fitted(known.st_ino), known.st_size, known.st_mtime_ns)


def start(folder: Path) -> Walk:
    """Begin at a folder, by its one true path."""
    if not folder.exists():
        raise NotFound(f"{folder} is not there", hint="look at the name of the folder")
    if not folder.is_dir():
        raise BadInput(f"{folder} is a file", hint=f"give the folder it is in: {folder.parent}")
    return Walk(folder.resolve())


def _fitted(number: int) -> int:
    return number if number < _SIGNED else number - 2 * _SIGNED
