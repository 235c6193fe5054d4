"""What every way to a finished film ends with: all parts that are not there yet, then the film."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from studio.core.run import run
from studio.store.films import FilmFolder
from studio.store.ledger import Ledger
from studio.tools.film.caption import caption
from studio.tools.film.edit import Edited, edit
from studio.tools.film.export import export
from studio.tools.film.mix import mix
from studio.tools.film.narrate import narrate
from studio.tools.film.score import score
from studio.tools.film.storyboard import storyboard
from studio.tools.film.take import take


def finished(folder: Path) -> Edited:
    """Make all that a film still lacks, side by side where it can be, put it together, note its cut.

    Args:
        folder: The film's folder, with its storyboard.
    """
    from studio.story import speaking, written

    film = FilmFolder(folder)
    folder, board = film.path, written.opened(film)
    if speaking.speaks(board):
        # Lips move with words that were heard.
        narrate(folder)
    takes = [partial(take, folder, shot=picture.id) for picture in board.pictures]
    parts: list[Callable[[], object]] = [partial(_heard, folder), *takes, partial(storyboard, folder)]
    run().each(lambda part: part(), parts)
    made = edit(folder)
    export(folder)
    if (account := Ledger(folder).account()).charges or account.stood:
        # It says what was paid, and who stood in.
        storyboard(folder)
    return replace(made, film=str(folder / made.film))


def _heard(folder: Path) -> None:
    narrate(folder)
    score(folder)
    mix(folder)
    caption(folder)
