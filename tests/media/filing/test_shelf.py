"""A shelf holds what the walk told, in its order."""

import os
from pathlib import Path

from studio.media.filing import walking
from studio.media.filing.shelf import Shelf


def test_columns_hold_what_was_told(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / name).write_text(name * 3)
    os.link(tmp_path / "a", tmp_path / "d")
    shelf = Shelf()
    for files in walking.start([tmp_path]).as_met():
        shelf.add(files)
    found = [(one.path, one.size, one.modified_ns, one.links) for one in walking.start([tmp_path])]
    assert [*zip(shelf.paths, shelf.sizes, shelf.modified, shelf.links, strict=True)] == found
    assert len(shelf) == 4
    assert shelf.identity(0) == shelf.identity(3) != shelf.identity(1)
    order = shelf.in_disk_order(range(4))
    assert [shelf.inodes[place] for place in order] == sorted(shelf.inodes)
