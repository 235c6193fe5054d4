"""Taking the sound out of films, for good."""

from __future__ import annotations

from typing import Annotated

from studio.core.errors import BadInput
from studio.core.materials import Range, Video
from studio.core.run import run
from studio.core.tool import tool


@tool(pure=True)
def mute(
    film: Video,
    *,
    track: Annotated[int, Range(1)] | None = None,
    language: str = "",
) -> Video:
    """Take the sound out of a film, or one of its sound tracks.

    Nothing is encoded: the picture is copied bit for bit, and so is all that comes with it.

    Args:
        film: The film.
        track: The only track to take out, counted from 1; all when left out.
        language: The language of the only track to take out, as two or three letters.

    Examples:
        studio video mute clip.mp4
        studio video mute film.mkv --language de --out film-english.mkv
        studio video mute rushes/ --out silent/
    """
    from studio.media import probe
    from studio.media.films import dubbing
    from studio.media.sound.recordings import recording

    facts = probe.media(film)
    name = facts.path.name
    if not facts.audio:
        raise BadInput(f"{name} has no sound to take out", hint="use it as it is")
    chosen = [recording(film, track=track, language=language).stream] if track or language else facts.audio
    return dubbing.muted(facts, [stream.index for stream in chosen], run().folder / name)
