"""Small files that ffmpeg is handed, and what to say when the disk has no room for them."""

from __future__ import annotations

import shutil
from pathlib import Path

from studio.core.errors import ToolFailed


def save(file: Path, data: bytes) -> Path:
    """Write a file of the run's own."""
    try:
        file.write_bytes(data)
    except OSError as refused:
        raise _unwritable(file, refused) from None
    return file


def copy(source: Path, target: Path) -> Path:
    """Copy a file into the run's folder."""
    try:
        return Path(shutil.copyfile(source, target))
    except OSError as refused:
        raise _unwritable(target, refused) from None


def _unwritable(file: Path, refused: OSError) -> ToolFailed:
    reason = (refused.strerror or str(refused)).lower()
    return ToolFailed(
        f"{file.name} cannot be written: {reason}", hint="free some space, or write to another disk"
    )
