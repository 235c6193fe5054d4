"""Cutting one piece out of a video."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from studio.core.errors import BadCall, BadInput
from studio.core.materials import Seconds, Video
from studio.core.run import run
from studio.core.tool import tool


@dataclass(frozen=True)
class Trimmed:
    """A cut, and how it was made.

    Attributes:
        clip: The piece.
        start: Where it begins in the source.
        end: Where it ends in the source.
        frames: How many pictures it has.
        encoded: How many of them were encoded again; the others are the source's own, bit for bit.
        method: smart, copied (nothing encoded again), encoded (everything) or fast.
        reason: Why everything had to be encoded again.
    """

    clip: Video
    start: Seconds
    end: Seconds
    frames: int
    encoded: int
    method: Literal["smart", "copied", "encoded", "fast"]
    reason: str = ""


def _nothing(given: Mapping[str, Any]) -> None:
    """Refuse times between which there is nothing, whatever the film."""
    start, end, length = given["start"], given["end"], given["length"]
    if end is not None and length is not None:
        raise BadCall("say an end or a length, not both")
    until = end if length is None else start + length
    if until is not None and until <= start:
        raise BadCall(f"a cut from {start:g} s to {until:g} s holds nothing", hint="end after the beginning")


@tool(pure=True, refuse=_nothing)
def trim(
    clip: Video,
    *,
    start: Seconds = 0,
    end: Seconds | None = None,
    length: Seconds | None = None,
    fast: bool = False,
) -> Trimmed:
    """Cut one piece out of a video, exact to the picture.

    Whole groups of pictures are copied bit for bit and only the edges are encoded again, so a cut costs
    little and loses nothing. The result is checked by decoding its joins. Where a file does not allow
    that, all of it is encoded again, and the result says why. What is copied is not looked at: what is
    damaged in the source stays so in the piece, and what is encoded again of it is as far as it can be read.

    Args:
        clip: The video to cut from.
        start: Where the piece begins; the first picture shown at or after this time is its first.
        end: Where it ends; the end of the video when left out.
        length: How long it is, instead of an end.
        fast: Copy everything, beginning at the key picture before the start; the result says where.

    Examples:
        studio video trim clip.mp4 --start 0.5 --end 1.5
        studio video trim clip.mp4 --start 0:01 --length 0.5 --fast
    """
    from studio.media.films.cutting import packets, smart

    until = end if length is None else start + length
    found = packets.index(clip)
    lasts = found.seconds(found.end - found.start)
    if start >= lasts:
        raise BadInput(f"{clip.name} is {lasts:.3f} s long, and the cut begins at {start:g} s")
    span = packets.whole_pictures(found, start, until)
    if not span:
        raise BadInput(f"{clip.name} has no picture between {start:g} s and {until:g} s")
    plan = packets.plan(found, span)
    target = run().folder / clip.name
    begin, finish = (found.seconds(pts - found.start) for pts in (span.start, span.end))
    if fast:
        from studio.media.films.cutting import whole

        kept = whole.copied(clip, span, found, target)
        begin, finish = (found.seconds(pts - found.start) for pts in (kept.start, kept.end))
        return Trimmed(target, begin, finish, sum(e.pts in kept for e in found.entries), 0, "fast")
    try:
        smart.cut(clip, plan, found, target)
    except smart.NotPossibleError as reason:
        from studio.media.films.cutting import whole

        run().note("encoding everything", reason=str(reason))
        whole.encoded(clip, plan, found, target)
        return Trimmed(target, begin, finish, plan.frames, plan.frames, "encoded", str(reason))
    encoded = plan.frames - plan.copied
    return Trimmed(target, begin, finish, plan.frames, encoded, "smart" if encoded else "copied")
