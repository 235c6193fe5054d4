"""Another wording or voice for one line of a film."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from studio.core.materials import Folder, Range
from studio.core.tool import tool
from studio.productions.film.finishing import finished
from studio.store.films import FilmFolder
from studio.story import foretelling
from studio.tools.film.reword import foresee_line, refuse_nothing, reword


@dataclass(frozen=True)
class Revoiced:
    """A film in which one line is said otherwise.

    Attributes:
        film: The film.
        line: The number of the line.
        text: What is said now.
        before: What was said before.
    """

    film: str
    line: int
    text: str
    before: str


def _film(given: Mapping[str, Any]) -> list[Path]:
    film = FilmFolder(given["folder"])
    foresee_line(film, given["line"], given["voice"])
    return foretelling.rendered(given)


@tool(production=True, effect=True, refuse=refuse_nothing, makes=_film)
def revoice(
    folder: Folder, *, line: Annotated[int, Range(1, 9999)], text: str = "", voice: str = ""
) -> Revoiced:
    """Have one line said otherwise, and make the film with it.

    Only what hears or shows the line is made again: the narration, the mix, the captions, and shots in
    which somebody says it. A line that would run into the next one is refused.

    Args:
        folder: The film's folder, with its storyboard.
        line: Its number, counted from 1 as the storyboard's page counts them.
        text: What is said instead; the same words if left out. *Words that matter* stand between asterisks.
        voice: Who says it: a voice of the one who speaks in this film, or another's, as flite:rms; the same
            one if left out. Who says it in the picture has it in all of their lines, and may be a woman, man,
            girl, boy, old-woman, old-man or the narrator, too.

    Examples:
        studio film revoice cafe/ --line 1 --text "We bake at *five*."
    """
    said = reword(folder, line=line, text=text, voice=voice)
    made = finished(folder)
    return Revoiced(made.film, line, said.text, said.before)
