"""Renaming that never replaces anything."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_HERE = -100
_LINUX_NO_REPLACE, _MAC_EXCLUSIVE = 1, 4
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS)


def rename(source: Path, target: Path) -> None:
    """Give a file another name on its file system; FileExistsError if the name is taken.

    Where the system cannot do both in one go, there is a link under the new name for a moment.
    """
    if call := _exclusive():
        fault = call(os.fsencode(source), os.fsencode(target))
        if not fault:
            return
        if fault not in _CANNOT:
            raise OSError(fault, os.strerror(fault), os.fspath(source), None, os.fspath(target))
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as refused:
        if refused.errno not in _NO_LINKS:
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(target)) from None
        source.rename(target)
    else:
        source.unlink()


@cache
def _exclusive() -> Callable[[bytes, bytes], int] | None:
    """The system's own call, returning the number of what went wrong; None where there is none."""
    library = ctypes.CDLL(None, use_errno=True)
    name = "renameatx_np" if sys.platform == "darwin" else "renameat2"
    here, flag = (-2, _MAC_EXCLUSIVE) if sys.platform == "darwin" else (_HERE, _LINUX_NO_REPLACE)
    if not (function := getattr(library, name, None)):
        return None
    function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)

    def call(source: bytes, target: bytes) -> int:
        return ctypes.get_errno() if function(here, source, here, target, flag) else 0

    return call
