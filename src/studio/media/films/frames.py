"""Single frames of a film as pictures: upright, with square pixels, in the colours a screen shows."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

from studio.core.errors import BadInput
from studio.core.run import run
from studio.media import encode, probe, sequences
from studio.media.facts import MediaFacts, VideoFacts
from studio.media.films.transcoding import stills, tones
from studio.media.films.transcoding.carrying import decoder
from studio.media.films.transcoding.geometry import pixel_aspect
from studio.media.images.libvips import Raster, engine
from studio.media.opening import opened
from studio.media.sequences import Numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SLACK = 0.001
_REACH = 1.0
_MATRICES = {"bt709": 1, "fcc": 4, "smpte240m": 7, "bt2020nc": 9, "bt2020c": 9}
_BT601 = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A frame.

    Attributes:
        time: When it is first shown, from the film's beginning.
        picture: What it shows: sRGB of 8 bits, with transparency if the film has any.
        name: What its file is called, if it has one of its own.
    """

    time: float
    picture: Raster
    name: str = ""


class Frames(Protocol):
    """The frames of a film or of a sequence of pictures, open for looking at."""

    facts: MediaFacts

    def __enter__(self) -> Frames: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def at(self, time: float) -> Shown:
        """The frame that is shown at a time."""

    def near(self, time: float, slack: float) -> Shown:
        """A frame shown at most so long before a time: one that costs little to get, if there is one."""


def frames(path: Path, *, rate: str = stills.USUAL_RATE) -> Frames:
    """Open a film or a sequence for looking at single frames.

    Args:
        path: A film, or what names a sequence.
        rate: How many pictures of a sequence are shown a second.
    """
    if sequences.is_sequence(path):
        return RollFrames(sequences.find(path), rate)
    return FilmFrames(probe.media(path))


def evenly(facts: MediaFacts, count: int) -> list[float]:
    """Times that divide a film evenly, as many as asked for, or as it has frames."""
    film = facts.main_video
    count = max(1, min(count, film.frames))
    return [film.duration * (place + 0.5) / count for place in range(count)]


