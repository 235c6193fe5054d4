"""The memory that sessions of processes hold, in memory and swapped out: a leader and all that it started."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_HELD = (b"RssAnon:", b"RssShmem:", b"VmSwap:")


def of_sessions(leaders: Collection[int], proc: Path = _PROC) -> dict[int, int]:
    """Bytes held by each session; what was read from files is not counted, for it can be read again.

    Args:
        leaders: The processes that lead the sessions.
        proc: Where the kernel shows processes; on other systems they are asked for one by one.
    """
    found = dict.fromkeys(leaders, 0)
    if not found:
        return found
    if not (proc / "self" / "stat").exists():
        return {leader: _asked(leader) for leader in leaders}
    with suppress(OSError), os.scandir(proc) as entries:
        for entry in entries:
            if entry.name.isdigit():
                with suppress(OSError, ValueError, IndexError):
                    session = _session(entry.path)
                    if session in found:
                        found[session] += _held(entry.path)
    return found


def _session(process: str) -> int:
    # The name may hold blanks and brackets: what follows the last bracket is counted.
    return int(_read(f"{process}/stat").rpartition(b")")[2].split(None, 4)[3])


def _held(process: str) -> int:
    lines = _read(f"{process}/status").splitlines()
    parts = [int(line.split()[1]) for line in lines if line.startswith(_HELD)]
    return 1024 * sum(parts)


def _read(file: str) -> bytes:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        return os.read(descriptor, 1 << 14)
    finally:
        os.close(descriptor)


def _asked(leader: int) -> int:
    import psutil

    held = 0
    with suppress(psutil.Error):
        root = psutil.Process(leader)
        for process in (root, *root.children(recursive=True)):
            with suppress(psutil.Error):
                held += process.memory_info().rss
    return held
