"""Takes that a film and its versions lend one another: the same shot in the same size is made once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.store.films import FilmFolder
    from studio.story.grammar import Storyboard

_KEPT = frozenset(("files", "fingerprint"))


def lent(film: FilmFolder, board: Storyboard, part: str, key: str) -> dict[str, Any]:
    """Have a take from the film this is a version of, or from another version; its note, or nothing.

    Args:
        film: The folder of the version.
        board: Its storyboard.
        part: The take.
        key: The fingerprint of what it would be made from: whoever has made just that can lend it.
    """
    for lender in _lenders(film, board):
        if lender.fresh(part, key):
            told = lender.note(part)
            files = {place: lender.path / place for place in told["files"]}
            facts = {name: value for name, value in told.items() if name not in _KEPT}
            clip = next(hash for place, hash in told["files"].items() if place.endswith("clip.mp4"))
            film.keep(
                part, key, files, **{**facts, "lent": {"film": lender.path.resolve().name, "clip": clip}}
            )
            return film.note(part)
    return {}


def _lenders(film: FilmFolder, board: Storyboard) -> Iterator[FilmFolder]:
    from studio.store.films import FilmFolder

    if board.origin is None or not board.origin.film:
        return
    yield FilmFolder(film.path / board.origin.film)
    for beside in sorted(film.path.resolve().parent.iterdir()):
        if beside != film.path.resolve() and (beside / film.board.name).is_file():
            yield FilmFolder(beside)
