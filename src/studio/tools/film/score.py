"""Making what is heard in a film besides speech: its music, its places, its effects."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.core.materials import Folder, Seconds
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy import ndarray

    from studio.store.films import FilmFolder
    from studio.story.grammar import Storyboard

MUSIC, AIR = "audio/music", "audio/atmosphere"
_MUSIC_CODE = ("studio.render.music", "studio.story.scoring", "studio.media.sound.looping")
_AIR_CODE = ("studio.render.sounds", "studio.story.scoring")


@dataclass(frozen=True)
class Scored:
    """What is heard in a film besides speech.

    Attributes:
        music: Where the music lies in the film's folder; empty where there is none.
        composed: Whether it was composed here; otherwise it is the recording that the storyboard names.
        tempo: The beats a minute of what was composed.
        atmosphere: Where atmosphere and effects lie; empty where nothing is to be heard.
        places: The atmospheres, in their order.
        effects: How many effects there are.
        duration: How long each of them is.
    """

    music: str
    composed: bool
    tempo: float | None
    atmosphere: str
    places: tuple[str, ...]
    effects: int
    duration: Seconds


@tool(effect=True, resources=Resources(cpu=1, memory="700 MB"))
def score(folder: Folder) -> Scored:
    """Compose a film's music, and make its places and effects heard.

    The music has a section for each beat of the story, and its bars lie on the cuts; a recording of your
    own that the storyboard names is played instead: it goes back to an earlier place of the same sound
    where it is too short, and fades out at the end. Atmospheres follow the shots and cross over at the
    cuts; effects come at their frames. What is there already, and is what the storyboard says now, is
    left alone.

    Args:
        folder: The film's folder.

    Examples:
        studio film score cafe/
    """
    from studio.store import timings
    from studio.store.films import FilmFolder, making
    from studio.story import scoring, written

    film = FilmFolder(folder)
    board = written.opened(film)
    names = tuple(stretch.name for stretch in scoring.places(board))
    effects = len(scoring.hits(board))
    began, first = time.monotonic(), not (film.music.exists() or film.atmosphere.exists())
    with making("the music"):
        _play(film, board)
    with making("what is heard of its places"):
        heard = _surround(film, board)
    if first:
        timings.note("score", board.brief.seconds, time.monotonic() - began)
    plays = not (scoring.silent(board) or board.music.file)
    tempo = round(scoring.scored(board).tempo, 2) if plays else None
    seconds = scoring.samples(board, board.brief.frames) / scoring.RATE
    return Scored(
        "" if scoring.silent(board) else f"{MUSIC}.wav",
        plays,
        tempo,
        f"{AIR}.wav" if heard else "",
        names,
        effects,
        seconds,
    )


def _play(film: FilmFolder, board: Storyboard) -> None:
    """The music, unless it is there."""
    from studio.media.sound.taping import taped
    from studio.store.films import fingerprint
    from studio.story import scoring

    own = [film.path / board.music.file] if board.music.file else []
    if scoring.silent(board):
        film.drop(MUSIC, f"{MUSIC}.wav")
        return
    spans = [(beat.role, beat.energy, board.span(beat.id)) for beat in board.beats]
    key = fingerprint(board.music, spans, board.brief.frames, board.brief.fps, files=own, code=_MUSIC_CODE)
    if film.fresh(MUSIC, key):
        return
    tape = run().folder / "music.wav"
    count = taped(_tracked(_music(board, own), board, "Composing" if not own else "Fitting the music"), tape)
    facts = (
        {"mood": board.music.mood, "seed": board.music.seed} if not own else {"recording": board.music.file}
    )
    film.keep(MUSIC, key, {f"{MUSIC}.wav": tape}, samples=count, **facts)


def _music(board: Storyboard, own: list[Path]) -> Iterator[ndarray]:
    from studio.media.sound.looping import lasting
    from studio.render.music import composed
    from studio.story import scoring

    if own:
        return lasting(own[0], scoring.samples(board, board.brief.frames), run().folder)
    return composed(scoring.scored(board))


def _surround(film: FilmFolder, board: Storyboard) -> bool:
    """Places and effects, unless they are there; whether there is anything to be heard of them."""
    from studio.media.sound.taping import taped
    from studio.render.sounds.scape import scape
    from studio.store.films import fingerprint
    from studio.story import scoring

    stretches, hits = scoring.places(board), scoring.hits(board)
    if not hits and all(stretch.name == "none" for stretch in stretches):
        film.drop(AIR, f"{AIR}.wav")
        return False
    whole = scoring.samples(board, board.brief.frames)
    key = fingerprint([str(one) for one in (*stretches, *hits)], whole, code=_AIR_CODE)
    if not film.fresh(AIR, key):
        tape = run().folder / "atmosphere.wav"
        taped(_tracked(scape(stretches, hits, whole), board, "Making the places heard"), tape)
        film.keep(AIR, key, {f"{AIR}.wav": tape}, samples=whole, places=[one.name for one in stretches])
    return True


def _tracked(blocks: Iterator[ndarray], board: Storyboard, label: str) -> Iterator[ndarray]:
    """The blocks, with how far they are."""
    from studio.media.sound.taping import BLOCK
    from studio.story import scoring

    total = -(-scoring.samples(board, board.brief.frames) // BLOCK)
    return run().track(blocks, label, total=total)
