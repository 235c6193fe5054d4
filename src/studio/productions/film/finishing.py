"""What every way to a finished film ends with: all parts that are not there yet, then the film."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from studio.core.materials import Seconds
from studio.core.run import run
from studio.store.films import FilmFolder
from studio.tools.film.caption import caption
from studio.tools.film.edit import edit
from studio.tools.film.export import export
from studio.tools.film.mix import mix
from studio.tools.film.narrate import narrate
from studio.tools.film.plan import Captions
from studio.tools.film.score import score
from studio.tools.film.storyboard import storyboard
from studio.tools.film.take import take


@dataclass(frozen=True)
class Finished:
    """A finished film.

    Attributes:
        film: The file.
        frames: How many frames it has.
        duration: How long it is.
        captions: Whether captions are in the picture, beside it as a track, or nowhere.
        sound: Whether it has any.
    """

    film: str
    frames: int
    duration: Seconds
    captions: Captions
    sound: bool


def finished(folder: Path) -> Finished:
    """Make all that a film still lacks, side by side where it can be, put it together, note its cut.

    Args:
        folder: The film's folder, with its storyboard.
    """
    from studio.story.grammar import Storyboard

    board = FilmFolder(folder).storyboard(Storyboard)
    takes = [partial(take, folder, shot=picture.id) for picture in board.pictures]
    parts: list[Callable[[], object]] = [partial(_heard, folder), *takes, partial(storyboard, folder)]
    run().each(lambda part: part(), parts)
    made = edit(folder)
    export(folder)
    return Finished(str(folder / made.film), made.frames, made.duration, made.captions, made.sound)


def _heard(folder: Path) -> None:
    narrate(folder)
    score(folder)
    mix(folder)
    caption(folder)
