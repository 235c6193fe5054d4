"""A shot as its maker makes it: at a rate, a size and in lengths of its own. Pure: cards in, plans out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.core.errors import BadInput
from studio.models.video.card import at_rate

if TYPE_CHECKING:
    from studio.models.video.card import CapabilityCard, Chunk


@dataclass(frozen=True)
class Link:
    """A chunk of a shot, with what it begins and ends on.

    Attributes:
        chunk: Its frames, counted at the maker's rate.
        follows: Whether it begins with what the chunk before it ended on.
        first_keyframe: The frame whose keyframe it begins with; None where it needs none.
        last_keyframe: The frame whose keyframe it ends with; None where it needs none.
    """

    chunk: Chunk
    follows: bool
    first_keyframe: int | None
    last_keyframe: int | None


@dataclass(frozen=True)
class Fit:
    """How a shot is made.

    Attributes:
        frames: How many frames it has at the maker's rate.
        fps: The maker's rate.
        width: Pixels across, as the maker makes them.
        height: Pixels down.
        links: Its chunks.
    """

    frames: int
    fps: float
    width: int
    height: int
    links: tuple[Link, ...]

    @property
    def keyframes(self) -> list[int]:
        """The frames that keyframes are needed for, each once."""
        asked = [at for link in self.links for at in (link.first_keyframe, link.last_keyframe)]
        return sorted({at for at in asked if at is not None})

    @property
    def chained(self) -> bool:
        """Whether a chunk begins with what another one ended on."""
        return any(link.follows for link in self.links)


def fitted(card: CapabilityCard, frames: int, fps: float, width: int, height: int) -> Fit:
    """How a shot is made by whoever a card is of.

    Args:
        card: The card.
        frames: How many frames the shot has.
        fps: Its rate.
        width: Pixels across.
        height: Pixels down.

    Raises:
        BadInput: There are no such films, or its maker makes nothing like it.
    """
    if width % 2 or height % 2:
        raise BadInput(
            f"{card.name}: there are no frames of {width} × {height} in films", hint="take even numbers"
        )
    native = card.rate(fps)
    count = at_rate(frames, fps, native)
    try:
        across, down = card.sizes.fitted(width, height)
    except ValueError as impossible:
        raise BadInput(
            f"{card.name} makes no frames like {width} × {height}", hint="look at the sizes on its card"
        ) from impossible
    return Fit(count, native, across, down, tuple(_links(card, count)))


def _links(card: CapabilityCard, frames: int) -> Iterator[Link]:
    """The chunks: those that can be given pictures begin with one, those that can end on one do."""
    shown = bool(card.kinds & {"i2v"})
    for number, chunk in enumerate(card.parts(frames)):
        follows = shown and card.follows(number)
        first = chunk.first if shown and not follows else None
        last = chunk.first + chunk.made - 1 if shown and card.takes_end else None
        yield Link(chunk, follows, first, last)


def seams(card: CapabilityCard, frames: int, fps: float) -> list[int]:
    """The frames of a shot, counted at its own rate, at which another chunk alone is seen for the first time.

    Args:
        card: The card of its maker.
        frames: How many frames the shot has.
        fps: Its rate.
    """
    native = card.rate(fps)
    starts = [
        chunk.first + chunk.overlap for chunk in card.parts(at_rate(frames, fps, native)) if chunk.first
    ]
    return [math.ceil(start * fps / native - 1e-6) for start in starts]
