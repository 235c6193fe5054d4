"""Making one shot of a film."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.core.errors import NotFound
from studio.core.materials import Folder, Seconds
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from pathlib import Path

    from studio.models.video import VideoProvider
    from studio.render.shots.grammar import Shot
    from studio.story.grammar import Storyboard

_STAYS = 4.0
_CODE = ("studio.render", "studio.models.video", "studio.media.films.reel")


@dataclass(frozen=True)
class Taken:
    """One shot, made.

    Attributes:
        shot: Its number.
        clip: Where it lies in the film's folder.
        frames: How many frames it has, those that are seen in transitions alone included.
        provider: Who made it.
        took: How long that took; nothing where it was there already.
    """

    shot: str
    clip: str
    frames: int
    provider: str
    took: Seconds


@tool(effect=True, resources=Resources(cpu=1, memory="800 MB"))
def take(folder: Folder, *, shot: str) -> Taken:
    """Make one shot of a film, and put it into the film's folder.

    A shot that is there, and is what the storyboard says now, is left alone.

    Args:
        folder: The film's folder.
        shot: The number of the shot, as in the storyboard.

    Examples:
        studio film take cafe/ --shot 03
    """
    from studio.models.video import provider
    from studio.store import timings
    from studio.store.films import FilmFolder, fingerprint, making
    from studio.story import written
    from studio.story.estimating import kind_of, pixels_of

    film = FilmFolder(folder)
    board = written.opened(film)
    number = _number(board, shot)
    picture = board.pictures[number]
    plan = _plan(board, number)
    own = film.path / board.vocabulary if board.vocabulary else None
    maker = provider(picture.provider)
    _with_shelf(maker, own)
    key = fingerprint(
        plan, picture.prompt, maker.card.name, maker.card.version,
        files=_files(own) + plan.within(film.path).files, code=_CODE,
    )  # fmt: skip
    part = f"{film.take(shot).relative_to(film.path)}/meta"
    clip = f"{film.take(shot).relative_to(film.path)}/clip.mp4"
    if film.fresh(part, key):
        return Taken(shot, clip, plan.frames, picture.provider, 0)
    begun = time.monotonic()
    with making(f"shot {shot}"):
        files = _made(maker, plan.within(film.path), picture.prompt)
    took = time.monotonic() - begun
    timings.note(kind_of(picture), pixels_of(board, number), took)
    places = {f"{film.take(shot).relative_to(film.path)}/{path.name}": path for path in files}
    facts = {"shot": shot, "provider": maker.card.name, "version": maker.card.version}
    size = {"frames": plan.frames, "width": plan.width, "height": plan.height, "fps": plan.fps}
    film.keep(part, key, places, **facts, **size, seed=plan.seed, seconds=round(took, 3))
    return Taken(shot, clip, plan.frames, picture.provider, took)


def _number(board: Storyboard, shot: str) -> int:
    from studio.core.written.findings import nearest

    ids = [picture.id for picture in board.pictures]
    if shot not in ids:
        raise NotFound(f"the film has no shot {shot}", hint=nearest(shot, ids))
    return ids.index(shot)


def _plan(board: Storyboard, number: int) -> Shot:
    """The shot at the film's size and rate, with the frames that only transitions show."""
    picture, brief = board.pictures[number], board.brief
    before, after = board.handles(number)
    shot, fps = picture.shot, brief.fps
    size = {
        "width": brief.width,
        "height": brief.height,
        "fps": fps,
        "frames": before + picture.frames + after,
    }
    words: dict[str, Any] = {}
    if shot.words:
        ends = picture.frames / fps
        if number == len(board.pictures) - 1:
            # The last words stay: nothing comes after them that they would have to make room for.
            ends += _STAYS
        ends = shot.words.end if shot.words.end is not None else ends
        moved = {"start": shot.words.start + before / fps, "end": ends + before / fps}
        words = {"words": shot.words.model_copy(update=moved)}
    return shot.model_copy(update={**size, **words})


def _with_shelf(maker: VideoProvider, vocabulary: Path | None) -> None:
    from studio.models.video.builtin import Builtin
    from studio.render.shelf import shelf

    if vocabulary and isinstance(maker, Builtin):
        maker.shelf = shelf(vocabulary)


def _files(vocabulary: Path | None) -> list[Path]:
    return sorted(path for path in vocabulary.rglob("*") if path.is_file()) if vocabulary else []


def _made(maker: VideoProvider, plan: Shot, prompt: str) -> list[Path]:
    """The clip with its first and its last picture, chunk by chunk as the provider's card says."""
    from studio.media.films import splicing
    from studio.models.video.request import Request

    folder = run().folder
    clips = []
    for number, chunk in enumerate(run().track(list(maker.card.parts(plan.frames)), "Rendering")):
        clips.append(folder / f"chunk-{number:02}.mp4")
        maker.make(
            Request(
                clips[-1], chunk.first, chunk.end, plan.width, plan.height, plan.fps, plan.seed, plan, prompt
            )
        )
    clip = splicing.spliced(clips, folder / "clip.mp4")
    return [clip, *splicing.ends(clip, folder / "first.png", folder / "last.png")]
