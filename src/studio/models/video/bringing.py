"""Clips of others brought to a shot: to its size, its rate, its length, in the colours of a film."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from studio.core.errors import BadInput

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.media.films.transcoding.carrying import Feed
    from studio.models.video.request import Request

_SLOWEST = 1.1
_LARGEST = 2.0
_QUALITY = 95


def bring(clip: Path, request: Request, *, as_counted: bool = False) -> None:
    """Bring a clip to its shot, and write it to the request's file.

    Args:
        clip: The clip, or a folder of numbered pictures.
        request: What it is to be.
        as_counted: Frames are taken as they come, whatever rate the clip says it has.

    Raises:
        BadInput: It is too small or too short, or no clip.
    """
    from studio.media.films.reel import Reel, unreeled

    fitted = _brought(clip, request, as_counted)
    with Reel(request.out, (request.width, request.height), request.fps) as reel:
        for planes in _timed(_count(fitted), unreeled(fitted), request, clip):
            reel.add(planes)
    fitted.unlink()


def _count(film: Path) -> int:
    from studio.media import probe

    return probe.media(film).main_video.frames or 0


def _brought(clip: Path, request: Request, as_counted: bool) -> Path:
    """The clip at the size and rate of its shot, upright, in the colours of a film."""
    from studio.media import kinds, probe, sequences
    from studio.media.films.transcoding import carrying, stills
    from studio.media.films.transcoding.plan import plan
    from studio.media.films.transcoding.wishes import Wishes

    wishes = Wishes(
        format="mp4", codec="h264", width=request.width, height=request.height, fit="fill", enlarge=True,
        rate=None if as_counted else f"{request.fps:g}", quality=_QUALITY, depth=8, sdr=True, bare=True,
    )  # fmt: skip
    if clip.is_file() and clip.suffix.lower() in kinds.suffixes("image") - kinds.suffixes("video"):
        raise BadInput(
            f"{clip.name} is a single picture, not a clip",
            hint="give a film, or a folder of numbered pictures; still pictures go into the shot's cast",
        )
    if clip.is_dir():
        roll = stills.roll(sequences.find(clip), rate=f"{request.fps:g}")
        facts, feed = roll.facts, cast("Feed", roll)
        wishes = replace(wishes, rate=None)
    else:
        facts = probe.media(clip)
        feed = carrying.FromFile(facts)
    film = facts.main_video
    grown = max(request.width / film.width, request.height / film.height)
    if grown > _LARGEST and not film.rotation % 180:
        raise BadInput(
            f"{clip.name} is {film.width} × {film.height}, {grown:.1f} times too small for the film",
            hint="render it larger, or make the film smaller",
        )
    wishes = replace(wishes, deinterlace=film.interlaced)
    target = request.out.with_name(f"{request.out.stem}-brought.mp4")
    return carrying.carry_out(plan(facts, wishes, ()), feed, target).path


def _timed(count: int, frames: Iterator[ndarray], request: Request, clip: Path) -> Iterator[ndarray]:
    """As many frames as the shot has."""
    wanted = request.frames
    if count * _SLOWEST < wanted:
        raise BadInput(
            f"{clip.name} has {count} frames at {request.fps:g} a second, and its shot {wanted}",
            hint=f"a transition shows frames beyond the shot: make it {wanted / request.fps:.2f} s long",
        )
    step = min(1.0, count / wanted)
    given = 0
    for number, planes in enumerate(frames):
        # A frame is shown until the next one is due.
        while given < wanted and int(given * step) == number:
            yield planes
            given += 1
