"""A film to look at before it is made."""

from __future__ import annotations

from studio.core.materials import Folder
from studio.core.tool import tool
from studio.productions.film.finishing import finished
from studio.store.films import FilmFolder
from studio.story import foretelling
from studio.tools.film.edit import Edited
from studio.tools.film.sketch import sketch


@tool(production=True, effect=True, makes=foretelling.preview)
def preview(folder: Folder) -> Edited:
    """Make a small film of a storyboard, half as large and at 12 frames a second.

    It shows what the film will show, at the same times, and takes a fraction of the time. It lies in the
    folder preview/ of the film's folder.

    Args:
        folder: The film's folder, with its storyboard.

    Examples:
        studio film preview cafe/
    """
    return finished(FilmFolder(folder).path / sketch(folder).folder)
