"""Choosing which take of a shot a film shows."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any

from studio.core.errors import NotFound
from studio.core.materials import Folder, Range
from studio.core.tool import tool

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from studio.store.films import FilmFolder


@dataclass(frozen=True)
class Chosen:
    """The take that is seen from now on.

    Attributes:
        shot: The number of the shot.
        take: Which of its takes is seen.
        before: Which one was seen.
        others: The takes beside it, each of which can be chosen again.
        due: What puts the film together with it; empty where the film shows this take already.
    """

    shot: str
    take: int
    before: int
    others: tuple[int, ...]
    due: str


def _board(given: Mapping[str, Any]) -> list[Path]:
    from studio.store.films import FilmFolder

    film = FilmFolder(given["folder"])
    _found(film, given["shot"], given["take"])
    return [film.board]


@tool(effect=True, makes=_board)
def choose(folder: Folder, *, shot: str, take: Annotated[int, Range(1, 99)]) -> Chosen:
    """Choose which of the takes of a shot a film shows.

    Only the storyboard is changed, in one place: studio film render then puts the film together anew.

    Args:
        folder: The film's folder.
        shot: The number of the shot, as in the storyboard.
        take: The number of the take, as its folder is called.

    Examples:
        studio film choose cafe/ --shot 03 --take 1
    """
    from studio.store.films import FilmFolder

    film = FilmFolder(folder)
    place, before = _found(film, shot, take)
    if take != before:
        film.change(("pictures", place, "take"), take)
    others = tuple(number for number in film.takes(shot) if number != take)
    due = (
        ""
        if _shown(film, shot) == take
        else f"the film shows it after studio film render {quote(str(folder))}"
    )
    return Chosen(shot, take, before, others, due)


def _found(film: FilmFolder, shot: str, take: int) -> tuple[int, int]:
    """Where a shot stands, and the take that is chosen; refused where it has no such take."""
    from studio.story import numbers, written

    board = written.opened(film)
    place, takes = numbers.shot(board, shot), film.takes(shot)
    if take not in takes:
        raise NotFound(
            f"shot {shot} has no take {take}",
            hint=f"it has {', '.join(map(str, takes))}"
            if takes
            else f"studio film take {quote(str(film.path))} --shot {shot}",
        )
    return place, board.pictures[place].take


def _shown(film: FilmFolder, shot: str) -> int:
    """The take of a shot that the finished film shows; none where there is no film, or it does not say."""
    with suppress(OSError, ValueError, LookupError, TypeError, StopIteration, AttributeError):
        files = film.note("out/film")["files"]
        if not all((film.path / place).is_file() for place in files):
            return 0
        told = next(place for place in files if place.endswith(".provenance.json"))
        takes = json.loads((film.path / told).read_text("utf-8"))["takes"]
        return next(int(one.get("take", 1)) for one in takes if one["shot"] == shot)
    return 0
