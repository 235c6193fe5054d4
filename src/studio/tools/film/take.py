"""Making one shot of a film."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.core.materials import Folder, Seconds
from studio.core.run import run
from studio.core.tool import tool
from studio.tools.film._claiming import claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from studio.models.video.filming import Filmed
    from studio.models.video.request import Request
    from studio.render.shots.grammar import Shot
    from studio.store.films import FilmFolder
    from studio.story.grammar import Picture, Storyboard

_GIVEN, _UNTIL_GIVEN = "given", "builtin"
"""What people give themselves, and who makes a shot until they have."""
_STAYS = 4.0
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


def _clip(given: Mapping[str, Any]) -> list[Path]:
    from studio.store.films import FilmFolder
    from studio.story import foretelling, numbers, written

    film, shot = FilmFolder(given["folder"]), given["shot"]
    board = written.opened(film)
    picture = board.pictures[numbers.shot(board, shot)]
    foretelling.refuse_makers(film.path, [picture.provider])
    return [film.take(shot, film.next_take(shot) if given["anew"] else picture.take) / "clip.mp4"]


@tool(effect=True, resources=claim, makes=_clip)
def take(folder: Folder, *, shot: str, anew: bool = False) -> Taken:
    """Make one shot of a film, and put it into the film's folder.

    A shot that is there, and is what the storyboard says now, is left alone. Where the one who is to make it
    does not get it done, the fallback that the storyboard names stands in, and the take says so; what a
    person is to give is drawn by our own renderer until it is there.

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
    from studio.story import numbers, takes, written
    from studio.story.estimating import kind_of, pixels_of
    from studio.tools.film._lending import lent

    film = FilmFolder(folder)
    board = written.opened(film)
    place = numbers.shot(board, shot)
    picture = board.pictures[place]
    number = film.next_take(shot) if anew else picture.take
    plan = takes.of_take(picture, _spoken(film, board, place), number)
    own = film.path / board.vocabulary if board.vocabulary else None
    workplace = Workplace(film.path, own)
    maker = provider(picture.provider, workplace)
    request = _request(plan.within(film.path), picture)
    key = fingerprint(
        plan, picture.prompt, maker.card.name, maker.card.version,
        # What was paid for is not paid for again because our own code has changed.
        files=_files(own) + maker.reads(request), code=() if maker.card.is_paid else _CODE,
    )  # fmt: skip
    where = film.take(shot, number).relative_to(film.path)
    part, clip = f"{where}/meta", f"{where}/clip.mp4"
    if told := film.note(part) if film.fresh(part, key) else lent(film, board, part, key):
        return Taken(shot, number, clip, plan.frames, told["provider"], told.get("instead", ""), 0)
    if large := costs.told(plan.width, plan.height):
        run().note(large)
    begun = time.monotonic()
    with making(f"shot {shot}"):
        made = filmed(_asked(picture, board), workplace, request)
        ends = splicing.ends(made.clip, run().folder / "first.png", run().folder / "last.png")
    took = time.monotonic() - begun
    if not made.instead:
        timings.note(kind_of(picture), pixels_of(board, place), took)
    places = {f"{where}/{path.name}": path for path in (made.clip, *ends, *_mouth(made.mouth))}
    facts = {"shot": shot, "take": number, **_facts(made, plan), "seconds": round(took, 3)}
    film.keep(part, key, places, **facts)
    _account(film.path, shot, made)
    return Taken(shot, number, clip, plan.frames, made.provider, made.instead, took)


def _facts(made: Filmed, plan: Shot) -> dict[str, Any]:
    """What is written down of a take."""
    size = {"frames": plan.frames, "width": plan.width, "height": plan.height, "fps": plan.fps}
    facts = {"provider": made.provider, "version": made.version, **size, "seed": plan.seed}
    facts |= {"price": made.price, **({"currency": made.currency} if made.price else {})}
    return facts | ({"instead": made.instead, "reason": made.reason} if made.instead else {})


def _account(film: Path, shot: str, made: Filmed) -> None:
    """Tell the film's ledger who stood in, and forget what was asked for a take that is kept now."""
    from studio.models.video.remote import pending
    from studio.store.ledger import Ledger

    if made.instead and made.instead != _GIVEN:
        Ledger(film).stood_in(shot, made.provider, made.instead, made.reason)
    pending.forget(film, shot)


def _asked(picture: Picture, board: Storyboard) -> list[str]:
    """Who is asked for a shot, one after the other."""
    stands_in = _UNTIL_GIVEN if picture.provider == _GIVEN else board.fallback
    return list(dict.fromkeys(filter(None, (picture.provider, stands_in))))


def _plan(board: Storyboard, number: int) -> Shot:
    """The shot at the film's size and rate, with the frames that only transitions show."""
    picture, brief = board.pictures[number], board.brief
    before, lasts, after = board.made(number)
    shot, fps = picture.shot, brief.fps
    size = {
        "width": brief.width,
        "height": brief.height,
        "fps": fps,
        "frames": before + lasts + after,
    }
    words: dict[str, Any] = {}
    if shot.words:
        ends = lasts / fps
        if number == len(board.pictures) - 1:
            # The last words stay: nothing comes after them that they would have to make room for.
            ends += _STAYS
        ends = shot.words.end if shot.words.end is not None else ends
        moved = {"start": shot.words.start + before / fps, "end": ends + before / fps}
        words = {"words": shot.words.model_copy(update=moved)}
    return shot.model_copy(update={**size, **words})


def _spoken(film: FilmFolder, board: Storyboard, number: int) -> Shot:
    """The shot, its people moving their lips with what they say in it, once that is to be heard."""
    from studio.story import speaking

    plan = _plan(board, number)
    if not speaking.speaks(board) or not board.narrator.provider or board.narrator.file:
        return plan
    return speaking.spoken(board, number, film.heard(), plan)


def _mouth(opened: tuple[float, ...]) -> Iterator[Path]:
    """How far a mouth is open on each frame, written down where somebody is seen."""
    if opened:
        note = run().folder / "mouth.json"
        note.write_text(json.dumps({"open": opened}) + "\n", "utf-8")
        yield note


def _files(vocabulary: Path | None) -> list[Path]:
    return sorted(path for path in vocabulary.rglob("*") if path.is_file()) if vocabulary else []


def _request(plan: Shot, picture: Picture) -> Request:
    """The whole shot, as a provider is asked for it."""
    from studio.models.video.request import Request

    return Request(
        run().folder / "clip.mp4", 0, plan.frames, plan.width, plan.height, plan.fps, plan.seed,
        name=picture.id, shot=plan, prompt=picture.prompt,
    )  # fmt: skip
