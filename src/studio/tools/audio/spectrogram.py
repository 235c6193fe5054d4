"""Drawing spectrograms."""

from __future__ import annotations

from typing import Annotated, Literal

from studio.core.materials import Audio, Colour, Hertz, Image, Pixels, Range, Unit
from studio.core.run import run
from studio.core.tool import tool


@tool(pure=True)
def spectrogram(
    sound: Audio,
    *,
    width: Pixels = 1600,
    height: Pixels = 720,
    scale: Literal["mel", "log", "linear"] = "mel",
    low: Hertz = 20,
    high: Hertz | None = None,
    floor: Annotated[float, Range(-120, -20), Unit("dB")] = -100,
    theme: Literal["dark", "light", "clear"] = "dark",
    colour: Colour = "#e8a33d",
    apart: bool = False,
    plain: bool = False,
    track: Annotated[int, Range(1)] | None = None,
    format: Literal["png", "webp", "jpg", "avif", "tiff"] = "png",
) -> Image:
    """Draw the spectrogram of a recording.

    It shows which frequencies sound when, and how strong. Channels are drawn as one, the strongest of
    them being seen at each place, unless you want them apart.

    Args:
        sound: The recording, or a film whose sound is meant.
        width: Width of the picture.
        height: Height of the picture.
        scale: How frequencies are spaced: mel as ears do, log by octaves, or linear.
        low: The lowest frequency shown.
        high: The highest frequency shown; else the highest the recording can hold.
        floor: What is weaker than this, against full scale, is not shown.
        theme: On a dark ground, a light one, or a clear one that lets through what lies behind.
        colour: The colour of what is strong.
        apart: Draw every channel by itself.
        plain: Leave out times, frequencies and the key to the colours.
        track: Which of several sound tracks, counted from 1; else the first.
        format: The format of the picture.

    Examples:
        studio audio spectrogram speech.wav
        studio audio spectrogram song.flac --scale log --high 12000 --theme light
        studio audio spectrogram birds.wav --width 3200 --height 1200 --floor -80 --out birds.webp
    """
    from studio.media.images import writing
    from studio.media.sound import spectra
    from studio.media.sound.recordings import recording

    heard = recording(sound, track=track)
    look = spectra.Look(
        width,
        height,
        theme,
        colour,
        scale,
        low=low,
        high=high,
        floor=floor,
        apart=apart,
        axis=not plain,
    )
    target = run().folder / f"{sound.stem}.{format}"
    return writing.write(spectra.drawn(heard, look), target, lossless=format == "webp")
