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

    from studio.models.video.request import Request
    from studio.render.shots.grammar import Shot
    from studio.story.grammar import Picture, Storyboard

_STANDS_IN = "builtin"
"""Who makes a shot when the one who was to make it does not get it done."""
_STAYS = 4.0
_NEXT, _SEEDS = 7919, 2**31
_CODE = ("studio.render", "studio.models.video", "studio.media.films.reel")


@dataclass(frozen=True)
class Taken:
    """One shot, made.

    Attributes:
        shot: Its number.
        number: Which of its takes this is.
        clip: Where it lies in the film's folder.
        frames: How many frames it has, those that are seen in transitions alone included.
        provider: Who made it.
        instead: Who was asked first and did not get it done; nobody if empty.
        took: How long that took; nothing where it was there already.
    """

    shot: str
    number: int
    clip: str
    frames: int
    provider: str
    instead: str
    took: Seconds


@tool(effect=True, resources=Resources(cpu=1, memory="800 MB"))
def take(folder: Folder, *, shot: str, anew: bool = False) -> Taken:
    """Make one shot of a film, and put it into the film's folder.

    A shot that is there, and is what the storyboard says now, is left alone. Where the one who is to make it
    does not get it done, our own renderer stands in, and the take says so.

    Args:
        folder: The film's folder.
        shot: The number of the shot, as in the storyboard.
        anew: Make another take beside those that are there; the film goes on showing the one it shows.

    Examples:
        studio film take cafe/ --shot 03
        studio film take cafe/ --shot 03 --anew
    """
    from studio.media.films import splicing
    from studio.models.video import Workplace, provider
    from studio.models.video.filming import filmed
    from studio.render.shots import costs
    from studio.store import timings
    from studio.store.films import FilmFolder, fingerprint, making
    from studio.story import written
    from studio.story.estimating import kind_of, pixels_of

    film = FilmFolder(folder)
    board = written.opened(film)
    place = _number(board, shot)
    picture = board.pictures[place]
    number = film.next_take(shot) if anew else picture.take
    plan = of_take(_plan(board, place), number)
    own = film.path / board.vocabulary if board.vocabulary else None
    workplace = Workplace(film.path, own)
    maker = provider(picture.provider, workplace)
    request = _request(plan.within(film.path), picture)
    key = fingerprint(
        plan, picture.prompt, maker.card.name, maker.card.version,
        files=_files(own) + maker.reads(request), code=_CODE,
    )  # fmt: skip
    where = film.take(shot, number).relative_to(film.path)
    part, clip = f"{where}/meta", f"{where}/clip.mp4"
    if film.fresh(part, key):
        told = film.note(part)
        return Taken(shot, number, clip, plan.frames, told["provider"], told.get("instead", ""), 0)
    if large := costs.told(plan.width, plan.height):
        run().note(large)
    begun = time.monotonic()
    asked = list(dict.fromkeys((picture.provider, _STANDS_IN)))
    with making(f"shot {shot}"):
        made = filmed(asked, workplace, request)
        ends = splicing.ends(made.clip, run().folder / "first.png", run().folder / "last.png")
    took = time.monotonic() - begun
    if not made.instead:
        timings.note(kind_of(picture), pixels_of(board, place), took)
    places = {f"{where}/{path.name}": path for path in (made.clip, *ends)}
    facts = {"shot": shot, "take": number, "provider": made.provider, "version": made.version}
    size = {"frames": plan.frames, "width": plan.width, "height": plan.height, "fps": plan.fps}
    if made.instead:
        facts |= {"instead": made.instead, "reason": made.reason}
    film.keep(part, key, places, **facts, **size, seed=plan.seed, price=made.price, seconds=round(took, 3))
    return Taken(shot, number, clip, plan.frames, made.provider, made.instead, took)


def of_take(plan: Shot, number: int) -> Shot:
    """The plan of a take: the first has the seed of its shot, and every other one of its own."""
    return plan.model_copy(update={"seed": (plan.seed + (number - 1) * _NEXT) % _SEEDS})


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


def _files(vocabulary: Path | None) -> list[Path]:
    return sorted(path for path in vocabulary.rglob("*") if path.is_file()) if vocabulary else []


def _request(plan: Shot, picture: Picture) -> Request:
    """The whole shot, as a provider is asked for it."""
    from studio.models.video.request import Request

    return Request(
        run().folder / "clip.mp4", 0, plan.frames, plan.width, plan.height, plan.fps, plan.seed,
        name=picture.id, shot=plan, prompt=picture.prompt,
    )  # fmt: skip
