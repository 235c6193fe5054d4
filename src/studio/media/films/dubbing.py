"""Other sound for a film, its picture copied bit for bit: taken away, put in its place, laid over it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from studio.core.errors import BadInput, ToolFailed
from studio.core.run import run
from studio.media import encode, probe
from studio.media.facts import AudioFacts, MediaFacts
from studio.media.films.transcoding import carrying, containers, sound
from studio.media.films.transcoding.containers import Holder
from studio.media.films.transcoding.wishes import SoundCodec
from studio.media.sound import ducking, layouts, limiting
from studio.media.sound.recordings import Recording

Fit = Literal["cut", "loop", "stretch"]

_CEILING = -1.0
_FASTEST, _SLOWEST = 2.0, 0.5
_OURS: dict[str, SoundCodec] = {"aac": "aac", "opus": "opus", "mp3": "mp3", "flac": "flac"}
_LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1"}
# The picture and everything that comes with it, but no sound.
_COMPANY = ("-map", "0:v", "-map", "0:s?", "-map", "0:t?", "-map_metadata", "0", "-map_chapters", "0")


@dataclass(frozen=True, slots=True)
class Dub:
    """How new sound goes with a film.

    Attributes:
        new: The new sound.
        own: The film's own sound beneath it; None where it is replaced.
        offset: When the new sound begins in the film; below zero, so much of its beginning is left out.
        volume: By how many decibels the new sound is turned up.
        under: By how many decibels the film's own is turned up.
        fit: What happens where it is not as long as the film.
        fade: Over how many seconds it fades in and out.
        duck: By how many decibels one makes room while the other speaks.
        voice: Which of them it is that speaks.
    """

    new: Recording
    own: Recording | None = None
    offset: float = 0.0
    volume: float = 0.0
    under: float = 0.0
    fit: Fit = "cut"
    fade: float = 0.0
    duck: float = 0.0
    voice: Literal["new", "film"] = "new"

    @property
    def plain(self) -> bool:
        """Whether the new sound may be used as it is."""
        changed = (self.own, self.offset, self.volume, self.fade, self.duck)
        return not any(changed) and self.fit == "cut"


@dataclass(frozen=True, slots=True)
class Dubbed:
    """What came out.

    Attributes:
        path: The film.
        copied: Whether not even the sound was encoded.
        tempo: How much faster the new sound is played.
        changes: What had to be left out or was done besides.
    """

    path: Path
    copied: bool
    tempo: float = 1.0
    changes: tuple[str, ...] = ()


def muted(facts: MediaFacts, gone: list[int], target: Path) -> Path:
    """Copy a film without some of its sound tracks.

    Args:
        facts: The film.
        gone: The tracks to leave out, by their numbers among all streams.
        target: The file to write.
    """
    kept = [stream for stream in facts.audio if stream.index not in gone]
    maps = [part for stream in kept for part in ("-map", f"0:{stream.index}")]
    encode.ffmpeg(
        [
            *("-i", encode.source(facts.path), *_COMPANY, *maps, "-c", "copy"),
            *_muxing(facts),
        ],
        target=target,
        seconds=facts.main_video.duration,
        label="Copying",
    )
    _check(facts, target, len(kept))
    return target


def dubbed(facts: MediaFacts, dub: Dub, target: Path, *, bit_rate: int | None = None) -> Dubbed:
    """Write a film with new sound.

    Args:
        facts: The film.
        dub: The sound, and how it goes with the film.
        target: The file to write, in the film's own container.
        bit_rate: Bits a second of the sound.
    """
    holder = home(facts)
    lasts = _length(facts)
    source = ("-i", encode.source(facts.path))
    others = [stream for stream in facts.audio if dub.own and stream.index != dub.own.stream.index]
    if dub.plain and _is_at_home(dub.new.stream, holder, facts) and not bit_rate:
        sounds = ["-map", f"1:{dub.new.stream.index}", "-c:a:0", "copy", "-t", f"{lasts:.6f}"]
        given, tempo, copied = (*source, *dub.new.input), 1.0, True
    else:
        tempo = _tempo(dub, lasts)
        graph, more = _graph(dub, lasts, tempo, holder)
        codec = _codec(holder, facts, dub)
        told = sound.encoder(codec, _like(dub), _channels(dub, holder), bit_rate)
        sounds = ["-filter_complex", graph, "-map", "[out]", *(part.format("a:0") for part in told)]
        repeated = ("-stream_loop", "-1") if dub.fit == "loop" else ()
        given, copied = (*source, *repeated, *dub.new.input, *more), False
    for number, stream in enumerate(others, 1):
        sounds += ["-map", f"0:{stream.index}", f"-c:a:{number}", "copy"]
    arguments = [*given, *_COMPANY, *sounds, "-c:v", "copy", "-c:s", "copy"]
    language = dub.new.stream.language
    encode.ffmpeg(
        [*arguments, "-metadata:s:a:0", f"language={language}", *_muxing(facts)],
        target=target,
        seconds=lasts,
        label="Dubbing",
    )
    _check(facts, target, 1 + len(others))
    return Dubbed(target, copied, tempo)


def home(facts: MediaFacts) -> Holder:
    """The film's own container, if it holds sound."""
    holder = containers.like(facts.container)
    if holder is None or not holder.sounds:
        raise BadInput(
            f"{facts.path.name} is {facts.container}, to which no sound can be given",
            hint="convert it first: studio video convert --format mp4",
        )
    return holder


