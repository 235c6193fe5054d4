"""How a batch is written, as models: they check its shape and make the JSON Schema for editors."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from studio.core.materials import Range
from studio.core.written.shapes import Written
from studio.engine.written.grammar import Duration, File, Resources, RetriesOrTimes, Values


class Doing(Written):
    """What is done, and how; what an item does not say, the defaults do."""

    tool: str = Field(default="", description="The tool's id, such as image.resize; studio tools lists them.")
    with_: Values = Field(default_factory=dict, alias="with", description="The tool's options.")
    out: str | None = Field(
        default=None,
        description="Where results go: a folder, or a name such as web/{stem}.{suffix}; "
        "{parent}, {name}, {number} and {tool} can be used, too.",
    )
    overwrite: bool | None = Field(default=None, description="Whether files that are there may be replaced.")
    keep: bool | None = Field(default=None, description="Whether results stay with the run, too.")
    cache: bool | None = Field(default=None, description="Whether results of earlier runs may be used.")
    jobs: Annotated[int, Range(0, 256)] | None = Field(
        default=None, description="How many things are worked on at a time at most."
    )
    timeout: Duration | None = Field(
        default=None, description="Seconds one call may take; 0: as long as it needs."
    )
    retries: RetriesOrTimes | None = Field(default=None, description="How often it is tried again.")
    continue_on_error: bool | None = Field(
        default=None, description="Whether the batch counts as done when some of it has failed."
    )
    resources: Resources | None = Field(default=None, description="What one call may count on.")


class Item(Doing):
    """Something to work on, with what is to be different for it."""

    input: str | list[str] = Field(description="A file, a folder, a pattern, or a list of these.")


class Batch(File):
    """One tool, or several, over many things."""

    defaults: Doing = Field(default_factory=Doing, description="What holds for every item that says nothing.")
    # Items are looked at one by one: there may be very many.
    items: list[Any] = Field(description="Files, folders and patterns, or items with settings of their own.")
