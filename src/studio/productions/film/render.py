"""Making the film that a storyboard describes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput
from studio.core.materials import Folder, Fraction
from studio.core.tool import tool
from studio.productions.film.affording import Budget, afford, refuse_fallback
from studio.productions.film.proving import proven
from studio.store.films import FilmFolder
from studio.story import foretelling, written
from studio.tools.film.edit import Edited
from studio.tools.film.finish import Lines, PerSecond, finish, foresee_looks, refuse_looks

if TYPE_CHECKING:
    from studio.story.grammar import Storyboard


def _refuse(given: Mapping[str, Any]) -> None:
    refuse_looks(given)
    refuse_fallback(given)


def _film(given: Mapping[str, Any]) -> list[Path]:
    film = FilmFolder(given["folder"])
    board = written.opened(film)
    if given["approved"]:
        _look(film, board)
    foresee_looks(board, given)
    return foretelling.rendered(given)


@tool(production=True, effect=True, refuse=_refuse, makes=_film)
def render(
    folder: Folder,
    *,
    approved: bool = False,
    smoothing: Fraction | None = None,
    grade: str = "",
    strength: Fraction | None = None,
    interpolation: PerSecond | None = None,
    upscale: Lines = "",
    grain: Fraction | None = None,
    budget: Budget | None = None,
    fallback: str = "",
) -> Edited:
    """Make the film that a storyboard describes.

    Whatever of it is there and still fits the storyboard is left as it is: after a change, only what the
    change touches is made again. What is asked for its finish is written into the storyboard first.

    Args:
        folder: The film's folder, with its storyboard.
        approved: Make nothing before every shot is approved as it is now.
        smoothing: How much of the flicker of light goes, 0 to 1.
        grade: A .cube file, or a grade of ours: warm, cool, teal, faded, bleach, mono.
        strength: How much of the grade, 0 to 1.
        interpolation: Frames a second that are delivered, those between made up.
        upscale: How many pixels the shorter side has when it is delivered, enlarged.
        grain: How much grain lies over the whole, 0 to 1.
        budget: What providers may be paid for this film and its versions in all, in their currency: it stops
            before more is spent, keeps what is done, and goes on with a larger one.
        fallback: Who makes a shot that its provider does not get done, such as builtin; none stops there.

    Examples:
        studio film render cafe/
        studio film render cafe/ --approved
        studio film render cafe/ --budget 5 --fallback builtin
    """
    if approved:
        film = FilmFolder(folder)
        _look(film, written.opened(film))
    looks = (smoothing, grade or None, strength, interpolation, upscale or None, grain)
    if any(one is not None for one in looks):
        finish(
            folder, smoothing=smoothing, grade=grade, strength=strength,
            interpolation=interpolation, upscale=upscale, grain=grain,
        )  # fmt: skip
    afford(folder, budget, fallback)
    return proven(folder)


def _look(film: FilmFolder, board: Storyboard) -> None:
    """Refuse to go on with shots that nobody has approved."""
    from studio.story.approving import standings

    stand = standings(board, film.approvals())
    if left := [shot for shot in stand if stand[shot] != "approved"]:
        raise BadInput(
            f"not approved as they are now: {', '.join(left)}",
            hint=f"look at {film.drawings / 'index.html'}, then studio film approve {quote(str(film.path))}",
        )
