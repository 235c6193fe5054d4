"""The containers films are kept in: what each can hold, and how its muxer is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.media.films.transcoding.wishes import Codec, Container, SoundCodec

_TEXT = frozenset({"subrip", "ass", "ssa", "mov_text", "webvtt", "text"})
_PICTURED = frozenset({"dvd_subtitle", "dvb_subtitle", "hdmv_pgs_subtitle"})
_PCM = frozenset(
    f"pcm_{kind}" for kind in ("s16le", "s24le", "s32le", "f32le", "f64le", "s16be", "s24be", "s32be", "u8")
)
_APPLE = ("-movflags", "+faststart")


@dataclass(frozen=True, slots=True)
class Holder:
    """A container.

    Attributes:
        name: What people call it, and what files end in.
        muxer: Its name for ffmpeg.
        codecs: The codecs we write into it, the usual one first.
        alpha: The codec that keeps transparency in it.
        takes: The picture codecs it can take as they are, by their names in facts.
        sound: The codec sound is given in it; "" where it holds none.
        sounds: The sound codecs we write into it.
        hears: The sound codecs it can take as they are.
        subtitles: How subtitles that are text are written; "" where it holds none.
        shows: The subtitles it can take as they are.
        chapters: Whether it holds chapters.
        turned: Whether it can say that a picture is to be turned.
        timecode: Whether it holds a time code.
        tagged: Whether it names colours: primaries, transfer, matrix.
        more: What the muxer is told besides.
    """

    name: Container
    muxer: str
    codecs: tuple[Codec, ...]
    alpha: Codec | None = None
    takes: frozenset[str] = frozenset()
    sound: SoundCodec = "none"
    sounds: tuple[SoundCodec, ...] = ()
    hears: frozenset[str] = frozenset()
    subtitles: str = ""
    shows: frozenset[str] = frozenset()
    chapters: bool = False
    turned: bool = False
    timecode: bool = False
    more: tuple[str, ...] = ()


_MP4 = Holder(
    "mp4",
    "mp4",
    ("h264", "h265", "av1", "vp9"),
    takes=frozenset({"h264", "hevc", "av1", "vp9", "mpeg4"}),
    sound="aac",
    sounds=("aac", "opus", "mp3", "flac"),
    hears=frozenset({"aac", "mp3", "ac3", "eac3", "opus", "flac", "alac"}),
    subtitles="mov_text",
    shows=frozenset({"mov_text"}),
    chapters=True,
    turned=True,
    timecode=True,
    more=_APPLE,
)

HOLDERS: dict[Container, Holder] = {
    holder.name: holder
    for holder in (
        _MP4,
        Holder(
            "m4v",
            "mp4",
            ("h264", "h265"),
            takes=frozenset({"h264", "hevc", "mpeg4"}),
            sound="aac",
            sounds=("aac",),
            hears=frozenset({"aac", "ac3", "eac3", "alac"}),
            subtitles="mov_text",
            shows=frozenset({"mov_text"}),
            chapters=True,
            turned=True,
            timecode=True,
            more=_APPLE,
        ),
        Holder(
            "mov",
            "mov",
            ("h264", "h265", "prores", "mjpeg"),
            alpha="prores",
            takes=frozenset({"h264", "hevc", "prores", "mjpeg", "mpeg4", "dnxhd", "qtrle", "png", "cfhd"}),
            sound="aac",
            sounds=("aac", "pcm", "mp3"),
            hears=frozenset({"aac", "mp3", "ac3", "eac3", "alac", *_PCM}),
            subtitles="mov_text",
            shows=frozenset({"mov_text"}),
            chapters=True,
            turned=True,
            timecode=True,
            more=_APPLE,
        ),
        Holder(
            "mkv",
            "matroska",
            ("h264", "h265", "av1", "vp9", "ffv1", "prores", "mjpeg"),
            alpha="vp9",
            takes=frozenset(
                {
                    "h264", "hevc", "av1", "vp9", "vp8", "ffv1", "prores", "mjpeg", "mpeg4", "mpeg2video",
                    "mpeg1video", "theora", "vc1", "utvideo", "huffyuv",
                }
            ),
            sound="aac",
            sounds=("aac", "opus", "mp3", "flac", "pcm"),
            hears=frozenset(
                {
                    "aac", "mp3", "mp2", "ac3", "eac3", "opus", "vorbis", "flac", "alac", "dts", "truehd",
                    "wavpack", *_PCM,
                }
            ),
            subtitles="subrip",
            shows=_TEXT - {"mov_text", "text"} | _PICTURED,
            chapters=True,
            turned=True,
            timecode=True,
        ),
        Holder(
            "webm",
            "webm",
            ("vp9", "av1"),
            alpha="vp9",
            takes=frozenset({"vp9", "vp8", "av1"}),
            sound="opus",
            sounds=("opus",),
            hears=frozenset({"opus", "vorbis"}),
            subtitles="webvtt",
            shows=frozenset({"webvtt"}),
            chapters=True,
            timecode=True,
        ),
        Holder(
            "ts",
            "mpegts",
            ("h264", "h265"),
            takes=frozenset({"h264", "hevc", "mpeg2video"}),
            sound="aac",
            sounds=("aac", "mp3"),
            hears=frozenset({"aac", "mp3", "mp2", "ac3", "eac3"}),
            shows=frozenset({"dvb_subtitle"}),
        ),
        Holder(
            "avi",
            "avi",
            ("mjpeg",),
            takes=frozenset({"mjpeg", "mpeg4"}),
            sound="pcm",
            sounds=("pcm", "mp3"),
            hears=frozenset({"mp3", "ac3", "pcm_s16le", "pcm_u8"}),
        ),
        Holder("gif", "gif", ("gif",), alpha="gif", takes=frozenset({"gif"})),
        Holder("webp", "webp", ("webp",), alpha="webp", takes=frozenset({"webp"})),
    )
}  # fmt: skip

_BY_FACTS: dict[str, Container] = {
    "mp4": "mp4",
    "m4v": "m4v",
    "mov": "mov",
    "3gp": "mp4",
    "matroska": "mkv",
    "webm": "webm",
    "mpegts": "ts",
    "avi": "avi",
    "gif": "gif",
}
_HOMES: dict[Codec, Container] = {
    "h264": "mp4",
    "h265": "mp4",
    "av1": "mp4",
    "vp9": "webm",
    "prores": "mov",
    "ffv1": "mkv",
    "mjpeg": "mov",
    "gif": "gif",
    "webp": "webp",
}


def home(codec: Codec) -> Holder:
    """The container a codec is usually kept in."""
    return HOLDERS[_HOMES[codec]]


def like(container: str) -> Holder | None:
    """The container we write that is the one a file came in, by its name in facts."""
    name = _BY_FACTS.get(container)
    return HOLDERS[name] if name else None


def names_kept(muxer: str, metadata: Mapping[str, str]) -> str:
    """What MP4 and MOV are told so that the tags of programs keep their names; nothing where none has one.

    Args:
        muxer: How ffmpeg calls what writes the file.
        metadata: The tags.
    """
    owned = any(name.lower().startswith("com.") for name in metadata)
    return "+use_metadata_tags" if owned and muxer in ("mp4", "mov", "m4v") else ""


def muxing(holder: Holder, metadata: Mapping[str, str]) -> tuple[str, ...]:
    """How a container is asked for that keeps these tags."""
    flags = names_kept(holder.muxer, metadata)
    more = (*holder.more[:1], holder.more[1] + flags, *holder.more[2:]) if flags else holder.more
    return (*more, "-f", holder.muxer)


def is_text(subtitle: str) -> bool:
    """Whether subtitles of a codec are text, which every container writes its own way."""
    return subtitle in _TEXT