class FilmFrames:
    """The frames of a film in a file."""

    def __init__(self, facts: MediaFacts) -> None:
        self.facts = facts
        self._film = facts.main_video
        tones.refuse_unreadable(self._film, facts.path.name)
        self._stack = ExitStack()
        self._decoding: Iterator[Any] = iter(())
        self._last: Any = None

    def __enter__(self) -> FilmFrames:
        self._container = self._stack.enter_context(opened(self.facts.path))
        stream: Any = self._container.streams[self._film.index]
        stream.thread_type = "AUTO"
        self._stream = stream
        self._tick = stream.time_base or Fraction(1, 1000)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def at(self, time: float) -> Shown:
        return self._shown(self._decoded(time, slack=0.0), time)

    def near(self, time: float, slack: float) -> Shown:
        return self._shown(self._decoded(time, slack=slack), time)

    def _shown(self, frame: Any, time: float) -> Shown:
        if frame is None:
            raise BadInput(f"{self.facts.path.name} has no frame at {time:.3f} s that can be decoded")
        moment = float(frame.pts * self._tick) - self._film.start
        picture = self._developed(moment) if self._is_special() else self._converted(frame)
        return Shown(max(0.0, round(moment, 6)), picture)

    def _decoded(self, time: float, *, slack: float) -> Any:
        """The last frame at or before a time, or one within the slack that costs less."""
        wanted = int((time + self._film.start + min(_SLACK, self._step() / 4)) / self._tick)
        enough = wanted - int(slack / self._tick) if slack else wanted + 1
        reach = max(self._film.keyframe_spacing, _REACH) / self._tick
        if self._last is not None and 0 <= wanted - self._last.pts <= reach:
            return self._last if self._last.pts >= enough else self._go_on(wanted, enough)
        # Some files lead too far when they are sought in, or to nowhere; the beginning is always there.
        for place in (wanted, wanted - 2 * int(reach), 0):
            self._container.seek(max(place, 0), stream=self._stream, backward=True)
            self._decoding, self._last = self._container.decode(self._stream), None
            found = self._go_on(wanted, enough)
            if found is not None and (found.pts <= wanted or place <= 0):
                return found
        return None

    def _go_on(self, wanted: int, enough: int) -> Any:
        """Decode on to the last frame that is shown at a time, or to one that is late enough."""
        import av

        try:
            while (following := next(self._decoding, None)) is not None:
                if following.pts is None:
                    continue
                if following.pts > wanted and self._last is not None:
                    self._decoding = chain([following], self._decoding)
                    break
                self._last = following
                if following.pts >= min(enough, wanted + 1):
                    break
        except (av.FFmpegError, RuntimeError, ValueError):
            self._decoding = iter(())
        return self._last

    def _step(self) -> float:
        rate = Fraction(self._film.rate)
        return float(1 / rate) if rate else 0.04

    def _is_special(self) -> bool:
        """Whether colours or transparency need what only the executable has."""
        beside = self._film.alpha and self._film.codec in ("vp8", "vp9")
        return self._film.hdr or beside or tones.wide_gamut(self._film)

    def _converted(self, frame: Any) -> Raster:
        """A decoded frame as a picture."""
        rgb = tones.is_rgb(self._film.pixel_format) or tones.is_grey(self._film.pixel_format)
        matrix = self._film.matrix or tones.usual_matrix(self._film)
        meant = {} if rgb else {"src_colorspace": _MATRICES.get(matrix, _BT601)}
        plane = frame.reformat(format="rgba", **meant).planes[0]
        rows = engine().Image.new_from_memory(bytes(plane), plane.line_size // 4, frame.height, 4, "uchar")
        picture = rows.crop(0, 0, frame.width, frame.height).copy(interpretation="srgb")
        picture = picture if self._film.alpha else picture.extract_band(0, n=3)
        turned = picture.rot(f"d{self._film.rotation}") if self._film.rotation else picture
        return _squared(turned, self._film).copy_memory()

    def _developed(self, moment: float) -> Raster:
        """A frame that ffmpeg makes a picture of."""
        from studio.media.images import reading

        film = self._film
        begin = moment + film.start - float(self._container.start_time or 0) / 1_000_000
        kind = "rgba" if film.alpha else "rgb24"
        toned = tones.to_standard(film, alpha=film.alpha) or tones.to_ordinary_primaries(film)
        graph = ",".join([*tones.named(film), *toned, f"format={kind}"])
        target = run().folder / "frame.png"
        sought = ("-ss", f"{max(0.0, begin - self._step() / 4):.6f}", *decoder(film))
        told = ("-map", f"0:{film.index}", "-vf", graph, "-frames:v", "1", "-update", "1")
        source = ("-i", encode.source(self.facts.path))
        encode.ffmpeg([*sought, *source, *told], target=target, seconds=None, label="Looking")
        picture = reading.read(target).copy_memory()
        target.unlink()
        return _squared(picture, film).copy_memory()


class RollFrames:
    """The frames of a numbered sequence."""

    def __init__(self, numbered: Numbered, rate: str) -> None:
        if missing := numbered.missing:
            run().note("gaps", frames=sequences.spans(missing))
        self._files: Sequence[Path] = numbered.files(filled=True)
        self._rate = Fraction(rate)
        self.facts = stills.roll(numbered, rate=rate, filled=True).facts

    def __enter__(self) -> RollFrames:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def at(self, time: float) -> Shown:
        from studio.media.images import reading
        from studio.media.images.colour import to_srgb

        number = min(int((time + _SLACK) * self._rate), len(self._files) - 1)
        file = self._files[number]
        with reading.pixels_of(file):
            picture = to_srgb(reading.read(file, pages="first")).colourspace("srgb").cast("uchar")
            return Shown(float(number / self._rate), picture.copy_memory(), file.name)

    def near(self, time: float, slack: float) -> Shown:  # noqa: ARG002
        return self.at(time)


def _squared(picture: Raster, film: VideoFacts) -> Raster:
    aspect = pixel_aspect(film)
    return picture if aspect == 1 else picture.resize(float(aspect), vscale=1.0)
