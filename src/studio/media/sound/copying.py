"""Taking a sound track out as it is, packet by packet, into the format that is at home with its codec."""

from __future__ import annotations

from pathlib import Path

from studio.core.errors import ToolFailed
from studio.media import encode, probe
from studio.media.facts import AudioFacts
from studio.media.sound.recordings import Recording

_HOMES = {
    "aac": "m4a",
    "ac3": "ac3",
    "alac": "m4a",
    "dts": "dts",
    "eac3": "eac3",
    "flac": "flac",
    "mp2": "mp2",
    "mp3": "mp3",
    "opus": "opus",
    "pcm_f32le": "wav",
    "pcm_s16le": "wav",
    "pcm_s24le": "wav",
    "pcm_s32le": "wav",
    "pcm_u8": "wav",
    "vorbis": "ogg",
}
_MUXERS = {"m4a": "ipod", "mka": "matroska"}


def home(stream: AudioFacts) -> str:
    """The format that can hold a track as it is; Matroska holds what nothing else does."""
    if stream.codec.startswith("pcm_") and stream.codec not in _HOMES:
        # Other orders of bytes are the same samples; a WAV made of them loses nothing.
        return ""
    return _HOMES.get(stream.codec, "mka")


def copy(recording: Recording, target: Path) -> Path:
    """Copy a track into a file of its own, not a bit of its sound changed."""
    suffix = target.suffix.removeprefix(".")
    encode.ffmpeg(
        [
            *recording.input,
            *("-map", f"0:{recording.stream.index}", "-c", "copy", "-map_chapters", "-1"),
            *("-f", _MUXERS.get(suffix, suffix)),
        ],
        target=target,
        seconds=recording.seconds,
        label="Copying",
    )
    copied = probe.media(target).audio
    if not copied or copied[0].duration <= 0:
        raise ToolFailed(f"the sound of {recording.name} could not be copied", hint="name another --format")
    return target
