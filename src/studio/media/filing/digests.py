"""What is in files, as numbers: of both their ends, and of the whole."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Literal

from studio.core.run import stop_if_cancelled

Algorithm = Literal["xxh3", "sha256", "md5"]

END = 4096
_BOTH = 2 * END
_PIECE = 1 << 19
_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
_own = threading.local()


class Changed(OSError):
    """A file is no longer what it was when it was come by."""

    def __init__(self) -> None:
        super().__init__()
        self.strerror = "changed while it was looked at"


def is_short(size: int) -> bool:
    """Whether both ends of a file are all of it."""
    return size <= _BOTH


def ends(
    paths: Sequence[str],
    sizes: Sequence[int],
    places: Iterable[int],
    failed: Callable[[int, OSError], object],
) -> dict[int, bytes]:
    """What both ends of files come to.

    It is the XXH3-128 of a short file as a whole; of others that of their first and last 4 KiB and their
    size. Files that differ mostly differ there, so that no more of them need be read. This is done hundreds
    of thousands of times: that it is one loop, without a call for each file, is felt.

    Args:
        paths: Where files lie.
        sizes: How many bytes each has.
        places: Which of them are read, by their places in both.
        failed: Told which could not be read, and why.
    """
    digest = _xxh3()
    opened, read, pread, close = os.open, os.read, os.pread, os.close
    found: dict[int, bytes] = {}
    for place in places:
        size = sizes[place]
        try:
            descriptor = opened(paths[place], _FLAGS)
            try:
                if size <= _BOTH:
                    content = read(descriptor, _BOTH + 1)
                    whole = len(content) == size
                else:
                    content = pread(descriptor, END, 0) + pread(descriptor, END + 1, size - END)
                    whole = len(content) == _BOTH
                    content += size.to_bytes(8, "little")
            finally:
                close(descriptor)
            if not whole:
                raise Changed
        except OSError as error:
            failed(place, error)
            continue
        found[place] = digest(content)
    return found


def whole(path: str, algorithm: Algorithm, *, size: int = -1, modified_ns: int = 0) -> bytes:
    """The hash of all of a file.

    Args:
        path: The file.
        algorithm: Which hash.
        size: How many bytes it has, if it must still be as it was; else whatever it is now.
        modified_ns: When it was modified, then.
    """
    descriptor = os.open(path, _FLAGS)
    try:
        digest, count = _digest(descriptor, algorithm)
        if size >= 0 and (count, os.fstat(descriptor).st_mtime_ns) != (size, modified_ns):
            raise Changed
    finally:
        os.close(descriptor)
    return digest


def _digest(descriptor: int, algorithm: Algorithm) -> tuple[bytes, int]:
    """The hash of an open file, and how many bytes it is of. A read that comes short has met the end."""
    piece = _memory()
    count = more = os.readv(descriptor, [piece])
    if algorithm == "xxh3" and more < _PIECE:
        return _xxh3()(piece[:more]), count
    found = hasher(algorithm)
    while more:
        found.update(piece[:more])
        stop_if_cancelled()
        more = os.readv(descriptor, [piece]) if more == _PIECE else 0
        count += more
    return bytes(found.digest()), count


@cache
def _xxh3() -> Callable[[bytes | memoryview], bytes]:
    from xxhash import xxh3_128_digest

    return xxh3_128_digest


def hasher(algorithm: Algorithm) -> Any:
    """What a content is fed to for its hash."""
    if algorithm == "xxh3":
        import xxhash

        return xxhash.xxh3_128()
    import hashlib

    return hashlib.new(algorithm, usedforsecurity=False)


def _memory() -> memoryview:
    """Each thread reads into memory of its own, over and over."""
    piece: memoryview | None = getattr(_own, "piece", None)
    if piece is None:
        piece = _own.piece = memoryview(bytearray(_PIECE))
    return piece
