"""Putting a cut together: encoded edges around copied packets, with one clock for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.run import run, stop_if_cancelled
from studio.media.encode import source
from studio.media.films.cutting import headers
from studio.media.films.cutting.edges import Edge, Sample
from studio.media.films.cutting.headers import AvcHeader
from studio.media.films.cutting.packets import Index, Plan, main_stream
from studio.media.films.transcoding.containers import names_kept
from studio.media.opening import opened

if TYPE_CHECKING:
    import av
    from av.container import InputContainer


class _Picture:
    """The picture stream being written: takes samples in the order of decoding and gives each its time."""

    def __init__(
        self, container: Any, stream: av.VideoStream, plan: Plan, found: Index, edges: tuple[Edge, Edge]
    ):
        self._container = container
        self._stream = stream
        self._origin = plan.whole.start
        self._base = found.time_base
        middle = (entry.pts for entry in found.entries if entry.pts in plan.middle)
        order = [*(s.pts for s in edges[0].samples), *middle, *(s.pts for s in edges[1].samples)]
        times = sorted(order)
        # A picture must be decoded before it is shown: all clocks go back by what the worst one lacks.
        back = max(time - shown for time, shown in zip(times, order, strict=True))
        self._clock: Iterator[int] = iter([time - back - self._origin for time in times])

    def put(self, sample: Sample) -> None:
        import av

        packet: Any = av.Packet(sample.data)
        packet.pts, packet.dts = sample.pts - self._origin, next(self._clock)
        packet.duration, packet.time_base = sample.duration, self._base
        packet.is_keyframe = sample.key
        packet.stream = self._stream
        self._container.mux(packet)


def _begun(target: Path, container: str | None, metadata: Mapping[str, str]) -> Any:
    """The file that is written, such that it keeps the names of these tags."""
    import av

    muxer = container or ("mov" if target.suffix.lower() == ".mov" else "mp4")
    ours = container or target.suffix.lower() in (".mp4", ".m4v", ".mov")
    flags = names_kept(muxer, metadata) if ours else ""
    return av.open(
        source(target), "w", format=container, container_options={"movflags": flags} if flags else {}
    )


def write(
    path: Path, plan: Plan, found: Index, edges: tuple[Edge, Edge], target: Path, container: str | None
) -> None:
    """Write the pictures of a plan and the sound that belongs to them."""
    with opened(path) as given, _begun(target, container, given.metadata) as made:
        picture = main_stream(given, path)
        stream = made.add_stream_from_template(picture, opaque=True)
        _announce(stream, picture, edges)
        sounds = {
            sound.index: made.add_stream_from_template(sound, opaque=True) for sound in given.streams.audio
        }
        made.metadata.update(given.metadata)
        ticks = _ticks(given)
        pictures = _Picture(made, stream, plan, found, edges)
        span = (found.seconds(plan.whole.start), found.seconds(plan.whole.end))
        for sample in edges[0].samples:
            pictures.put(sample)
        given.seek(min(plan.middle.start, plan.whole.start), stream=picture, backward=True)
        course = _Course(span)
        for packet in _packets(given, picture, span):
            course.reach(packet.pts * ticks[packet.stream.index])
            if packet.stream.index == picture.index:
                if packet.pts in plan.middle:
                    pictures.put(_sample(packet, picture, first=packet.pts == plan.middle.start))
            elif span[0] <= packet.pts * ticks[packet.stream.index] < span[1]:
                _put_sound(made, packet, sounds[packet.stream.index], span[0])
        course.end()
        for sample in edges[1].samples:
            pictures.put(sample)


class _Course:
    """How far a copy is, in per cent, by the times of its packets; their number nobody knows beforehand."""

    def __init__(self, span: tuple[float, float]) -> None:
        self._begin, self._length = span[0], max(span[1] - span[0], 1e-9)
        self._steps = iter(run().track(range(100), "Copying"))
        self._done = 0

    def reach(self, seconds: float) -> None:
        """A packet of this time is next; a cancelled run stops here."""
        stop_if_cancelled()
        while self._done < min(99, 100 * (seconds - self._begin) / self._length):
            next(self._steps)
            self._done += 1

    def end(self) -> None:
        for _ in self._steps:
            pass


def _ticks(given: InputContainer) -> dict[int, float]:
    """The seconds of one unit of each stream's times; fractions would take longer than the copying."""
    return {stream.index: float(stream.time_base or 0) for stream in given.streams}


def _packets(given: Any, picture: av.VideoStream, span: tuple[float, float]) -> Iterator[Any]:
    """All packets up to where every stream has passed the end."""
    streams = [picture, *given.streams.audio]
    ticks = _ticks(given)
    going = {stream.index for stream in streams}
    for packet in given.demux(*streams):
        if packet.pts is None or packet.size == 0:
            continue
        decoded = packet.pts if packet.dts is None else packet.dts
        if decoded * ticks[packet.stream.index] >= span[1]:
            going.discard(packet.stream.index)
            if not going:
                return
        yield packet


def _sample(packet: Any, picture: av.VideoStream, *, first: bool) -> Sample:
    data = bytes(packet)
    if first and picture.codec_context.name == "hevc":
        # The head's parameter sets bear the same numbers as the stream's own: say these once more.
        data = b"".join(chain(_own_sets(picture), [data]))
    return Sample(data, packet.pts, packet.duration or 0, packet.is_keyframe)


def _own_sets(picture: av.VideoStream) -> Iterator[bytes]:
    record = bytes(picture.codec_context.extradata or b"")
    return (len(unit).to_bytes(4, "big") + unit for unit in headers.hevc_sets(record))


def _put_sound(made: Any, packet: Any, stream: Any, origin: float) -> None:
    shift = round(origin / float(packet.time_base))
    packet.pts -= shift
    packet.dts = packet.pts
    packet.stream = stream
    made.mux(packet)


def _announce(stream: Any, picture: av.VideoStream, edges: tuple[Edge, Edge]) -> None:
    """Tell the decoder, at the beginning of the file, of every parameter set it will meet."""
    made = edges[0].sets or edges[1].sets
    record = AvcHeader.read(bytes(picture.codec_context.extradata or b""))
    if made and record:
        stream.codec_context.extradata = record.with_sets(made)
    elif picture.codec_context.name == "hevc" and any(edge.samples for edge in edges):
        # hev1 says that parameter sets may also stand between the pictures.
        stream.codec_context.codec_tag = "hev1"
