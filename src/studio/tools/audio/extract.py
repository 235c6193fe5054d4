"""Taking the sound out of films."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from studio.core.errors import BadInput
from studio.core.materials import Audio, BitRate, Quality, Range, Seconds, Video
from studio.core.run import run
from studio.core.tool import tool
from studio.media.sound.formats import SoundFormat


@dataclass(frozen=True)
class Extracted:
    """The sound of a film.

    Attributes:
        sound: The recording.
        copied: Whether it is the film's own, bit for bit, rather than encoded anew.
        codec: How it is encoded.
        language: Its language as tagged.
        delay: How long after the film's beginning it begins, if not at once; a copy leaves that silence out.
    """

    sound: Audio
    copied: bool
    codec: str
    language: str
    delay: Seconds | None


@tool(pure=True)
def extract(
    film: Video,
    *,
    track: Annotated[int, Range(1)] | None = None,
    language: str = "",
    format: SoundFormat | Literal["mka"] | None = None,
    bit_rate: BitRate | None = None,
    quality: Quality | None = None,
) -> Extracted:
    """Take the sound out of a film.

    It is copied as it is wherever the format allows, which takes a moment and loses nothing. Only
    where you name a format that cannot hold it, or say a bit rate or a quality, is it encoded anew.

    Args:
        film: The film, or any file with sound.
        track: Which of its sound tracks, counted from 1; else the first.
        language: The language of the track, as two or three letters.
        format: The format; else the one that can hold the sound as it is.
        bit_rate: Bits a second, where it is encoded anew.
        quality: 1 to 100 instead.

    Examples:
        studio audio extract film.mp4
        studio audio extract film.mkv --language de
        studio audio extract films/ --format mp3 --out sound/
    """
    from studio.media.sound import copying, formats, tags, writing
    from studio.media.sound.formats import Wishes
    from studio.media.sound.recordings import recording

    heard = recording(film, track=track, language=language)
    stream = heard.stream
    home = copying.home(stream)
    name = (home or "wav") if format is None else format
    delay = round(stream.start, 3) if heard.facts.video and stream.start > 0.001 else None
    if name in (home, "mka") and not (bit_rate or quality):
        path = copying.copy(heard, run().folder / f"{film.stem}.{name}")
        return Extracted(path, True, stream.codec, stream.language, delay)
    if format == "mka":
        raise BadInput("mka takes the sound as it is", hint="leave bit rate and quality out")
    encoding = formats.encoding(
        name if name in formats.FORMATS else "m4a", stream, Wishes(bit_rate=bit_rate, quality=quality)
    )
    target = run().folder / f"{film.stem}{encoding.suffix}"
    made = writing.write(writing.single(heard, []), target, encoding, tags=tags.read(heard))
    if made.lowered:
        run().note("turned down", by=f"{made.lowered:.1f} dB", because="the sum of its channels would clip")
    return Extracted(made.path, False, encoding.codec, stream.language, delay)
