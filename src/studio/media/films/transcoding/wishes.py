"""What somebody wants of a film; what they leave open follows from the film and from the format."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Literal

Codec = Literal["h264", "h265", "av1", "vp9", "prores", "ffv1", "mjpeg", "gif", "webp"]
Container = Literal["mp4", "m4v", "mov", "mkv", "webm", "ts", "avi", "gif", "webp"]
Fit = Literal["inside", "fill", "pad", "stretch"]
SoundCodec = Literal["aac", "opus", "mp3", "flac", "pcm", "none"]
Stills = Literal["png", "jpg", "tiff", "exr", "dpx", "tga", "bmp"]

_SIZES: tuple[str, ...] = ("width", "height", "longest")


@dataclass(frozen=True, slots=True)
class Wishes:
    """Everything that can be asked of a conversion.

    Attributes:
        format: The container, or the picture format of a sequence.
        codec: How the picture is compressed.
        width: Width in pixels.
        height: Height in pixels.
        longest: The longer side in pixels.
        fit: What happens where width and height do not have the film's aspect.
        background: What is put around or behind the picture.
        enlarge: Whether it may become larger than it is.
        rate: Frames a second, as a fraction.
        quality: 1 to 100, the same scale for every codec.
        target_size: Bytes the result may have at most.
        effort: Time spent on a smaller file, 0 to 9.
        depth: Bits of a channel.
        sdr: Whether high dynamic range is brought down to what ordinary screens show.
        deinterlace: Whether fields are made into frames.
        keyframes: The longest time between keyframes, in seconds.
        hardware: Whether an encoder of the graphics card is to be used.
        sound: How the sound is compressed.
        bit_rate: Bits a second of each sound track.
        channels: How many channels: "stereo", "mono".
        track: The only sound track to keep, counted from 1.
        language: The language of the only sound track to keep.
        bare: Whether title, chapters and subtitles are left out.
    """

    format: Container | Stills | None = None
    codec: Codec | None = None
    width: int | None = None
    height: int | None = None
    longest: int | None = None
    fit: Fit | None = None
    background: str | None = None
    enlarge: bool = False
    rate: str | None = None
    quality: int | None = None
    target_size: int | None = None
    effort: int | None = None
    depth: int | None = None
    sdr: bool = False
    deinterlace: bool = False
    keyframes: float | None = None
    hardware: bool = False
    sound: SoundCodec | None = None
    bit_rate: int | None = None
    channels: Literal["stereo", "mono"] | None = None
    track: int | None = None
    language: str = ""
    bare: bool = False

    def over(self, usual: Wishes) -> Wishes:
        """These wishes, and others' where these say nothing about the same thing."""
        settled = _SIZES if self.sized else ()
        settled += ("fit",) if self.sized and not (self.width and self.height) else ()
        settled += ("quality",) if self.target_size else ()
        filled = {
            field.name: getattr(usual, field.name)
            for field in fields(self)
            if _is_open(getattr(self, field.name)) and field.name not in settled
        }
        return replace(self, **filled)

    @property
    def sized(self) -> bool:
        """Whether a size of the picture is asked for."""
        return bool(self.width or self.height or self.longest)


def _is_open(value: object) -> bool:
    return value is None or value is False or value == ""
