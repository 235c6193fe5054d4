"""Whole copies of files: holes, times, rights and attributes as they were, and safely on disk."""

from __future__ import annotations

import errno
import fcntl
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio.core.run import stop_if_cancelled

_CLONE = 0x40049409
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was at some moment, without its content.

    Attributes:
        device: The file system it lies on.
        inode: Its number there.
        size: Bytes.
        modified_ns: When its content changed last, in nanoseconds.
        mode: Its rights.
        owner: Whose it is.
        group: Which group's it is.
    """

    device: int
    inode: int
    size: int
    modified_ns: int
    mode: int
    owner: int
    group: int

    def is_same_file(self, other: Seen) -> bool:
        """Whether both are one file, whatever its content has become."""
        return (self.device, self.inode) == (other.device, other.inode)

    def has_same_content(self, other: Seen) -> bool:
        """Whether nothing says that the content differs."""
        return (self.size, self.modified_ns) == (other.size, other.modified_ns)

    def looks_like(self, other: Seen) -> bool:
        """Whether one could stand for the other: nothing says that the content differs, nor do the rights."""
        return self.has_same_content(other) and self.mode == other.mode


def look(path: Path) -> Seen:
    """See what lies there, without following a link."""
    found = path.lstat()
    return Seen(
        found.st_dev,
        found.st_ino,
        found.st_size,
        found.st_mtime_ns,
        found.st_mode,
        found.st_uid,
        found.st_gid,
    )


def copy(source: Path, near: Path) -> None:
    """Make a copy under a name that is free, compare it with the file, and leave nothing if that fails."""
    try:
        with _reading(source) as taken, _making(near) as made:
            cloned = clone(taken, made)
            if not cloned:
                _copy_data(taken, made)
            dress(made, look(source), attributes(taken))
            os.utime(made, ns=(os.fstat(taken).st_atime_ns, os.fstat(taken).st_mtime_ns))
            os.fsync(made)
            _forget_cached(made)
        if not cloned and not equal(source, near):
            raise OSError(errno.EIO, "the copy differs from the file", os.fspath(near))
    except FileExistsError:
        raise
    except BaseException:
        near.unlink(missing_ok=True)
        raise


def share(twin: Path, near: Path, like: Path) -> None:
    """Make a file that shares its blocks with another, and has the times and rights of a third."""
    try:
        with _reading(twin) as taken, _making(near) as made, _reading(like) as model:
            if not clone(taken, made):
                raise OSError(errno.ENOTSUP, "this file system cannot share blocks between files")
            dress(made, look(like), attributes(model))
            os.utime(made, ns=(os.fstat(model).st_atime_ns, os.fstat(model).st_mtime_ns))
            os.fsync(made)
    except FileExistsError:
        raise
    except BaseException:
        near.unlink(missing_ok=True)
        raise


def dress(made: int, like: Seen, extra: dict[str, bytes]) -> None:
    """Give an open file the owner, rights and attributes of another, as far as we may."""
    with suppress(OSError):
        os.fchown(made, like.owner, like.group)
    for name, value in extra.items():
        with suppress(OSError):
            os.setxattr(made, name, value)
    os.fchmod(made, like.mode & 0o7777)


def attributes(file: int | Path) -> dict[str, bytes]:
    """The extended attributes of a file; none where the system has no such thing."""
    if not hasattr(os, "listxattr"):
        return {}
    with suppress(OSError):
        return {name: os.getxattr(file, name) for name in os.listxattr(file)}
    return {}


def equal(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes."""
    first, second = memoryview(bytearray(_PIECE)), memoryview(bytearray(_PIECE))
    with one.open("rb", buffering=0) as left, other.open("rb", buffering=0) as right:
        if os.fstat(left.fileno()).st_size != os.fstat(right.fileno()).st_size:
            return False
        while True:
            stop_if_cancelled()
            count, matching = _filled(left, first), _filled(right, second)
            if count != matching or first[:count] != second[:count]:
                return False
            if not count:
                return True


def sync_file(file: Path) -> None:
    """Have the content of a file on disk."""
    with _reading(file) as descriptor:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk, where the system can."""
    with suppress(OSError):
        sync_file(folder)


def clone(source: int, made: int) -> bool:
    """Let one open file share the blocks of another; False where that cannot be."""
    try:
        fcntl.ioctl(made, _CLONE, source)
    except OSError:
        return False
    return True


class _Open:
    """A descriptor that closes itself."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __enter__(self) -> int:
        return self._descriptor

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)


def _reading(path: Path) -> _Open:
    return _Open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK))


def _making(path: Path) -> _Open:
    return _Open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _copy_data(source: int, made: int) -> None:
    """Copy what there is; holes stay holes."""
    size = os.fstat(source).st_size
    os.ftruncate(made, size)
    at = 0
    while at < size and (start := _next_data(source, at)) is not None:
        end = os.lseek(source, start, os.SEEK_HOLE)
        for place in range(start, end, _PIECE):
            stop_if_cancelled()
            _write(made, os.pread(source, min(_PIECE, end - place), place), place)
        at = end


def _next_data(source: int, at: int) -> int | None:
    try:
        return os.lseek(source, at, os.SEEK_DATA)
    except OSError as error:
        if error.errno == errno.ENXIO:
            return None
        raise


def _write(made: int, piece: bytes, place: int) -> None:
    view = memoryview(piece)
    while view:
        count = os.pwrite(made, view, place)
        view, place = view[count:], place + count


def _forget_cached(made: int) -> None:
    """What is compared next comes from the disk, not from memory."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(made, 0, 0, os.POSIX_FADV_DONTNEED)


def _filled(file: object, piece: memoryview) -> int:
    """Read until the piece is full or the file ends."""
    count = 0
    while count < len(piece) and (more := file.readinto(piece[count:])):  # type: ignore[attr-defined]
        count += more
    return count
