"""Another take of one shot of a film."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.materials import Folder
from studio.core.tool import tool
from studio.productions.film.affording import Budget, afford, refuse_fallback
from studio.productions.film.finishing import finished
from studio.store.films import FilmFolder
from studio.story import foretelling, numbers, written
from studio.tools.film.choose import choose
from studio.tools.film.take import take


@dataclass(frozen=True)
class Retaken:
    """A film with another take of one of its shots.

    Attributes:
        film: The film.
        shot: The number of the shot.
        take: The take that is seen now.
        before: The take that was seen before, which is kept.
        provider: Who made it.
    """

    film: str
    shot: str
    take: int
    before: int
    provider: str


def _film(given: Mapping[str, Any]) -> list[Path]:
    film = FilmFolder(given["folder"])
    numbers.shot(written.opened(film), given["shot"])
    return foretelling.rendered(given)


@tool(production=True, effect=True, refuse=refuse_fallback, makes=_film)
def retake(folder: Folder, *, shot: str, budget: Budget | None = None, fallback: str = "") -> Retaken:
    """Make another take of one shot, and the film with it.

    It is seen otherwise: from nearer or farther, by a camera that moves another way, with other clouds and
    passers-by; where a model makes it, another picture. All other takes stay as they are, and so does the old
    one: studio film choose goes back to it. Until the new film is whole, the old one is what lies in the
    folder.

    Args:
        folder: The film's folder, with its storyboard.
        shot: The number of the shot, as in the storyboard.
        budget: What providers may be paid for this film and its versions in all, in their currency: it stops
            before more is spent, keeps what is done, and goes on with a larger one.
        fallback: Who makes a shot that its provider does not get done, such as builtin; none stops there.

    Examples:
        studio film retake cafe/ --shot 03
    """
    # A shot that the film has not is to change nothing.
    numbers.shot(written.opened(FilmFolder(folder)), shot)
    afford(folder, budget, fallback)
    made = take(folder, shot=shot, anew=True)
    chosen = choose(folder, shot=shot, take=made.number)
    film = finished(folder)
    return Retaken(film.film, shot, made.number, chosen.before, made.provider)
