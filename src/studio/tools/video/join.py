"""Putting videos one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from studio.core.errors import BadCall
from studio.core.materials import Pixels, Rate, Seconds, Video
from studio.core.run import run
from studio.core.tool import tool

Transition = Literal[
    "cut", "fade", "fadeblack", "fadewhite", "fadegrays", "fadefast", "fadeslow", "dissolve",
    "distance", "pixelize", "hblur", "radial", "zoomin", "squeezeh", "squeezev", "circlecrop",
    "circleopen", "circleclose", "rectcrop", "horzopen", "horzclose", "vertopen", "vertclose",
    "diagbl", "diagbr", "diagtl", "diagtr", "wipeleft", "wiperight", "wipeup", "wipedown", "wipetl",
    "wipetr", "wipebl", "wipebr", "slideleft", "slideright", "slideup", "slidedown", "smoothleft",
    "smoothright", "smoothup", "smoothdown", "coverleft", "coverright", "coverup", "coverdown",
    "revealleft", "revealright", "revealup", "revealdown", "hlslice", "hrslice", "vuslice",
    "vdslice", "hlwind", "hrwind", "vuwind", "vdwind",
]  # fmt: skip


@dataclass(frozen=True)
class Joined:
    """A film made of several.

    Attributes:
        film: The film.
        seconds: How long it is.
        frames: How many pictures it has.
        method: copied when the clips were alike and met in plain cuts, so that every picture is the
            clip's own bit for bit; encoded otherwise.
        changes: What is different from the clips and was not asked for by name.
    """

    film: Video
    seconds: Seconds
    frames: int
    method: Literal["copied", "encoded"]
    changes: tuple[str, ...] = ()


@tool(pure=True)
def join(
    clips: list[Video],
    *,
    transition: Transition = "cut",
    duration: Seconds = 0.5,
    lengths: Literal["shared", "kept"] = "shared",
    width: Pixels | None = None,
    height: Pixels | None = None,
    rate: Rate | None = None,
    format: Literal["mp4", "mov", "mkv"] | None = None,
) -> Joined:
    """Put videos one after the other, whatever their sizes, rates and sounds.

    Pictures of clips that are alike and meet in plain cuts are copied bit for bit. Others are fitted into
    the size of the largest, with bars where the aspect differs, and brought to the rate of the fastest, to
    common colours and to the channels of the widest sound; a clip without sound is silent. High dynamic
    range stays where all clips have the same. The length is exactly what clips and transitions add up to.

    Args:
        clips: The videos, in their order.
        transition: How one goes over into the next.
        duration: How long a transition lasts.
        lengths: Whether a transition is time shared by two clips, which makes the whole shorter, or the
            whole keeps the sum of all lengths, by holding a last and a first picture meanwhile.
        width: The width of the result; that of the largest clip when left out.
        height: Its height; say both or none.
        rate: Its frames a second; those of the fastest clip when left out.
        format: The container; that of the first clip where it can be.

    Examples:
        studio video join clip.mp4 second.mp4
        studio video join clip.mp4 second.mp4 --transition fade --duration 0.4 --out film.mp4
        studio video join clip.mp4 second.mp4 --transition slideleft --lengths kept --rate 30
    """
    from fractions import Fraction

    from studio.media import probe
    from studio.media.films import joining, meeting

    if (width is None) != (height is None):
        raise BadCall("say a width and a height, or neither")
    if len(clips) < 2:
        raise BadCall("there is only one clip", hint="give at least two, or a folder of them")
    facts = [probe.media(clip) for clip in clips]
    suffix = f".{format}" if format else _suffix(clips[0].suffix.lower())
    target = run().folder / f"film{suffix}"
    size = (width, height) if width and height else None
    shape = meeting.shape_of(facts, size, rate)
    lost = meeting.left_out(facts)
    plain = transition == "cut" and size is None and rate is None and suffix == clips[0].suffix.lower()
    if plain and joining.alike(clips, facts) and joining.copied(clips, facts, target):
        film = probe.media(target).main_video
        return Joined(target, film.duration, film.frames, "copied", (*meeting.anew(facts), *lost))
    frames = 0 if transition == "cut" else max(1, round(duration * Fraction(shape.rate)))
    joint = joining.Joint(transition, frames, held=lengths == "kept")
    total, damaged = joining.encoded(clips, facts, shape, joint, target)
    changes = (*meeting.changes(facts, shape), *lost, *damaged)
    return Joined(target, float(total / shape.rate), total, "encoded", changes)


def _suffix(first: str) -> str:
    return first if first in (".mp4", ".mov", ".mkv", ".m4v") else ".mp4"
