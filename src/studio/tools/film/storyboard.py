"""Drawing a film's storyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.core.materials import Folder
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from pathlib import Path

    from studio.render.shots.grammar import Shot
    from studio.story.grammar import Storyboard

_WIDEST = 640
_CODE = ("studio.render", "studio.story.page")


@dataclass(frozen=True)
class Drawn:
    """A storyboard to look at.

    Attributes:
        page: The page, in the film's folder.
        pictures: How many shots it shows.
        drawn: How many of them were drawn anew.
    """

    page: str
    pictures: int
    drawn: int


@tool(effect=True, resources=Resources(cpu=1, memory="700 MB"))
def storyboard(folder: Folder) -> Drawn:
    """Draw every shot of a film, on a page with what is said and heard.

    The page needs nothing but the pictures beside it. Pictures of shots that did not change are kept.

    Args:
        folder: The film's folder, with its storyboard.

    Examples:
        studio film storyboard cafe/
    """
    from contextlib import closing

    from studio.core.scratch import make_folders
    from studio.media.images import writing
    from studio.media.images.libvips import engine
    from studio.render.shelf import shelf
    from studio.render.shots.scene import scene
    from studio.store.films import FilmFolder, fingerprint, making
    from studio.story import page, written
    from studio.story.approving import standings

    film = FilmFolder(folder)
    board = written.opened(film)
    own = film.path / board.vocabulary if board.vocabulary else None
    make_folders(film.drawings)
    drawn = 0
    for picture in run().track(board.pictures, "Drawing"):
        plan = _small(picture.shot, board)
        key = fingerprint(plan, files=_files(own) + plan.within(film.path).files, code=_CODE)
        if film.fresh(f"storyboard/{picture.id}", key):
            continue
        with (
            making(f"the drawing of shot {picture.id}"),
            closing(scene(plan.within(film.path), shelf(own))) as shown,
        ):
            pixels = shown.still()
        made = run().folder / f"{picture.id}.png"
        writing.write(engine().Image.new_from_array(pixels).copy(interpretation="srgb"), made)
        film.keep(f"storyboard/{picture.id}", key, {f"storyboard/{picture.id}.png": made})
        drawn += 1
    film.write(
        film.drawings / "index.html",
        page.page(
            board,
            {picture.id: f"{picture.id}.png" for picture in board.pictures},
            standings(board, film.approvals()),
        ),
    )
    return Drawn("storyboard/index.html", len(board.pictures), drawn)


def _small(shot: Shot, board: Storyboard) -> Shot:
    """The shot as the page shows it."""
    brief = board.brief
    scale = min(1.0, _WIDEST / max(brief.width, brief.height))
    size = {
        "width": max(64, round(brief.width * scale / 2) * 2),
        "height": max(64, round(brief.height * scale / 2) * 2),
    }
    return shot.model_copy(update=size)


def _files(own: Path | None) -> list[Path]:
    return sorted(path for path in own.rglob("*") if path.is_file()) if own else []
