"""The world as it will be once the steps that were decided are taken."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from studio.store.filing.copies import Seen, look
from studio.store.filing.steps import Step

_LEAVE = ("move", "trash", "untrash", "delete", "remove", "unfolder")


class Outlook:
    """What will be free and what will be taken, beside what the disk says."""

    def __init__(self) -> None:
        self.freed: set[Path] = set()
        self.taken: set[Path] = set()
        self.folders: set[Path] = set()
        self.linked: dict[Path, Seen] = {}

    def copied(self) -> Outlook:
        """The same, to go back to."""
        found = Outlook()
        found.freed, found.taken, found.folders = set(self.freed), set(self.taken), set(self.folders)
        found.linked = dict(self.linked)
        return found

    def look(self, path: Path) -> Seen:
        """What will lie there: once it is linked to another file, it is that one."""
        return self.linked.get(path) or look(path)

    def exists(self, path: Path) -> bool:
        return path in self.taken or (path not in self.freed and os.path.lexists(path))

    def expect(self, step: Step) -> None:
        """Count with a step that was decided."""
        if step.kind in _LEAVE:
            self.freed.add(step.path)
            self.taken.discard(step.path)
        new = [path for path in (step.target, step.info) if path]
        if step.kind == "folder":
            self.folders.add(step.path)
            new.append(step.path)
        self.taken.update(new)
        self.freed.difference_update(new)

    def touches(self, paths: Iterable[Path | None]) -> bool:
        """Whether any of these will be there only then, so that nobody can look at it yet."""
        return any(path in self.taken or path in self.linked for path in paths if path)

    def missing_folders(self, folder: Path) -> list[Path]:
        """The folders that must be made first, the uppermost first; NotADirectoryError names what is none."""
        missing: list[Path] = []
        for candidate in (folder, *folder.parents):
            if candidate in self.folders:
                break
            if self.exists(candidate):
                if candidate in self.taken or not candidate.is_dir():
                    raise NotADirectoryError(20, "is a file, not a folder", os.fspath(candidate))
                break
            missing.append(candidate)
        return missing[::-1]


def device_below(folder: Path) -> int:
    """The file system a folder lies on, or will lie on once it is made."""
    for candidate in (folder, *folder.parents):
        with suppress(FileNotFoundError, NotADirectoryError):
            return candidate.stat().st_dev
    return -1


def is_case_only(source: Path, target: Path) -> bool:
    """Whether two names differ in their letter case alone, on a file system that thinks them the same."""
    if source.parent != target.parent or source.name.casefold() != target.name.casefold():
        return False
    with suppress(OSError):
        if look(source).is_same_file(look(target)):
            names = {entry.name for entry in os.scandir(source.parent)}
            return not {source.name, target.name} <= names
    return False
