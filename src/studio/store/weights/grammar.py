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


class Card(Written):
    """Where a model comes from, and what belongs to it."""

    format: Literal[1] = Field(default=1, description="How this is written.")
    source: str = Field(default="", description="Where it was published, as an address.")
    revision: str = Field(default="", description="Which version of it.")
    licence: str = Field(default="", description="Under which licence.")
    note: str = Field(default="", description="Whatever people should know of it.")
    files: dict[str, File] = Field(description="Its files, by their places in its folder.")
