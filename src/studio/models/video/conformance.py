"""Whether a provider keeps to what all of them promise; for the tests of whoever writes one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import BadInput

if TYPE_CHECKING:
    from studio.models.video import VideoProvider
    from studio.models.video.request import Request


def breaches(provider: VideoProvider, request: Request, *, twice: bool = True) -> list[str]:
    """What a provider does otherwise than its card and its protocol say; nothing if all is well.

    Args:
        provider: The provider.
        request: A shot that it can make, as its card says; its folder is worked in.
        twice: Whether equal requests must give equal pictures, as from everybody whose seed decides.
    """
    return [*_made(provider, request, twice), *_refused(provider, request)]


def _made(provider: VideoProvider, request: Request, twice: bool) -> Iterator[str]:
    card, clips = provider.card, []
    for number, chunk in enumerate(card.parts(request.frames)):
        asked = replace(
            request, out=request.out.with_name(f"one-{number}.mp4"), first=chunk.first, end=chunk.end
        )
        made = provider.make(asked)
        clips.append(asked)
        if made.clip != asked.out:
            yield f"a clip lies at {made.clip.name}, not where it was asked for"
        if (made.provider, made.version) != (card.name, card.version):
            yield "a result names another provider or version than the card"
        if made.kind not in card.kinds:
            yield f"a result was made from {made.kind}, which the card does not know"
        if made.frames != asked.frames:
            yield f"a result tells {made.frames} frames, {asked.frames} were asked for"
        if (made.price or 0) < 0 or made.seconds < 0:
            yield "a price or a time is less than nothing"
        yield from _looked_at(asked)
    if twice and clips:
        again = replace(clips[0], out=request.out.with_name("again.mp4"))
        provider.make(again)
        if _pictures(clips[0].out) != _pictures(again.out):
            yield "equal requests give other pictures"


def _looked_at(asked: Request) -> Iterator[str]:
    """The clip itself."""
    from studio.media import probe

    facts = probe.media(asked.out)
    film = facts.main_video
    if film.frames != asked.frames:
        yield f"a clip has {film.frames} frames, {asked.frames} were asked for"
    if (film.width, film.height) != (asked.width, asked.height):
        yield f"a clip is {film.width} × {film.height}, {asked.width} × {asked.height} were asked for"
    if abs(float(Fraction(film.rate)) - asked.fps) > 0.01:
        yield f"a clip has {film.rate} frames a second, {asked.fps:g} were asked for"
    if (film.pixel_format, film.matrix) != ("yuv420p", "bt709"):
        yield f"a clip is {film.pixel_format} in {film.matrix}, not yuv420p in bt709"
    if facts.audio:
        yield "a clip has sound"


def _refused(provider: VideoProvider, request: Request) -> Iterator[str]:
    """What its card does not offer has to be refused before anything is written."""
    out = request.out.with_name("refused.mp4")
    for told, wrong in (
        ("no frames", replace(request, out=out, end=request.first)),
        ("frames before the first", replace(request, out=out, first=-5, end=1)),
        ("an odd size", replace(request, out=out, width=request.width + 1, end=request.first + 1)),
        ("nothing to work from", replace(request, out=out, shot=None, prompt="", name="", begins_with=None)),
    ):
        try:
            provider.make(wrong)
        except BadInput:
            if out.exists():
                yield f"{told} is refused, and something was written"
        else:
            yield f"{told} is not refused"
        out.unlink(missing_ok=True)


def _pictures(clip: Path) -> str:
    from studio.media.films.essence import essence

    return essence(clip).pictures
