"""The single things a batch works on, found one by one: there may be a hundred thousand of them."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_origin

from studio.core.catalogue import AnyTool
from studio.core.errors import BadInput, NotFound
from studio.engine.once import inputs
from studio.engine.written.misfits import misfit
from studio.media import folders, kinds, sequences


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing.

    Attributes:
        subject: What the tool is given: a path, a list of paths, or a value.
        source: What people know it by.
        below: The folder it had below the one that led to it.
    """

    subject: Any
    source: str
    below: str = ""


def gathered(tool: AnyTool, given: str | list[str], folder: Path) -> Iterator[Thing]:
    """The things that files, folders and patterns lead to; StudioError where they lead nowhere.

    Args:
        tool: The tool that is called for each.
        given: What was written.
        folder: Where relative paths begin.
    """
    media = tool.subject.media
    several = [given] if isinstance(given, str) else given
    if not several:
        raise BadInput("there is nothing to work on", hint="name a file, a folder or a pattern")
    if media is None:
        values: list[Any] = [several] if get_origin(tool.subject.hint) is list else list(several)
        yield from (Thing(value, str(value)[:80]) for value in values)
    elif media.kind == "folder":
        yield from (_folder(one, folder) for one in several)
    elif get_origin(tool.subject.hint) is list:
        found = inputs.expand([_there(one, folder) for one in several], media.kind, repeated=True)
        yield Thing([one.path for one in found], several[0])
    else:
        for one in several:
            yield from _each(one, media.kind, folder)


def _folder(given: str, folder: Path) -> Thing:
    path = folder / given
    if not given or not path.is_dir():
        raise NotFound(f"there is no folder {given}", hint=f"looked for in {folder}")
    return Thing(path, given)


def _there(given: str, folder: Path) -> Path:
    if not given:
        raise BadInput("there is nothing to work on", hint="name a file, a folder or a pattern")
    path = folder / given
    if not (os.path.lexists(path) or glob.has_magic(given) or sequences.is_pattern(path)):
        raise NotFound(f"there is no {given}", hint=f"looked for in {folder}")
    return path


def _each(given: str, kind: str, folder: Path) -> Iterator[Thing]:
    path = _there(given, folder)
    if kind == "footage" or (os.path.isfile(path) and not glob.has_magic(given)):  # noqa: PTH113
        if told := misfit(given, kind):
            raise BadInput(told, hint="name files of that kind")
        for found in inputs.expand([path], kind):
            yield Thing(found.path, _shown(found.path, folder), _below(found.below))
        return
    none = True
    for one, below in _walked(path, kind):
        none = False
        yield Thing(Path(one), _shown(one, folder), below)
    if none:
        raise BadInput(
            f"{given} holds no {kind} files", hint="name the files themselves if they are called oddly"
        )


def _walked(path: Path, kind: str) -> Iterator[tuple[str, str]]:
    """Every file below a folder or of a pattern, with the folder it has below."""
    if os.path.isdir(path):  # noqa: PTH112 -- says no where Path.is_dir raises
        wanted = kinds.suffixes(kind)
        for root, names in sorted_walk(path):
            below = _below(root.relative_to(path))
            for name in names:
                if not wanted or os.path.splitext(name)[1].lower() in wanted:  # noqa: PTH122
                    yield os.path.join(root, name), below  # noqa: PTH118
        return
    matches = sorted(glob.glob(str(path), recursive=True), key=_in_order)  # noqa: PTH207
    if not matches:
        raise NotFound(f"nothing matches {path}", hint="look at the pattern; folders may be given whole")
    for match in matches:
        if os.path.isdir(match):  # noqa: PTH112
            yield from _walked(Path(match), kind)
        else:
            yield match, ""


def sorted_walk(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Every folder below, and the names in it as people count."""
    for root, names in sorted(folders.walk(folder), key=lambda one: _in_order(str(one[0]))):
        names.sort(key=_in_order)
        yield root, names


def _in_order(name: str) -> str:
    """Sorts as people count. One text, because a list of parts for each of very many names is large."""
    return re.sub(r"[0-9]+", lambda digits: digits[0].zfill(20), name.casefold())


def _below(folder: Path) -> str:
    return "" if folder == Path() else str(folder)


def _shown(path: str | Path, folder: Path) -> str:
    text = str(path)
    start = f"{folder}{os.sep}"
    return text.removeprefix(start)
