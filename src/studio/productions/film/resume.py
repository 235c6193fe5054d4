"""Going on with a film."""

from __future__ import annotations

from studio.core.materials import Folder
from studio.core.tool import tool
from studio.productions.film.proving import proven
from studio.store.films import FilmFolder
from studio.tools.film.edit import Edited
from studio.tools.film.plan import plan


@tool(production=True, effect=True)
def resume(folder: Folder) -> Edited:
    """Go on with a film that was stopped, from its folder alone.

    It may have been stopped on another machine. Whatever is finished in the folder stays as it is, whoever
    finished it; the rest is made, as it was asked for when the film was begun.

    Args:
        folder: The film's folder.

    Examples:
        studio film resume cafe/
    """
    film = FilmFolder(folder)
    if not film.board.is_file() and (asked := film.asked()):
        plan(**asked, folder=film.path)
    return proven(film.path)
