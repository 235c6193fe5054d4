"""Hundreds of thousands of files in little memory: columns of numbers instead of an object for each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from studio.media.filing.walking import Met


class Shelf:
    """Files that were come by; each is known by its place, counted from 0."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.sizes = array("q")
        self.modified = array("q")
        self.inodes = array("Q")
        self.devices = array("Q")
        self.links = array("L")

    def __len__(self) -> int:
        return len(self.paths)

    def add(self, files: Iterable[Met]) -> None:
        """Put files on the shelf."""
        paths, statuses = zip(*files, strict=True)
        self.paths.extend(paths)
        self.sizes.extend([status.st_size for status in statuses])
        self.modified.extend([status.st_mtime_ns for status in statuses])
        self.inodes.extend([status.st_ino for status in statuses])
        self.devices.extend([status.st_dev for status in statuses])
        self.links.extend([status.st_nlink for status in statuses])

    def identity(self, place: int) -> tuple[int, int]:
        """The file system and the number there: two names of one file have the same."""
        return self.devices[place], self.inodes[place]

    def in_disk_order(self, places: Iterable[int]) -> list[int]:
        """Places in an order in which disks, and tables sorted by number, are read quickly."""
        return sorted(places, key=self.inodes.__getitem__)
