"""Folders as people see them: without what is hidden, in the order they count."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from studio.core.errors import BadInput


def walk(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Every folder below and what is in it, without hidden ones.

    Links to folders are not followed, so loops cannot trap it.
    """
    for root, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield Path(root), [name for name in names if not name.startswith(".")]


def natural(name: str) -> list[tuple[int, int, str]]:
    """A sorting key that puts shot9 before shot10."""
    return [
        (0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part.casefold())
        for part in re.split(r"(\d+)", name)
        if part
    ]


def _refuse(error: OSError) -> None:
    raise BadInput(f"{error.filename} cannot be read: {(error.strerror or str(error)).lower()}") from None
