"""Putting the versions of a film side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from studio.core.errors import NotFound
from studio.core.materials import Folder, Seconds
from studio.core.tool import tool
from studio.tools.film.check import NOTE

if TYPE_CHECKING:
    from studio.store.films import FilmFolder

TABLE = "versions.json"


@dataclass(frozen=True)
class Version:
    """A version of a film that was made.

    Attributes:
        film: The file.
        duration: How long it is.
        frames: How many frames it has.
        width: Pixels across.
        height: Pixels down.
        shots: How many shots it shows.
        lent: How many of their takes are those of the film or of another version.
        good: Whether its checks found nothing wrong.
        faults: How many faults they found.
    """

    film: str
    duration: Seconds
    frames: int
    width: int
    height: int
    shots: int
    lent: int
    good: bool
    faults: int


@dataclass(frozen=True)
class Gathered:
    """The versions of a film.

    Attributes:
        folder: Where they lie.
        versions: Each of them.
        faults: Versions whose film is not what was made, with what makes it anew; they are left out.
    """

    folder: str
    versions: tuple[Version, ...]
    faults: tuple[str, ...]


def _table(given: Mapping[str, Any]) -> list[Path]:
    from studio.store.films import FilmFolder

    whole = FilmFolder(given["folder"])
    _made(whole)
    return [whole.versions / TABLE]


@tool(effect=True, makes=_table)
def gather(folder: Folder) -> Gathered:
    """Put all versions of a film that were made side by side, with a table of them.

    The films lie in the folder versions/ of the film's folder afterwards, each beside the folder it was made
    in, and versions.json says of each how long it is, of which size, and what its checks found. A version
    whose film was changed or cut off since it was made is named, and left out.

    Args:
        folder: The film's folder.

    Examples:
        studio film gather cafe/
    """
    from studio.store.films import FilmFolder

    whole = FilmFolder(folder)
    place, made = whole.versions, _made(whole)
    broken = [film for film, file in made if not _is_whole(film, file)]
    found = tuple(_version(film, file, place) for film, file in made if film not in broken)
    table = [{**asdict(one), "film": Path(one.film).name} for one in found]
    whole.write(place / TABLE, json.dumps(table, indent=1, ensure_ascii=False) + "\n")
    return Gathered(str(place), found, tuple(_told(film) for film in broken))


def _made(whole: FilmFolder) -> list[tuple[FilmFolder, str]]:
    """Each version that was made, and where its film lies in its folder."""
    found = [
        (film, name)
        for film in whole.adapted()
        for name in film.note("out/film").get("files", {})
        if name.endswith(".mp4") and (film.path / name).is_file()
    ]
    if not found:
        raise NotFound(
            f"no version of {whole.path} was made yet", hint=f"studio film versions {quote(str(whole.path))}"
        )
    return found


def _is_whole(film: FilmFolder, file: str) -> bool:
    """Whether a film is what was made, and nobody has changed it since."""
    return film.hashes(file) == {file: film.note("out/film")["files"][file]}


def _told(film: FilmFolder) -> str:
    again = f"studio film render {quote(str(film.path))}"
    return f"{film.path.name}: its film is not what was made; {again} makes it anew"


def _version(film: FilmFolder, file: str, place: Path) -> Version:
    """One version, its film beside its folder."""
    from studio.core.delivery import copy_to
    from studio.media.hashing import content_hash
    from studio.story import written

    made = film.path / file
    target = place / made.name
    if not target.is_file() or content_hash(target) != content_hash(made):
        copy_to(made, target, overwrite=True)
    board = written.opened(film)
    takes = [film.take(one.id, one.take).relative_to(film.path) for one in board.pictures]
    lent = sum("lent" in film.note(f"{take}/meta") for take in takes)
    faults = _faults(film)
    brief = board.brief
    return Version(
        str(target), brief.seconds, brief.frames, brief.width, brief.height, len(board.pictures), lent,
        faults == 0, faults,
    )  # fmt: skip


def _faults(film: FilmFolder) -> int:
    """How many faults the last check of a film found."""
    told = film.note(Path(NOTE).stem)
    faults = told.get("faults", [])
    return len(faults) if isinstance(faults, list) else 0
