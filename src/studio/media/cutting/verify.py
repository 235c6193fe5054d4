"""Looking at a finished cut again: every picture there, and the copied ones the same as before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError
from studio.media.cutting.packets import Index, Plan, Span, index, main_stream, opened

_FEW = 8


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
    """Decode both edges, and some copied pictures right behind each join or key picture next to it."""
    few = found.usual_duration * _FEW
    joins = []
    if plan.head:
        joins.append((plan.head, plan.middle.start))
    if plan.tail:
        keys = (entry.pts for entry in found.entries if entry.key and entry.pts in plan.middle)
        joins.append((plan.tail, max(keys)))
    origin = found.seconds(plan.whole.start)
    for edge, key in joins:
        if sum(1 for _ in _pictures(target, edge, found, origin)) != sum(
            entry.pts in edge for entry in found.entries
        ):
            return "pictures at a join cannot be decoded"
        copied = Span(key, min(plan.middle.end, key + few))
        if _digests(target, copied, found, origin) != _digests(path, copied, found, 0.0):
            return "a copied picture does not come out as it was"
    return ""


def _digests(path: Path, span: Span, found: Index, origin: float) -> list[str]:
    return [_digest(frame) for frame in _pictures(path, span, found, origin)]


def _pictures(path: Path, span: Span, found: Index, origin: float) -> Iterator[Any]:
    """The decoded pictures of a span of the source, from it or from a file that begins at the origin."""
    begin, end = found.seconds(span.start) - origin, found.seconds(span.end) - origin
    # Half a picture either way: no rounding of times puts one on the wrong side.
    half = found.seconds(found.usual_duration) / 2
    with opened(path) as container:
        stream = main_stream(container, path)
        stream.thread_type = "AUTO"
        base = float(stream.time_base or 0)
        container.seek(max(0, round(begin / base)), stream=stream, backward=True)
        for frame in container.decode(stream):
            time = frame.pts * base
            if time >= end - half:
                return
            if time >= begin - half:
                yield frame


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
