"""Results that are kept, each content once, under its hash.

A run holds what it needs by hard links, so an asset with a single link is one that nobody needs.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

_READ_ONLY = 0o444
_UNFINISHED = ".new"
_NO_LINK = (errno.EMLINK, errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


class Assets:
    """The folder they lie in, in the home."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "assets"

    def place(self, hash: str) -> Path:
        """Where the content with this hash lies, if it is here."""
        return self._folder / hash[:2] / hash

    def adopt(self, made: Path, hash: str) -> None:
        """Keep a file or folder that was made; it stays where it is, and is read-only from now on."""
        place = self.place(hash)
        if place.exists():
            with suppress(FileNotFoundError):
                self.show(hash, made)
                return
        _protect(made)
        place.parent.mkdir(parents=True, exist_ok=True)
        self._put(made, place)

    def show(self, hash: str, target: Path) -> None:
        """Give the content a path in a run; what is there already gives way."""
        target.parent.mkdir(parents=True, exist_ok=True)
        self._put(self.place(hash), target)

    def _put(self, source: Path, target: Path) -> None:
        """What was there stays until the last moment; a kill before leaves what is plainly not the whole."""
        if source.is_file() and not os.path.lexists(target):
            _link(source, target)
            return
        near = target.with_name(f"{target.name}{_UNFINISHED}")
        _clear(near)
        if source.is_dir():
            shutil.copytree(source, near, copy_function=_link)
        else:
            _link(source, near)
        _clear(target)
        near.rename(target)

    def holds(self, hash: str, size: int) -> bool:
        """Whether the content is here, whole."""
        place = self.place(hash)
        return place.exists() and _weight(place) == size

    def collect(self, kept: Collection[str] = ()) -> int:
        """Delete what no run shows and nothing else keeps; returns how many bytes that gave back."""
        freed = 0
        for place in self._folder.glob("??/*"):
            if place.suffix == _UNFINISHED or (place.name not in kept and _lonely(place)):
                freed += _weight(place)
                _clear(place)
        return freed

    def size(self) -> int:
        """How many bytes all of them take."""
        return sum(_weight(place) for place in self._folder.glob("??/*"))


def _protect(made: Path) -> None:
    for file in list(made.rglob("*")) if made.is_dir() else [made]:
        if file.is_file():
            if file.is_symlink() or file.stat().st_nlink > 1:
                _make_own(file)
            file.chmod(_READ_ONLY)


def _make_own(file: Path) -> None:
    """Put a copy in the place of a link: what it leads to belongs to somebody else."""
    near = file.with_name(f"{file.name}{_UNFINISHED}")
    shutil.copyfile(file, near)
    near.replace(file)


def _link(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target)
    except OSError as refused:
        # One content may be shown more often than the file system can count, or it cannot link at all.
        if refused.errno not in _NO_LINK:
            raise
        shutil.copyfile(source, target)
        Path(target).chmod(_READ_ONLY)


def _lonely(place: Path) -> bool:
    files = [file for file in place.rglob("*") if file.is_file()] if place.is_dir() else [place]
    return all(file.stat().st_nlink == 1 for file in files)


def _weight(place: Path) -> int:
    if place.is_dir():
        return sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    return place.stat().st_size


def _clear(target: Path) -> None:
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)
