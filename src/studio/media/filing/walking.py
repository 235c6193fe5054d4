"""Goes through folders, whatever lies in them, and remembers what could not be looked at."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from studio.core.errors import BadInput, NotFound
from studio.core.run import stop_if_cancelled

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_NO_LINK = _FOLDER | os.O_NOFOLLOW
_NAME = attrgetter("name")


class Found(NamedTuple):
    """A file that was come by. There are hundreds of thousands, and a named tuple is quickly made.

    Attributes:
        path: Where it lies; what of the name is not UTF-8 is kept by surrogate escape.
        size: Bytes.
        modified_ns: When its content changed last, in nanoseconds.
        device: The file system it lies on.
        inode: Its number there.
        links: How many names it has.
        owner: The number of its owner.
        blocks: How many units of 512 bytes it takes on disk.
    """

    path: str
    size: int
    modified_ns: int
    device: int
    inode: int
    links: int
    owner: int
    blocks: int


Met = tuple[list[str], list[os.stat_result]]
"""Where files of one folder lie, and what the system says of each."""


class Unread(NamedTuple):
    """What could not be looked at, and why."""

    path: str
    why: str


@dataclass(slots=True)
class Walk:
    """All files below some folders, each once: a folder that is reached twice is gone through once.

    Pipes, sockets and devices are passed by. What changes on the way is met as it is, or not at all.

    Attributes:
        roots: Where it begins, in this order.
        hidden: Whether names that begin with a dot count.
        follow: Whether links to files and folders count as what they point at.
        without: Folders that are left out, by their real paths.
        unread: Where it could not look.
        passed: How many links, pipes, sockets and devices were passed by.
    """

    roots: tuple[Path, ...]
    hidden: bool = False
    follow: bool = False
    without: Collection[str] = ()
    unread: list[Unread] = field(default_factory=list)
    passed: int = 0
    _seen: set[tuple[int, int]] = field(default_factory=set)
    _given: set[str] = field(default_factory=set)

    def __iter__(self) -> Iterator[Found]:
        for files in self.by_folder():
            yield from files

    def by_folder(self) -> Iterator[list[Found]]:
        """The files of one folder after the other, without those that have none."""
        for paths, statuses in self.as_met():
            yield list(map(found, paths, statuses))

    def as_met(self) -> Iterator[Met]:
        """The same as the system told them, for those who cannot spare the time."""
        waiting = [os.fspath(root) for root in reversed(self.roots)]
        self._given.update(waiting)
        while waiting:
            stop_if_cancelled()
            folders, files = self._look_into(waiting.pop())
            waiting += reversed(folders)
            if files[0]:
                yield files

    def _look_into(self, folder: str) -> tuple[list[str], Met]:
        folders: list[str] = []
        files: Met = ([], [])
        try:
            descriptor = os.open(folder, _FOLDER if self.follow or folder in self._given else _NO_LINK)
            try:
                # Through the open folder, what lies in it is found without going the whole way each time.
                if self._is_new(folder, os.fstat(descriptor)):
                    with os.scandir(descriptor) as entries:
                        self._sort_in(folder, sorted(entries, key=_NAME), folders, files)
            finally:
                os.close(descriptor)
        except OSError as error:
            self.unread.append(Unread(folder, reason(error)))
        return folders, files

    def _sort_in(
        self, folder: str, entries: Iterable[os.DirEntry[str]], folders: list[str], files: Met
    ) -> None:
        before = folder if folder.endswith("/") else f"{folder}/"
        hidden, follow = self.hidden, self.follow
        paths, statuses = files
        for entry in entries:
            name = entry.name
            if not hidden and name[0] == ".":
                continue
            try:
                if entry.is_dir(follow_symlinks=follow):
                    folders.append(before + name)
                    continue
                status = entry.stat(follow_symlinks=follow)
            except OSError as error:
                self._pass_by(before + name, error)
                continue
            if stat.S_ISREG(status.st_mode):
                paths.append(before + name)
                statuses.append(status)
            else:
                self.passed += 1

    def _pass_by(self, path: str, error: OSError) -> None:
        """Something has gone since, or is a link to nothing or to itself; all else is worth telling."""
        if isinstance(error, FileNotFoundError) or error.errno == errno.ELOOP:
            self.passed += 1
        else:
            self.unread.append(Unread(path, reason(error)))

    def _is_new(self, folder: str, status: os.stat_result) -> bool:
        if self.without and os.path.realpath(folder) in self.without:
            return False
        key = (status.st_dev, status.st_ino)
        if key in self._seen:
            return False
        self._seen.add(key)
        return True


def start(
    roots: Iterable[Path], *, hidden: bool = False, follow: bool = False, without: Iterable[Path] = ()
) -> Walk:
    """Begin at folders that must be there.

    Args:
        roots: The folders.
        hidden: Whether names that begin with a dot count.
        follow: Whether links are followed.
        without: Folders to leave out.
    """
    chosen = tuple(roots)
    for root in chosen:
        if not os.path.lexists(root):
            raise NotFound(f"{root} is not there", hint="look at the name of the folder")
        if not root.is_dir():
            raise BadInput(f"{root} is no folder", hint=f"give the folder it is in: {root.parent}")
    left_out = frozenset(os.path.realpath(folder) for folder in without)
    return Walk(chosen, hidden=hidden, follow=follow, without=left_out)


def found(path: str, status: os.stat_result) -> Found:
    """A file as its status describes it."""
    return Found(
        path,
        status.st_size,
        status.st_mtime_ns,
        status.st_dev,
        status.st_ino,
        status.st_nlink,
        status.st_uid,
        getattr(status, "st_blocks", -(-status.st_size // 512)),
    )


def reason(error: OSError) -> str:
    """What the system says, as a part of a sentence."""
    return (error.strerror or str(error)).lower()
