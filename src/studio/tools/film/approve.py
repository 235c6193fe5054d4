"""Approving a storyboard."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.materials import Folder
from studio.core.tool import tool


@dataclass(frozen=True)
class Approved:
    """How the shots of a film stand.

    Attributes:
        approved: Shots that are approved as they are now.
        changed: Shots that were changed after they had been approved.
        open: Shots that nobody approved.
    """

    approved: tuple[str, ...]
    changed: tuple[str, ...]
    open: tuple[str, ...]


def _approvals(given: Mapping[str, Any]) -> list[Path]:
    from studio.store.films import FilmFolder
    from studio.story import numbers, written

    film = FilmFolder(given["folder"])
    board = written.opened(film)
    for one in given["shot"]:
        numbers.shot(board, one)
    return [film.approved]


@tool(effect=True, makes=_approvals)
def approve(folder: Folder, *, shot: tuple[str, ...] = (), withdraw: bool = False) -> Approved:
    """Approve the storyboard of a film, or some shots of it.

    A shot that is changed afterwards is approved no longer. With studio film render --approved nothing is
    made before all of them are; the storyboard's page shows how each of them stands.

    Args:
        folder: The film's folder.
        shot: The numbers of the shots; all of them if left out.
        withdraw: Take an approval back.

    Examples:
        studio film approve cafe/
        studio film approve cafe/ --shot 01 --shot 02
        studio film approve cafe/ --shot 02 --withdraw
    """
    from studio.store.films import FilmFolder
    from studio.story import numbers, written
    from studio.story.approving import stamp, standings

    film = FilmFolder(folder)
    board = written.opened(film)
    known = {picture.id: picture for picture in board.pictures}
    for one in shot:
        numbers.shot(board, one)
    stamps = {one: told for one, told in film.approvals().items() if one in known}
    for one in shot or known:
        if withdraw:
            stamps.pop(one, None)
        else:
            stamps[one] = stamp(board, known[one])
    film.write(film.approved, json.dumps(stamps, indent=1, sort_keys=True) + "\n")
    stand = standings(board, stamps)
    return Approved(
        *(tuple(one for one in stand if stand[one] == how) for how in ("approved", "changed", "open"))
    )
