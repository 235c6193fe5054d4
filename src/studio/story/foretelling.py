"""Which films a call will make, before it is made; what it would be refused for is raised here, too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from studio.store.films import FilmFolder
from studio.story import naming


def film(given: Mapping[str, Any]) -> list[Path]:
    """The film of the folder that a call is given."""
    return [naming.film(_planned(given))]


def rendered(given: Mapping[str, Any]) -> list[Path]:
    """The same, where its shots are asked for of those who make them."""
    from studio.story import written

    place = FilmFolder(given["folder"])
    refuse_makers(place.path, {picture.provider for picture in written.opened(place).pictures})
    return [naming.film(place.path)]


def refuse_makers(folder: Path, makers: Iterable[str]) -> None:
    """Refuse makers of shots who cannot even be asked; whether they will do is seen when they are.

    Args:
        folder: The film's folder.
        makers: What each is called.
    """
    from studio.models.video import Workplace, provider

    for maker in sorted(makers):
        provider(maker, Workplace(folder))


def preview(given: Mapping[str, Any]) -> list[Path]:
    """The small film of the folder that a call is given."""
    return [naming.film(_planned(given) / "preview")]


def sketch(given: Mapping[str, Any]) -> list[Path]:
    """The storyboard of the small film of the folder that a call is given."""
    return [FilmFolder(_planned(given) / "preview").board]


def drawings(given: Mapping[str, Any]) -> list[Path]:
    """The page with the storyboard of the folder that a call is given."""
    return [FilmFolder(_planned(given)).drawings / "index.html"]


def export(given: Mapping[str, Any]) -> list[Path]:
    """The timeline or the captions of the folder that a call is given."""
    film, format = FilmFolder(_planned(given)), given["format"]
    return [film.path / f"timeline.{format}" if format in ("otio", "edl") else film.captions(format)]


def _planned(given: Mapping[str, Any]) -> Path:
    from studio.story import written

    place = FilmFolder(given["folder"])
    written.opened(place)
    return place.path
