"""Going on with a film."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.core.materials import Folder
from studio.core.tool import tool
from studio.productions.film.affording import Budget, afford, refuse_fallback
from studio.productions.film.proving import proven
from studio.store.films import FilmFolder
from studio.story import foretelling, naming
from studio.tools.film.edit import Edited
from studio.tools.film.plan import home, plan


def _film(given: Mapping[str, Any]) -> list[Path]:
    film = FilmFolder(given["folder"])
    if not film.board.is_file() and (asked := film.asked()):
        return [naming.film(home(plan.checked({**asked, "folder": film.path})))]
    return foretelling.rendered(given)


@tool(production=True, effect=True, refuse=refuse_fallback, makes=_film)
def resume(folder: Folder, *, budget: Budget | None = None, fallback: str = "") -> Edited:
    """Go on with a film that was stopped, from its folder alone.

    It may have been stopped on another machine. Whatever is finished in the folder stays as it is, whoever
    finished it; the rest is made, as it was asked for when the film was begun.

    Args:
        folder: The film's folder.
        budget: What providers may be paid for this film and its versions in all, in their currency: it stops
            before more is spent, keeps what is done, and goes on with a larger one.
        fallback: Who makes a shot that its provider does not get done, such as builtin; none stops there.

    Examples:
        studio film resume cafe/
    """
    film = FilmFolder(folder)
    if not film.board.is_file() and (asked := film.asked()):
        plan(**asked, folder=film.path)
    afford(film.path, budget, fallback)
    return proven(film.path)
