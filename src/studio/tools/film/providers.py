"""Showing who can make the shots of films."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.models.video.card import CapabilityCard

_EVERYBODY: list[str] = []
_KINDS = {"plan": "storyboards", "t2v": "words", "i2v": "pictures", "name": "clips of your own"}


@dataclass(frozen=True)
class Maker:
    """Somebody who can make shots.

    Attributes:
        name: What it is called in a storyboard, and with --provider.
        about: What it is.
        works_from: What it makes shots from.
        frames: How many frames a clip may have.
        rates: The rates it works at; any if empty.
        price: What it takes; nothing if empty.
        licence: Under which terms its pictures may be used.
        breaker: Whether it is asked (closed), let rest (open), or tried again (half-open).
        file: The file that describes it, where one does.
        missing: What is missing before it can be asked, or what went wrong; nothing if empty.
    """

    name: str
    about: str
    works_from: str
    frames: str
    rates: str
    price: str
    licence: str
    breaker: str
    file: str
    missing: str


@dataclass(frozen=True)
class Makers:
    """Everybody who can make shots.

    Attributes:
        folder: Where files lie that describe HTTP APIs.
        makers: All of them.
    """

    folder: str
    makers: tuple[Maker, ...]


@tool
def providers(names: list[str] = _EVERYBODY) -> Makers:
    """Show who can make the shots of films, for how much, and what is missing.

    Args:
        names: Who is shown; everybody if left out.

    Examples:
        studio film providers
        studio film providers builtin --json
    """
    import time

    from studio.core.errors import NotFound
    from studio.core.written.findings import nearest
    from studio.models import video
    from studio.models.video.remote import cards
    from studio.store.filing.home import home
    from studio.store.rests import Rests

    remote = [f"http:{name}" for name in cards.named()]
    known = [*(name for name in video.names() if name != "http"), *remote]
    for name in names:
        if name.partition(":")[0] not in {one.partition(":")[0] for one in known}:
            raise NotFound(f"there is no provider of video called {name}", hint=nearest(name, known))
    now = time.time()
    resting = {rest.name: rest.breaker.state(now) for rest in Rests(home()).all()}
    shown = [_maker(name, resting.get(name, "closed")) for name in names or known]
    return Makers(str(cards.folder()), tuple(shown))


def _maker(name: str, breaker: str) -> Maker:
    from studio.core.errors import StudioError
    from studio.models.video import provider
    from studio.models.video.remote import cards, keys

    about, file = "", ""
    missing: list[str] = []
    try:
        if name.startswith("http:"):
            path = cards.path_of(name.partition(":")[2])
            file = str(path)
            written = cards.read(path)
            about = written.about
            missing += [f"{one} is not set" for one in keys.missing(written.headers)]
        card = provider(name).card
    except StudioError as failed:
        return Maker(name, about, "", "", "", "", "", breaker, file, failed.told)
    missing += [card.missing] if card.missing else []
    return Maker(
        name=name,
        about=about or card.about,
        works_from=", ".join(_KINDS[kind] for kind in _KINDS if kind in card.kinds),
        frames=str(card.frames),
        rates=", ".join(f"{rate:g}" for rate in card.fps),
        price=", ".join(_price(card)),
        licence=card.licence,
        breaker=breaker,
        file=file,
        missing=", ".join(missing),
    )


def _price(card: CapabilityCard) -> Iterator[str]:
    for amount, what in ((card.price, "second"), (card.a_frame, "frame"), (card.a_request, "request")):
        if amount:
            yield f"{amount:g} {card.currency} a {what}"
