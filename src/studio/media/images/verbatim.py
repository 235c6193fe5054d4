"""Picture files taken over byte by byte, where anything else would lose something."""

import shutil
from collections.abc import Callable
from pathlib import Path

from studio.core.errors import ToolFailed
from studio.media.images.faults import pixels_of, writing_fault
from studio.media.images.reading import read


def copied(source: Path, target: Path) -> Path:
    """Copy a picture's file as it is, after making sure that it is whole."""
    image = read(source, sequential=True, upright=False)
    with pixels_of(source):
        image.avg()
    return _written(target, lambda: shutil.copyfile(source, target))


def stored(data: bytes, target: Path) -> Path:
    """Write the bytes of a picture's file."""
    return _written(target, lambda: target.write_bytes(data))


def _written(target: Path, write: Callable[[], object]) -> Path:
    try:
        write()
    except OSError as error:
        target.unlink(missing_ok=True)
        raise writing_fault(target, error) or ToolFailed(f"{target.name} could not be written") from error
    return target
