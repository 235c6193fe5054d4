"""A film made again from itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.errors import Refused
from studio.core.materials import Folder, Video
from studio.core.tool import tool
from studio.productions.film.affording import Budget, afford
from studio.productions.film.finishing import finished
from studio.tools.film.restore import restorable, restore
from studio.tools.video.compare import compare

_OURS = {"builtin", "given"}


@dataclass(frozen=True)
class Reproduced:
    """A film that was made again.

    Attributes:
        film: The new film.
        folder: Its folder.
        same: Whether every frame and every sound is that of the first one.
        first_difference: The first frame that differs, counted from 0; nothing if none does.
        worst_psnr: How near the worst frame is, in decibels; 100 where nothing differs.
        sound: Whether both sound the same.
        differences: What is not the same here as where the first one was made.
    """

    film: str
    folder: str
    same: bool
    first_difference: int | None
    worst_psnr: float
    sound: str
    differences: tuple[str, ...]


def _film(given: Mapping[str, Any]) -> list[Path]:
    from studio.story import naming

    return [naming.film(_place(given["film"], given["folder"], given["sources"]))]


def _place(film: Path, folder: Path | None, sources: Path | None) -> Path:
    """The folder to make a film in again; never its own, where nothing would be made."""
    place = restorable(film, folder, sources).folder.path
    if film.resolve().is_relative_to(place.resolve()):
        raise Refused(
            f"{film} lies in {place}, and would be compared with itself",
            hint="name another folder with --folder",
        )
    return place


@tool(production=True, effect=True, makes=_film)
def reproduce(
    film: Video, *, folder: Path | None = None, sources: Folder | None = None, budget: Budget = 0
) -> Reproduced:
    """Make a film again from what it says of itself, and compare both.

    With the same program, libraries and files, every frame and every sound comes out the same; where
    something is different here, that is said beside how far the films are apart.

    Args:
        film: The film.
        folder: The folder to make it in; named after the film if left out.
        sources: Where files of others are looked for, in all folders below.
        budget: What providers may be paid to make their shots again, which come out otherwise every time.

    Examples:
        studio film reproduce cafe.mp4 --folder again/
    """
    _place(film, folder, sources)
    restored = restore(film, folder=folder, sources=sources)
    if _asks_others(Path(restored.folder)):
        afford(Path(restored.folder), budget)
    made = finished(Path(restored.folder))
    found = compare(film, with_=Path(made.film))
    return Reproduced(
        film=made.film,
        folder=restored.folder,
        same=found.same,
        first_difference=found.first_difference,
        worst_psnr=found.worst_psnr,
        sound=found.sound,
        differences=restored.differences,
    )


def _asks_others(folder: Path) -> bool:
    """Whether somebody else than our own renderer makes shots, and may want to be paid for them."""
    from studio.store.films import FilmFolder
    from studio.story import written

    board = written.opened(FilmFolder(folder))
    return any(picture.provider not in _OURS for picture in board.pictures)
