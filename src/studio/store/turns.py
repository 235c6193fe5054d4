"""Taking turns among processes and threads, by locks that die with whoever holds them."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from studio.core.run import stop_if_cancelled
from studio.core.scratch import unwritable

_BETWEEN_LOOKS = 0.05


@contextmanager
def one_of(locks: Sequence[Path]) -> Iterator[None]:
    """Hold one of several locks; wait for it, unless the work is taken back.

    Args:
        locks: Files that are nothing but locks; they are made where they are not there, and stay.
    """
    with ExitStack() as opened:
        files = []
        for lock in locks:
            try:
                lock.parent.mkdir(parents=True, exist_ok=True)
                files.append(opened.enter_context(lock.open("ab")))
            except OSError as refused:
                raise unwritable(lock, refused) from None
        while not any(_taken(file.fileno()) for file in files):
            stop_if_cancelled()
            time.sleep(_BETWEEN_LOOKS)
        yield


def _taken(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
