"""Where things go that are taken away: the desktop's own trash where there is one, else a folder of ours."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote

_LONGEST = 255 - len(".trashinfo")


@dataclass(frozen=True, slots=True)
class Bin:
    """A trash.

    Attributes:
        files: Where the files are.
        infos: Where it is noted what they were; None in a folder of ours, where the journal knows.
        device: The file system it lies on.
    """

    files: Path
    infos: Path | None
    device: int

    def place(self, name: str, taken: Callable[[Path], bool]) -> tuple[Path, Path | None]:
        """A free place for a file of this name, and for the note beside it."""
        for candidate in _candidates(name):
            file = self.files / candidate
            info = self.infos / f"{candidate}.trashinfo" if self.infos else None
            if not taken(file) and not (info and taken(info)):
                return file, info
        raise AssertionError


def bin_for(path: Path, device: int, aside: Path) -> Bin:
    """The trash for a file: on its own file system if there is one, as the desktops do it.

    Args:
        path: The file.
        device: The file system it lies on.
        aside: A folder of ours for everything else.
    """
    if sys.platform.startswith("linux"):
        import platformdirs

        data = Path(platformdirs.user_data_dir())
        if found := _on_device(device, _top(path.parent, device), data):
            return found
    aside.mkdir(parents=True, exist_ok=True)
    return Bin(aside, None, aside.stat().st_dev)


def note(info: Path, origin: Path) -> None:
    """Write down where a file came from, by the rules of freedesktop.org; the name must be free."""
    top = _top_of_bin(info.parent.parent)
    named = os.path.relpath(origin, top) if top and origin.is_relative_to(top) else os.path.abspath(origin)
    now = datetime.now().astimezone().strftime("%Y-%m-%dT%H:%M:%S")
    text = f"[Trash Info]\nPath={quote(os.fsencode(named))}\nDeletionDate={now}\n"
    descriptor = os.open(info, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, text.encode("ascii"))
    finally:
        os.close(descriptor)


@cache
def _on_device(device: int, top: Path, data: Path) -> Bin | None:
    return next((bin for root in _roots(device, top, data) if (bin := _usable(root, device))), None)


def _roots(device: int, top: Path, data: Path) -> Iterator[Path]:
    """Where a trash may be: in the user's own folder, or at the top of a mounted disk."""
    if _device_of(data) == device:
        yield data / "Trash"
        return
    shared = top / ".Trash"
    with suppress(OSError):
        mode = shared.lstat().st_mode
        if stat.S_ISDIR(mode) and mode & stat.S_ISVTX:
            yield shared / str(os.getuid())
    yield top / f".Trash-{os.getuid()}"


def _usable(root: Path, device: int) -> Bin | None:
    try:
        for folder in (root, root / "files", root / "info"):
            folder.mkdir(mode=0o700, parents=folder == root, exist_ok=True)
        if root.is_symlink() or root.stat().st_dev != device or not os.access(root / "info", os.W_OK):
            return None
    except OSError:
        return None
    return Bin(root / "files", root / "info", device)


def _device_of(folder: Path) -> int:
    for candidate in (folder, *folder.parents):
        with suppress(FileNotFoundError, NotADirectoryError):
            return candidate.stat().st_dev
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), os.fspath(folder))


def _top(folder: Path, device: int) -> Path:
    """The uppermost folder of the file system that a folder lies on."""
    top = Path(os.path.abspath(folder))
    for parent in top.parents:
        if parent.stat().st_dev != device:
            break
        top = parent
    return top


def _top_of_bin(root: Path) -> Path | None:
    """The folder that names in a trash are seen from; None in the user's own, where they are whole."""
    if root.parent.name == ".Trash":
        return root.parent.parent
    return root.parent if root.name.startswith(".Trash-") else None


def _candidates(name: str) -> Iterator[str]:
    stem, suffix = Path(name).stem, Path(name).suffix
    number = 1
    while True:
        end = f"{'' if number == 1 else f'.{number}'}{suffix}"
        cut = stem
        while len(os.fsencode(cut + end)) > _LONGEST and cut:
            cut = cut[:-1]
        yield (cut + end)[-_LONGEST:]
        number += 1
