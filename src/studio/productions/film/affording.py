"""What a film may cost, and who stands in where its makers fail; told once, for whoever goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from studio.core.errors import NotFound
from studio.core.materials import Range

Budget = Annotated[float, Range(0, 1_000_000)]


def afford(folder: Path, budget: float | None = None, fallback: str = "") -> None:
    """Write down what is wished for, in the film's ledger and in its storyboard.

    Args:
        folder: The film's folder.
        budget: What all requests to providers may cost together, for the film and all its versions, those
            made before among them; left as it is if None.
        fallback: Who makes a shot that its provider does not get done, or none; left as it is if empty.
    """
    from studio.core.written.findings import nearest
    from studio.models import video
    from studio.store.films import FilmFolder
    from studio.store.ledger import Ledger
    from studio.story import written

    film = FilmFolder(folder)
    if fallback and fallback != "none" and not video.known(fallback):
        raise NotFound(
            f"there is no provider of video called {fallback}", hint=nearest(fallback, video.names())
        )
    Ledger(film.path).allow(budget)
    wanted = "" if fallback == "none" else fallback
    if fallback and written.opened(film).fallback != wanted:
        film.change(("fallback",), wanted)
