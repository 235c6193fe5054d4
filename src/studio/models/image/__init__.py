"""Makers of still pictures: what each of them is asked and answers, and who there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from studio.core.errors import BadInput
from studio.models.roster import Roster
from studio.models.sizing import SizeRule

if TYPE_CHECKING:
    from studio.render.shots.grammar import Shot

Kind = Literal["plan", "words", "sketch"]
"""From a plan of ours, from words, from words over a sketch."""


@dataclass(frozen=True)
class Card:
    """What a maker of pictures can do.

    Attributes:
        name: What it is called.
        version: What makes its pictures other pictures when it changes.
        kinds: What it makes pictures from.
        sizes: How large they may be.
        memory: Bytes it needs; of the device where it runs on one.
        licence: Under which licence what makes its pictures stands; empty where it is ours or unknown.
    """

    name: str
    version: str
    kinds: frozenset[Kind]
    sizes: SizeRule = field(default_factory=SizeRule)
    memory: int = 0
    licence: str = ""


@dataclass(frozen=True)
class Still:
    """A picture that is wanted.

    Attributes:
        out: The file to write, a PNG.
        width: Pixels across.
        height: Pixels down.
        seed: What chance draws from.
        shot: The plan of the shot it belongs to, for makers that work from plans.
        frame: Which frame of that plan it is.
        prompt: The shot in words, for those that work from words.
        sketch: A picture of what is to be where, for those that paint over one.
    """

    out: Path
    width: int
    height: int
    seed: int = 1
    shot: Shot | None = None
    frame: int = 0
    prompt: str = ""
    sketch: Path | None = None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What it can be made from, the best first."""
        found: list[Kind] = []
        if self.shot:
            found.append("plan")
        if self.prompt and self.sketch:
            found.append("sketch")
        if self.prompt:
            found.append("words")
        return tuple(found)


class ImageProvider(Protocol):
    """Somebody who makes still pictures."""

    @property
    def card(self) -> Card:
        """What it can do."""

    def make(self, still: Still) -> Path:
        """Make a picture, and write it to the file that is named.

        Raises:
            BadInput: It is asked for what its card does not offer.
            Unavailable: What runs it is not there.
            ToolFailed: It did not get done.
        """

    def close(self) -> None:
        """Give back what is held; asked again, it is set up again."""


@dataclass(frozen=True)
class Studio:
    """Where a maker of pictures works.

    Attributes:
        vocabulary: The user's own drawings, places and styles.
        called: What the maker was asked for as, a model of its own after a colon: sdxl:mine.
    """

    vocabulary: Path | None = None
    called: str = ""

    @property
    def model(self) -> str:
        """Which of a maker's models is asked for; none in particular if empty."""
        return self.called.partition(":")[2]


PROVIDERS: Mapping[str, str] = {
    "builtin": "studio.models.image.builtin:provider",
    "sdxl": "studio.models.image.sdxl:provider",
}
"""Those that come along: a function that is told the studio and returns the maker."""

ROSTER = Roster("maker of pictures", PROVIDERS, "animation_ai_studio.image")


def provider(name: str, studio: Studio | None = None) -> ImageProvider:
    """A maker of pictures by its name; only then is its module imported.

    Args:
        name: What it is called; which of its models is meant may stand behind a colon.
        studio: Where it works.

    Raises:
        NotFound: Nobody is called so, or its weights are not there.
        Unavailable: The package it comes from cannot be used.
    """
    create: Callable[[Studio], ImageProvider] = ROSTER.maker(name)
    return create(replace(studio or Studio(), called=name))


def accepted(card: Card, still: Still) -> Kind:
    """What a maker is to make a picture from.

    Raises:
        BadInput: Its card does not offer it.
    """
    found = next((kind for kind in still.kinds if kind in card.kinds), None)
    if found is None:
        raise BadInput(
            f"{card.name} makes no picture of what it is given",
            hint=f"give it {' or '.join(sorted(card.kinds))}",
        )
    if still.width < 1 or still.height < 1 or max(still.width, still.height) > card.sizes.most:
        raise BadInput(
            f"{card.name} makes no picture of {still.width} × {still.height}",
            hint=f"take sides of up to {card.sizes.most} pixels",
        )
    return found
