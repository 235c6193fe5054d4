"""What is known about a film or a recording, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from studio.core.errors import BadInput
from studio.core.materials import Hertz, Rate, Seconds, Unit

DOLBY_VISION = "Dolby Vision"
"""The profile of films whose colours only Dolby's own decoders can read."""

BitRate = Annotated[int, Unit("bit/s")]


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """One picture stream. Times are in seconds, taken from the time stamps.

    Attributes:
        index: Its number among all streams of the file.
        codec: The codec: "h264", "prores".
        profile: The codec's profile, if it has any.
        width: Width in pixels as it is shown, after turning.
        height: Height in pixels as it is shown, after turning.
        coded_width: Width of a decoded frame, before turning.
        coded_height: Height of a decoded frame, before turning.
        rotation: Degrees by which frames are turned clockwise to be upright: 0, 90, 180 or 270.
        sample_aspect: The shape of a pixel before turning, "1:1" where pixels are square.
        pixel_format: The layout of a pixel: "yuv420p10le".
        depth: Bits of one channel.
        rate: Frames a second, counted.
        nominal_rate: Frames a second as the file claims or as they were meant.
        variable: Whether frames are shown for different times.
        frames: How many frames are shown.
        start: When the first frame is shown.
        duration: From the first frame's beginning to the last one's end.
        primaries: The colour primaries as tagged, "" where untagged: "bt709", "bt2020".
        transfer: The transfer function as tagged: "bt709", "smpte2084".
        matrix: The colour matrix as tagged: "bt709", "bt2020nc".
        range: "limited", "full", or "" where untagged.
        hdr: Whether the transfer function is one of high dynamic range (PQ or HLG).
        interlaced: Whether a frame holds two fields of different times.
        field_order: "progressive", "top" or "bottom" for the field shown first, or "" where unknown.
        bit_rate: Bits a second; 0 where unknown.
        keyframes: How many frames can be decoded on their own.
        keyframe_spacing: The longest time from one keyframe to the next.
        alpha: Whether it has transparency.
        timecode: The time code of the first frame, if there is one.
        language: The language as tagged.
    """

    index: int
    codec: str
    profile: str
    width: int
    height: int
    coded_width: int
    coded_height: int
    rotation: int
    sample_aspect: str
    pixel_format: str
    depth: int
    rate: Rate
    nominal_rate: Rate
    variable: bool
    frames: int
    start: float
    duration: float
    primaries: str
    transfer: str
    matrix: str
    range: str
    hdr: bool
    interlaced: bool
    field_order: str
    bit_rate: BitRate
    keyframes: int
    keyframe_spacing: float
    alpha: bool
    timecode: str
    language: str


@dataclass(frozen=True, slots=True)
class AudioFacts:
    """One sound stream. Times are in seconds, taken from the time stamps.

    Attributes:
        index: Its number among all streams of the file.
        codec: The codec: "aac", "pcm_s24le".
        rate: Samples a second.
        channels: How many channels.
        layout: The channels by name: "stereo", "5.1".
        sample_format: How a decoded sample is stored: "fltp", "s16".
        depth: Bits of one sample; 0 for codecs that keep no samples.
        start: When it begins.
        duration: How long it sounds.
        bit_rate: Bits a second; 0 where unknown.
        language: The language as tagged.
    """

    index: int
    codec: str
    rate: Hertz
    channels: int
    layout: str
    sample_format: str
    depth: int
    start: float
    duration: float
    bit_rate: BitRate
    language: str


@dataclass(frozen=True, slots=True)
class SubtitleFacts:
    """One stream of subtitles.

    Attributes:
        index: Its number among all streams of the file.
        codec: The codec: "subrip", "mov_text".
        language: The language as tagged.
    """

    index: int
    codec: str
    language: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named stretch of a file, in seconds.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        title: Its name.
    """

    start: Seconds
    end: Seconds
    title: str


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """A whole file.

    Attributes:
        path: The file.
        container: The format by its short name: "mp4", "mov", "matroska", "mp3".
        size: Bytes.
        duration: Seconds of its longest stream of picture or sound.
        bit_rate: Bits a second of the whole file; 0 where there is no duration.
        video: Its picture streams; an attached cover is none.
        audio: Its sound streams.
        subtitles: Its subtitles.
        chapters: Its chapters.
        cover: Whether a cover picture is attached.
        timecode: The time code it starts at, if it has one.
        unknown: Which kinds of streams it has in a codec that nothing here can decode.
        wholeness: Whether its end is there, by what its format says; not every format says it.
        metadata: Title, artist and other tags.
    """

    path: Path
    container: str
    size: int
    duration: float
    bit_rate: BitRate
    video: tuple[VideoFacts, ...]
    audio: tuple[AudioFacts, ...]
    subtitles: tuple[SubtitleFacts, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    cover: bool = False
    timecode: str = ""
    unknown: tuple[str, ...] = ()
    wholeness: Literal["whole", "cut off", "unknown"] = "unknown"
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def cut_off(self) -> bool:
        """Whether it is known to end too early."""
        return self.wholeness == "cut off"

    @property
    def main_video(self) -> VideoFacts:
        """The picture stream people mean: the first that holds a frame."""
        if not self.video:
            if "video" in self.unknown:
                raise BadInput(f"{self.path.name} has a picture in a codec that is not known here")
            hint = "its only picture is a cover" if self.cover else "give a film, not a recording"
            raise BadInput(f"{self.path.name} has no picture", hint=hint)
        if found := next((stream for stream in self.video if stream.frames), None):
            return found
        raise BadInput(
            f"{self.path.name} has a picture stream without a single frame",
            hint="have it written again by the program that made it",
        )

    @property
    def main_audio(self) -> AudioFacts:
        """The sound stream people mean: the first that sounds at all."""
        if not self.audio:
            if "audio" in self.unknown:
                raise BadInput(f"{self.path.name} has sound in a codec that is not known here")
            raise BadInput(f"{self.path.name} has no sound", hint="give a file with sound")
        if found := next((stream for stream in self.audio if stream.duration > 0), None):
            return found
        raise BadInput(f"{self.path.name} has a sound stream of no length")
