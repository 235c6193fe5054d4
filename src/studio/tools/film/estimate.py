"""Saying what a film will take before it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from studio.core.materials import Folder, Seconds, Unit
from studio.core.tool import tool

if TYPE_CHECKING:
    pass

Size = Annotated[int, Unit("bytes")]


@dataclass(frozen=True)
class Asked:
    """What a provider is asked for.

    Attributes:
        provider: Who it is.
        requests: How many clips it is asked for.
        price: What it takes for them.
        currency: In what; nothing where it takes nothing.
    """

    provider: str
    requests: int
    price: float
    currency: str


@dataclass(frozen=True)
class Estimated:
    """What a film will take.

    Attributes:
        least: How long it takes at least.
        likely: How long it takes most likely.
        most: How long it takes at most.
        memory: How much memory is used at the same time, at most.
        disk: How much room the film's folder will need, at most.
        price: What providers are paid, at most.
        currency: In what; nothing where nobody is paid.
        chunks: How many chunks of film are made.
        basis: What that rests on.
        providers: What each provider is asked for, and what it takes for that.
    """

    least: Seconds
    likely: Seconds
    most: Seconds
    memory: Size
    disk: Size
    price: float
    currency: str
    chunks: int
    basis: str
    providers: tuple[Asked, ...]


@tool
def estimate(folder: Folder) -> Estimated:
    """Tell what a film will take: time, memory, room on the disk, money.

    It rests on how long such shots took on this machine so far, and on a quick look at it before any were
    made here. What is finished already is counted as if it were not.

    Args:
        folder: The film's folder, with its storyboard.

    Examples:
        studio film estimate cafe/
    """
    from studio.host import hardware
    from studio.models.video import Workplace, provider
    from studio.render.pace import pace
    from studio.store import timings
    from studio.store.films import FilmFolder
    from studio.story import written
    from studio.story.estimating import Bench, Timing, estimated

    film = FilmFolder(folder)
    board = written.opened(film)
    workplace = Workplace(film.path)
    cards = {picture.provider: provider(picture.provider, workplace).card for picture in board.pictures}
    bench = Bench(pace(), hardware.usable_cores(), hardware.memory().available)
    history = [Timing(*took) for took in timings.history()]
    found = estimated(board, cards, history=history, bench=bench)
    return Estimated(
        least=round(found.seconds.low, 1),
        likely=round(found.seconds.likely, 1),
        most=round(found.seconds.high, 1),
        memory=round(found.memory.high),
        disk=round(found.disk.high),
        price=round(found.money.high, 2),
        currency=found.currency,
        chunks=found.chunks,
        basis=found.basis,
        providers=tuple(
            Asked(one.provider, one.requests, round(one.price, 4), one.currency) for one in found.paid
        ),
    )
