"""Which graphics cards work for them may use, as people write it: `all`, `none`, `0,1`, `0:2`, `GPU-5d1a`."""

from __future__ import annotations

import re
from dataclasses import dataclass

ALL, NONE = "all", "none"

_ONE = re.compile(r"([^\s:,]+)(?::([1-9][0-9]{0,2}))?")


@dataclass(frozen=True)
class Wanted:
    """One card or part of one, or all of them.

    Attributes:
        name: Its number, the beginning of its name, or ALL.
        calls: How many calls may use it at a time.
    """

    name: str
    calls: int = 1


def wanted(written: str) -> tuple[Wanted, ...]:
    """Understand what was written; nothing where no card may be used. Raises ValueError."""
    if written.strip() == NONE:
        return ()
    found = [_ONE.fullmatch(part.strip()) for part in written.split(",")]
    names = [match[1] for match in found if match]
    if len(names) < len(found) or NONE in names or len(set(names)) < len(names):
        raise ValueError(
            "cards are written as all, none, or numbers or names with commas between them; 0:2 lets two calls"
            " share card 0"
        )
    return tuple(Wanted(match[1], int(match[2] or 1)) for match in found if match)
