"""A film as it is delivered: at the rate and the size that its finish asks for."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from studio.core.errors import BadInput
from studio.media.films.finishing import rates
from studio.story.timeline import rate as meant

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.story.grammar import Beat, Finish, Picture, Storyboard

_MOST = 4


def steps(finish: Finish) -> tuple[str, ...]:
    """What is done to the frames of a film, in its order, in words."""
    percent = f" at {finish.strength:.0%}" if finish.strength < 1 else ""
    told = (
        (finish.smoothing, f"smoothing {finish.smoothing:g}"),
        (finish.grade, f"grade {finish.grade}{percent}"),
        (finish.rate, f"{finish.rate:g} frames a second"),
        (finish.upscale, f"enlarged to {finish.upscale} lines by {finish.upscaler}"),
        (finish.grain, f"grain {finish.grain:g}"),
    )
    return tuple(line for wanted, line in told if wanted)


def fps(board: Storyboard) -> Fraction:
    """How many frames a second are delivered."""
    return meant(board.finish.rate or board.brief.fps)


def frames(board: Storyboard) -> int:
    """How many frames are delivered.

    Raises:
        BadInput: The rate does not fit the film.
    """
    own = meant(board.brief.fps)
    return rates.count(board.brief.frames, own, fps(board)) if board.finish.rate else board.brief.frames


def size(board: Storyboard) -> tuple[int, int]:
    """How many pixels across and down are delivered, both even.

    Raises:
        BadInput: The size does not fit the film.
    """
    brief, lines = board.brief, board.finish.upscale
    width, height = brief.width + brief.width % 2, brief.height + brief.height % 2
    shorter = min(width, height)
    if not lines:
        return width, height
    if not shorter <= lines <= _MOST * shorter:
        raise BadInput(
            f"a film of {shorter} lines is not enlarged to {lines}",
            hint=f"ask for {shorter} to {_MOST * shorter} lines",
        )
    return round(width * lines / shorter / 2) * 2, round(height * lines / shorter / 2) * 2


def delivered(board: Storyboard) -> Storyboard:
    """The storyboard of a film that is made as it is delivered: the same at the same times."""
    width, height = size(board)
    times = frames(board) / board.brief.frames
    told = {"frames": frames(board), "fps": float(fps(board)), "width": width, "height": height}
    made = board.model_copy(update={"brief": board.brief.model_copy(update=told)})
    if times == 1:
        return made

    def at(frame: int) -> int:
        return round(frame * times)

    edges = [at(start) for start in [*board.starts, board.brief.frames]]
    pictures = [
        _picture(picture, after - before, at)
        for picture, (before, after) in zip(board.pictures, pairwise(edges), strict=True)
    ]
    return made.model_copy(update={"beats": [_beat(beat, at) for beat in board.beats], "pictures": pictures})


def _picture(picture: Picture, lasts: int, at: Callable[[int], int]) -> Picture:
    cut = picture.cut.model_copy(update={"frames": at(picture.cut.frames)})
    told: dict[str, object] = {"frames": lasts, "cut": cut}
    if part := picture.part:
        places = {name: at(getattr(part, name)) for name in ("first", "frames", "before", "after")}
        told["part"] = part.model_copy(update=places)
    return picture.model_copy(update=told)


def _beat(beat: Beat, at: Callable[[int], int]) -> Beat:
    lines = [line.model_copy(update={"start": at(line.start), "end": at(line.end)}) for line in beat.lines]
    return beat.model_copy(update={"lines": lines})
