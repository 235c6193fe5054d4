"""Listens to a sound once, in this process: how loud it is, how high it peaks, how much of it is silence."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput
from studio.media.opening import frames, opened
from studio.media.sound.loudness import RANGED

if TYPE_CHECKING:
    from av.filter import Graph

SILENCE = -50.0
"""Decibels below which nothing is meant to be heard."""

SHORTEST_SILENCE = 0.5
"""Seconds; a shorter pause is part of speech and music."""

_NOTHING = -70.0
# The meter writes peaks with three digits after the point: below this they are measured again, raised.
_EXACT_FROM = 0.1
_LOUDEST_RAISE = 60.0
_TELL_EVERY = 500
_PLACES = 160


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard. A level of silence is None, for it has no decibels.

    Attributes:
        seconds: How long it sounded, counted in decoded samples.
        loudness: LUFS of the whole (EBU R 128); None where it is silent or shorter than 0.4 s.
        range: How far loud and soft passages lie apart, in LU.
        true_peak: The highest point of the wave, also between samples, in decibels of full scale.
        silence: Seconds of it that are silent.
        course: How loud it was at up to 160 places in a row, in LUFS.
        damaged: How many packets could not be decoded.
    """

    seconds: float
    loudness: float | None
    range: float
    true_peak: float | None
    silence: float
    course: tuple[float, ...]
    damaged: int


def listen(path: Path, *, stream: int | None = None, watch: Callable[[float], None] | None = None) -> Heard:
    """Decode a whole sound, once.

    Args:
        path: The file.
        stream: The stream's number in the file; its first sound when left out.
        watch: Told from time to time how many seconds were heard.
    """
    listener = Listener(path, stream=stream, watch=watch)
    for _ in listener.frames():
        pass
    return listener.heard()


class Listener:
    """Listens to a sound that is decoded for somebody else."""

    def __init__(
        self, path: Path, *, stream: int | None = None, watch: Callable[[float], None] | None = None
    ) -> None:
        self._path, self._stream, self._watch = path, stream, watch
        self._meter = _Meter(0)

    def frames(self) -> Iterator[Any]:
        """Every frame as it was decoded, once it has been listened to."""
        return self._meter.frames(self._path, self._stream, self._watch)

    def heard(self) -> Heard:
        """What was heard in all of them."""
        meter = self._meter
        if not meter.samples:
            raise BadInput(
                f"{self._path.name} has a sound that cannot be decoded", hint="copy or download it again"
            )
        peak, raised = meter.peak, 0.0
        if 0 < peak < _EXACT_FROM or (peak == 0 and meter.loudness):
            raised = min(_LOUDEST_RAISE, 20 * math.log10(0.5 / max(peak, 0.0005)))
            again = _Meter(raised)
            for _ in again.frames(self._path, self._stream):
                pass
            peak = again.peak
        loudness = meter.loudness
        return Heard(
            seconds=meter.seconds,
            loudness=loudness if loudness is not None and loudness > _NOTHING else None,
            range=meter.range if meter.seconds >= RANGED else 0.0,
            true_peak=round(20 * math.log10(peak) - raised, 2) if peak else None,
            silence=meter.silence,
            course=_thinned(meter.course),
            damaged=meter.damaged,
        )


def _thinned(course: Sequence[float]) -> tuple[float, ...]:
    """The loudest of each stretch."""
    stretch = max(1, math.ceil(len(course) / _PLACES))
    return tuple(max(course[place : place + stretch]) for place in range(0, len(course), stretch))


class _Meter:
    """A chain of filters that measure, and what they said so far."""

    def __init__(self, raised: float) -> None:
        self.samples = self.rate = self.damaged = 0
        self.peak = self.range = self.silence = 0.0
        self.loudness: float | None = None
        self.course = array("f")
        self._raised = raised
        self._silent_since: float | None = None

    @property
    def seconds(self) -> float:
        return self.samples / self.rate if self.rate else 0.0

    def frames(
        self, path: Path, stream: int | None, watch: Callable[[float], None] | None = None
    ) -> Iterator[Any]:
        import av

        with opened(path) as container:
            sound = container.streams[stream] if stream is not None else container.streams.audio[0]
            graph = None
            for number, frame in enumerate(frames(container, sound, self._damage)):
                if watch and number % _TELL_EVERY == 0:
                    watch(self.seconds)
                self.samples += frame.samples
                self.rate = frame.sample_rate
                graph = graph or _graph(frame, self._raised)
                try:
                    graph.push(frame)
                except (av.FFmpegError, ValueError):
                    raise BadInput(f"{path.name} changes the kind of its sound on the way") from None
                self._read(graph)
                yield frame
            if graph:
                graph.push(None)
                self._read(graph)
        if self._silent_since is not None:
            self.silence += max(0.0, self.seconds - self._silent_since)

    def _damage(self) -> None:
        self.damaged += 1

    def _read(self, graph: Graph) -> None:
        import av

        with suppress(av.error.BlockingIOError, av.EOFError):
            while True:
                said = graph.pull().metadata
                if "lavfi.r128.I" in said:
                    self.loudness = float(said["lavfi.r128.I"])
                    self.range = float(said["lavfi.r128.LRA"])
                    self.peak = float(said["lavfi.r128.true_peak"])
                    self.course.append(float(said["lavfi.r128.M"]))
                if "lavfi.silence_start" in said:
                    self._silent_since = float(said["lavfi.silence_start"])
                if "lavfi.silence_duration" in said:
                    self.silence += float(said["lavfi.silence_duration"])
                    self._silent_since = None


def _graph(like: Any, raised: float) -> Graph:
    """The chain for frames like this one; what the header says of them is not always true."""
    from av.filter import Graph

    graph = Graph()
    chain = [
        graph.add_abuffer(
            sample_rate=like.sample_rate,
            format=like.format.name,
            layout=like.layout.name,
            time_base=like.time_base,
        ),
        graph.add("aformat", "sample_fmts=dbl"),
        graph.add("volume", f"volume={raised}dB:precision=double"),
        graph.add("ebur128", "metadata=1:peak=true"),
        graph.add("silencedetect", f"noise={SILENCE}dB:duration={SHORTEST_SILENCE}"),
        graph.add("abuffersink"),
    ]
    for first, second in pairwise(chain):
        first.link_to(second)
    graph.configure()
    return graph
