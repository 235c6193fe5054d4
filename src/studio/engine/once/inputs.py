"""From what people point at (files, folders, patterns) to the single things to work on."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import BadInput, NotFound
from studio.media import folders, kinds, sequences

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
        Found(root / name, root.relative_to(folder))
        for root, names in folders.walk(folder)
        for name in names
        if not wanted or Path(name).suffix.lower() in wanted
    ]
    if not found and kind == _FOOTAGE:
        found = _numbered(folder)
    if not found:
        raise BadInput(
            f"{folder} holds no {kind} files", hint="name the files themselves if they are called oddly"
        )
    return sorted(found, key=lambda one: folders.natural(str(one.path)))


def _numbered(folder: Path) -> list[Found]:
    """The sequences of pictures in a folder and below it; each is one input."""
    return [
        Found(one.path, root.relative_to(folder))
        for root, _ in folders.walk(folder)
        for one in sequences.sequences_in(root)
    ]


def _matching(pattern: Path, kind: str) -> list[Found]:
    # Path.glob would refuse absolute patterns and read '..' differently.
    matches = sorted(glob.glob(str(pattern), recursive=True), key=folders.natural)  # noqa: PTH207
    if not matches:
        raise NotFound(f"nothing matches {pattern}", hint="look at the pattern; folders may be given whole")
    paths = [Path(match) for match in matches]
    paths = sequences.together(paths) if kind == _FOOTAGE else paths
    return [one for path in paths for one in _expanded(path, kind)]
