"""Having a shot made: chunk by chunk as its maker's card says, by somebody else where the maker fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import StudioError, Unavailable
from studio.core.run import run
from studio.store.filing import home
from studio.store.rests import Rests

if TYPE_CHECKING:
    from studio.models.video import VideoProvider, Workplace
    from studio.models.video.chaining import Made
    from studio.models.video.request import Request


_NEVER_RESTS = {"builtin", "given"}
"""Those who work here, from what is here: nothing of them gets better by waiting."""


@dataclass(frozen=True)
class Filmed:
    """A shot that was made.

    Attributes:
        clip: The clip.
        provider: Who made it, by the name it was asked by.
        version: Which version of it.
        price: What it cost.
        currency: In what.
        instead: Who was asked first and did not get it done; nobody if empty.
        reason: Why not.
        mouth: How far the mouth of who is seen is open on each frame; empty where nobody is seen or knows.
    """

    clip: Path
    provider: str
    version: str
    price: float = 0.0
    currency: str = ""
    instead: str = ""
    reason: str = ""
    mouth: tuple[float, ...] = ()


def filmed(names: Sequence[str], workplace: Workplace, request: Request) -> Filmed:
    """Have a shot made by the first of several who gets it done.

    What cannot be made as it is asked for is refused, whoever else there is: only who fails, is not there or
    has nothing to give is stood in for. Who failed again and again is not even asked for a while.

    Args:
        names: Who is asked, one after the other.
        workplace: Where they work.
        request: The whole shot; its file is where the clip goes.
    """
    from studio.models.video.failures import PASSED_ON

    instead = reason = ""
    for number, name in enumerate(names):
        try:
            maker, (clip, price, mouth) = _made(name, workplace, request)
        except PASSED_ON as failed:
            if number + 1 == len(names):
                if name in _NEVER_RESTS or number:
                    raise
                raise type(failed)(failed.message, hint=_hint(failed)) from None
            instead, reason = instead or name, reason or _told(failed)
            run().note("film.stood_in", shot=request.name, provider=name, reason=failed.message)
        else:
            card = maker.card
            return Filmed(clip, name, card.version, price, card.currency, instead, reason, mouth)
    raise ValueError("nobody is asked")


def _made(name: str, workplace: Workplace, request: Request) -> tuple[VideoProvider, Made]:
    """Who was asked, and what came of it."""
    from studio.models.video import chaining, provider
    from studio.models.video.failures import is_counted

    maker = provider(name, workplace)
    if name in _NEVER_RESTS:
        return maker, chaining.made(maker, request, workplace)
    rests = Rests(home.home())
    if resting := rests.hindrance(name):
        raise Unavailable(resting)
    try:
        made = chaining.made(maker, request, workplace)
    except StudioError as failed:
        if is_counted(failed):
            rests.went_wrong(name, failed.message)
        raise
    rests.went_well(name)
    return maker, made


def _hint(failed: StudioError) -> str:
    """What to do next where nobody stands in."""
    goes_on = (
        "what is done is kept: studio film resume goes on, with --fallback builtin our renderer stands in"
    )
    return f"{failed.hint}; {goes_on}" if failed.hint else goes_on


def _told(failed: StudioError) -> str:
    return f"{failed.message} ({failed.hint})" if failed.hint else failed.message
