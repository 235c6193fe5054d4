"""The cut itself: edges encoded, the middle copied, the whole looked at again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studio.media.films.cutting import edges, headers, verify, writing
from studio.media.films.cutting.headers import AvcHeader
from studio.media.films.cutting.packets import Index, Plan, main_stream
from studio.media.opening import opened

if TYPE_CHECKING:
    import av

CONTAINERS = {".mp4": "mp4", ".m4v": "mp4", ".mov": "mov", ".mkv": "matroska"}
_SET_NUMBERS = range(7, 31)
_WORTHWHILE = 0.25


class NotPossibleError(Exception):
    """This cut cannot be made without encoding everything again; the text says why."""


def cut(path: Path, plan: Plan, found: Index, target: Path) -> Path:
    """Write a cut, copying its middle bit for bit.

    Raises NotPossibleError where the file does not allow it, or where the result fails the check.
    """
    with opened(path) as container:
        stream = main_stream(container, path)
        number = _set_number(stream, plan, found, target)
        head, tail = edges.encode(container, stream, (plan.head, plan.tail), found, number)
        originals = verify.originals(container, stream, plan, found)
    writing.write(path, plan, found, (head, tail), target, CONTAINERS[target.suffix.lower()])
    if fault := verify.fault(originals, plan, found, target):
        target.unlink(missing_ok=True)
        raise NotPossibleError(fault)
    return target


def _set_number(stream: av.VideoStream, plan: Plan, found: Index, target: Path) -> int:
    """A number for the edges' parameter sets that is free in this stream, if it can be cut at all."""
    if target.suffix.lower() not in CONTAINERS:
        raise NotPossibleError(f"{target.suffix} files are not cut this way")
    if found.discards:
        raise NotPossibleError("an edit list hides some of its pictures")
    if plan.copied < plan.frames * _WORTHWHILE:
        raise NotPossibleError("too little of it lies between key pictures")
    if not plan.head and not plan.tail:
        return 0
    if not edges.can_encode(stream):
        raise NotPossibleError(f"{stream.codec_context.name} edges cannot be made to fit")
    return _free_number(stream)


def _free_number(stream: av.VideoStream) -> int:
    if stream.codec_context.name != "h264":
        return 0
    record = AvcHeader.read(bytes(stream.codec_context.extradata or b""))
    if record is None:
        raise NotPossibleError("its headers are not kept as MP4 keeps them")
    used = headers.used_set_numbers(record)
    return next(number for number in _SET_NUMBERS if number not in used)
