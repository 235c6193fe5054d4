"""Making the folder of a film from the film."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput, NotFound, Refused
from studio.core.materials import Folder, Video
from studio.core.tool import tool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studio.store.films import FilmFolder
    from studio.story.provenance.grammar import Manifest

_MOST = 100_000


@dataclass(frozen=True)
class Restored:
    """The folder of a film, as it was before anything of it was made.

    Attributes:
        folder: Where it is.
        shots: How many shots the film has.
        files: The files of others that were put into it.
        differences: What is not the same here as where the film was made.
    """

    folder: str
    shots: int
    files: tuple[str, ...]
    differences: tuple[str, ...]


def _board(given: Mapping[str, Any]) -> list[Path]:
    return [restorable(given["film"], given["folder"], given["sources"]).folder.board]


@tool(effect=True, makes=_board)
def restore(film: Video, *, folder: Path | None = None, sources: Folder | None = None) -> Restored:
    """Make the folder of a film from what the film says of itself.

    Its storyboard can be read, changed and rendered then. Pictures, logos and recordings of others are not
    in a film: they are looked for by their content, whatever they are called now.

    Args:
        film: The film.
        folder: The folder to make; named after the film if left out.
        sources: Where files of others are looked for, in all folders below.

    Examples:
        studio film restore cafe.mp4
        studio film restore cafe.mp4 --folder again/ --sources clients/
    """
    from studio.core.delivery import copy_to
    from studio.story import written

    known = restorable(film, folder, sources)
    target, manifest, found = known.folder, known.manifest, known.files
    for place, file in found.items():
        if file != target.path / place:
            copy_to(file, target.path / place, overwrite=True)
    if not target.board.exists():
        target.write(target.board, written.storyboard(manifest.storyboard))
    return Restored(
        str(target.path), len(manifest.storyboard.pictures), tuple(found), tuple(_differences(manifest))
    )


@dataclass(frozen=True)
class Restorable:
    """A film whose folder can be made.

    Attributes:
        folder: Where.
        manifest: What the film says of itself.
        files: Where each file of others is, by the place it has in the folder.
    """

    folder: FilmFolder
    manifest: Manifest
    files: dict[str, Path]


def restorable(film: Path, folder: Path | None, sources: Path | None) -> Restorable:
    """What the folder of a film can be made from, or why it cannot be made; nothing is written.

    Args:
        film: The film.
        folder: The folder to make; named after the film if left out.
        sources: Where files of others are looked for.
    """
    from studio.store.films import FilmFolder
    from studio.tools.film.inspect import told_by

    manifest, _ = told_by(film)
    target = FilmFolder(folder or Path(film.stem))
    if target.board.exists() and not _holds(target, manifest):
        raise Refused(f"{target.path} holds another film", hint="name a folder with --folder")
    if target.path.exists() and not target.path.is_dir():
        raise BadInput(f"{target.path} is no folder", hint="name a folder with --folder")
    return Restorable(target, manifest, _found(manifest.files, sources, target.path))


def _holds(folder: FilmFolder, manifest: Manifest) -> bool:
    """Whether a folder has the storyboard of just this film, however it is written."""
    from studio.story.grammar import Storyboard

    try:
        return folder.storyboard(Storyboard) == manifest.storyboard
    except BadInput:
        return False


def _found(files: Mapping[str, str], sources: Path | None, folder: Path) -> dict[str, Path]:
    """Where each file is, by the place it has in the film's folder."""
    from studio.media.hashing import content_hash

    wanted = set(files.values())
    found = {
        place: folder / place
        for place, hash in files.items()
        if (folder / place).is_file() and content_hash(folder / place).hex() == hash
    }
    for path in _files(sources) if sources and len(found) < len(files) else ():
        hash = content_hash(path).hex()
        if hash in wanted:
            found |= {place: path for place, one in files.items() if one == hash and place not in found}
        if len(found) == len(files):
            break
    if missing := [f"{place} ({hash[:12]} …)" for place, hash in files.items() if place not in found]:
        raise NotFound(
            f"the film needs files that are not here: {', '.join(missing[:5])}"
            + (f" and {len(missing) - 5} more" if len(missing) > 5 else ""),
            hint="name a folder that holds them with --sources; they may be called anything",
        )
    return found


def _files(folder: Path) -> Iterator[Path]:
    for number, path in enumerate(sorted(folder.rglob("*"))):
        if number >= _MOST:
            raise BadInput(f"{folder} holds more than {_MOST:,} files", hint="name a folder that holds less")
        if path.is_file():
            yield path


def _differences(manifest: Manifest) -> Iterator[str]:
    from studio.store.films import fingerprint
    from studio.story.provenance.collecting import CODE, libraries, program

    if manifest.program != program():
        yield f"made by version {manifest.program}, here is {program()}"
    elif manifest.code != fingerprint(code=CODE):
        yield "made by other code of the same version"
    here = libraries()
    for name in sorted({*manifest.libraries, *here}):
        before, now = (known.get(name, "not there") for known in (manifest.libraries, here))
        if before != now:
            yield f"{name} was {before}, here it is {now}"
