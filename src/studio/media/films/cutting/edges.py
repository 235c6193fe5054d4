"""The pictures at the edges of a cut, encoded again so that they join what is copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from studio.core.run import stop_if_cancelled
from studio.media.films.cutting import headers
from studio.media.films.cutting.headers import AvcHeader
from studio.media.films.cutting.packets import Index, Span, pictures

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

_ENCODERS = {"h264": "libx264", "hevc": "libx265"}
# An edge is a second or two of the film: what it weighs matters less than that a join cannot be seen, and
# that making it costs little. A fixed quantiser needs no look ahead: a fifth less work than CRF 18, and the
# worst picture of an edge is a decibel nearer to the source.
_X264_PRESET = "ultrafast"
_X264_QUANTISER = 16
_STEPS_FOR_A_BIT = 6
_X264_MORE = "subme=1:8x8dct=1:partitions=i8x8,i4x4"
_X265 = {
    "preset": "veryfast",
    "crf": "16",
    "x265-params": "log-level=error:repeat-headers=1:open-gop=0",
}


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


def encode(
    container: InputContainer,
    stream: av.VideoStream,
    spans: Sequence[Span],
    found: Index,
    set_number: int,
) -> list[Edge]:
    """Encode the pictures of some spans just as the rest of the stream is encoded.

    Args:
        container: The file they come from.
        stream: Its pictures.
        spans: Their times, one span after the other.
        found: The stream's index, for the durations.
        set_number: The number their parameter sets shall bear, different from the stream's own.
    """
    stream.thread_type = "AUTO"
    return [_encoded(container, stream, span, found, set_number) if span else Edge(()) for span in spans]


def _encoded(
    container: InputContainer, stream: av.VideoStream, span: Span, found: Index, set_number: int
) -> Edge:
    encoder = _encoder(stream, found.time_base, set_number)
    encoded: list[Any] = []
    for frame in _frames(container, stream, span):
        stop_if_cancelled()
        frame.pict_type = 0
        encoded += encoder.encode(frame)
    encoded += encoder.encode(None)
    return _edge(encoded, bytes(encoder.extradata or b""), stream, found)


def _frames(container: InputContainer, stream: av.VideoStream, span: Span) -> Iterator[Any]:
    """The frames of a span, with as little decoding as that takes."""
    decoder = stream.codec_context
    leaves_out = decoder.name == "h264"
    container.seek(span.start, stream=stream, backward=True)
    for packet in pictures(container, stream):
        # From here on in the order of decoding, every picture is shown after the span.
        if packet.dts is not None and packet.dts >= span.end:
            break
        if leaves_out:
            # In H.264, a picture says whether any other leans on it.
            decoder.skip_frame = "NONREF" if packet.pts < span.start else "DEFAULT"
        yield from (frame for frame in decoder.decode(packet) if _is_in(span, frame))
    yield from (frame for frame in decoder.decode(None) if _is_in(span, frame))
    decoder.flush_buffers()


def _is_in(span: Span, frame: Any) -> bool:
    return frame.pts is not None and frame.pts in span


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
    encoder.options = _x264(source, set_number) if source.name == "h264" else _X265
    return encoder


def _x264(source: Any, set_number: int) -> dict[str, str]:
    """Options of the encoder; its scale of quantisers begins lower with each bit more."""
    depth = int(source.format.components[0].bits)
    return {
        "preset": _X264_PRESET,
        "qp": str(_X264_QUANTISER + _STEPS_FOR_A_BIT * (depth - 8)),
        "x264-params": f"sps-id={set_number}:{_X264_MORE}",
    }


def _interlaced(stream: av.VideoStream) -> bool:
    order: Any = getattr(stream.codec_context, "field_order", None)
    return str(getattr(order, "name", order)).lower() not in ("none", "unknown", "progressive", "0", "1")
