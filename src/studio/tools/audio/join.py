"""Joining recordings, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from studio.core.errors import BadInput
from studio.core.materials import Audio, Hertz, Seconds, Unit
from studio.core.run import run
from studio.core.tool import tool
from studio.media.sound.formats import SoundFormat


@dataclass(frozen=True)
class Joined:
    """Several recordings in one.

    Attributes:
        sound: The recording.
        starts: When each of the others begins in it.
        duration: How long it is.
        rate: Samples a second: the most that any of them has.
        channels: Its channels: those of the one that has most.
        lowered: By how much it was turned down, so that it does not clip; none where it was not.
    """

    sound: Audio
    starts: tuple[Seconds, ...]
    duration: Seconds
    rate: Hertz
    channels: str
    lowered: Annotated[float | None, Unit("dB")]


@tool(pure=True)
def join(
    sounds: list[Audio],
    *,
    gap: Seconds = 0,
    crossfade: Seconds = 0,
    format: SoundFormat | None = None,
) -> Joined:
    """Join recordings into one, in the order given.

    They may differ in rate and channels: the result has the highest rate and the most channels of
    them all, and each sounds as loud in it as by itself. Nothing is lost or added between them, to
    the sample.

    Args:
        sounds: The recordings, in order.
        gap: Silence between two of them.
        crossfade: How long two of them overlap, the one fading out while the other fades in.
        format: Another format; else that of the first, or the nearest that can be written.

    Examples:
        studio audio join intro.wav talk.mp3 outro.wav --out episode.mp3
        studio audio join takes/ --gap 0.5
        studio audio join evening.flac night.flac --crossfade 4
    """
    from studio.media import probe
    from studio.media.sound import formats, mixing, writing
    from studio.media.sound.recordings import recording

    if len(sounds) < 2:
        raise BadInput("one recording alone cannot be joined", hint="give two or more")
    if gap and crossfade:
        raise BadInput("gap and crossfade exclude each other", hint="say one of them")
    heard = [recording(sound) for sound in sounds]
    like = mixing.common([one.stream for one in heard])
    first = heard[0]
    encoding = formats.encoding(format or formats.kept(first.stream, first.facts.container), like)
    made = writing.write(
        mixing.joined(heard, like, gap=gap, crossfade=crossfade),
        run().folder / f"{sounds[0].stem}{encoding.suffix}",
        encoding,
        ceiling=writing.FULL if crossfade else None,
        label="Joining",
    )
    starts, time = [], 0.0
    for one in heard:
        starts.append(round(time, 6))
        time += one.seconds + gap - crossfade
    duration = probe.media(made.path).main_audio.duration
    lowered = round(made.lowered, 2) or None
    return Joined(made.path, tuple(starts), duration, encoding.rate, encoding.layout, lowered)
