"""Which films a call will make, before it is made; what it would be refused for is raised here, too."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.story import naming


def film(given: Mapping[str, Any]) -> list[Path]:
    """The film of the folder that a call is given."""
    return [naming.film(_planned(given))]


def preview(given: Mapping[str, Any]) -> list[Path]:
    """The small film of the folder that a call is given."""
    return [naming.film(_planned(given) / "preview")]


def again(given: Mapping[str, Any]) -> list[Path]:
    """The film that is made again of the one that a call is given."""
    return [naming.film(given["folder"] or Path(given["film"].stem))]


def _planned(given: Mapping[str, Any]) -> Path:
    from studio.store.films import FilmFolder
    from studio.story import written

    place = FilmFolder(given["folder"])
    written.opened(place)
    return place.path
