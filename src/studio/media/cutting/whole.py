"""Cuts that are not smart: everything encoded again, or everything copied from the nearest key picture."""

from __future__ import annotations

from pathlib import Path

from studio.core.errors import BadInput, ToolFailed
from studio.media import encode, kinds
from studio.media.cutting import writing
from studio.media.cutting.edges import Edge
from studio.media.cutting.packets import Index, Plan, Span, count, main_stream
from studio.media.opening import opened
from studio.media.transcoding import encoders

# Hard to tell from the source even by looking closely.
_QUALITY = 90
_VIDEO = {
    ".webm": encoders.arguments(encoders.CODINGS["vp9"], _QUALITY, None, "yuv420p"),
    ".gif": (),
    ".avi": ("-c:v", "mpeg4", "-q:v", "2"),
    ".mpg": ("-c:v", "mpeg2video", "-q:v", "2"),
}
_NO_FILMS = kinds.suffixes("audio")
_DEEP = ("10", "12")


def encoded(path: Path, plan: Plan, found: Index, target: Path) -> Path:
    """Make an exact cut by encoding all of it again."""
    if target.suffix.lower() in _NO_FILMS:
        raise BadInput(
            f"{path.name} holds a film, and its name says a recording", hint="name it .mp4 or .mkv first"
        )
    half = found.seconds(found.usual_duration) / 2
    # Half a picture before the first and before the one after the last: no rounding can shift the cut.
    begin = max(0.0, found.seconds(plan.whole.start - found.start) - half)
    length = found.seconds(plan.whole.end - plan.whole.start)
    window = ("-ss", f"{begin:.6f}", "-i", encode.source(path), "-t", f"{length + 2 * half:.6f}")
    streams = ("-map", "0:V:0", "-map", "0:a?", "-map_metadata", "0", "-frames:v", str(plan.frames))
    # The sound of that half picture goes again, so that both begin together, at nought.
    begins = ("-vf", "setpts=PTS-STARTPTS", "-af", f"atrim=start={half:.6f},asetpts=PTS-STARTPTS")
    times = (*begins, "-fps_mode", "passthrough", "-enc_time_base:v", "demux")
    encode.ffmpeg([*window, *streams, *_codec(path, target), *times], target=target, seconds=length)
    if (made := count(target)) != plan.frames:
        raise ToolFailed(
            f"{path.name}: the cut came out with {made} pictures instead of {plan.frames}",
            hint="convert the clip first with studio video convert, and cut the result",
        )
    return target


def copied(path: Path, whole: Span, found: Index, target: Path) -> Span:
    """Copy from the key picture at or before the start; returns what the cut really holds."""
    keys = [entry.pts for entry in found.entries if entry.key and entry.pts <= whole.start]
    begin = max(keys, default=found.start)
    span = Span(begin, _complete_from(found, begin, whole.end))
    nothing = Span(span.end, span.end)
    frames = sum(entry.pts in span for entry in found.entries)
    plan = Plan(span, Span(begin, begin), span, nothing, frames, frames)
    writing.write(path, plan, found, (Edge(()), Edge(())), target, None)
    if (made := count(target)) != frames:
        raise ToolFailed(f"{path.name}: the cut came out with {made} pictures instead of {frames}")
    return span


def _complete_from(found: Index, begin: int, end: int) -> int:
    """The first time at or after the end where every picture before it can be decoded without one behind."""
    entries = found.entries
    first = next(number for number, entry in enumerate(entries) if entry.pts == begin)
    shown = sorted(entry.pts for entry in entries if entry.pts >= begin)
    seen, highest = 0, begin
    for entry in entries[first:]:
        if entry.pts < begin:
            continue
        if highest >= end and seen and shown[seen - 1] == highest:
            break
        seen, highest = seen + 1, max(highest, entry.pts)
        if seen < len(shown) and shown[seen] >= end and shown[seen - 1] == highest:
            return shown[seen]
    return shown[seen] if seen < len(shown) else found.end


def _codec(path: Path, target: Path) -> tuple[str, ...]:
    with opened(path) as container:
        stream = main_stream(container, path)
        name, pixels = stream.codec_context.name, stream.codec_context.pix_fmt or "yuv420p"
    suffix = target.suffix.lower()
    if suffix in _VIDEO:
        return _VIDEO[suffix]
    deep = any(depth in pixels for depth in _DEEP)
    coding = encoders.CODINGS["h265" if name == "hevc" or deep else "h264"]
    video = encoders.arguments(coding, _QUALITY, None, pixels)
    return (*video, "-pix_fmt", pixels, *_sound(suffix))


def _sound(suffix: str) -> tuple[str, ...]:
    return ("-c:a", "pcm_s16le") if suffix == ".mov" else ("-c:a", "aac", "-b:a", "192k")
