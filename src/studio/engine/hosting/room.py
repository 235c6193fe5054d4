"""Whether the machine has room for one more thing: memory, disk, and files the disk can still hold."""

from __future__ import annotations

from pathlib import Path

from studio.host import hardware
from studio.host.hardware import Disk, Memory

FULL = 0.80
"""The share of memory in use from which nothing more is let in."""

CROWDED = 0.70
"""The share from which only what fits below FULL is let in."""

DISK_FLOOR = 2_000_000_000
DISK_SHARE = 0.01
"""What stays free on the disk: so many bytes or this share of it, whichever is more."""

INODE_FLOOR = 10_000
INODE_SHARE = 0.01
"""How many files more the disk must be able to hold: so many, or this share where it holds few."""

_GB = 1_000_000_000


def lack_of_room(folder: Path, memory_bytes: int, disk_bytes: int) -> str:
    """Why something has to wait for room; nothing if it may start.

    Args:
        folder: Where its files will lie.
        memory_bytes: The memory it asks for; 0 if it does not say.
        disk_bytes: The room on the disk it asks for.
    """
    return lack_of_memory(hardware.memory(), memory_bytes) or lack_of_disk(hardware.disk(folder), disk_bytes)


def lack_of_memory(memory: Memory, wanted: int) -> str:
    """Why there is too little memory for something; nothing if there is enough."""
    used = memory.limit - memory.available
    told = f"memory is {_share(used, memory.limit)} in use"
    if used >= FULL * memory.limit:
        return f"{told}; nothing starts from {_share(FULL, 1)} on"
    if used >= CROWDED * memory.limit and used + wanted > FULL * memory.limit:
        return f"{told}; {_gigabytes(wanted)} more would make it more than {_share(FULL, 1)}"
    return ""


def lack_of_disk(disk: Disk, wanted: int) -> str:
    """Why there is too little room on a disk for something; nothing if there is enough."""
    floor = max(DISK_FLOOR, DISK_SHARE * disk.total)
    if disk.free - wanted < floor:
        asked = f", {_gigabytes(wanted)} are asked for" if wanted else ""
        return f"{disk.path} has {_gigabytes(disk.free)} free{asked}; {_gigabytes(floor)} must stay free"
    if disk.inodes and disk.free_inodes < min(INODE_FLOOR, INODE_SHARE * disk.inodes):
        return f"{disk.path} can hold only {disk.free_inodes:,} more files"
    return ""


def _share(part: float, whole: float) -> str:
    # Rounded down, so that nobody reads 80 % where less is used.
    return f"{int(100 * part / whole)} %"


def _gigabytes(count: float) -> str:
    return f"{count / _GB:.3g} GB"
