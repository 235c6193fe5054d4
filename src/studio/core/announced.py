"""Whether any installed package announces something at all: a look at files, before anything is imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path


def anywhere(group: str) -> bool:
    """Whether an entry point of this group may be found on the path; True where a look cannot tell.

    Mostly there is none, and then the machinery of entry points, which takes longer to import than all
    of ours, is not needed.
    """
    return any(_mentioned(group.encode(), place or os.curdir) for place in sys.path)


def _mentioned(group: bytes, place: str) -> bool:
    try:
        return any(group in text for text in _announcements(place))
    except NotADirectoryError:
        # An archive that Python imports from.
        return True
    except OSError:
        return False


def _announcements(place: str) -> Iterator[bytes]:
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.name.endswith((".dist-info", ".egg-info", ".egg")):
                inside = "EGG-INFO" if entry.name.endswith(".egg") else ""
                yield _text(Path(entry.path, inside, "entry_points.txt"))


def _text(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
