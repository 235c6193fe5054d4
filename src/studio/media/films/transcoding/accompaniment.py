"""What comes with picture and sound: subtitles, chapters, time code, tags, fonts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from studio.media.facts import MediaFacts, VideoFacts
from studio.media.films.transcoding.containers import Holder, is_text, names_kept
from studio.media.films.transcoding.wishes import Wishes

# Matroska's counts of what is in a stream; after encoding they would be lies.
_COUNTS = (
    "BPS", "DURATION", "NUMBER_OF_FRAMES", "NUMBER_OF_BYTES", "_STATISTICS_WRITING_APP",
    "_STATISTICS_WRITING_DATE_UTC", "_STATISTICS_TAGS",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Accompaniment:
    """What ffmpeg is told about all that is neither picture nor sound.

    Attributes:
        maps: Which streams are taken along.
        arguments: How they are written.
        flags: What the muxer of MP4 and MOV is told besides.
        changes: What had to be left out.
    """

    maps: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    flags: str = ""
    changes: tuple[str, ...] = ()


def accompaniment(holder: Holder, facts: MediaFacts, wishes: Wishes, *, rate: str) -> Accompaniment:
    """Take along what the container can hold.

    Args:
        holder: The container.
        facts: What there is.
        wishes: What is asked for.
        rate: The rate of the result, on which its time code runs.
    """
    if wishes.bare:
        return Accompaniment(arguments=("-map_metadata:g", "-1", "-map_chapters", "-1"))
    kept, lost = _subtitles(holder, facts)
    cover = _cover(holder, facts)
    chapters = () if holder.chapters else ("-map_chapters", "-1")
    code = _timecode(holder, facts, rate)
    changes = [
        *([f"{lost} subtitles left out: {holder.name} cannot hold them"] if lost else []),
        *([f"chapters left out: {holder.name} has none"] if facts.chapters and not holder.chapters else []),
        *([f"time code left out: {holder.name} has none"] if facts.timecode and not code else []),
        *([f"cover left out: {holder.name} has none"] if facts.cover and not cover else []),
    ]
    return Accompaniment(
        maps=(
            *(part for index, _ in kept for part in ("-map", f"0:{index}")),
            *_fonts(holder, facts),
            *(("-map", "0:disp:attached_pic?") if cover else ()),
        ),
        arguments=(
            *(part for place, (_, codec) in enumerate(kept) for part in (f"-c:s:{place}", codec)),
            *chapters,
            *cover,
            *(("-metadata:s:v:0", f"timecode={code}") if code else ()),
            *_uncounted(facts),
        ),
        flags=names_kept(holder.muxer, facts.metadata),
        changes=tuple(changes),
    )


def _subtitles(holder: Holder, facts: MediaFacts) -> tuple[list[tuple[int, str]], int]:
    """Which subtitles are kept and how they are written, and how many are lost."""
    kept = []
    for stream in facts.subtitles:
        if stream.codec in holder.shows:
            kept.append((stream.index, "copy"))
        elif holder.subtitles and is_text(stream.codec):
            kept.append((stream.index, holder.subtitles))
    return kept, len(facts.subtitles) - len(kept)


def _fonts(holder: Holder, facts: MediaFacts) -> tuple[str, ...]:
    both = holder.name == "mkv" and facts.container == "matroska"
    return ("-map", "0:t?") if both else ()


def _cover(holder: Holder, facts: MediaFacts) -> tuple[str, ...]:
    """How a cover is written: as it is, behind the picture that moves."""
    if not facts.cover or holder.muxer != "mp4":
        return ()
    return ("-c:v:1", "copy", "-disposition:v:1", "attached_pic")


def _timecode(holder: Holder, facts: MediaFacts, rate: str) -> str:
    if not (holder.timecode and facts.timecode and facts.video):
        return ""
    return _at_rate(facts.timecode, facts.main_video, rate)


def _at_rate(code: str, film: VideoFacts, rate: str) -> str:
    """The same moment, counted in frames of another rate."""
    before, after = (max(1, round(float(Fraction(one)))) for one in (film.rate, rate))
    clock, frames = code[:8], code[9:]
    if before == after or not frames.isdigit():
        return code
    counted = f"{int(frames) * after // before:02}"
    drops = code[8] in ";." and after in (30, 60) and Fraction(rate).denominator > 1
    return f"{clock}{';' if drops else ':'}{counted}"


def _uncounted(facts: MediaFacts) -> tuple[str, ...]:
    if facts.container not in ("matroska", "webm"):
        return ()
    names = [f"{name}{ending}" for name in _COUNTS for ending in ("", "-eng")]
    return tuple(part for name in names for part in ("-metadata:s", f"{name}="))
