"""Writing recordings in other formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from studio.core.errors import BadInput
from studio.core.materials import Audio, BitRate, Hertz, Quality, Unit
from studio.core.run import run
from studio.core.tool import tool
from studio.media.sound.formats import Depth, SoundFormat


@dataclass(frozen=True)
class Converted:
    """A recording in another format; the other fields are there only where something was changed.

    Attributes:
        sound: The recording in its new format.
        rate: Samples a second, if they are not as many as before.
        channels: The channels, if they are others than before.
        lowered: By how much it was turned down, so that the sum of the channels does not clip.
        clipped: By how much peaks that exceeded full scale were cut.
        left_out: What the new format cannot hold.
    """

    sound: Audio
    rate: Hertz | None = None
    channels: str | None = None
    lowered: Annotated[float | None, Unit("dB")] = None
    clipped: Annotated[float | None, Unit("dB")] = None
    left_out: str | None = None


@tool(pure=True)
def convert(
    sound: Audio,
    *,
    format: SoundFormat | None = None,
    bit_rate: BitRate | None = None,
    quality: Quality | None = None,
    rate: Hertz | None = None,
    channels: Literal["keep", "mono", "stereo", "5.1"] = "keep",
    depth: Depth = "auto",
    bare: bool = False,
) -> Converted:
    """Write a recording in another format.

    Rate, channels and depth are kept as far as the format can hold them. Surround becomes stereo as
    broadcasters do it, voices as loud as they were; if the sum would clip, the whole is turned down
    by just that much. Title, artist, chapters and cover are kept where the format can hold them.

    Args:
        sound: The recording, or a film whose sound is meant.
        format: The format of the result; with --out, its extension says it.
        bit_rate: Bits a second, for lossy formats.
        quality: 1 to 100 instead; 80 is hard to tell from the original.
        rate: Samples a second.
        channels: The channels of the result.
        depth: Bits of a sample in wav and flac, 32f being floating point; auto is as deep as the
            original, and 16 for what was compressed.
        bare: Leave title, artist, chapters and cover out.

    Examples:
        studio audio convert take.wav --format flac
        studio audio convert interview.wav --out interview.mp3 --bit-rate 192k
        studio audio convert mixes/ --format opus --channels stereo --out web/
    """
    from studio.media.sound import formats, layouts, tags, writing
    from studio.media.sound.formats import Wishes
    from studio.media.sound.recordings import recording

    if format is None:
        raise BadInput("say the format", hint="with --format mp3, or in the name: --out speech.mp3")
    heard = recording(sound)
    stream = heard.stream
    layout = "" if channels == "keep" else channels
    layouts.refuse_more(sound.name, stream.channels, layout)
    encoding = formats.encoding(format, stream, Wishes(bit_rate, quality, rate, layout, depth))
    about = tags.Tags(language=stream.language) if bare else tags.read(heard)
    headroom = _has_headroom(stream.codec, encoding.sample)
    made = writing.write(
        writing.single(heard, []),
        run().folder / f"{sound.stem}{encoding.suffix}",
        encoding,
        tags=about,
        ceiling=0.0 if headroom else None,
        between=not headroom,
        chapters=not bare,
        metered=True,
    )
    over = 0.0 if made.lowered or encoding.sample == "flt" else (made.peak or 0.0)
    return Converted(
        made.path,
        rate=encoding.rate if encoding.rate != stream.rate else None,
        channels=encoding.layout if encoding.layout not in (stream.layout, *formats.alike(stream)) else None,
        lowered=round(made.lowered, 2) or None,
        clipped=round(over, 2) if over > 0.005 else None,
        left_out="cover" if about.cover and not encoding.format.cover else None,
    )


def _has_headroom(codec: str, sample: str) -> bool:
    """Samples in floating point may exceed full scale and be whole again when turned down; others may not."""
    return codec.startswith("pcm_f") and sample != "flt"
