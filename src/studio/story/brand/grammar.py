"""What a brand kit says on paper."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from studio.core.materials import Range
from studio.core.written.shapes import Written
from studio.render.grammar import MATERIALS, Colour


class EndCard(Written):
    """What stands on the last picture."""

    headline: str = Field(default="", description="The large line; the name if empty.")
    line: str = Field(default="", description="The quieter line: an address, a promise.")


class Voice(Written):
    """Who speaks for the brand."""

    provider: str = Field(default="", description="What speaks; chosen by itself if empty.")
    voice: str = Field(default="", description="With which voice.")
    speed: Annotated[float, Range(0.5, 2)] = Field(default=1.0, description="How fast, 1 being natural.")


class Kit(Written):
    """What all films of a client have in common."""

    name: str = Field(default="", description="The client's name, as it is written.")
    logo: str = Field(default="", description="The file of the logo, seen from the kit.")
    colours: dict[str, Colour] = Field(
        default_factory=dict, description="Colours by what they are for: accent, accent2, or any material."
    )
    type: str = Field(default="", description="The pairing of typefaces.")
    tone: list[str] = Field(default_factory=list, description="How its films feel.")
    pronunciations: dict[str, str] = Field(
        default_factory=dict, description="How names are said: as it is written, as it is to be read."
    )
    end: EndCard = Field(default_factory=EndCard, description="What stands on the last picture.")
    voice: Voice = Field(default_factory=Voice, description="Who speaks.")
    music: str = Field(default="", description="The mood of the music, or a file of it, seen from the kit.")

    @field_validator("colours")
    @classmethod
    def _known(cls, colours: dict[str, str]) -> dict[str, str]:
        if unknown := sorted(set(colours) - MATERIALS):
            raise ValueError(f"{unknown[0]} is no material; accent, accent2 and accent3 are the usual ones")
        return colours
