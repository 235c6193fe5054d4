"""Giving films other sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.errors import BadInput
from studio.core.materials import Audio, BitRate, Decibels, Range, Seconds, Unit, Video, parse_seconds
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.facts import MediaFacts
    from studio.media.sound.recordings import Recording

_LONGEST = 86_400

Shift = Annotated[float, Range(-_LONGEST, _LONGEST), Unit("s", parse_seconds)]


@dataclass(frozen=True)
class Dubbed:
    """A film with other sound.

    Attributes:
        film: The film.
        sound: copied (the new sound as it was, bit for bit) or encoded.
        tempo: How much faster the new sound is played, where it was stretched.
    """

    film: Video
    sound: Literal["copied", "encoded"]
    tempo: float | None = None


@tool(pure=True)
def dub(
    film: Video,
    *,
    with_: Audio,
    mode: Literal["replace", "mix"] = "replace",
    offset: Shift = 0,
    fit: Literal["cut", "loop", "stretch"] = "cut",
    volume: Decibels = 0,
    under: Decibels = 0,
    fade: Seconds = 0,
    duck: Annotated[float, Range(0, 40), Unit("dB")] = 0,
    voice: Literal["new", "film"] = "new",
    track: Annotated[int, Range(1)] | None = None,
    bit_rate: BitRate | None = None,
) -> Dubbed:
    """Put other sound in the place of a film's own, or lay it over.

    The picture is copied bit for bit, and so is all that comes with it. The film keeps its length:
    sound that is longer is cut, and where it is shorter there is silence, unless you have it loop or
    stretch. Sums never clip: peaks are held 1 dB below full scale.

    Args:
        film: The film.
        with_: The new sound: a recording, or a film whose sound is taken.
        mode: replace the film's own sound, or mix the new one with it.
        offset: When the new sound begins in the film; below zero, so much of its beginning is left out.
        fit: What happens where it is not as long as the film: cut it or leave silence, loop it, or
            stretch it in time without changing its pitch.
        volume: By how much the new sound is turned up or down.
        under: By how much the film's own sound is turned up or down in a mix.
        fade: Fade the new sound in and out over this time.
        duck: In a mix, by how much one is turned down while the other speaks; 0 is not at all.
        voice: Which of them speaks: the new sound, as a narrator does, or the film, above new music.
        track: Which of the film's sound tracks it is mixed with, counted from 1; the others stay.
        bit_rate: Bits a second of the result's sound.

    Examples:
        studio video dub clip.mp4 --with narration.wav
        studio video dub clip.mp4 --with music.mp3 --mode mix --volume -14 --duck 8 --voice film --fit loop
        studio video dub clip.mp4 --with take.wav --offset 0:00.5 --fade 0.2 --out dubbed.mp4
    """
    from studio.media import probe
    from studio.media.films import dubbing
    from studio.media.sound.recordings import recording

    facts = probe.media(film)
    _check_words(mode, track, under, duck)
    plan = dubbing.Dub(
        new=recording(with_),
        own=_own(facts, mode, track),
        offset=offset,
        volume=volume,
        under=under,
        fit=fit,
        fade=fade,
        duck=duck,
        voice=voice,
    )
    made = dubbing.dubbed(facts, plan, run().folder / film.name, bit_rate=bit_rate)
    return Dubbed(
        made.path,
        "copied" if made.copied else "encoded",
        round(made.tempo, 4) if made.tempo != 1 else None,
    )


def _check_words(mode: str, track: int | None, under: float, duck: float) -> None:
    """Refuse what would quietly do nothing."""
    if mode == "mix":
        return
    for name, value in (("track", track), ("under", under), ("duck", duck)):
        if value:
            raise BadInput(f"--{name} says how sounds are mixed", hint="add --mode mix, or leave it out")


def _own(facts: MediaFacts, mode: str, track: int | None) -> Recording | None:
    """The film's own sound, if it is wanted and there is any."""
    from studio.media.sound.recordings import recording

    if mode == "replace":
        return None
    if not facts.audio:
        run().note("nothing to mix with", reason=f"{facts.path.name} has no sound of its own")
        return None
    return recording(facts.path, track=track)
