"""What a film would have, by its storyboard, and goes without where nobody has made it yet."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.store.films import FilmFolder
    from studio.story.grammar import Storyboard

_CALLED = {"speech": "its narration", "music": "its music", "air": "its places and effects"}


def lacking(film: FilmFolder, board: Storyboard) -> Iterator[str]:
    """What is missing of its sound and its captions, and what makes it, a sentence for each.

    Args:
        film: The film's folder.
        board: The film.
    """
    from studio.story import captions, scoring

    whole = f"studio film render {quote(str(film.path))} makes it whole"
    wanted, mixed = scoring.stems(board), film.note("audio/mix").get("stems")
    if not film.mix.is_file():
        if wanted:
            yield f"nothing is heard: there is no audio/mix.wav; {whole}"
    elif missing := [_CALLED[stem] for stem in wanted if isinstance(mixed, list) and stem not in mixed]:
        yield f"{' and '.join(missing)} cannot be heard: not in audio/mix.wav; {whole}"
    if board.finish.captions != "none" and not captioned(film) and captions.wanted(board):
        file = film.captions("srt")
        told = f"{file.name} is empty" if file.is_file() else f"there is no {file.name}"
        yield f"it has no captions: {told} in captions/; {whole}"


def captioned(film: FilmFolder) -> bool:
    """Whether there are captions in a film's folder, and any in them."""
    file = film.captions("srt")
    return file.is_file() and bool(file.read_bytes().strip())
