"""The card of a model."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from studio.core.materials import Range
from studio.core.written.shapes import Written


class File(Written):
    """A file of a model."""

    size: Annotated[int, Range(0)] = Field(description="Its bytes.")
    sha256: str = Field(description="The hash of its content.")


class Options(Written):
    """How a model is used here, where that differs from how it was published."""

    steps: Annotated[int, Range(1, 1000)] | None = Field(default=None, description="Steps for a chunk.")
    guidance: Annotated[float, Range(0, 50)] | None = Field(
        default=None, description="How closely it keeps to words; 1 or less leaves negative words out."
    )
    fps: list[Annotated[float, Range(1, 120)]] = Field(
        default_factory=list, description="The rates it works at."
    )
    frames: Annotated[int, Range(1, 10_000)] | None = Field(
        default=None, description="The longest chunk, counted at its rate."
    )
    overlap: Annotated[int, Range(0, 1000)] | None = Field(
        default=None, description="How many frames chunks have in common."
    )
    pixels: Annotated[int, Range(1024, 10**8)] | None = Field(
        default=None, description="The most pixels of a frame."
    )
    fewest: Annotated[int, Range(0, 10**8)] | None = Field(
        default=None, description="The fewest pixels of a frame that are any good."
    )
    strength: Annotated[float, Range(0, 1)] | None = Field(
        default=None, description="How much of a sketch a model of pictures paints over."
    )
    lora: str = Field(default="", description="A model of lora_sdxl that is laid over it.")
    negative: str = Field(default="", description="What is not to be seen, in words.")


class Card(Written):
    """Where a model comes from, and what belongs to it."""

    format: Literal[1] = Field(default=1, description="How this is written.")
    source: str = Field(default="", description="Where it was published, as an address.")
    revision: str = Field(default="", description="Which version of it.")
    licence: str = Field(default="", description="Under which licence.")
    note: str = Field(default="", description="Whatever people should know of it.")
    options: Options | None = Field(default=None, description="How it is used here.")
    files: dict[str, File] = Field(description="Its files, by their places in its folder.")
