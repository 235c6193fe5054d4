"""A film played backwards, however long it is: turned round piece by piece, from its end to its beginning."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path
from typing import Any

from studio.core.run import run
from studio.host import programs
from studio.host.programs import Finished
from studio.media import encode
from studio.media.facts import MediaFacts
from studio.media.films.editing import colours, pixels
from studio.media.films.editing.making import Edit
from studio.media.films.editing.retiming import Timing
from studio.media.films.transcoding import tones
from studio.media.films.transcoding.carrying import FromFile
from studio.media.films.transcoding.sound import Track
from studio.media.opening import opened

_IN_MEMORY = 256_000_000
_SECONDS_OF_SOUND = 60
# Read a little more than is shown, so that no frame is missed that a rounded time stamp hides.
_AHEAD = 0.5
_PATIENCE = 5.0
_PLAIN = ("-c:a", "pcm_f32le", "-f", "w64")


@dataclass(frozen=True)
class Backwards(FromFile):
    """A film read from its end: frames come through a pipe, one piece after the other.

    Attributes:
        edit: The film, with the filters that come before.
        timed: When what is shown, played forwards.
        sounds: The files with its sound, played backwards already.
    """

    edit: Edit
    timed: Timing
    sounds: Sequence[Path] = ()
    failed: list[BaseException] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The pixels that go through the pipe."""
        film = self.edit.film
        if colours.drawn(film):
            return ("rgba" if film.alpha else "rgb24") if film.depth <= 8 else "rgba64le"
        return pixels.yuv(pixels.sampling(film.pixel_format), max(8, film.depth), alpha=film.alpha)

    def named(self) -> list[str]:
        """The filters that say of frames from the pipe what was known of them before."""
        film = self.edit.film
        shape = [f"setsar={film.sample_aspect.replace(':', '/')}"]
        if colours.drawn(film):
            return shape
        tags = {"color_primaries": film.primaries, "color_trc": film.transfer}
        known = [f"{name}={value}" for name, value in tags.items() if value]
        own = [f"colorspace={colours.matrix(film)}", f"range={colours.spread(film)}", *known]
        guessed = tones.named(replace(film, matrix="", primaries="", transfer="", range=""))
        return [*shape, *guessed, f"setparams={':'.join(own)}"]

    @contextmanager
    def opened(self) -> Iterator[tuple[str, ...]]:
        pipe = run().folder / "backwards"
        os.mkfifo(pipe)
        over = threading.Event()
        turning = threading.Thread(target=copy_context().run, args=(self._turn, pipe, over), daemon=True)
        turning.start()
        film = self.edit.film
        raw = ("-f", "rawvideo", "-pixel_format", self.kind, "-video_size", f"{film.width}x{film.height}")
        try:
            yield (
                *("-i", encode.source(self.facts.path)),
                *(*raw, "-framerate", str(self.timed.rate), "-i", encode.source(pipe)),
                *(part for sound in self.sounds for part in _listed(sound)),
            )
        finally:
            over.set()
            with suppress(OSError):
                os.close(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK))
            turning.join(_PATIENCE)
            pipe.unlink()
        if self.failed:
            raise self.failed[0]

    def _turn(self, pipe: Path, over: threading.Event) -> None:
        """Write all frames into the pipe, the last one first."""
        try:
            way = os.open(pipe, os.O_WRONLY)
        except OSError as error:
            self.failed.append(error)
            return
        try:
            last = self.timed.frames
            while last and not over.is_set():
                first = max(0, last - self._piece())
                self._turn_piece(first, last, pipe, over)
                last = first
        except BaseException as error:  # noqa: BLE001 - told to the thread that waits
            self.failed.append(error)
        finally:
            os.close(way)

    def _piece(self) -> int:
        """How many frames may wait in memory to be turned round."""
        film = self.edit.film
        samples = {"420": 1.5, "422": 2, "440": 2}.get(pixels.sampling(film.pixel_format), 3) + film.alpha
        weight = film.width * film.height * samples * (2 if film.depth > 8 else 1)
        return max(4, min(1000, int(_IN_MEMORY / weight)))

    def _turn_piece(self, first: int, last: int, pipe: Path, over: threading.Event) -> None:
        chain = [*self.edit.filters, *self.timed.picture(first, last), f"format={self.kind}", "reverse"]
        begin = self.timed.pace.moment(float(first / self.timed.rate)) - _AHEAD
        with FromFile(self.facts).opened() as given:
            arguments = [
                *(("-ss", f"{begin:.3f}") if begin > 0 else ()),
                *given,
                *("-map", f"0:{self.facts.main_video.index}", "-filter:v:0", ",".join(chain)),
                *("-fps_mode", "passthrough", "-f", "rawvideo", "-progress", "pipe:1", encode.source(pipe)),
            ]
        command = [encode.executable(), "-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-copyts"]
        ends: list[Finished] = []
        for _ in programs.lines([*command, *encode.held(arguments)], ended=ends.append):
            if over.is_set():
                return
        if ends[0].code and not over.is_set():
            raise encode.failure(ends[0], None)


