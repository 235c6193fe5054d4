"""Reads what a film or a recording is, in this process: its header, its index, its first frame."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput
from studio.media import colour_tags, wholeness
from studio.media.facts import DOLBY_VISION, AudioFacts, Chapter, MediaFacts, SubtitleFacts, VideoFacts
from studio.media.opening import keyframes, opened, packets
from studio.media.timeline import Timeline, meant

if TYPE_CHECKING:
    from av.container import InputContainer

__all__ = ["AudioFacts", "Chapter", "MediaFacts", "SubtitleFacts", "VideoFacts", "media", "opened"]

# The time between two frames that no camera leaves; readers put it where there is none.
_SHORTEST = Fraction(1, 1000)
_LAYOUTS = {1: "mono", 2: "stereo"}
_KEEPS_SAMPLES = ("pcm_", "flac", "alac", "wavpack", "tta", "ape", "mlp", "truehd")


def media(path: Path, *, damaged: bool = False) -> MediaFacts:
    """Say what a file holds.

    Reads the header, the index and one frame; where a format keeps no index, every packet is looked
    at, and none decoded.

    Args:
        path: The file.
        damaged: Accept a file that ends before its index says it should; its facts say so.
    """
    path = Path(path)
    with opened(path) as container:
        before = _mark(path)
        facts = _facts(path, container, before[0])
        if _mark(path) != before:
            raise BadInput(f"{path.name} is still being written", hint="wait until it is whole")
    if facts.cut_off and not damaged:
        raise BadInput(f"{path.name} is cut off: it ends too early", hint="copy or download it again")
    return facts


def _mark(path: Path) -> tuple[int, int]:
    known = path.stat()
    return known.st_size, known.st_mtime_ns


def _facts(path: Path, container: InputContainer, size: int) -> MediaFacts:
    streams = list(container.streams)
    films = [stream for stream in container.streams.video if _is_known(stream) and not _is_cover(stream)]
    heard = list(filter(_is_known, container.streams.audio))
    timelines, broken_off = _timelines(container, [*films, *heard], size)
    tags = [*(stream.metadata for stream in streams), container.metadata]
    timecode = next(filter(None, map(_timecode, tags)), "")
    video = tuple(_video(path, stream, timelines[stream.index], timecode) for stream in films)
    _refuse_timeless(path, video, timelines)
    audio = tuple(_audio(stream, timelines[stream.index]) for stream in heard)
    duration = max([*(film.duration for film in video), *(sound.duration for sound in audio)], default=0.0)
    return MediaFacts(
        path=path,
        container=_short_name(path, container),
        size=size,
        duration=duration,
        bit_rate=round(size * 8 / duration) if duration else 0,
        video=video,
        audio=audio,
        subtitles=tuple(
            SubtitleFacts(stream.index, stream.codec_context.codec.canonical_name, _language(stream))
            for stream in filter(_is_known, container.streams.subtitles)
        ),
        chapters=tuple(_chapters(container)),
        cover=any(_is_cover(stream) for stream in container.streams.video),
        timecode=timecode,
        unknown=tuple(dict.fromkeys(stream.type for stream in streams if not _is_known(stream))),
        wholeness="cut off"
        if broken_off
        else wholeness.wholeness(
            path,
            container.format.name.split(","),
            claimed=(container.duration or 0) / 1_000_000,
            last=max((timeline.end for timeline in timelines.values()), default=0.0),
        ),
        metadata=dict(container.metadata),
    )


def _refuse_timeless(path: Path, films: tuple[VideoFacts, ...], timelines: Mapping[int, Timeline]) -> None:
    """Frames without time between them last as long as a header says, and nobody can tell which is when."""
    for film in films:
        timeline = timelines[film.index]
        crowded = len(timeline.times) > 1 and timeline.step < _SHORTEST
        if crowded and timeline.step * film.frames * 10 < film.duration:
            raise BadInput(
                f"{path.name} does not say when its {film.frames} frames are shown: they all have one time",
                hint="have it written again by the program that made it",
            )


def _is_known(stream: Any) -> bool:
    """Whether there is a codec for a stream; data streams need none."""
    return stream.type not in ("video", "audio", "subtitle") or stream.codec_context is not None


def _timecode(tags: Mapping[str, str]) -> str:
    """The time code, which Matroska writes in capitals."""
    return next((value for name, value in tags.items() if name.lower() == "timecode"), "")


def _is_cover(stream: Any) -> bool:
    from av.stream import Disposition

    return bool(stream.disposition & Disposition.attached_pic)


def _language(stream: Any) -> str:
    language = stream.language or ""
    return "" if language == "und" else language


def _short_name(path: Path, container: InputContainer) -> str:
    names = container.format.name.split(",")
    suffix = path.suffix.lower().removeprefix(".")
    return suffix if suffix in names else {"mov": "mp4"}.get(names[0], names[0])


def _chapters(container: InputContainer) -> Iterator[Chapter]:
    for chapter in container.chapters():
        tick = Fraction(chapter["time_base"] or 0)
        title = chapter["metadata"].get("title", "")
        yield Chapter(float(chapter["start"] * tick), float(chapter["end"] * tick), title)


# Timelines: from the index where it names every packet, else from the packets themselves


def _timelines(container: InputContainer, streams: list[Any], size: int) -> tuple[dict[int, Timeline], bool]:
    if "mov" in container.format.name.split(",") and all(stream.frames for stream in streams):
        ends = [0]
        found = {stream.index: _indexed(stream, ends) for stream in streams}
        return found, max(ends) > size
    return _walked(container, streams)


def _indexed(stream: Any, ends: list[int]) -> Timeline:
    """The index of the MP4 family names every packet, even those an edit hides."""
    timeline = Timeline(stream.time_base)
    for entry in stream.index_entries:
        timeline.add(entry.timestamp, 0, entry.size, key=entry.is_keyframe, hidden=entry.is_discard)
        ends.append(entry.pos + entry.size)
    timeline.settle(start=stream.start_time, span=stream.duration)
    return timeline


def _walked(container: InputContainer, streams: list[Any]) -> tuple[dict[int, Timeline], bool]:
    import av

    found = {stream.index: Timeline(stream.time_base) for stream in streams}
    longest = dict.fromkeys(found, 0)
    broken_off = False
    try:
        for packet in packets(container, streams) if streams else ():
            if packet.size:
                longest[packet.stream_index] = max(longest[packet.stream_index], packet.duration or 0)
                _take(packet, found[packet.stream_index], longest[packet.stream_index])
    except av.FFmpegError:
        broken_off = any(timeline.count for timeline in found.values())
        if not broken_off:
            raise
    for stream in streams:
        found[stream.index].settle(earliest=stream.start_time if stream.type == "audio" else None)
    return found, broken_off


def _take(packet: Any, timeline: Timeline, longest: int) -> None:
    lead, tail = _skipped(packet, longest)
    time = packet.dts if packet.pts is None else packet.pts
    timeline.add(
        time if time is None else time + lead,
        (packet.duration or 0) - lead - tail,
        packet.size,
        key=packet.is_keyframe,
        hidden=packet.is_discard,
    )


def _skipped(packet: Any, longest: int) -> tuple[int, int]:
    """How much of a packet's sound is never heard at its beginning and its end: encoders fill up both.

    Some readers have shortened the packet already, so it is held against the longest one.
    """
    if not packet.has_sidedata("skip_samples"):
        return 0, 0
    sides = (bytes(side) for side in packet.iter_sidedata() if side.data_type == "skip_samples")
    samples = struct.unpack_from("<II", next(sides))
    lead, tail = (round(count / packet.stream.rate / packet.time_base) for count in samples)
    return lead, max(0, (packet.duration or 0) + tail - longest) if tail else 0


# Streams


def _video(path: Path, stream: Any, timeline: Timeline, timecode: str) -> VideoFacts:
    codec = stream.codec_context
    turn, interlaced = _first_frame(path, stream.index) if timeline.count else (0, False)
    width, height = codec.width, codec.height
    order = colour_tags.field_order(codec.field_order)
    nominal = stream.guessed_rate or stream.average_rate
    rate = timeline.rate(stream.average_rate, nominal)
    transfer = colour_tags.transfer(codec.color_trc)
    return VideoFacts(
        index=stream.index,
        codec=codec.codec.canonical_name,
        profile=DOLBY_VISION if _is_dolby_vision(codec, transfer) else stream.profile or "",
        width=height if turn % 180 else width,
        height=width if turn % 180 else height,
        coded_width=width,
        coded_height=height,
        rotation=turn,
        sample_aspect=_aspect(stream.sample_aspect_ratio),
        pixel_format=codec.pix_fmt or "",
        depth=max((part.bits for part in codec.format.components), default=0) if codec.format else 0,
        rate=str(rate),
        nominal_rate=str(meant(nominal) if nominal else rate),
        variable=not timeline.even(),
        frames=timeline.count,
        start=timeline.start,
        duration=timeline.duration or (float(timeline.count / rate) if rate else 0.0),
        primaries=colour_tags.primaries(codec.color_primaries),
        transfer=transfer,
        matrix=colour_tags.matrix(codec.colorspace),
        range=colour_tags.range_of(codec.color_range),
        hdr=transfer in colour_tags.HDR,
        interlaced=order in ("top", "bottom") or interlaced,
        field_order=order,
        bit_rate=_bit_rate(codec, timeline),
        keyframes=len(timeline.keys),
        keyframe_spacing=timeline.longest_gap(),
        alpha=_alpha(stream),
        timecode=_timecode(stream.metadata) or timecode,
        language=_language(stream),
    )


def _audio(stream: Any, timeline: Timeline) -> AudioFacts:
    codec = stream.codec_context
    return AudioFacts(
        index=stream.index,
        codec=codec.codec.canonical_name,
        rate=codec.sample_rate,
        channels=codec.channels,
        layout=_LAYOUTS.get(codec.channels, codec.layout.name),
        sample_format=codec.format.name if codec.format else "",
        depth=_sample_bits(codec),
        start=timeline.start,
        duration=timeline.duration,
        bit_rate=_bit_rate(codec, timeline),
        language=_language(stream),
    )


def _is_dolby_vision(codec: Any, transfer: str) -> bool:
    """Whether the colours are Dolby's own, with nothing in common with any other format's."""
    return codec.codec_tag in ("dvh1", "dvhe") and not transfer


def _aspect(ratio: Fraction | None) -> str:
    return f"{ratio.numerator}:{ratio.denominator}" if ratio else "1:1"


def _alpha(stream: Any) -> bool:
    """VP8 and VP9 keep transparency beside the picture, and only a tag tells of it."""
    layout = stream.codec_context.format
    beside = {name.lower(): value for name, value in stream.metadata.items()}.get("alpha_mode") == "1"
    return beside or bool(layout and any(part.is_alpha for part in layout.components))


def _sample_bits(codec: Any) -> int:
    """Bits of a sample as they were recorded; the decoder's own are rounded up to whole words."""
    name, header = codec.codec.canonical_name, codec.extradata or b""
    if named := re.search(r"pcm_[sfu](\d+)", name):
        return int(named[1])
    if name == "flac" and len(header) >= 14:
        return ((header[12] & 1) << 4 | header[13] >> 4) + 1
    if name == "alac" and len(header) >= 18:
        return int(header[17])
    return codec.format.bytes * 8 if name.startswith(_KEEPS_SAMPLES) and codec.format else 0


def _bit_rate(codec: Any, timeline: Timeline) -> int:
    if timeline.duration:
        return round(timeline.bytes * 8 / timeline.duration)
    return int(codec.bit_rate or 0)


def _first_frame(path: Path, index: int) -> tuple[int, bool]:
    """How the first frame that can be decoded is turned, and whether it is interlaced.

    Degrees clockwise. The file is opened anew: decoders and the walk over all packets share a place.
    """
    with opened(path) as container:
        stream = container.streams[index]
        stream.codec_context.thread_count = 1
        if frame := next(keyframes(container, stream), None):
            return -round(frame.rotation / 90) * 90 % 360, frame.interlaced_frame
    return 0, False
