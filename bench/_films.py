"""Small films for the bench of checks: some to choose thresholds by, others to be scored, none in both."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import studio
from studio.models import video
from studio.models.video.chunking import Chunked
from studio.store.films import FilmFolder
from studio.story import written

if TYPE_CHECKING:
    from studio.models.video import VideoProvider, Workplace
    from studio.story.grammar import Storyboard

SHORT = "chunked"
"""A provider that makes less than a second in one go, so that its shots have seams."""


CHUNK = 18
"""How many frames it makes in one go."""


@dataclass(frozen=True)
class Told:
    """A film that is made for the bench.

    Attributes:
        brief: What it is about.
        seed: What chance draws from.
        options: What else its plan is asked for.
        provider: Who makes its shots.
        speaks: Whether somebody in the picture says what is said, where somebody is in it.
    """

    brief: str
    seed: int
    options: dict[str, Any] = field(default_factory=dict)
    provider: str = "builtin"
    speaks: bool = False


CALIBRATION = (
    Told("A 6 second ad for a bakery that opens before sunrise, called Morgenrot", 4100, speaks=True),
    Told("A 6 second ad for a repair shop for old radios, called Röhre", 4101, {"captions": "beside"}),
    Told("A 7 second announcement: the swimming pool opens again in June", 4102, {"style": "ink"}),
    Told("Ein Film von 6 Sekunden über eine Buchhandlung am Hafen", 4103, provider=SHORT),
    Told("A 7 second film about bookkeeping software for market stalls", 4104, {"fps": 30}),
    Told("A 6 second ad for a gardener who plants roofs, calm, vertical", 4105, speaks=True),
    Told("Un spot de 6 secondes pour une librairie, La Plume", 4106, {"captions": "none"}),
    Told("A 6 second ad for a bicycle courier, fast and lively", 4107, {"style": "paper"}),
    Told("A 7 second ad for a clinic for children, friendly", 4108, {"aspect": "1:1"}, speaks=True),
    Told("A 6 second ad for roasted coffee from a small town", 4109, {"music": "none"}, provider=SHORT),
)
"""Those that thresholds were chosen by: looked at, taken apart, planted in."""

SCORED = (
    Told("A 6 second ad for a tailor who mends coats, called Zwirn", 9210, speaks=True),
    Told("Ein Spot von 7 Sekunden für eine Imkerei in den Bergen, ruhig", 9211, {"captions": "beside"}),
    Told("Une pub de 6 secondes pour un fleuriste de quartier, verticale", 9212, {"style": "paper"}),
    Told("Uno spot di 6 secondi per una gelateria sul mare, allegro", 9213, {"fps": 25}, provider=SHORT),
    Told("Un anuncio de 7 segundos para un taller de guitarras", 9214, {"style": "ink"}, speaks=True),
    Told("A 7 second announcement: the night train to the sea runs again", 9215, {"aspect": "4:5"}),
    Told("A 6 second ad for a vet who comes to the farm, warm", 9216, {"music": "none"}, speaks=True),
    Told("Ein Film von 6 Sekunden über eine Sternwarte für Schulklassen", 9217, {"aspect": "1:1"}),
    Told("A 7 second ad for a climbing hall, bold and quick", 9218, {"fps": 30, "captions": "beside"}),
    Told("A 6 second film about a language school in the old town", 9219, {"voice": "none"}, provider=SHORT),
)
"""Those that are scored: other trades, languages, shapes and styles. Nothing was chosen by them."""


def short(workplace: Workplace) -> VideoProvider:
    """Our renderer in short chunks."""
    return Chunked(video.provider("builtin", workplace), CHUNK)


def known() -> None:
    """Let films name the provider with short chunks."""
    cast("MutableMapping[str, str]", video.PROVIDERS)[SHORT] = f"{__name__}:short"


def made(told: Told, folder: Path) -> Path:
    """The film in a folder; one that lies there already is taken."""
    known()
    if (folder / "check.json").is_file():
        return folder
    studio.film.plan(told.brief, folder=folder, size="360p", seed=told.seed, **told.options)
    film = FilmFolder(folder)
    board = written.opened(film)
    pictures = [one.model_copy(update={"provider": told.provider}) for one in board.pictures]
    board = board.model_copy(update={"pictures": pictures})
    film.write(film.board, written.storyboard(spoken(board) if told.speaks else board))
    studio.film.render(folder)
    return folder


def bare(folder: Path) -> Path:
    """The film without its captions."""
    import shutil

    other = folder.with_name(f"{folder.name}-bare")
    clean = other / "out" / f"{other.resolve().name}.mp4"
    if not clean.is_file():
        shutil.copytree(folder, other, dirs_exist_ok=True)
        film = FilmFolder(other)
        board = written.opened(film)
        finish = board.finish.model_copy(update={"captions": "none", "metadata": False})
        film.write(film.board, written.storyboard(board.model_copy(update={"finish": finish})))
        studio.film.edit(other)
    return clean


def spoken(board: Storyboard) -> Storyboard:
    """The film in which people of the picture say the lines that are said while they are seen."""
    people: list[tuple[int, int, str]] = []
    for start, picture in zip(board.starts, board.pictures, strict=True):
        named = [thing.person for thing in picture.shot.cast if thing.person]
        people += [(start, start + picture.frames, named[0])] if named else []
    beats = []
    for beat in board.beats:
        lines = []
        for line in beat.lines:
            seen = [
                who
                for first, end, who in people
                if first < max(line.end, line.start + 1) and line.start < end
            ]
            lines.append(line.model_copy(update={"speaker": seen[0]}) if seen else line)
        beats.append(beat.model_copy(update={"lines": lines}))
    return board.model_copy(update={"beats": beats})
