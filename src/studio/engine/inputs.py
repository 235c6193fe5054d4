"""From what people point at (files, folders, patterns) to the single things to work on."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import BadInput, NotFound
from studio.media import kinds, sequences

_FOOTAGE = "footage"


@dataclass(frozen=True)
class Found:
    """One file to work on, and the folder it had below the input that led to it."""

    path: Path
    below: Path = Path()


def expand(given: Sequence[Path], kind: str, *, repeated: bool = False) -> list[Found]:
    """Files stand for themselves; folders for what they hold, however deep; patterns for what they match.

    A file that is not there stands for itself too: whoever opens it says so, and the rest goes on.

    Args:
        given: What was pointed at.
        kind: The kind of media that is looked for.
        repeated: Whether a file that is named twice counts twice, as a title in a film may.
    """
    found: list[Found] = []
    seen: set[str] = set()
    # The shell may have turned the pattern of a sequence into all its pictures.
    for path in sequences.together(given) if kind == _FOOTAGE else given:
        for one in _expanded(path, kind):
            place = os.path.abspath(one.path)
            if place not in seen or (repeated and one.path == path):
                found.append(one)
            seen.add(place)
    return found


def _expanded(path: Path, kind: str) -> Iterable[Found]:
    if kind == _FOOTAGE and sequences.is_pattern(path):
        return [Found(path)]
    if os.path.isdir(path):  # noqa: PTH112 -- says no where Path.is_dir raises
        return _inside(path, kind)
    if not os.path.lexists(path) and glob.has_magic(str(path)):
        return _matching(path, kind)
    return [Found(path)]


def _inside(folder: Path, kind: str) -> list[Found]:
    wanted = kinds.suffixes(kind)
    found = [
        Found(Path(root, name), below)
        for root, names in _walk(folder)
        for below in [Path(root).relative_to(folder)]
        for name in names
        if not wanted or Path(name).suffix.lower() in wanted
    ]
    if not found and kind == _FOOTAGE:
        found = _numbered(folder)
    if not found:
        raise BadInput(
            f"{folder} holds no {kind} files", hint="name the files themselves if they are called oddly"
        )
    return sorted(found, key=lambda one: natural(str(one.path)))


def _numbered(folder: Path) -> list[Found]:
    """The sequences of pictures in a folder and below it; each is one input."""
    return [
        Found(one.path, Path(root).relative_to(folder))
        for root, _ in _walk(folder)
        for one in sequences.sequences_in(Path(root))
    ]


def _walk(folder: Path) -> Iterable[tuple[str, list[str]]]:
    """All folders below, without hidden ones; links to folders are not followed, so loops cannot trap it."""

    def refuse(error: OSError) -> None:
        raise BadInput(f"{error.filename} cannot be read: {(error.strerror or '').lower()}") from None

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield root, [name for name in names if not name.startswith(".")]


def _matching(pattern: Path, kind: str) -> list[Found]:
    # Path.glob would refuse absolute patterns and read '..' differently.
    matches = sorted(glob.glob(str(pattern), recursive=True), key=natural)  # noqa: PTH207
    if not matches:
        raise NotFound(f"nothing matches {pattern}", hint="look at the pattern; folders may be given whole")
    paths = [Path(match) for match in matches]
    paths = sequences.together(paths) if kind == _FOOTAGE else paths
    return [one for path in paths for one in _expanded(path, kind)]


def natural(name: str) -> list[tuple[int, int, str]]:
    """A sorting key that puts shot9 before shot10."""
    return [
        (0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part.casefold())
        for part in re.split(r"(\d+)", name)
        if part
    ]
