"""Making the film that a storyboard describes."""

from __future__ import annotations

from studio.core.materials import Folder
from studio.core.tool import tool
from studio.productions.film.finishing import finished
from studio.tools.film.edit import Edited


@tool(production=True, effect=True)
def render(folder: Folder) -> Edited:
    """Make the film that a storyboard describes.

    Whatever of it is there and still fits the storyboard is left as it is: after a change, only what the
    change touches is made again.

    Args:
        folder: The film's folder, with its storyboard.

    Examples:
        studio film render cafe/
    """
    return finished(folder)
