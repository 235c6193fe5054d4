"""Gathers the files of a folder as things: sequences and what lies beside pictures count as one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.core.run import run
from studio.media.filing import dates, together, walking
from studio.media.filing.together import Item
from studio.media.filing.walking import Found, Walk
from studio.store.filing.drafting import is_plan
from studio.store.filing.undoing import Problem


@dataclass(frozen=True, slots=True)
class Gathered:
    """What lies in a folder.

    Attributes:
        root: The folder.
        files: The files, by their paths.
        items: The things they make.
        stayed: What was left alone, and why.
    """

    root: Path
    files: dict[str, Found]
    items: list[Item]
    stayed: list[Problem]

    def files_of(self, item: Item) -> tuple[Found, ...]:
        return tuple(self.files[str(item.folder / name)] for name in item.files)


def gather(
    folder: Path,
    *,
    recursive: bool,
    without: Path | None = None,
    frames_together: bool = True,
    beside: bool = True,
) -> Gathered:
    """Go through a folder. Hidden files, links, pipes and devices are left alone, and so are our own plans.

    Args:
        folder: The folder.
        recursive: Whether the folders below count.
        without: A folder below that is left out: what was put in order before is not put in order again.
        frames_together: Whether numbered frames count as one thing.
        beside: Whether captions and the like go with their picture.
    """
    root = Path(os.path.abspath(folder))
    inside = without is not None and without != root and without.is_relative_to(root)
    walk = walking.start([root], without=[without] if inside and without else [])
    files: dict[str, Found] = {}
    items: list[Item] = []
    for found in _by_folder(walk, root, recursive=recursive):
        files |= {one.path: one for one in found}
        place = Path(found[0].path).parent
        names = [os.path.basename(one.path) for one in found]  # noqa: PTH119 -- a path of text is enough
        items += together.items(place, names, frames_together=frames_together, beside=beside)
    apart = run().each(of_camera_apart, items)
    stayed = [Problem(Path(one.path), f"cannot be looked at: {one.why}") for one in walk.unread]
    if walk.passed:
        stayed.append(Problem(root, f"holds {walk.passed:,} links, pipes or devices, which stay"))
    return Gathered(root, files, [item for several in apart for item in several], stayed)


def _by_folder(walk: Walk, root: Path, *, recursive: bool) -> Iterator[list[Found]]:
    for files in walk.by_folder():
        if not recursive and Path(files[0].path).parent != root:
            return
        if ours := [one for one in files if not is_plan(Path(one.path))]:
            yield ours


def of_camera_apart(item: Item) -> list[Item]:
    """Photographs that only a camera numbered are things of their own."""
    if item.sequence and _is_of_camera(item):
        return item.apart()
    return [item]


def _is_of_camera(item: Item) -> bool:
    ends = (item.names[0], item.names[-1])
    return any(dates.dated(item.folder / name, "images", 0).source == "exif" for name in ends)
