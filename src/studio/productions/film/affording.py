"""What a film may cost, and who stands in where its makers fail; told once, for whoever goes on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from studio.core.materials import Range

Budget = Annotated[float, Range(0, 1_000_000)]


def refuse_fallback(given: Mapping[str, Any]) -> None:
    """Refuse somebody to stand in whom nobody knows, whatever the film."""
    from studio.models import video

    video.stand_in(given["fallback"])


def afford(folder: Path, budget: float | None = None, fallback: str = "") -> None:
    """Write down what is wished for, in the film's ledger and in its storyboard.

    Args:
        folder: The film's folder.
        budget: What all requests to providers may cost together, for the film and all its versions, those
            made before among them; left as it is if None.
        fallback: Who makes a shot that its provider does not get done, or none; left as it is if empty.
    """
    from studio.models import video
    from studio.store.films import FilmFolder
    from studio.store.ledger import Ledger
    from studio.story import written

    film = FilmFolder(folder)
    wanted = video.stand_in(fallback)
    Ledger(film.path).allow(budget)
    if fallback and written.opened(film).fallback != wanted:
        film.change(("fallback",), wanted)
