"""What is done to the frames of a film once its takes are there.

The order is fixed: takes are matched in colour, their light is smoothed, they are joined, graded, shown at
more frames a second, enlarged, grained. Captions come last, and are never graded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from studio.core.run import run

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import ndarray

    from studio.media.films.finishing.matching import Match, Tones
    from studio.media.films.luts import Table
    from studio.store.films import FilmFolder
    from studio.story.grammar import Storyboard

_OURS = "builtin"
_EDGE = 6
"""How many frames on either side of a cut are measured."""
_ELSEWHERE = 0.4
"""How much of the way colours go where the two shots are in other places or at other times of day."""
_COARSEST = 8.0
"""How far the most grain strays from grey, in steps of 8 bits."""


@dataclass(frozen=True)
class Done:
    """What is done to the frames of a film.

    Attributes:
        table: The table of colours it is seen through.
        matches: What is done to the colours of some of its takes, by their shots.
    """

    table: Table | None
    matches: Mapping[str, Match]


def planned(film: FilmFolder, board: Storyboard) -> Done:
    """Find out what is done to the frames of a film.

    Args:
        film: The film's folder.
        board: The film.

    Raises:
        BadInput: Its table of colours is broken; says the line.
    """
    return Done(table(film, board), matches(film, board))


def table(film: FilmFolder, board: Storyboard) -> Table | None:
    """The table of colours that a film is seen through; nothing where there is none.

    Raises:
        BadInput: It is broken; says the line.
    """
    from studio.media.films import luts
    from studio.media.films.finishing import grades
    from studio.story import places

    finish = board.finish
    if not finish.grade or not finish.strength:
        return None
    file = places.table(board)
    whole = luts.read(film.path / file) if file else grades.table(finish.grade)
    return grades.weakened(whole, finish.strength)


def taken(clip: Path, first: int, board: Storyboard, how: Match | None) -> Iterator[ndarray]:
    """The frames of a take, in colours that suit its neighbours, its light smoothed.

    Args:
        clip: The take.
        first: Which of its frames is the first that is seen.
        board: The film.
        how: What is done to its colours; None for nothing.
    """
    from studio.media.films.finishing import light, matching
    from studio.media.films.reel import unreeled

    frames: Iterator[ndarray] = islice(unreeled(clip), first, None)
    if how:
        frames = matching.matched(frames, how)
    if strength := board.finish.smoothing:
        bright = light.measured(islice(unreeled(clip), first, None))
        frames = light.evened(frames, bright, strength)
    return frames


def joined(frames: Iterator[ndarray], board: Storyboard, seen_through: Table | None) -> Iterator[ndarray]:
    """The frames of the film, graded, at their rate and size, with their grain.

    Args:
        frames: The frames of its shots, joined.
        board: The film.
        seen_through: The table of its colours.
    """
    from studio.media.films.finishing import colouring, rates
    from studio.models.upscaling import upscaler
    from studio.story import delivering
    from studio.story.timeline import rate

    finish, brief = board.finish, board.brief
    if seen_through:
        frames = colouring.coloured(frames, seen_through, run().folder)
    if finish.rate:
        straight = {
            start for start, one in zip(board.starts[1:], board.pictures, strict=False) if not one.cut.frames
        }
        frames = rates.quickened(
            frames, rate(brief.fps), delivering.fps(board), delivering.frames(board), straight
        )
    if finish.upscale:
        maker, size = upscaler(finish.upscaler), delivering.size(board)
        frames = (maker.enlarge(frame, size) for frame in frames)
    return _grained(frames, brief.seed, finish.grain) if finish.grain else frames


def _grained(frames: Iterator[ndarray], seed: int, amount: float) -> Iterator[ndarray]:
    from studio.media.films import planes
    from studio.render.grading import grained

    for number, frame in enumerate(frames):
        whole = frame.copy()
        grained(planes.of(whole)[0], number, seed=seed, deviation=_COARSEST * amount)
        yield whole


def matches(film: FilmFolder, board: Storyboard) -> dict[str, Match]:
    """What is done to the colours of takes of others that stand beside takes of ours, by their shots.

    Args:
        film: The film's folder.
        board: The film.
    """
    from studio.media.films.finishing import matching

    found: dict[str, Match] = {}
    makers = [film.made_by(one.id, one.take, one.provider) for one in board.pictures]
    if not board.finish.match or set(makers) == {_OURS}:
        return found
    for number, maker in enumerate(makers):
        beside = [at for at in (number - 1, number + 1) if 0 <= at < len(makers) and makers[at] == _OURS]
        beside = [at for at in beside if not board.pictures[at].shot.is_ending]
        if maker == _OURS or not beside:
            continue
        own = matching.between([_edge(film, board, number, at > number) for at in beside])
        theirs = matching.between([_edge(film, board, at, at < number) for at in beside])
        way = matching.match(own, theirs, _nearness(board, number, beside))
        if way.changes:
            found[board.pictures[number].id] = way
    return found


def _edge(film: FilmFolder, board: Storyboard, number: int, last: bool) -> Tones:
    """The colours of a take where it meets the next one, or the one before."""
    from studio.media.films.finishing import matching
    from studio.media.films.reel import unreeled

    picture = board.pictures[number]
    first = board.handles(number)[0]
    begin = first + max(0, picture.frames - _EDGE) if last else first
    clip = film.take(picture.id, picture.take) / "clip.mp4"
    return matching.toned(islice(unreeled(clip), begin, begin + min(_EDGE, picture.frames)))


def _nearness(board: Storyboard, number: int, beside: list[int]) -> float:
    """How much alike the shots should look: wholly in one place at one time of day."""
    one = board.pictures[number].shot
    others = [board.pictures[at].shot for at in beside]
    alike = all((one.place, one.time) == (other.place, other.time) for other in others)
    return 1.0 if alike else _ELSEWHERE
