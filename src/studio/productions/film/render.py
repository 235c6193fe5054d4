"""Making the film that a storyboard describes."""

from __future__ import annotations

from studio.core.errors import BadInput
from studio.core.materials import Folder
from studio.core.tool import tool
from studio.productions.film.proving import proven
from studio.store.films import FilmFolder
from studio.tools.film.edit import Edited


@tool(production=True, effect=True)
def render(folder: Folder, *, approved: bool = False) -> Edited:
    """Make the film that a storyboard describes.

    Whatever of it is there and still fits the storyboard is left as it is: after a change, only what the
    change touches is made again.

    Args:
        folder: The film's folder, with its storyboard.
        approved: Make nothing before every shot is approved as it is now.

    Examples:
        studio film render cafe/
        studio film render cafe/ --approved
    """
    if approved:
        _look(folder)
    return proven(folder)


def _look(folder: Folder) -> None:
    """Refuse to go on with shots that nobody has approved."""
    from studio.story import written
    from studio.story.approving import standings

    film = FilmFolder(folder)
    stand = standings(written.opened(film), film.approvals())
    if left := [shot for shot in stand if stand[shot] != "approved"]:
        raise BadInput(
            f"not approved as they are now: {', '.join(left)}",
            hint=f"look at {film.drawings / 'index.html'}, then studio film approve {folder}",
        )
