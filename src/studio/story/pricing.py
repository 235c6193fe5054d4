"""What those who make the shots of a film take for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.models.video.card import CapabilityCard
    from studio.story.chunks import Piece


@dataclass(frozen=True)
class Paid:
    """What a provider takes.

    Attributes:
        provider: Who it is.
        requests: How many clips it is asked for.
        price: What it takes for all of them; nothing where it takes none.
        currency: In what.
    """

    provider: str
    requests: int
    price: float
    currency: str


def paid(cards: Mapping[str, CapabilityCard], pieces: Sequence[Piece]) -> tuple[Paid, ...]:
    """What each provider is paid where all goes well."""
    found = []
    for name in dict.fromkeys(piece.provider for piece in pieces):
        card, own = cards[name], [piece for piece in pieces if piece.provider == name]
        price = sum(card.charged(piece.made, piece.fps) for piece in own)
        found.append(Paid(name, len(own), round(price, 6), card.currency if card.is_paid else ""))
    return tuple(found)