# What is copied


def _is_at_home(stream: AudioFacts, holder: Holder, facts: MediaFacts) -> bool:
    """Whether every player that takes the container expects such sound in it."""
    if holder.name in ("mkv", "webm"):
        return stream.codec in holder.hears
    expected = {holder.sound, *(own.codec for own in facts.audio)} & holder.hears
    return stream.codec in expected


def _muxing(facts: MediaFacts) -> tuple[str, ...]:
    """The container as it was. One we do not know is what its name says."""
    holder = containers.like(facts.container)
    if holder is None:
        return ()
    tag = carrying.apple_tag(facts.main_video) if holder.muxer in ("mp4", "mov") else ""
    return (*(("-tag:v:0", tag) if tag else ()), *containers.muxing(holder, facts.metadata))


def _check(facts: MediaFacts, target: Path, sounds: int) -> None:
    made = probe.media(target)
    before, after = facts.main_video.frames, made.main_video.frames
    if before != after or len(made.audio) != sounds:
        raise ToolFailed(
            f"{facts.path.name} could not be copied: {after} of {before} frames, "
            f"{len(made.audio)} of {sounds} sound tracks"
        )


# What is mixed


def _length(facts: MediaFacts) -> float:
    """When the picture ends, counted from the beginning of the file."""
    film = facts.main_video
    starts = [film.start, *(stream.start for stream in facts.audio)]
    return film.start + film.duration - min(starts)


def _tempo(dub: Dub, lasts: float) -> float:
    if dub.fit != "stretch":
        return 1.0
    left = dub.new.seconds + min(0.0, dub.offset)
    room = lasts - max(0.0, dub.offset)
    tempo = left / room if room > 0 else 0.0
    if not _SLOWEST <= tempo <= _FASTEST:
        raise BadInput(
            f"{dub.new.name} would have to be played {tempo:.2f} times as fast to fit the film",
            hint="choose --fit cut or loop, or trim one of them first",
        )
    return tempo


def _graph(dub: Dub, lasts: float, tempo: float, holder: Holder) -> tuple[str, tuple[str, ...]]:
    """The filter graph whose result is called [out], and the inputs it needs besides."""
    rate, layout = _like(dub).rate, _layout(dub, holder)
    chains = [f"{','.join(_new(dub, lasts, tempo, rate, layout))}[new]"]
    names = ["[new]"]
    more: tuple[str, ...] = ()
    if dub.own:
        gain = limiting.gain(dub.under) if dub.under else []
        own = [dub.own.head(0), *_alike(dub.own.stream, rate, layout), *gain]
        chains.append(f"{','.join(own)}[own]")
        names.append("[own]")
        if dub.duck:
            room, more = _room(dub, lasts, rate, layout)
            quiet = "own" if dub.voice == "new" else "new"
            chains += [room, f"[{quiet}][curve]amultiply[quiet]"]
            names = [f"[{'new' if quiet == 'own' else 'own'}]", "[quiet]"]
    end = f"apad=whole_dur={lasts:.6f},atrim=end={lasts:.6f}"
    peaks = ",".join(limiting.true_peaks(_CEILING, rate))
    mixed = f"{''.join(names)}amix=inputs={len(names)}:normalize=0:duration=longest,"
    chains.append(f"{mixed if dub.own else names[0]}{end},{peaks}[out]")
    return ";".join(chains), more


