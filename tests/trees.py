"""Folders full of files for tests: made, looked at, and compared."""

import os
import stat
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from studio.store.filing.acts import Act, Conflict, FilingPlan, Kind

DAY = 1_790_000_000 * 10**9


def make(folder: Path, files: Mapping[str, bytes | str]) -> Path:
    """Make files below a folder, each with a time of its own; returns the folder."""
    for number, (name, content) in enumerate(files.items()):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        os.utime(file, ns=(DAY + number, DAY + number))
    return folder


def look(folder: Path) -> dict[str, tuple[str, bytes, int, int]]:
    """Everything below a folder: what it is, its content, its rights, and of files their time."""
    found = {}
    for root, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(root, name)
            facts = path.lstat()
            regular = stat.S_ISREG(facts.st_mode)
            content = path.read_bytes() if regular else b""
            when = facts.st_mtime_ns if regular else 0
            kind = "file" if regular else "folder" if stat.S_ISDIR(facts.st_mode) else "other"
            found[str(path.relative_to(folder))] = (kind, content, stat.S_IMODE(facts.st_mode), when)
    return found


def contents(*folders: Path) -> Counter[bytes]:
    """The contents of all files below folders, each as often as it is there."""
    return Counter(
        content for folder in folders for kind, content, *_ in look(folder).values() if kind == "file"
    )


def act(
    kind: Kind,
    source: Path,
    target: Path | None = None,
    *,
    conflict: Conflict = "skip",
    same_as: Path | None = None,
    group: str = "",
) -> Act:
    """An act on a file as it is now."""
    facts = source.lstat()
    return Act(
        kind,
        source,
        target,
        facts.st_size,
        facts.st_mtime_ns,
        conflict=conflict,
        same_as=same_as,
        group=group,
    )


def plan(folder: Path, acts: Iterable[Act], title: str = "Trial") -> FilingPlan:
    return FilingPlan(title, tuple(acts), "2026-11-26T12:00:00+00:00", folder)
