"""What transitions say on paper."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from studio.core.materials import Range
from studio.core.written.shapes import Written

Kind = Literal["cut", "dissolve", "zoom", "whip", "match", "wipe", "tear", "bleed"]
Energy = Annotated[float, Range(0, 1)]


class Transition(Written):
    """A way from one picture to the next."""

    title: str = Field(description="What it is for.")
    kind: Kind = Field(description="How it is made.")
    seconds: Annotated[float, Range(0, 4)] = Field(description="How long it takes.")
    energy: tuple[Energy, Energy] = Field(
        default=(0.0, 1.0), description="From how calm to how lively a film may be for it, 0 to 1."
    )
    finishes: list[Literal["flat", "paper", "ink"]] = Field(
        default_factory=list, description="The finishes it belongs to; all if empty."
    )


class Transitions(Written):
    """All transitions of a file."""

    transitions: dict[str, Transition] = Field(description="Names and what they do.")
