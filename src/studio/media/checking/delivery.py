"""What a file itself says of a film: its frames, its length, its format."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from studio.media.checking.findings import Check, Fault, judged, skipped

if TYPE_CHECKING:
    from studio.media.checking.watching import Seen
    from studio.media.facts import MediaFacts, VideoFacts

_FORMAT = (("codec", "h264"), ("pixel_format", "yuv420p"))
_COLOURS = ("primaries", "transfer", "matrix")
_BT709 = "bt709"


def frames(
    film: VideoFacts, seen: Seen, planned: int | None, fps: float | None = None, place: int | None = None
) -> Check:
    """Whether there are just the frames that were planned, evenly spaced, and each can be seen.

    Args:
        film: What the file says of its picture.
        seen: What was seen of it.
        planned: How many frames were planned; None where nobody knows.
        fps: How many a second, likewise.
        place: The frame from which on all others come too late or too early; None where nobody knows.
    """
    faults = []
    if planned is not None and film.frames != planned:
        off = film.frames - planned
        first = min(planned, film.frames) if place is None else place
        faults.append(
            Fault(f"{film.frames} frames instead of {planned}", first, first + abs(off), float(off))
        )
    if seen.count != film.frames or seen.damaged:
        lost = max(seen.damaged, film.frames - seen.count)
        faults.append(Fault(f"{lost} frames cannot be decoded", None, None, float(lost)))
    if film.variable:
        faults.append(Fault("frames are shown for different times"))
    if fps and abs(float(Fraction(film.rate)) / fps - 1) > 1e-3:
        faults.append(Fault(f"{float(Fraction(film.rate)):.5g} frames a second instead of {fps:.5g}"))
    of = f"{film.frames} frames" + (", as planned" if planned is not None else ", evenly spaced")
    return judged("frames", faults, of, measured=float(film.frames), bound=planned, unit="frames")


def ending(facts: MediaFacts, *, expected: bool) -> Check:
    """Whether picture and sound end together, to a frame.

    Args:
        facts: What the file says.
        expected: Whether the film was to have sound.
    """
    film = facts.main_video
    if not facts.audio:
        if expected:
            return judged("ending", [Fault("there is no sound, and there was to be some")], "")
        return skipped("ending", "the film has no sound")
    sound = facts.main_audio
    frame = film.duration / max(1, film.frames)
    off = (sound.start + sound.duration) - (film.start + film.duration)
    late = "after" if off > 0 else "before"
    faults = [] if abs(off) <= frame * 1.001 else [
        Fault(f"the sound ends {abs(off):.3f} s {late} the picture", film.frames - 1, film.frames, off)
    ]  # fmt: skip
    return judged("ending", faults, "picture and sound end together", measured=off, bound=frame, unit="s")


def format(film: VideoFacts, *, ours: bool) -> Check:
    """Whether the picture is coded and tagged so that every player shows it as it is meant.

    Args:
        film: What the file says of its picture.
        ours: Whether it was made here, and so is to be H.264, 4:2:0, BT.709.
    """
    wrong = [f"{name.replace('_', ' ')} {getattr(film, name) or 'unknown'}" for name, wanted in _FORMAT
             if ours and getattr(film, name) != wanted]  # fmt: skip
    wrong += [
        f"{name} {getattr(film, name) or 'untagged'}" for name in _COLOURS
        if (getattr(film, name) != _BT709 if ours else not getattr(film, name))
    ]  # fmt: skip
    faults = [Fault(", ".join(wrong))] if wrong else []
    return judged("format", faults, f"{film.codec}, {film.pixel_format}, {film.matrix}")
