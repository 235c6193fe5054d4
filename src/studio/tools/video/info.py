"""Telling everything there is to know about a film."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.materials import Bytes, Hertz, Pixels, Rate, Seconds, Unit, Video
from studio.core.tool import tool
from studio.media.facts import BitRate, Chapter, SubtitleFacts

if TYPE_CHECKING:
    from studio.media.facts import AudioFacts, VideoFacts


@dataclass(frozen=True)
class Stored:
    """How frames lie in the file, where that is not how they are shown.

    Attributes:
        width: Width of a frame as stored.
        height: Height of a frame as stored.
        rotation: Degrees by which it is turned clockwise to be shown.
    """

    width: Pixels
    height: Pixels
    rotation: Annotated[int, Unit("°")]


@dataclass(frozen=True)
class Picture:
    """One picture stream.

    Attributes:
        codec: The codec.
        profile: The codec's profile, if it has any.
        width: Width as it is shown.
        height: Height as it is shown.
        stored: Size and rotation in the file, if frames have to be turned to be shown.
        pixel_shape: Width to height of a pixel, if it is not square.
        pixel_format: The layout of a pixel.
        depth: Bits of one channel.
        rate: How many frames there really are a second.
        nominal_rate: The rate the file claims, if it is another.
        variable: Whether frames are shown for different times.
        frames: How many frames are shown.
        start: When the first frame is shown, if not at zero.
        duration: From the first frame's beginning to the last one's end, by their time stamps.
        bit_rate: Bits a second.
        keyframes: How many frames can be decoded on their own.
        keyframe_spacing: The longest time from one keyframe to the next.
        primaries: The colour primaries, if tagged.
        transfer: The transfer function, if tagged.
        matrix: The colour matrix, if tagged.
        range: Limited or full, if tagged.
        hdr: Whether it is of high dynamic range (PQ or HLG).
        interlaced: Whether a frame holds two fields of different times.
        field_order: Which field is shown first, if it is interlaced.
        alpha: Whether it has transparency.
        language: The language, if tagged.
    """

    codec: str
    profile: str
    width: Pixels
    height: Pixels
    stored: Stored | None
    pixel_shape: str | None
    pixel_format: str
    depth: int
    rate: Rate
    nominal_rate: Rate | None
    variable: bool
    frames: int
    start: Seconds | None
    duration: Seconds
    bit_rate: BitRate
    keyframes: int
    keyframe_spacing: Seconds
    primaries: str
    transfer: str
    matrix: str
    range: str
    hdr: bool
    interlaced: bool
    field_order: str
    alpha: bool
    language: str


@dataclass(frozen=True)
class Sound:
    """One sound stream.

    Attributes:
        codec: The codec.
        layout: Its channels by name.
        rate: Samples a second.
        bit_rate: Bits a second.
        start: When it begins, if not at zero.
        duration: How long it sounds.
        language: The language, if tagged.
    """

    codec: str
    layout: str
    rate: Hertz
    bit_rate: BitRate
    start: Seconds | None
    duration: Seconds
    language: str


@dataclass(frozen=True)
class FilmInfo:
    """What there is to know about a film.

    Attributes:
        container: The format of the file.
        size: The size of the file.
        duration: The length of its longest stream, by the time stamps.
        bit_rate: Bits a second, all streams together.
        timecode: The time code it starts at, if it has one.
        picture: The picture.
        sounds: Its sounds.
        subtitles: Its subtitles.
        chapters: Its chapters.
        more_pictures: Further picture streams, such as other views.
        cover: Whether a cover picture is attached.
        end: there, or unknown where the format does not say whether anything is missing behind it.
        tags: Title, artist and whatever else it says of itself.
    """

    container: str
    size: Bytes
    duration: Seconds
    bit_rate: BitRate
    timecode: str
    picture: Picture
    sounds: tuple[Sound, ...]
    subtitles: tuple[SubtitleFacts, ...]
    chapters: tuple[Chapter, ...]
    more_pictures: tuple[Picture, ...]
    cover: bool
    end: Literal["there", "unknown"]
    tags: dict[str, str]


@tool(pure=True)
def info(film: Video) -> FilmInfo:
    """Tell everything there is to know about a film.

    Header, index and one frame are read; where a format keeps no index, every packet is looked at. Lengths,
    rates and counts come from the time stamps, not from what the header claims.

    Args:
        film: The film to look at.

    Examples:
        studio video info film.mp4
        studio video info rushes/ --json
    """
    from studio.media import probe

    facts = probe.media(film)
    main = facts.main_video
    return FilmInfo(
        container=facts.container,
        size=facts.size,
        duration=facts.duration,
        bit_rate=facts.bit_rate,
        timecode=facts.timecode,
        picture=_picture(main),
        sounds=tuple(_sound(stream) for stream in facts.audio),
        subtitles=facts.subtitles,
        chapters=facts.chapters,
        more_pictures=tuple(_picture(stream) for stream in facts.video if stream is not main),
        cover=facts.cover,
        end="there" if facts.wholeness == "whole" else "unknown",
        tags={name: value for name, value in facts.metadata.items() if name not in _OF_THE_FORMAT},
    )


_OF_THE_FORMAT = {"major_brand", "minor_version", "compatible_brands", "timecode"}


def _picture(facts: VideoFacts) -> Picture:
    turned = Stored(facts.coded_width, facts.coded_height, facts.rotation) if facts.rotation else None
    return Picture(
        codec=facts.codec,
        profile=facts.profile,
        width=facts.width,
        height=facts.height,
        stored=turned,
        pixel_shape=facts.sample_aspect if facts.sample_aspect != "1:1" else None,
        pixel_format=facts.pixel_format,
        depth=facts.depth,
        rate=facts.rate,
        nominal_rate=facts.nominal_rate if facts.nominal_rate != facts.rate else None,
        variable=facts.variable,
        frames=facts.frames,
        start=facts.start or None,
        duration=facts.duration,
        bit_rate=facts.bit_rate,
        keyframes=facts.keyframes,
        keyframe_spacing=facts.keyframe_spacing,
        primaries=facts.primaries,
        transfer=facts.transfer,
        matrix=facts.matrix,
        range=facts.range,
        hdr=facts.hdr,
        interlaced=facts.interlaced,
        field_order=facts.field_order if facts.interlaced else "",
        alpha=facts.alpha,
        language=facts.language,
    )


def _sound(facts: AudioFacts) -> Sound:
    return Sound(
        codec=facts.codec,
        layout=facts.layout,
        rate=facts.rate,
        bit_rate=facts.bit_rate,
        start=facts.start or None,
        duration=facts.duration,
        language=facts.language,
    )
