"""Files known by what is in them, wherever they lie and whatever they are called."""

from __future__ import annotations

import stat
from pathlib import Path

from studio.core.errors import NotFound, Refused, ToolFailed
from studio.core.run import stop_if_cancelled

_PIECE = 1 << 20


def content_hash(path: Path) -> bytes:
    """The XXH3-128 of a file's bytes: equal for equal content, for all practical purposes never else."""
    import xxhash

    found = xxhash.xxh3_128()
    piece = memoryview(bytearray(_PIECE))
    try:
        if not (stat.S_ISREG(kind := path.stat().st_mode) or stat.S_ISDIR(kind)):
            # Devices have no end, and a pipe waits for whoever writes into it.
            raise Refused(f"{path} is a device or a pipe, not a file", hint="name a file instead")
        with path.open("rb", buffering=0) as file:
            while count := file.readinto(piece):
                found.update(piece[:count])
                stop_if_cancelled()
    except FileNotFoundError:
        raise NotFound(f"there is no {path}") from None
    except PermissionError:
        raise Refused(f"{path.name} may not be read", hint="change its permissions") from None
    except OSError as error:
        raise ToolFailed(f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}") from None
    return found.digest()
