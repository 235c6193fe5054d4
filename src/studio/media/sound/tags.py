"""What a recording is called and the cover it bears, from one format into another."""

from __future__ import annotations

import struct
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path

from studio.media import quoting
from studio.media.opening import opened
from studio.media.sound import scratch
from studio.media.sound.recordings import Recording

# Facts about the old file that would be lies about the new one.
_TECHNICAL = {
    "bps",
    "compatible_brands",
    "creation_time",
    "duration",
    "encoder",
    "encoded_by",
    "handler_name",
    "major_brand",
    "metadata_block_picture",
    "minor_version",
    "timecode",
    "vendor_id",
}
_STATISTICS = ("number_of_", "_statistics", "replaygain_", "r128_", "itunsmpb", "itunnorm")
_PICTURES = {"png": "image/png", "mjpeg": "image/jpeg"}
_FRONT_COVER = 3


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture attached to a recording.

    Attributes:
        stream: Its number among all streams of the file.
        kind: Its MIME type.
        width: Width in pixels.
        height: Height in pixels.
        data: The picture file.
    """

    stream: int
    kind: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Tags:
    """What is said about a recording.

    Attributes:
        values: Title, artist and the like.
        language: The language that is spoken or sung.
        cover: The cover, if there is one that other formats can hold.
    """

    values: dict[str, str] = field(default_factory=dict)
    language: str = ""
    cover: Cover | None = None

    def written(self, file: Path, *, cover: bool) -> Path:
        """Write a file that ffmpeg reads tags from.

        Args:
            file: Where to.
            cover: Put the cover among the tags, as formats without picture streams have it.
        """
        values = dict(self.values)
        if cover and self.cover:
            values["METADATA_BLOCK_PICTURE"] = b64encode(_block(self.cover)).decode("ascii")
        lines = [f"{quoting.in_tags(name)}={quoting.in_tags(value)}\n" for name, value in values.items()]
        return scratch.save(file, (";FFMETADATA1\n" + "".join(lines)).encode("utf-8", "replace"))


def read(recording: Recording) -> Tags:
    """Everything said about a recording, wherever its format keeps it."""
    if recording.facts.video:
        # A film's cover and description are the film's, not its sound's; the title may stay.
        return Tags(_named(dict(recording.facts.metadata)), recording.stream.language)
    with opened(recording.path) as container:
        # Ogg keeps them with the stream, all others with the file.
        values = {**container.metadata, **container.streams[recording.stream.index].metadata}
        cover = _cover(container) if recording.facts.cover else None
    return Tags(_named(values), recording.stream.language, cover)


def _named(values: dict[str, str]) -> dict[str, str]:
    plain = {name: value.replace("\0", "") for name, value in values.items()}
    return {
        name: value
        for name, value in plain.items()
        if value
        and name.lower() not in {*_TECHNICAL, "language"}
        and not name.lower().startswith(_STATISTICS)
    }


def _cover(container: object) -> Cover | None:
    from av.container import InputContainer
    from av.stream import Disposition

    assert isinstance(container, InputContainer)
    for stream in container.streams.video:
        kind = _PICTURES.get(stream.codec_context.name)
        if kind and stream.disposition & Disposition.attached_pic:
            packet = next(container.demux(stream))
            return Cover(stream.index, kind, stream.width, stream.height, bytes(packet))
    return None


def _block(cover: Cover) -> bytes:
    """A picture as FLAC's format describes it, which Ogg borrows."""
    kind = cover.kind.encode("ascii")
    head = struct.pack(">II", _FRONT_COVER, len(kind)) + kind + struct.pack(">I", 0)
    return head + struct.pack(">5I", cover.width, cover.height, 24, 0, len(cover.data)) + cover.data
