"""The time of a shorter version: bars of the same tempo, beats by what they need, shots by what is read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from studio.story.fitting import FASTEST
from studio.story.staging.bars import FASTEST as LIVELIEST
from studio.story.staging.bars import SHORT, Grid, tempo
from studio.story.staging.slots import card_seconds
from studio.story.staging.spans import spans
from studio.story.versions import choosing

if TYPE_CHECKING:
    from studio.story.grammar import Beat, Brief, Picture, Storyboard
    from studio.story.measuring import Measure

_LEAST, _AROUND = 0.16, 0.5
"""The part of a version that a beat lasts at least, and the seconds around its words."""
_MOST_LEAST = 1.2
_CARD = 0.4
"""The most of a version that its end card stands."""
_QUICKER = 0.85
"""How much shorter shots are than those of the film, where there are enough of them."""


class Timed(NamedTuple):
    """A shot, and how many frames of it are seen."""

    picture: Picture
    frames: int


class Spaced(NamedTuple):
    """The time of a version: its beats, its shots, and how many bars it has."""

    beats: list[Beat]
    shots: list[Timed]
    bars: float


def spaced(board: Storyboard, brief: Brief, said: Measure) -> Spaced:
    """Give what a version keeps of a film its frames.

    Args:
        board: The film.
        brief: What is asked for: the length and the size of the version.
        said: How many seconds a text is spoken at a speed, and by whom.
    """
    grid = bars(board, brief)

    def needs(beats: Sequence[Beat]) -> list[int]:
        return [int(_needs(board, brief, beat, said) * brief.fps) for beat in beats]

    def fits(beats: Sequence[Beat]) -> bool:
        return sum(grid.steps_for(frames) for frames in needs(beats)) <= grid.steps

    kept = choosing.kept(board, brief.seconds, fits)[: grid.steps]
    lasting = [_weighing(board, beat) for beat in kept]
    times = spans(lasting, grid, needs(kept))
    shots = [
        shot
        for number, span in enumerate(times)
        for shot in _shots(board, kept[number], grid, span.first, span.end, last=number == len(kept) - 1)
    ]
    return Spaced(kept, shots, grid.bars)


def bars(board: Storyboard, brief: Brief) -> Grid:
    """The bars of a version: as long as those of its film, or a little shorter, so that its takes suffice."""
    step = 0.5 if brief.seconds < SHORT else 1.0
    a_bar = board.brief.seconds / board.music.bars
    steps = max(1, math.ceil(brief.seconds / a_bar / step - 1e-6))
    while steps > 1 and tempo(steps * step, brief.seconds) > LIVELIEST:
        steps -= 1
    return Grid(brief.frames, steps * step, step)


def _needs(board: Storyboard, brief: Brief, beat: Beat, said: Measure) -> float:
    """How many seconds a beat has to have: what it says at its shortest, or what stands on the end card."""
    spoken = 0.0
    if beat.lines:
        line = next((line for line in beat.lines if not line.optional), beat.lines[0])
        spoken = said(line.shorter[-1] if line.shorter else line.text, FASTEST, line.speaker) + _AROUND
    if beat.id == board.pictures[-1].beat:
        return max(min(card_seconds(brief, beat), _CARD * brief.seconds), min(spoken, _CARD * brief.seconds))
    if beat.role == "reveal":
        # What the thing is called has to be read, too.
        written = max(choosing.reads(one) for one in board.pictures if one.beat == beat.id)
        spoken = max(spoken, min(written, _CARD * brief.seconds))
    # A hook may be a picture alone.
    return max(min(_MOST_LEAST, _LEAST * brief.seconds), spoken if beat.role != "hook" else 0.0)


def _weighing(board: Storyboard, beat: Beat) -> Beat:
    """A beat that weighs what it lasts in the film, and says nothing at any time yet."""
    start, end = board.span(beat.id)
    lines = [line.model_copy(update={"start": 0, "end": 0}) for line in beat.lines]
    return beat.model_copy(update={"weight": max(1, end - start), "lines": lines})


def _shots(board: Storyboard, beat: Beat, grid: Grid, first: int, end: int, *, last: bool) -> list[Timed]:
    """The shots of a beat in some steps."""
    mine = [picture for picture in board.pictures if picture.beat == beat.id]
    steps, fps = end - first, board.brief.fps
    usual = _QUICKER * sum(picture.frames for picture in mine) / len(mine)
    count = min(len(mine), steps, max(1, round(grid.lasts(first, end) / usual)))
    chosen = choosing.shown(mine, count, last)
    while len(chosen) > 1 and sum(_steps(one, grid, fps) for one in chosen) > steps:
        chosen = choosing.shown(mine, len(chosen) - 1, last)
    lengths = [min(_steps(one, grid, fps), steps) for one in chosen]
    while sum(lengths) < steps:
        # Whoever has most frames left beyond what is seen of it.
        spare = [one.frames - grid.lasts(0, length) for one, length in zip(chosen, lengths, strict=True)]
        lengths[spare.index(max(spare))] += 1
    made, at = [], first
    for picture, length in zip(chosen, lengths, strict=True):
        made.append(Timed(picture, grid.lasts(at, at + length)))
        at += length
    return made


def _steps(picture: Picture, grid: Grid, fps: float) -> int:
    """How many steps a shot has to have for what is written on it, if it has that many."""
    wanted = choosing.reads(picture) * fps
    return grid.steps_for(min(wanted, picture.frames)) if wanted else 1
