"""When a file was made: by what it says itself, else by when it was modified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from studio.core.errors import StudioError
from studio.media.filing.extensions import Kind

Source = Literal["exif", "container", "modified"]

_TOLD = ("com.apple.quicktime.creationdate", "creation_time", "date")
_NEVER_SET = (1904, 1970)
_FIRST_PHOTOGRAPH = 1826


@dataclass(frozen=True, slots=True)
class Dated:
    """When a file was made, and what says so.

    Attributes:
        when: The moment, by the clock of the camera, or of this machine.
        source: exif, container, or modified: when the file was written last.
    """

    when: datetime
    source: Source


def dated(path: Path, kind: Kind, modified_ns: int) -> Dated:
    """When a file was made.

    Args:
        path: The file.
        kind: Its class: pictures are asked for EXIF, films and recordings for what their container says.
        modified_ns: When it was modified, in nanoseconds.
    """
    if kind == "images" and (taken := _taken(path)):
        return Dated(taken, "exif")
    if kind in ("videos", "audio") and (recorded := _recorded(path)):
        return Dated(recorded, "container")
    return Dated(_modified(modified_ns), "modified")


def _taken(path: Path) -> datetime | None:
    from studio.media.images import tags

    try:
        found = tags.taken_at(path)
    except (StudioError, OSError):
        return None
    return found if found and _is_possible(found) else None


def _recorded(path: Path) -> datetime | None:
    import av

    try:
        with av.open(str(path), metadata_errors="ignore") as container:
            told = {**container.metadata}
            for stream in container.streams:
                told |= {name: value for name, value in stream.metadata.items() if name not in told}
    except (av.error.FFmpegError, OSError, ValueError):
        return None
    moments = (_moment(told[name]) for name in _TOLD if name in told)
    return next((moment for moment in moments if moment and _is_possible(moment)), None)


def _moment(text: str) -> datetime | None:
    """A whole date; a year alone says when an album came out, and not when a file was made."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    # What was noted in world time is seen by the clock of this machine; an offset is the camera's own.
    return found.astimezone() if found.tzinfo and not found.utcoffset() else found


def _is_possible(moment: datetime) -> bool:
    return moment.year >= _FIRST_PHOTOGRAPH and moment.year not in _NEVER_SET


def _modified(nanoseconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(nanoseconds // 10**9, UTC).astimezone()
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
