"""Cuts that are not smart: everything encoded again, or everything copied from the nearest key picture."""

from __future__ import annotations

from pathlib import Path

from studio.core.errors import BadInput, ToolFailed
from studio.media import encode, kinds, probe
from studio.media.facts import MediaFacts, VideoFacts
from studio.media.films.cutting import writing
from studio.media.films.cutting.edges import Edge
from studio.media.films.cutting.packets import Index, Plan, Span, count
from studio.media.films.transcoding import encoders
from studio.media.films.transcoding.carrying import decoder
from studio.media.films.transcoding.containers import names_kept
from studio.media.films.transcoding.picture import laced

# Hard to tell from the source even by looking closely.
_QUALITY = 90
_CODECS = {".webm": "vp9", ".gif": "gif"}
# What we give films to edit has no use for these two; here they may stay what they are.
_OLD = {".avi": ("-c:v", "mpeg4", "-q:v", "2"), ".mpg": ("-c:v", "mpeg2video", "-q:v", "2")}
_NO_FILMS = kinds.suffixes("audio")


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
    facts = probe.media(path, damaged=True)
    film = facts.main_video
    read = ("-ss", f"{begin:.6f}", *decoder(film))
    window = (*read, "-i", encode.source(path), "-t", f"{length + 2 * half:.6f}")
    streams = ("-map", "0:V:0", "-map", "0:a?", "-map_metadata", "0", "-frames:v", str(plan.frames))
    # The sound of that half picture goes again, so that both begin together, at nought.
    begins = ("-vf", "setpts=PTS-STARTPTS", "-af", f"atrim=start={half:.6f},asetpts=PTS-STARTPTS")
    times = (*begins, "-fps_mode", "passthrough", "-enc_time_base:v", "demux")
    flags = names_kept(target.suffix.lower().strip("."), facts.metadata)
    kept = ("-movflags", flags) if flags else ()
    encode.ffmpeg(
        [*window, *streams, *_codec(film, path.name, target.suffix.lower()), *times, *kept],
        target=target,
        seconds=length,
    )
    if (made := count(target)) != plan.frames:
        raise ToolFailed(
            f"{path.name}: the cut came out with {made} pictures instead of {plan.frames}",
            hint=_way_out(facts, plan.whole, found, made),
        )
    return target


def _way_out(facts: MediaFacts, whole: Span, found: Index, made: int) -> str:
    """What works where pictures are missing: no end of a film can be converted that is not there."""
    if not facts.cut_off:
        return "convert the clip first with studio video convert --format, and cut the result"
    shown = sorted(entry.pts for entry in found.entries if entry.pts in whole)
    until = min(found.entries[-1].pts, *shown[made : made + 1])
    if until <= whole.start:
        return "its end is missing: copy or download it again"
    return f"its end is missing: cut it with --end {found.seconds(until - found.start):.3f}"


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


def _codec(film: VideoFacts, name: str, suffix: str) -> tuple[str, ...]:
    """The encoder of the film's own kind, or the nearest; fields, depth and transparency stay."""
    if suffix in _OLD:
        return (*_OLD[suffix], *(("-flags:v:0", "+ilme+ildct") if film.interlaced else ()))
    usual = "h265" if film.codec == "hevc" or film.depth > 8 else "h264"
    coding = encoders.CODINGS[_CODECS.get(suffix, usual)]
    if film.interlaced and not coding.fields:
        raise BadInput(
            f"{name} is interlaced, and {coding.title} keeps no fields",
            hint="make frames of them first: studio video convert --deinterlace",
        )
    if coding.square:
        return ()
    pixels = "yuva420p" if film.alpha and coding.alpha else film.pixel_format
    video = encoders.arguments(coding, _QUALITY, None, pixels)
    sound = () if suffix == ".webm" else _sound(suffix)
    return (*video, "-pix_fmt", pixels, *laced(film, coding), *sound)


def _sound(suffix: str) -> tuple[str, ...]:
    return ("-c:a", "pcm_s16le") if suffix == ".mov" else ("-c:a", "aac", "-b:a", "192k")
