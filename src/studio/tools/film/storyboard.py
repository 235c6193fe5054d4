"""Drawing a film's storyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.core.materials import Folder
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool
from studio.story import foretelling

if TYPE_CHECKING:
    from pathlib import Path

    from studio.render.shots.grammar import Shot
    from studio.store.films import FilmFolder
    from studio.store.ledger import Account
    from studio.story.grammar import Storyboard
    from studio.story.page import Paid

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


@tool(effect=True, resources=Resources(cpu=1, memory="700 MB"), makes=foretelling.drawings)
def storyboard(folder: Folder) -> Drawn:
    """Draw every shot of a film, on a page with what is said and heard.

    The page needs nothing but the pictures beside it. Pictures of shots that did not change are kept.

    Args:
        folder: The film's folder, with its storyboard.

    Examples:
        studio film storyboard cafe/
    """
    from studio.core.scratch import make_folders
    from studio.store.films import FilmFolder, fingerprint, making
    from studio.story import page, takes, written
    from studio.story.approving import standings

    film = FilmFolder(folder)
    board = written.opened(film)
    own = film.path / board.vocabulary if board.vocabulary else None
    make_folders(film.drawings)
    drawn = 0
    for picture in run().track(board.pictures, "Drawing"):
        plan = _small(takes.shown(picture), board)
        key = fingerprint(plan, files=_files(own) + plan.within(film.path).files, code=_CODE)
        if film.fresh(f"storyboard/{picture.id}", key):
            continue
        made = run().folder / f"{picture.id}.png"
        with making(f"the drawing of shot {picture.id}"):
            _draw(plan.within(film.path), own, made)
        film.keep(f"storyboard/{picture.id}", key, {f"storyboard/{picture.id}.png": made})
        drawn += 1
    film.write(
        film.drawings / "index.html",
        page.page(
            board,
            {picture.id: f"{picture.id}.png" for picture in board.pictures},
            standings(board, film.approvals()),
            _paid(film, board),
        ),
    )
    return Drawn("storyboard/index.html", len(board.pictures), drawn)


def _draw(plan: Shot, vocabulary: Path | None, target: Path) -> None:
    from contextlib import closing

    from studio.media.images import writing
    from studio.media.images.libvips import engine
    from studio.render.shelf import shelf
    from studio.render.shots.scene import scene

    with closing(scene(plan, shelf(vocabulary))) as shown:
        pixels = shown.still()
    writing.write(engine().Image.new_from_array(pixels).copy(interpretation="srgb"), target)


def _paid(film: FilmFolder, board: Storyboard) -> Paid:
    """What was paid so far, and who stood in for whom in the takes that are seen."""
    from studio.store.ledger import Ledger, money
    from studio.story.page import Paid

    ledger = Ledger(film.path)
    account, together = ledger.account(), ledger.together()
    shots = {}
    for picture in board.pictures:
        note = film.note(f"{film.take(picture.id, picture.take).relative_to(film.path)}/meta")
        told = []
        if note.get("instead"):
            told.append(
                f"made by {note.get('provider')} instead of {note['instead']}: {note.get('reason', '')}"
            )
        if cost := account.of(picture.id):
            told.append(f"paid {money(cost, account.currency)}")
        if told:
            shots[picture.id] = "; ".join(told)
    return Paid(_spent(account, together), shots)


def _spent(own: Account, together: Account) -> str:
    """What was paid in all, and how much may be; nothing where nothing was paid."""
    from studio.store.ledger import money

    def told(account: Account) -> str:
        limit = "" if account.budget is None else f" of {money(account.budget, together.currency)}"
        return f"{money(account.spent, together.currency)}{limit}"

    if own.spent == together.spent:
        return told(own) if own.spent else ""
    return f"{money(own.spent, together.currency)}; {told(together)} with all versions of the film"


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
