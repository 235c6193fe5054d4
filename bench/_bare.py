"""The least that Python can do to find copies: ask the system for each file, and nothing else.

`python -m bench._bare FOLDER [again]` goes through a folder and asks for sizes and times, and unless that is
done again opens, reads, closes and hashes each file. Nothing is compared, remembered or told.
"""

from __future__ import annotations

import gc
import os
import sys

from xxhash import xxh3_128_digest

_SHORT = 8193


def bare(folder: str, *, read: bool) -> None:
    """Ask for all that is below a folder."""
    waiting = [folder]
    while waiting:
        way = waiting.pop()
        here = os.open(way, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        with os.scandir(here) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{way}/{entry.name}")
                    continue
                entry.stat(follow_symlinks=False)
                if read:
                    file = os.open(entry.name, os.O_RDONLY | os.O_CLOEXEC, dir_fd=here)
                    xxh3_128_digest(os.read(file, _SHORT))
                    os.close(file)
        os.close(here)


if __name__ == "__main__":
    gc.disable()
    bare(sys.argv[1], read=sys.argv[2:] != ["again"])
