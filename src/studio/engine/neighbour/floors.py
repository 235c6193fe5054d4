"""What stays free on a disk: so much that something may begin, and so little that everything stands still."""

from __future__ import annotations

from studio.host.hardware import Disk

DISK_FLOOR = 2_000_000_000
DISK_SHARE = 0.01
"""What stays free when something begins by itself: so many bytes or this share, whichever is more."""

INODE_FLOOR = 10_000
INODE_SHARE = 0.01
"""How many files more the disk must be able to hold: so many, or this share where it holds few."""

_LAST_BYTES = 200_000_000
_LAST_INODES = 500
_LAST_SHARE = 0.02
_RELIEF = 1.25
"""What is free must be so much more than the floor before what stands still goes on."""

_GB = 1_000_000_000


def lack_of_room(disk: Disk, wanted: int) -> str:
    """Why there is too little room on a disk for something to begin; nothing if there is enough."""
    floor = max(DISK_FLOOR, DISK_SHARE * disk.total)
    if disk.free - wanted < floor:
        asked = f", {_gigabytes(wanted)} are asked for" if wanted else ""
        return f"{disk.path} has {_gigabytes(disk.free)} free{asked}; {_gigabytes(floor)} must stay free"
    if disk.inodes and disk.free_inodes < min(INODE_FLOOR, INODE_SHARE * disk.inodes):
        return f"{disk.path} can hold only {disk.free_inodes:,} more files"
    return ""


def runs_dry(disk: Disk, *, stands_still: bool = False) -> str:
    """Why work that writes to a disk has to stand still; nothing if it may go on.

    Args:
        disk: The disk.
        stands_still: Whether it does already: then a little more must be free before it goes on.
    """
    relief = _RELIEF if stands_still else 1.0
    if disk.free < relief * min(_LAST_BYTES, _LAST_SHARE * disk.total):
        return f"{disk.path} has only {_bytes(disk.free)} free"
    if disk.inodes and disk.free_inodes < relief * min(_LAST_INODES, _LAST_SHARE * disk.inodes):
        return f"{disk.path} can hold only {disk.free_inodes:,} more files"
    return ""


def _gigabytes(count: float) -> str:
    return f"{count / _GB:.3g} GB"


def _bytes(count: float) -> str:
    for unit, size in (("GB", _GB), ("MB", 1_000_000), ("kB", 1000)):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return f"{count:g} bytes"
