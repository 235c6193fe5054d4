"""Telling everything there is to know about a recording, and how loud it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.materials import Audio, Bytes, Hertz, Range, Seconds, Unit
from studio.core.run import run
from studio.core.tool import tool
from studio.media.facts import BitRate, Chapter

if TYPE_CHECKING:
    from studio.media.facts import AudioFacts
    from studio.media.sound.listening import Heard


@dataclass(frozen=True)
class Track:
    """One sound among several.

    Attributes:
        codec: The codec.
        layout: Its channels by name.
        rate: Samples a second.
        bit_rate: Bits a second.
        duration: How long it sounds.
        language: The language, if tagged.
    """

    codec: str
    layout: str
    rate: Hertz
    bit_rate: BitRate
    duration: Seconds
    language: str


@dataclass(frozen=True)
class Level:
    """How loud a recording is, measured as broadcasters do (EBU R 128).

    Attributes:
        loudness: The loudness of the whole; none where it is silent or shorter than 0.4 s.
        range: How far loud and soft passages lie apart.
        true_peak: The highest point of the wave, also between samples; none in digital silence.
        silence: The share of the time that is silent: below -50 dB for half a second or longer.
        damaged: How many packets could not be decoded, if any.
    """

    loudness: Annotated[float | None, Unit("LUFS")]
    range: Annotated[float, Unit("LU")]
    true_peak: Annotated[float | None, Unit("dBTP")]
    silence: Annotated[float, Unit("%")]
    damaged: int | None


@dataclass(frozen=True)
class RecordingInfo:
    """What there is to know about a recording.

    Attributes:
        container: The format of the file.
        size: The size of the file.
        duration: How long it sounds, by the time stamps.
        codec: The codec.
        rate: Samples a second.
        channels: How many channels.
        layout: Its channels by name.
        depth: Bits of one sample; none for codecs that keep no samples.
        bit_rate: Bits a second.
        start: When it begins, if not at zero.
        language: The language, if tagged.
        level: How loud it is; none if nothing was decoded.
        tracks: All sounds of the file, if there are several.
        chapters: Its chapters.
        cover: Whether a cover picture is attached.
        end: there, or unknown where the format does not say whether anything is missing behind it.
        tags: Title, artist and whatever else it says of itself.
    """

    container: str
    size: Bytes
    duration: Seconds
    codec: str
    rate: Hertz
    channels: int
    layout: str
    depth: int | None
    bit_rate: BitRate
    start: Seconds | None
    language: str
    level: Level | None
    tracks: tuple[Track, ...]
    chapters: tuple[Chapter, ...]
    cover: bool
    end: Literal["there", "unknown"]
    tags: Mapping[str, str]


@tool(pure=True)
def info(
    recording: Audio,
    *,
    quick: bool = False,
    track: Annotated[int, Range(1)] | None = None,
    language: str = "",
) -> RecordingInfo:
    """Tell everything there is to know about a recording, and how loud it is.

    It is decoded once, for loudness, peak and silence. The sound of a film is looked at in the same way.

    Args:
        recording: The recording, or the film with sound.
        quick: Decode nothing: no loudness, no peak, no silence.
        track: Which of its sound tracks, counted from 1; else the first.
        language: The language of the track, as two or three letters.

    Examples:
        studio audio info speech.wav
        studio audio info music/ --quick --json
        studio audio info film.mp4 --language de
    """
    from studio.media.sound.listening import listen
    from studio.media.sound.recordings import recording as found

    chosen = found(recording, track=track, language=language)
    facts, sound = chosen.facts, chosen.stream
    heard = None
    if not quick:
        heard = listen(recording, stream=sound.index, watch=partial(_tell, sound.duration))
    return RecordingInfo(
        container=facts.container,
        size=facts.size,
        duration=sound.duration,
        codec=sound.codec,
        rate=sound.rate,
        channels=sound.channels,
        layout=sound.layout,
        depth=sound.depth or None,
        bit_rate=sound.bit_rate,
        start=sound.start or None,
        language=sound.language,
        level=_level(heard) if heard else None,
        tracks=tuple(_track(stream) for stream in facts.audio) if len(facts.audio) > 1 else (),
        chapters=facts.chapters,
        cover=facts.cover,
        end="there" if facts.wholeness == "whole" else "unknown",
        tags={name: value for name, value in facts.metadata.items() if name not in _OF_THE_FORMAT},
    )


_OF_THE_FORMAT = {"major_brand", "minor_version", "compatible_brands", "timecode"}


def _tell(whole: float, heard: float) -> None:
    run().note("progress", label="Listening", done=round(heard), total=max(1, round(whole)))


def _level(heard: Heard) -> Level:
    return Level(
        loudness=heard.loudness and round(heard.loudness, 2),
        range=round(heard.range, 2),
        true_peak=heard.true_peak,
        silence=round(100 * min(1.0, heard.silence / heard.seconds), 2),
        damaged=heard.damaged or None,
    )


def _track(facts: AudioFacts) -> Track:
    return Track(
        codec=facts.codec,
        layout=facts.layout,
        rate=facts.rate,
        bit_rate=facts.bit_rate,
        duration=facts.duration,
        language=facts.language,
    )