def _new(dub: Dub, lasts: float, tempo: float, rate: int, layout: str) -> list[str]:
    begins = max(0.0, dub.offset)
    if begins >= lasts:
        raise BadInput(f"the film ends before {begins:g} s, when the sound would begin")
    if -dub.offset >= dub.new.seconds:
        raise BadInput(f"{dub.new.name} is over before the film begins", hint="choose another offset")
    room = lasts - begins
    there = room if dub.fit == "loop" else min(room, (dub.new.seconds + min(0.0, dub.offset)) / tempo)
    fade = min(dub.fade, there / 2)
    return [
        dub.new.head(1),
        *([f"atrim=start={-dub.offset:.6f}", "asetpts=PTS-STARTPTS"] if dub.offset < 0 else []),
        *_alike(dub.new.stream, rate, layout),
        *(["apad=pad_dur=0.3", f"rubberband=tempo={tempo:.9f}:channels=together"] if tempo != 1 else []),
        f"atrim=end={there:.6f}",
        *(limiting.gain(dub.volume) if dub.volume else []),
        *([f"afade=t=in:d={fade:.4f}", f"afade=t=out:st={there - fade:.4f}:d={fade:.4f}"] if fade else []),
        *([f"adelay=delays={round(begins * rate)}S:all=1"] if begins else []),
    ]


def _alike(stream: AudioFacts, rate: int, layout: str) -> list[str]:
    """One rate, one set of channels, and numbers that have room for a sum."""
    return [
        *layouts.mixed(stream.layout, stream.channels, layout),
        *([f"aresample={rate}"] if stream.rate != rate else []),
        f"aformat=sample_fmts=fltp:channel_layouts={layout}",
    ]


def _room(dub: Dub, lasts: float, rate: int, layout: str) -> tuple[str, tuple[str, ...]]:
    """The curve by which one makes room for the other, as a chain and the input it comes from."""
    assert dub.own
    speaker = dub.new if dub.voice == "new" else dub.own
    offset = dub.offset if dub.voice == "new" else 0.0
    spans = ducking.spoken(speaker)
    run().note("voice", spans=len(spans), seconds=round(sum(span.length for span in spans), 2))
    file = ducking.curve(spans, dub.duck, offset=offset, seconds=lasts, file=run().folder / "room.wav")
    channels = "|".join(f"c{number}=c0" for number in range({"mono": 1, "stereo": 2}.get(layout, 6)))
    chain = [
        f"[2:a]aresample={rate}",
        f"atrim=start={ducking.LEAD}",
        "asetpts=N/SR/TB",
        f"pan={layout}|{channels}[curve]",
    ]
    return ",".join(chain), ("-i", encode.source(file))


def _like(dub: Dub) -> AudioFacts:
    """The one of both with the finer rate."""
    both = [dub.new.stream, *([dub.own.stream] if dub.own else [])]
    return max(both, key=lambda stream: (stream.rate, stream.depth))


def _channels(dub: Dub, holder: Holder) -> int:
    return {"mono": 1, "stereo": 2, "5.1": 6}[_layout(dub, holder)]


def _layout(dub: Dub, holder: Holder) -> str:
    """As many channels as the film's own sound had, or the new one's; MP3 takes two at most."""
    count = dub.own.stream.channels if dub.own else dub.new.stream.channels
    most = 2 if holder.sounds == ("mp3",) else 6
    return _LAYOUTS[max(one for one in _LAYOUTS if one <= min(max(count, 1), most))]


def _codec(holder: Holder, facts: MediaFacts, dub: Dub) -> SoundCodec:
    """The codec of the sound there was, if we write it there, or else the container's usual one."""
    stream = dub.own.stream if dub.own else next(iter(facts.audio), None)
    if stream is None:
        return holder.sound
    own = "pcm" if stream.codec.startswith("pcm_") else _OURS.get(stream.codec)
    return own if own in holder.sounds and own else holder.sound
