"""Looking at a finished cut again: every picture there, and the copied ones the same as before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError
from studio.media.cutting.packets import Index, Plan, index, main_stream, opened


def fault(path: Path, plan: Plan, found: Index, target: Path) -> str:
    """What is wrong with a cut; empty if nothing is.

    All pictures are counted and their times compared; those around the joins are decoded, and the
    copied ones must come out as they do from the source.
    """
    try:
        made = index(target)
    except StudioError as error:
        return f"the result cannot be read: {error.message}"
    wanted = sorted(entry.pts - plan.whole.start for entry in found.entries if entry.pts in plan.whole)
    scale = float(found.time_base / made.time_base)
    got = sorted(entry.pts for entry in made.entries)
    if len(got) != len(wanted):
        return f"the result has {len(got)} pictures, not {len(wanted)}"
    if any(abs(shown - pts * scale) > max(1.0, scale) for shown, pts in zip(got, wanted, strict=True)):
        return "its pictures are not shown at their times"
    return _fault_at_joins(path, plan, found, target)


def _fault_at_joins(path: Path, plan: Plan, found: Index, target: Path) -> str:
    keys = [entry.pts for entry in found.entries if entry.key and entry.pts in plan.middle]
    if not keys:
        return ""
    for first, key in ((True, keys[0]), (False, keys[-1])):
        begin = found.seconds(plan.whole.start if first else key)
        end = found.seconds(_next(keys, key, plan) if first else plan.whole.end)
        origin = found.seconds(plan.whole.start)
        copied = (found.seconds(plan.middle.start), found.seconds(plan.middle.end))
        half = found.seconds(found.usual_duration) / 2
        before = list(_pictures(path, begin - half, end - half, 0.0))
        after = list(_pictures(target, begin - half, end - half, origin))
        if len(before) != len(after):
            return "pictures around a join cannot be decoded"
        for (time, pixels), (_, made) in zip(before, after, strict=True):
            if copied[0] - half <= time < copied[1] - half and made != pixels:
                return "a copied picture does not come out as it was"
    return ""


def _next(keys: list[int], key: int, plan: Plan) -> int:
    later = [other for other in keys if other > key]
    return later[0] if later else plan.middle.end


def _pictures(path: Path, begin: float, end: float, origin: float) -> Iterator[tuple[float, str]]:
    """Decoded pictures of a stretch: their times in the source, and a digest of their pixels."""
    with opened(path) as container:
        stream = main_stream(container, path)
        stream.thread_type = "AUTO"
        base = float(stream.time_base or 0)
        container.seek(max(0, round((begin - origin) / base)), stream=stream, backward=True)
        for frame in container.decode(stream):
            time = frame.pts * base + origin
            if time >= end:
                return
            if time >= begin:
                yield time, _digest(frame)


def _digest(frame: Any) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for plane in frame.planes:
        line = plane.line_size
        used = _used(plane, frame)
        rows = memoryview(plane)
        for row in range(plane.height):
            digest.update(rows[row * line : row * line + used])
    return digest.hexdigest()


def _used(plane: Any, frame: Any) -> int:
    """Bytes of a row that hold pixels; what follows them is padding and may be anything."""
    component = frame.format.components[0]
    deep = int(component.bits) > 8
    return min(int(plane.line_size), int(plane.width) * (2 if deep else 1))
