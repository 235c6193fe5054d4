"""The moves of type there are, by name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import NotFound
from studio.core.written.findings import nearest
from studio.core.written.loading import load

if TYPE_CHECKING:
    from studio.render.lettering.grammar import Move

OURS = Path(__file__).parent.parent / "vocabulary" / "type.yaml"


def move(name: str, *, files: tuple[Path, ...] = (OURS,)) -> Move:
    """Return a move of type.

    Args:
        name: What it is called.
        files: Where to look, first come first served.
    """
    for file in files:
        if found := _read(file, file.stat().st_mtime_ns).get(name):
            return found
    raise NotFound(f"there is no move of type called {name}", hint=nearest(name, names(files=files)))


def names(*, files: tuple[Path, ...] = (OURS,)) -> list[str]:
    """What the moves are called."""
    return sorted({name for file in files for name in _read(file, file.stat().st_mtime_ns)})


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> dict[str, Move]:
    from studio.render.lettering.grammar import Moves

    return load(path, Moves).moves
