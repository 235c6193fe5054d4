"""What a film is checked against: its plan, its words and its stems, gathered from its folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from studio.core.errors import NotFound
from studio.tools.film import _sounding

if TYPE_CHECKING:
    from studio.media.captions.cues import Cue, Word
    from studio.media.checking.hearing import Sounded
    from studio.media.checking.lettering import Lettering
    from studio.media.checking.meant import Meant
    from studio.media.checking.watching import Seen
    from studio.media.facts import MediaFacts
    from studio.media.sound.silences import Span
    from studio.render.lettering.captioning import Look
    from studio.render.shelf import Shelf
    from studio.store.films import FilmFolder
    from studio.story.grammar import Storyboard

_PEAK = -1.0
_OF_TAKES = ("meta.json", "mouth.json")
_CODE = ("studio.media", "studio.models.video", "studio.render", "studio.story", "studio.tools.film")
_STEMS = {"speech": "narration", "music": "music", "air": "atmosphere"}


@dataclass
class Proofs:
    """A film, and what is known of what it was meant to be.

    Attributes:
        path: The film.
        folder: The folder it was made in; None for a film of somebody else.
        board: Its storyboard, likewise; a shot that somebody else made than was asked to names who made it.
        cues: Its captions: those of its own track, or of its folder.
        words: What is said in it, and when.
        letterings: Where its captions stand in the picture, or would by themselves.
    """

    path: Path
    facts: MediaFacts
    folder: FilmFolder | None = None
    board: Storyboard | None = None
    cues: list[Cue] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    letterings: list[Lettering] = field(default_factory=list)

    @property
    def burned(self) -> bool:
        """Whether its captions are in its picture."""
        return self.board is not None and self.board.finish.captions == "burned"

    @property
    def fps(self) -> Fraction:
        """Frames a second."""
        from studio.story.timeline import rate

        return (
            rate(self.board.brief.fps) if self.board else Fraction(self.facts.main_video.rate) or Fraction(24)
        )


@dataclass(frozen=True)
class Own:
    """A film that lies in the folder it was made in.

    Attributes:
        path: The film.
        folder: The folder.
        board: Its storyboard; a shot that somebody else made than was asked to names who made it.
    """

    path: Path
    folder: FilmFolder
    board: Storyboard

    @property
    def print(self) -> str:
        """One short text for all that is looked at when it is checked: another text, another film."""
        from studio.store.films import fingerprint
        from studio.story.provenance.collecting import libraries

        film, board = self.folder, self.board
        takes = [film.take(picture.id, picture.take) for picture in board.pictures]
        own = film.path / board.vocabulary if board.vocabulary else None
        files = [
            *(take / name for take in takes for name in _OF_TAKES),
            *(file for place in (film.path / "audio", film.path / "captions", own) for file in _below(place)),
        ]
        names = [os.path.relpath(file, film.path) for file in files]
        return fingerprint(board, libraries(), names, files=[self.path, *files], code=_CODE)


def _below(folder: Path | None) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder else []


def own(given: Path) -> Own | None:
    """A film with the folder it was made in; None for one of somebody else.

    Args:
        given: A film's folder, or a film; one that lies in the folder it was made in is known.
    """
    from studio.store.films import FilmFolder
    from studio.story import written
    from studio.story.delivering import delivered

    home = FilmFolder(_home(given))
    if not given.is_dir() and not home.board.is_file():
        return None
    board = _as_made(home, delivered(written.opened(home)))
    return Own(given if not given.is_dir() else _finished(home), home, board)


def gathered(given: Path, found: Own | None = None) -> Proofs:
    """All that lies there to check a film against.

    Args:
        given: A film's folder, or a film.
        found: The film with its folder, where it is known already.
    """
    from studio.media import probe

    found = found or own(given)
    if not found:
        facts = probe.media(given)
        _ = facts.main_video
        return Proofs(given, facts)
    path, home, board = found.path, found.folder, found.board
    proofs = Proofs(path, probe.media(path), home, board)
    _ = proofs.facts.main_video
    proofs.cues = _cues(proofs)
    proofs.words = _words(home, board)
    proofs.letterings = list(_letterings(home, board, proofs.cues))
    return proofs


def _as_made(film: FilmFolder, board: Storyboard) -> Storyboard:
    """The storyboard with each shot by who did make the take that is seen of it."""
    pictures = [
        picture.model_copy(update={"provider": film.made_by(picture.id, picture.take, picture.provider)})
        for picture in board.pictures
    ]
    return board.model_copy(update={"pictures": pictures})


def _home(given: Path) -> Path:
    """The folder in which a film was made, if it lies in there."""
    return given if given.is_dir() else given.absolute().parent.parent


def _finished(film: FilmFolder) -> Path:
    named = [film.path / place for place in film.note("out/film").get("files", ()) if isinstance(place, str)]
    found = [path for path in named if path.suffix != ".json" and path.is_file()] or sorted(
        film.out.glob("*.mp4")
    )
    if not found:
        raise NotFound(
            f"the film in {film.path} was not put together yet",
            hint=f"studio film render {quote(str(film.path))}",
        )
    return found[0]


def _cues(proofs: Proofs) -> list[Cue]:
    from studio.media.captions import files, tracks

    assert proofs.folder
    assert proofs.board
    kind = proofs.board.finish.captions
    if kind == "beside":
        return [cue for one in proofs.facts.subtitles[:1] for cue in tracks.cues(proofs.path, one.index)]
    said = proofs.folder.captions("srt")
    if kind == "none" or not said.is_file() or not said.stat().st_size:
        return []
    return files.placed(said, proofs.folder.captions("vtt"))


def _words(film: FilmFolder, board: Storyboard) -> list[Word]:
    """What is said, as it is written, when it is heard; nothing where a recording is heard instead."""
    from studio.story import captions

    if board.narrator.file:
        return []
    return captions.words(board, captions.heard(film.heard() if board.narrator.provider else {}))


def look(film: FilmFolder, board: Storyboard) -> tuple[Look, Shelf]:
    """How captions look in a film."""
    from studio.render.lettering import captioning
    from studio.render.shelf import shelf

    shelved = shelf(film.path / board.vocabulary if board.vocabulary else None)
    first = board.pictures[0].shot
    return captioning.look(shelved.pack(first.style), shelved, brand=first.brand), shelved


def _letterings(film: FilmFolder, board: Storyboard, cues: list[Cue]) -> Iterator[Lettering]:
    """The captions as they are to be seen."""
    from studio.media.checking.lettering import Lettering
    from studio.render.lettering import captioning

    brief = board.brief
    size = (brief.width + brief.width % 2, brief.height + brief.height % 2)
    looks, _ = look(film, board)
    for cue in cues:
        shown = captioning.overlay(cue.lines, size, looks, cue.place)
        box = tuple(round(side) for side in shown.box)
        first, end = cue.frames(brief.fps)
        left, top, right, bottom = max(0, box[0]), max(0, box[1]), min(size[0], box[2]), min(size[1], box[3])
        cover = captioning.letters(shown, looks)[
            top - shown.top : bottom - shown.top, left - shown.left : right - shown.left
        ]
        yield Lettering(cue, first, end, (left, top, right, bottom), cover, board.finish.captions == "burned")


def expected(proofs: Proofs, seen: Seen | None = None) -> Meant:
    """What the film was meant to be; as it seems to have been, where nobody wrote it down.

    Args:
        proofs: The film.
        seen: What was seen of it; a film with a plan needs none.
    """
    from studio.media.checking.joints import jumps
    from studio.media.checking.meant import seen_only
    from studio.models.video import Workplace, known, provider
    from studio.story import expecting

    board, film = proofs.board, proofs.folder
    if not board or not film:
        assert seen
        return seen_only(proofs.fps, seen.count, jumps(seen))
    asked = {picture.provider for picture in board.pictures if known(picture.provider)}
    cards = {name: provider(name, Workplace(film.path)).card for name in asked}
    shelved = look(film, board)[1]
    shown = proofs.cues if proofs.burned else []
    styles = {picture.shot.style for picture in board.pictures}
    grains = [style for style in styles if shelved.pack(style).finish.grain > 0]
    return expecting.meant(board, cards, shown, moves=shelved.files("camera.yaml"), grains=grains)


def heard(proofs: Proofs) -> Sounded | None:
    """What is heard in it; None where it has no sound."""
    from studio.media.checking.hearing import sounded

    if not proofs.facts.audio:
        return None
    speech = proofs.folder.narration if proofs.folder else None
    return sounded(
        proofs.path, proofs.facts.main_audio.index, speech if speech and speech.is_file() else None
    )


def audible(proofs: Proofs, count: int) -> Any | None:
    """Whether something is to be heard at each moment, by the stems; None where they do not lie there."""
    from studio.media.checking import sounds

    film = proofs.folder
    gains = film.note("audio/mix").get("gains") if film else None
    if not film or not isinstance(gains, dict):
        return None
    files = {stem: film.path / "audio" / f"{name}.wav" for stem, name in _STEMS.items()}
    stems = [
        (path, float(gains[stem]))
        for stem, path in files.items()
        if path.is_file() and isinstance(gains.get(stem), int | float)
    ]
    return sounds.audible(stems, count) if stems else None


def spans(words: list[Word]) -> list[Span]:
    """When words are said."""
    from studio.media.sound.silences import Span

    return sorted((Span(word.start, word.end) for word in words), key=lambda span: span.start)


def level(proofs: Proofs) -> tuple[float | None, float]:
    """How loud it was to be, and its highest true peak: as its mix was asked for, or its storyboard says."""
    if not proofs.board or not proofs.folder:
        return None, _PEAK
    return _sounding.level(proofs.folder, proofs.board)
