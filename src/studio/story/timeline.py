"""A film on paper as a timeline: its takes with their handles, its sounds, a marker for each beat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from studio.media.timeline import meant
from studio.media.timelines.cut import Clip, Marker, Timeline, Track, Transition

if TYPE_CHECKING:
    from studio.media.timelines.cut import Colour, Item
    from studio.story.grammar import Beat, Role, Storyboard

_COLOURS: Mapping[Role, Colour] = {
    "hook": "RED", "problem": "ORANGE", "reveal": "YELLOW",
    "benefit": "GREEN", "proof": "CYAN", "call": "BLUE",
}  # fmt: skip


def timeline(
    board: Storyboard, name: str, take: Callable[[str], str], sounds: Iterable[tuple[str, str, bool]] = ()
) -> Timeline:
    """A film as it is cut.

    Args:
        board: The film.
        name: What it is called.
        take: The file of a shot's take, as seen from the timeline's folder.
        sounds: What is heard: what each is called, its file, and whether it is switched on.
    """
    tracks = [Track("Pictures", "Video", tuple(_pictures(board, take)))]
    frames = board.brief.frames
    for called, file, heard in sounds:
        tracks.append(Track(called, "Audio", (Clip(called, file, 0, frames, frames),), heard))
    told = {"brief": board.brief.text, "planner": board.planner}
    return Timeline(name, rate(board.brief.fps), tuple(tracks), tuple(_markers(board)), told)


def rate(fps: float) -> Fraction:
    """Frames a second as the fraction that a rounded number stands for."""
    return meant(Fraction(fps).limit_denominator(10_000))


def _pictures(board: Storyboard, take: Callable[[str], str]) -> Iterator[Item]:
    for number, picture in enumerate(board.pictures):
        before, after = board.handles(number)
        told = {"reel": f"SHOT{picture.id}", "beat": picture.beat, "provider": picture.provider}
        yield Clip(
            picture.id, take(picture.id), before, picture.frames, before + picture.frames + after, told
        )
        if picture.cut.frames:
            yield Transition(picture.cut.kind, picture.cut.before, picture.cut.after)


def _markers(board: Storyboard) -> Iterator[Marker]:
    for beat in board.beats:
        start, end = board.span(beat.id)
        if end > start:
            yield Marker(beat.id, start, end - start, _note(beat), _COLOURS[beat.role])


def _note(beat: Beat) -> str:
    """What is said and written in a beat."""
    return " ".join(filter(None, [beat.headline, *(line.text for line in beat.lines)])).replace("*", "")
