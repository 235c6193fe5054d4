"""Playing films faster, slower, at a changing pace, or backwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.errors import BadCall
from studio.core.materials import Quality, Range, Rate, Seconds, Unit, Video
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.films.editing.making import Edit
    from studio.media.films.editing.pacing import Pace
    from studio.media.films.editing.retiming import Sounding, Timing
    from studio.media.films.transcoding.carrying import FromFile

Pacing = Annotated[float, Range(0.01, 100), Unit("times")]
Curve = Annotated[str, Unit("time:speed, …")]
Length = Annotated[Seconds, Range(above=0)]


@dataclass(frozen=True)
class Retimed:
    """A film at another pace.

    Attributes:
        clip: The film.
        duration: How long it lasts.
        frames: How many frames it has.
        rate: Its rate, which is even.
        changes: What is different that was not asked for, and why.
    """

    clip: Video
    duration: Seconds
    frames: int
    rate: Rate
    changes: tuple[str, ...] = ()


@tool(pure=True, resources=Resources(cpu=2, memory="1 GB"))
def retime(
    clip: Video,
    *,
    speed: Pacing | None = None,
    curve: Curve | None = None,
    length: Length | None = None,
    reverse: bool = False,
    smooth: Literal["motion", "blend"] | None = None,
    sound: Literal["in-tune", "pitched", "none"] = "in-tune",
    rate: Rate | None = None,
    quality: Quality | None = None,
) -> Retimed:
    """Play a film faster, slower, at a changing pace, or backwards.

    The result has an even rate and ends on the frame, picture and sound together. Where the pace
    changes it changes gently. A film of any length is played backwards in little memory. Interlaced
    films are made whole first. Subtitles and chapters are left out, since their times would be wrong.

    Args:
        clip: The film.
        speed: How many times as fast it plays: 2 is double, 0.5 half.
        curve: The speed at times of the film, as TIME:SPEED, TIME:SPEED, …; between them it is eased, and
            before the first and after the last it stays.
        length: How long the result is to last, instead of a speed.
        reverse: Play it backwards; a curve counts from the film's beginning all the same.
        smooth: Make up frames where it is slowed down: by following motion, which is slow and at its best
            for calm pictures, or by blending one frame into the next. Otherwise frames are held.
        sound: Keep the sound in tune, let its pitch follow the speed like a tape's, or leave it out.
        rate: Frames a second of the result; else the film's own.
        quality: For lossy codecs, 1 to 100; one hardly told from the original when left out.

    Examples:
        studio video retime clip.mp4 --speed 2
        studio video retime clip.mp4 --curve "0:1, 0.5:0.25, 1.5:1" --smooth blend
        studio video retime clip.mp4 --length 10 --sound none
        studio video retime clip.mp4 --reverse
    """
    from studio.media.films.editing import making, pacing, retiming

    ways = sum(one is not None for one in (speed, curve, length))
    if ways > 1:
        raise BadCall("say the pace in one way", hint="with --speed, --curve or --length")
    if not (ways or reverse or rate):
        raise BadCall("say how the film is to be played", hint="with --speed 2, for example, or --reverse")
    pace = pacing.curve(curve) if curve else pacing.steady(speed or 1)
    edit = making.opened(clip)
    if length:
        pace = pacing.to_length(retiming.lasting(edit.film), length)
    _check(edit, pace)
    timed = retiming.timing(edit, pace, rate)
    retiming.made_whole(edit, pace)
    if smooth:
        edit.take(retiming.smoothed(edit, pace, smooth))
    read = _timed(edit, timed, sound, reverse=reverse)
    edit.film = replace(
        edit.film,
        frames=timed.frames,
        rate=str(timed.rate),
        nominal_rate=str(timed.rate),
        variable=False,
        duration=timed.seconds,
        start=0.0,
    )
    edit.seconds = timed.seconds
    made = making.finish(edit, quality=quality, read=read)
    assert made.facts
    film = made.facts.main_video
    return Retimed(made.path, film.duration, film.frames, film.rate, made.changes)


def _check(edit: Edit, pace: Pace) -> None:
    """A curve that goes on beyond the film is likely meant for another."""
    from studio.media.films.editing import retiming

    last, lasts = pace.points[-1][0], retiming.lasting(edit.film)
    if last > lasts + 0.001:
        raise BadCall(
            f"the curve goes on to {last:g} s, and {edit.name} lasts {lasts:.3f} s",
            hint="times of a curve are those of the film, not of the result",
        )


def _timed(edit: Edit, timed: Timing, how: Sounding, *, reverse: bool) -> FromFile:
    """Give picture and sound their times; returns how the film is read."""
    from studio.media import encode
    from studio.media.films.editing import making, retiming, reversing, sounds, tape

    facts = edit.facts
    tracks = sounds.changed(
        making.holder_of(facts),
        facts if how != "none" else replace(facts, audio=()),
        lambda source: retiming.sound(edit, timed, source, how, run().folder),
    )
    bends = retiming.bends(timed.pace, how)
    if not (reverse or bends):
        edit.take(timed.picture())
        edit.tracks = tracks
        return making.Fed(facts, before=("-copyts",))
    play = tape.played if bends else reversing.forwards
    played = [play(facts, timed, track, number) for number, track in enumerate(tracks)]
    edit.tracks = reversing.replayed(tracks, first=2 if reverse else 1)
    if not reverse:
        edit.take(timed.picture())
        more = [part for file in played for part in ("-i", encode.source(file))]
        return making.Fed(facts, before=("-copyts",), after=tuple(more))
    turned = [reversing.turned(file, timed.seconds) for file in played]
    read = reversing.Backwards(facts, replace(edit, filters=list(edit.filters)), timed, turned)
    edit.filters = read.named()
    edit.changes += reversing.lost(facts)
    edit.feed = (1, 0)
    return read
