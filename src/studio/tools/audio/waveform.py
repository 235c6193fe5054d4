"""Drawing waveforms."""

from __future__ import annotations

from typing import Annotated, Literal

from studio.core.materials import Audio, Colour, Image, Pixels, Range
from studio.core.run import run
from studio.core.tool import tool


@tool(pure=True)
def waveform(
    sound: Audio,
    *,
    width: Pixels = 1600,
    height: Pixels = 360,
    style: Literal["wave", "bars"] = "wave",
    theme: Literal["dark", "light", "clear"] = "dark",
    colour: Colour = "#e8a33d",
    apart: bool = False,
    fit: bool = False,
    plain: bool = False,
    track: Annotated[int, Range(1)] | None = None,
    format: Literal["png", "webp", "jpg", "avif", "tiff"] = "png",
) -> Image:
    """Draw the waveform of a recording.

    The outer shape is how far the sound swings, the inner one how strong it is. Where samples reach
    full scale, the edge is marked in red. The picture is drawn for its size, so lines and letters are
    sharp at any.

    Args:
        sound: The recording, or a film whose sound is meant.
        width: Width of the picture.
        height: Height of the picture.
        style: A continuous wave, or bars.
        theme: On a dark ground, a light one, or a clear one that lets through what lies behind.
        colour: The colour of the wave.
        apart: Draw every channel by itself.
        fit: Let the loudest moment fill the height, instead of full scale.
        plain: Leave out times and levels.
        track: Which of several sound tracks, counted from 1; else the first.
        format: The format of the picture.

    Examples:
        studio audio waveform speech.wav
        studio audio waveform song.flac --theme light --apart --width 2400 --height 600
        studio audio waveform podcast.mp3 --style bars --theme clear --plain --fit --out player.webp
    """
    from studio.media.images import writing
    from studio.media.sound import waves
    from studio.media.sound.recordings import recording

    heard = recording(sound, track=track)
    look = waves.Look(width, height, style, theme, colour, apart=apart, fit=fit, axis=not plain)
    target = run().folder / f"{sound.stem}.{format}"
    return writing.write(waves.drawn(heard, look), target, lossless=format == "webp")
