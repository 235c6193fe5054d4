"""How long shots take that models make: by what each of their cards says of its speed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.models.video.fitting import fitted

if TYPE_CHECKING:
    from studio.models.video.card import CapabilityCard
    from studio.story.grammar import Storyboard

MEASURED = "measured here"


@dataclass(frozen=True)
class Modelled:
    """A shot that a model makes.

    Attributes:
        provider: Which model.
        seconds: How long it takes, most likely.
        basis: What that rests on.
    """

    provider: str
    seconds: float
    basis: str

    @property
    def measured(self) -> list[float]:
        """As many measurements as it can be relied upon like."""
        return [1.0] * 8 if self.basis == MEASURED else []


def shots(board: Storyboard, cards: Mapping[str, CapabilityCard]) -> Mapping[int, Modelled]:
    """The shots of a film whose makers say how fast they are, by their places in it.

    Args:
        board: The film.
        cards: The cards of the providers, by their names.
    """
    found = {}
    for number, picture in enumerate(board.pictures):
        card = cards.get(picture.provider)
        if card is None or "plan" in card.kinds or not card.speed:
            continue
        brief = board.brief
        before, after = board.handles(number)
        fit = fitted(card, before + picture.frames + after, brief.fps, brief.width, brief.height)
        made = sum(link.chunk.made for link in fit.links) * fit.width * fit.height
        sample = card.speed[0]
        rate = sample.seconds / (sample.width * sample.height * sample.frames)
        found[number] = Modelled(card.name, made * rate, sample.device)
    return found


def told(modelled: Iterable[Modelled]) -> list[str]:
    """What estimates of models rest on, in words."""
    return sorted({f"{one.provider} is as fast as {_words(one)}" for one in modelled})


def _words(one: Modelled) -> str:
    return "it was here" if one.basis == MEASURED else "its size lets one reckon, for it never ran here"
