"""Having a shot made: chunk by chunk as its maker's card says, by somebody else where the maker fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import NotFound, StudioError, ToolFailed, Unavailable
from studio.core.run import run

if TYPE_CHECKING:
    from studio.models.video import VideoProvider, Workplace
    from studio.models.video.card import Chunk
    from studio.models.video.request import Request


@dataclass(frozen=True)
class Filmed:
    """A shot that was made.

    Attributes:
        clip: The clip.
        provider: Who made it.
        version: Which version of it.
        price: What it cost.
        instead: Who was asked first and did not get it done; nobody if empty.
        reason: Why not.
    """

    clip: Path
    provider: str
    version: str
    price: float = 0.0
    instead: str = ""
    reason: str = ""


def filmed(names: Sequence[str], workplace: Workplace, request: Request) -> Filmed:
    """Have a shot made by the first of several who gets it done.

    What cannot be made as it is asked for is refused, whoever else there is: only who fails, is not there or
    has nothing to give is stood in for.

    Args:
        names: Who is asked, one after the other.
        workplace: Where they work.
        request: The whole shot; its file is where the clip goes.
    """
    from studio.models.video import provider

    instead = reason = ""
    for number, name in enumerate(names):
        try:
            maker = provider(name, workplace)
            clip, price = _made(maker, request)
        except (ToolFailed, Unavailable, NotFound) as failed:
            if number + 1 == len(names):
                raise
            instead, reason = instead or name, reason or _told(failed)
            run().note("film.stood_in", shot=request.name, provider=name, reason=failed.message)
        else:
            return Filmed(clip, maker.card.name, maker.card.version, price, instead, reason)
    raise ValueError("nobody is asked")


def _told(failed: StudioError) -> str:
    return f"{failed.message} ({failed.hint})" if failed.hint else failed.message


def _made(maker: VideoProvider, request: Request) -> tuple[Path, float]:
    """The clip, and what it cost."""
    from studio.media.films import splicing

    clips, price = [], 0.0
    for number, chunk in enumerate(run().track(list(maker.card.parts(request.frames)), "Rendering")):
        out = request.out.with_name(f"{request.out.stem}-{number:02}.mp4")
        made = maker.make(replace(request, out=out, first=chunk.first, end=chunk.first + chunk.made))
        clips.append(_kept(made.clip, request, chunk))
        price += made.price
    return splicing.spliced(clips, request.out), price


def _kept(clip: Path, request: Request, chunk: Chunk) -> Path:
    """The frames of a chunk that are seen: not those the one before has, nor those past its end."""
    from studio.media.films.reel import Reel, unreeled

    last = chunk.end - chunk.first
    if not chunk.overlap and chunk.made == last:
        return clip
    kept = clip.with_name(f"{clip.stem}-kept.mp4")
    with Reel(kept, (request.width, request.height), request.fps) as reel:
        for planes in islice(unreeled(clip), chunk.overlap, last):
            reel.add(planes)
    clip.unlink()
    return kept
