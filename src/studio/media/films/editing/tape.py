"""Sound whose pitch follows a changing speed, as from a tape that is held back or pulled."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from studio.core.run import run, stop_if_cancelled
from studio.media import encode
from studio.media.facts import MediaFacts
from studio.media.films.editing.retiming import Timing
from studio.media.films.transcoding.sound import Track
from studio.media.images.libvips import Raster, engine

# So many times as many samples make the line between two of them straight enough.
_FINER = 4
_STRAIGHT = 1024
_BLOCK = 64 * _STRAIGHT
_BYTES = 4
_AROUND = 4


def played(facts: MediaFacts, timed: Timing, track: Track, number: int) -> Path:
    """Play a sound track at the speed of a film's picture; returns the file with what is heard.

    Args:
        facts: The film.
        timed: When what is shown.
        track: The track, with all that happens to it before.
        number: The number of the track, for the names of files.
    """
    folder = run().folder
    rate, channels = track.source.rate * _FINER, track.source.channels
    read, heard = folder / f"tape-{number}.f32", folder / f"tape-{number}.played"
    chain = ",".join([*track.filters, f"aresample={rate}"])
    raw = ("-c:a", "pcm_f32le", "-f", "f32le")
    given = ["-copyts", "-i", encode.source(facts.path), "-map", track.place, "-af", chain, *raw]
    encode.ffmpeg(given, target=read, seconds=facts.duration, label="Reading sound")
    with heard.open("wb") as file:
        for block in _blocks(read, timed, rate, channels):
            file.write(block)
    read.unlink()
    return _wrapped(heard, track, rate, timed.seconds, folder / f"sound-{number}.w64")


def _blocks(read: Path, timed: Timing, rate: int, channels: int) -> Iterator[bytes]:
    """What is heard, a second or so at a time."""
    there = read.stat().st_size // (_BYTES * channels)
    wanted = round(timed.seconds * rate)
    bend = engine().Interpolate.new("bicubic")
    for first in run().track(range(0, wanted, _BLOCK), "Playing the tape"):
        stop_if_cancelled()
        count = min(_BLOCK, wanted - first)
        places = [
            timed.pace.moment((first + step) / rate) * rate for step in range(0, count + _STRAIGHT, _STRAIGHT)
        ]
        begin = max(0, min(there - 1, int(places[0]) - _AROUND))
        end = max(begin + 1, min(there, int(places[-1]) + _AROUND))
        window = engine().Image.rawload(
            str(read), end - begin, 1, _BYTES * channels, offset=begin * _BYTES * channels
        )
        window = window.copy(format="float", bands=channels)
        index = _index(places, begin).crop(0, 0, count, 1)
        yield bytes(window.mapim(index, interpolate=bend, extend="copy").write_to_memory())


def _index(places: list[float], begin: int) -> Raster:
    """Where each sample heard lies on the tape: on straight lines between places."""
    steps = engine().Image.xyz(_STRAIGHT, 1)[0].cast("double")
    lines = [
        steps.linear([(later - sooner) / _STRAIGHT], [sooner - begin]) for sooner, later in pairwise(places)
    ]
    along = engine().Image.arrayjoin(lines, across=len(lines))
    return along.bandjoin(along.linear([0], [0]))


def _wrapped(heard: Path, track: Track, rate: int, seconds: float, target: Path) -> Path:
    """Give the samples a file that says what they are."""
    source = track.source
    raw = ("-f", "f32le", "-ar", str(rate), "-ch_layout", source.layout, "-i", encode.source(heard))
    chain = f"aresample={source.rate},apad=whole_dur={seconds:.6f},atrim=end={seconds:.6f}"
    encode.ffmpeg(
        [*raw, "-af", chain, "-c:a", "pcm_f32le", "-f", "w64"],
        target=target,
        seconds=seconds,
        label="Writing sound",
    )
    heard.unlink()
    return target
