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

    def add(self, files: Met) -> None:
        """Put files on the shelf."""
        paths, statuses = files
        # A status is a row of ten numbers besides its names: turned all at once, none is asked for by name.
        _, inodes, devices, links, _, _, sizes, *_ = zip(*statuses, strict=True)
        self.paths += paths
        self.sizes.extend(sizes)
        self.modified.extend([status.st_mtime_ns for status in statuses])
        self.inodes.extend(inodes)
        self.devices.extend(devices)
        self.links.extend(links)

    def identity(self, place: int) -> tuple[int, int]:
        """The file system and the number there: two names of one file have the same."""
        return self.devices[place], self.inodes[place]

    def in_disk_order(self, places: Iterable[int]) -> list[int]:
        """Places in an order in which disks, and tables sorted by number, are read quickly."""
        return sorted(places, key=self.inodes.__getitem__)