def _listed(sound: Path) -> tuple[str, ...]:
    return ("-f", "concat", "-safe", "0", "-i", encode.source(sound))


def lost(facts: MediaFacts) -> list[str]:
    """What is said of frames that does not come through the pipe."""
    if not facts.main_video.hdr:
        return []
    with opened(facts.path) as container:
        first: Any = next(container.decode(container.streams[facts.main_video.index]), None)
        said = {side.type.name for side in first.side_data} if first else set()
    if said & {"MASTERING_DISPLAY_METADATA", "CONTENT_LIGHT_LEVEL"}:
        return ["what was said of the screen it was mastered on was left out"]
    return []


def forwards(facts: MediaFacts, timed: Timing, track: Track, number: int) -> Path:
    """Write what is heard of a sound track, as it is played forwards, into a file.

    Args:
        facts: The film.
        timed: When what is shown.
        track: The track, with all that happens to it.
        number: The number of the track, for the name of the file.
    """
    chain = ("-map", track.place, "-af", ",".join(track.filters))
    return encode.ffmpeg(
        ["-copyts", "-i", encode.source(facts.path), *chain, *_PLAIN],
        target=run().folder / f"sound-{number}.w64",
        seconds=timed.seconds,
        label="Reading sound",
    )


def turned(played: Path, seconds: float) -> Path:
    """Turn the sound in a file round, piece by piece; returns a list of the pieces.

    Args:
        played: The file, which is taken away.
        seconds: How long it is.
    """
    pieces = []
    for place in reversed(range(ceil(seconds / _SECONDS_OF_SOUND))):
        piece = played.with_name(f"{played.stem}-{place}.w64")
        begin = place * _SECONDS_OF_SOUND
        window = ("-ss", str(begin), "-t", str(_SECONDS_OF_SOUND))
        lasts = min(_SECONDS_OF_SOUND, seconds - begin)
        arguments = [*window, "-i", encode.source(played), "-af", "areverse", *_PLAIN]
        encode.ffmpeg(arguments, target=piece, seconds=lasts, label="Turning sound round")
        pieces.append(piece.name)
    played.unlink()
    listed = played.with_suffix(".txt")
    listed.write_text("".join(f"file {name}\n" for name in pieces))
    return listed


def replayed(tracks: Sequence[Track], first: int) -> tuple[Track, ...]:
    """The tracks as they come from files that were turned round.

    Args:
        tracks: The tracks as they were.
        first: The number of the first file among ffmpeg's inputs.
    """
    return tuple(
        replace(
            track,
            source=replace(track.source, index=0),
            filters=(),
            arguments=(*track.arguments, *_language(track)),
            feed=first + number,
        )
        for number, track in enumerate(tracks)
    )


def _language(track: Track) -> tuple[str, ...]:
    return ("-metadata:s:{}", f"language={track.source.language}") if track.source.language else ()
