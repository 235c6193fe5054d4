"""Where the relative paths of a file begin."""

from __future__ import annotations

import os
from pathlib import Path

from studio.core.written.findings import Findings


def base_of(said: str, file: Path, here: Path, findings: Findings) -> Path:
    """The folder a file says, seen from the file; the current one if it says none.

    Args:
        said: What stands under `folder`.
        file: The file.
        here: The current folder.
        findings: Where a fault is added if there is no such folder.
    """
    if not said:
        return Path(os.path.abspath(here))
    folder = Path(os.path.abspath(here / file.parent / said))
    if not folder.is_dir():
        findings.add("file", ("folder",), f"there is no folder {said}", f"looked for in {file.parent}")
    return folder
