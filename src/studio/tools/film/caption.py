"""Making a film's captions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.core.materials import Folder
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.captions.cues import Cue
    from studio.render.shelf import Shelf
    from studio.store.films import FilmFolder
    from studio.story.grammar import Storyboard

PART = "captions/film"
_CODE = (
    "studio.media.captions", "studio.story.captions", "studio.render.lettering.captioning",
    "studio.render.shots.occupied",
)  # fmt: skip


@dataclass(frozen=True)
class Captioned:
    """The captions of a film.

    Attributes:
        cues: How many there are.
        words: How many words they hold.
        heard: Whether their times are those of a voice; otherwise those that were planned.
        above: How many stand above, because below they would hide type or a face.
    """

    cues: int
    words: int
    heard: bool
    above: int


@tool(effect=True)
def caption(folder: Folder) -> Captioned:
    """Make the captions of a film, in lines that can be read in time.

    They come and go with the words of the narration, or where nobody speaks, at the frames that the
    storyboard gives its lines. They lie in the film's folder afterwards, as SRT, WebVTT and ASS.
    SRT holds the words alone; the others say, too, which of them stand above.

    Args:
        folder: The film's folder.

    Examples:
        studio film caption cafe/
    """
    from studio.media.captions import files
    from studio.render.lettering import captioning
    from studio.render.shelf import shelf
    from studio.store import timings
    from studio.store.films import FilmFolder, fingerprint, making
    from studio.story import written

    film = FilmFolder(folder)
    board = written.opened(film)
    own = film.path / board.vocabulary if board.vocabulary else None
    heard = bool(board.narrator.provider) and not board.narrator.file and film.words.is_file()
    read = [film.words] if heard else []
    shown = board.beats, sorted(board.speakers), board.brief, board.pictures, board.vocabulary
    key = fingerprint(*shown, files=read, code=_CODE)
    places = {kind: f"captions/film.{kind}" for kind in files.KINDS}
    if not film.fresh(PART, key):
        shelved = shelf(own)
        with making("the captions"), timings.noted("caption", board.brief.seconds):
            cues = _cues(film, board, shelved, heard)
        if not cues:
            film.drop(PART, *places.values())
            return Captioned(0, 0, heard, 0)
        size = (board.brief.width, board.brief.height)
        first = board.pictures[0].shot
        look = captioning.look(shelved.pack(first.style), shelved, brand=first.brand)
        made = {
            place: files.write(
                cues, run().folder / f"film.{kind}", size=size, style=captioning.style(look, size)
            )
            for kind, place in places.items()
        }
        film.keep(PART, key, made, cues=len(cues), words=_count(cues), above=_above(cues), heard=heard)
    told = film.note(PART)
    return Captioned(told["cues"], told["words"], told["heard"], told["above"])


def _cues(film: FilmFolder, board: Storyboard, shelved: Shelf, heard: bool) -> list[Cue]:
    from studio.render.shots import occupied
    from studio.story import captions

    said = captions.words(board, captions.heard(film.heard()) if heard else {})
    return captions.cues(
        board, said, lambda shot: (occupied.by_words(shot, shelved), list(occupied.by_faces(shot, shelved)))
    )


def _count(cues: list[Cue]) -> int:
    return sum(len(cue.text.split()) for cue in cues)


def _above(cues: list[Cue]) -> int:
    return sum(cue.place == "top" for cue in cues)
