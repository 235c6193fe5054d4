"""Names for what would else bear a name that is taken."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

LONGEST = 255
"""Bytes of a name, on nearly every file system."""


def base(names: Sequence[str]) -> str:
    """What the names of things that belong together begin with, without the number of a frame.

    `shot.0001.exr` and `shot.0002.exr` give `shot`, `photo.jpg` and `photo.txt` give `photo`.
    """
    if len(names) == 1:
        return Path(names[0]).stem
    shared = _shared(min(names), max(names))
    following = {name[len(shared) : len(shared) + 1] for name in names}
    if any(one.isdigit() for one in following):
        shared = shared.rstrip("0123456789")
    shared = re.sub(r"[._ -]+$", "", shared)
    stem = Path(names[0]).stem
    return stem if len(shared) > len(stem) else shared


def numbered(name: str, base: str, number: int) -> str:
    """The name with a number after what it has in common with others: `shot-2.0001.exr`."""
    if not base:
        return f"{number}_{name}"
    if not name.startswith(base):
        base = Path(name).stem
    rest = f"-{number}{name[len(base) :]}"
    while len(os.fsencode(base + rest)) > LONGEST and base:
        base = base[:-1]
    return base + rest


def _shared(one: str, other: str) -> str:
    """What two names begin with; of the first and the last of many, what all of them do."""
    count = next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), None
    )
    return one[:count] if count is not None else min(one, other, key=len)
