"""A storyboard for a small film."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.materials import Folder, Seconds
from studio.core.tool import tool
from studio.story import foretelling


@dataclass(frozen=True)
class Sketched:
    """A storyboard for a small film.

    Attributes:
        folder: Where it lies in the film's folder: the folder of a film of its own.
        frames: How many frames the small film has.
        duration: How long it is.
    """

    folder: str
    frames: int
    duration: Seconds


@tool(effect=True, makes=foretelling.sketch)
def sketch(folder: Folder) -> Sketched:
    """Write a film's storyboard for half the size and 12 frames a second.

    The small film shows the same at the same times. It is a film of its own in the folder preview/, which
    can be rendered like any other.

    Args:
        folder: The film's folder, with its storyboard.

    Examples:
        studio film sketch cafe/
    """
    from studio.store.films import FilmFolder
    from studio.story import written
    from studio.story.sketching import sketched

    film = FilmFolder(folder)
    small = sketched(written.opened(film))
    inner = FilmFolder(film.path / "preview")
    inner.write(inner.board, written.storyboard(small))
    return Sketched("preview", small.brief.frames, small.brief.seconds)
