"""The pictures at the edges of a cut, encoded again so that they join what is copied."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.run import stop_if_cancelled
from studio.media.cutting import headers
from studio.media.cutting.headers import AvcHeader
from studio.media.cutting.packets import Index, Span, main_stream, opened

if TYPE_CHECKING:
    import av

_ENCODERS = {"h264": "libx264", "hevc": "libx265"}
# Near enough to lossless that a join cannot be seen; an edge is a second or two of the film.
_QUALITY = "16"
# At this quality a slower one saves a few kilobytes of a second of film, for three times the work.
_PRESET = "veryfast"


@dataclass(frozen=True)
class Sample:
    """One packet ready to be written: its data and the time its picture is shown."""

    data: bytes
    pts: int
    duration: int
    key: bool


@dataclass(frozen=True)
class Edge:
    """An encoded edge, and the parameter sets its decoder needs."""

    samples: tuple[Sample, ...]
    sets: AvcHeader | None = None


def can_encode(stream: av.VideoStream) -> bool:
    """Whether an edge can be made that a decoder of this stream goes through without a stumble."""
    codec = stream.codec_context
    known = codec.name in _ENCODERS and codec.format is not None
    return known and not _interlaced(stream) and codec.extradata is not None


def encode(path: Path, span: Span, found: Index, set_number: int) -> Edge:
    """Encode the pictures of a span just as the rest of the stream is encoded.

    Args:
        path: The file they come from.
        span: Their times.
        found: The stream's index, for the durations.
        set_number: The number its parameter sets shall bear, different from the stream's own.
    """
    if not span:
        return Edge(())
    with opened(path) as container:
        stream = main_stream(container, path)
        stream.thread_type = "AUTO"
        encoder = _encoder(stream, found.time_base, set_number)
        container.seek(span.start, stream=stream, backward=True)
        packets: list[Any] = []
        for frame in container.decode(stream):
            stop_if_cancelled()
            if frame.pts is None or frame.pts < span.start:
                continue
            if frame.pts >= span.end:
                break
            frame.pict_type = 0
            packets += encoder.encode(frame)
        packets += encoder.encode(None)
    return _edge(packets, bytes(encoder.extradata or b""), stream, found)


def _edge(packets: list[Any], announced: bytes, stream: av.VideoStream, found: Index) -> Edge:
    ends = {entry.pts: entry.duration for entry in found.entries}
    size, sets = 4, None
    if stream.codec_context.name == "h264":
        record = AvcHeader.read(bytes(stream.codec_context.extradata or b""))
        size = record.length_size if record else 4
        sets = headers.avc_from_start_codes(announced)
    samples = [
        Sample(
            headers.length_prefixed(bytes(packet), size),
            packet.pts,
            ends.get(packet.pts) or found.usual_duration,
            packet.is_keyframe,
        )
        for packet in packets
    ]
    return Edge(tuple(samples), sets)


def _encoder(stream: av.VideoStream, time_base: Fraction, set_number: int) -> Any:
    import av

    source = stream.codec_context
    encoder: Any = av.CodecContext.create(_ENCODERS[source.name], "w")
    encoder.width, encoder.height, encoder.pix_fmt = source.width, source.height, source.pix_fmt
    encoder.time_base = time_base
    encoder.framerate = stream.average_rate or Fraction(25)
    if source.sample_aspect_ratio:
        encoder.sample_aspect_ratio = source.sample_aspect_ratio
    for field in ("color_primaries", "color_trc", "colorspace", "color_range"):
        setattr(encoder, field, getattr(source, field))
    encoder.options = _options(source.name, set_number)
    return encoder


def _options(codec: str, set_number: int) -> dict[str, str]:
    if codec == "h264":
        return {"preset": _PRESET, "crf": _QUALITY, "x264-params": f"sps-id={set_number}"}
    quiet = "log-level=error:repeat-headers=1:open-gop=0"
    return {"preset": _PRESET, "crf": _QUALITY, "x265-params": quiet}


def _interlaced(stream: av.VideoStream) -> bool:
    order: Any = getattr(stream.codec_context, "field_order", None)
    return str(getattr(order, "name", order)).lower() not in ("none", "unknown", "progressive", "0", "1")
