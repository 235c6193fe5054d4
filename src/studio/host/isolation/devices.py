"""The third layer: a view of /dev in which no card can be opened, for this process and all it starts.

What lies over a card cannot be opened by anybody, whatever he may do besides. A card that comes into being
later has nothing over it; without those that were there it is of no use to the libraries of its driver.
"""

from __future__ import annotations

import ctypes
import os
import stat
import sys
import tempfile
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

DEV = Path("/dev")
CARDS = ("nvidia*", "nvhost*", "nvmap", "kfd", "dri", "dxg", "accel", "mali*")
"""By what names cards appear in /dev."""

_NEW_MOUNTS, _NEW_USER = 0x0002_0000, 0x1000_0000
_BIND, _RECURSIVE, _PRIVATE = 1 << 12, 1 << 14, 1 << 18
_UNFORESEEN = 255


@dataclass(frozen=True)
class Hidden:
    """Whether the cards are out of reach, and what to say of it."""

    took: bool
    told: str


def cards(dev: Path = DEV) -> list[str]:
    """The names under which cards appear in a folder such as /dev."""
    try:
        names = sorted(entry.name for entry in dev.iterdir())
    except OSError:
        return []
    return [name for name in names if is_card(name)]


def is_card(name: str) -> bool:
    """Whether a card goes by this name in /dev."""
    return any(fnmatchcase(name, card) for card in CARDS)


def hide(dev: Path = DEV) -> Hidden:
    """Take the cards out of this process's view of /dev; before it has threads.

    It is tried in a child first: half of it would be worse than nothing.

    Args:
        dev: The folder that is looked at.
    """
    if not cards(dev):
        return Hidden(True, f"{dev} holds no GPU")
    if sys.platform != "linux":
        return Hidden(False, "this system gives nobody a view of /dev of his own")
    if _threads() > 1:
        return Hidden(False, "this process has threads already")
    if fault := _tried(dev):
        reason = os.strerror(fault).lower() if fault != _UNFORESEEN else "something unforeseen went wrong"
        return Hidden(False, f"this system lets us have no view of /dev of our own: {reason}")
    _cover(dev)
    return Hidden(True, f"out of reach: {', '.join(cards(dev))}")


def _tried(dev: Path) -> int:
    """What a child that tries it is refused with; 0 if it works."""
    child = os.fork()
    if not child:
        fault = _UNFORESEEN
        try:
            _cover(dev)
            fault = _UNFORESEEN if any(_opens(dev / name) for name in cards(dev)) else 0
        except OSError as refused:
            fault = refused.errno or _UNFORESEEN
        finally:
            os._exit(fault)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _threads() -> int:
    try:
        return sum(1 for _ in Path("/proc/self/task").iterdir())
    except OSError:
        return 1


def _cover(dev: Path) -> None:
    """Lay a socket over every card, which nobody can open, and an empty folder over a folder of cards."""
    _apart()
    _mount("none", "/", _RECURSIVE | _PRIVATE)
    with tempfile.TemporaryDirectory(prefix="studio-") as folder:
        closed, empty = Path(folder) / "closed", Path(folder) / "empty"
        os.mknod(closed, stat.S_IFSOCK)
        empty.mkdir(mode=0)
        for card in (dev / name for name in cards(dev)):
            if card.exists():
                _mount(str(empty if card.is_dir() else closed), str(card), _BIND)


def _opens(card: Path) -> bool:
    try:
        if card.is_dir():
            return any(card.iterdir())
        os.close(os.open(card, os.O_RDONLY | os.O_NONBLOCK))
    except OSError:
        return False
    return True


def _apart() -> None:
    """Have mounts of our own: by right where we may, else as the only user of a world of our own."""
    try:
        _call("unshare", _NEW_MOUNTS)
    except PermissionError:
        user, group = os.geteuid(), os.getegid()
        _call("unshare", _NEW_USER | _NEW_MOUNTS)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _mount(what: str, where: str, flags: int) -> None:
    _call("mount", os.fsencode(what), os.fsencode(where), None, ctypes.c_ulong(flags), None)


def _call(name: str, *arguments: object) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if getattr(library, name)(*arguments):
        fault = ctypes.get_errno()
        raise OSError(fault, os.strerror(fault))
