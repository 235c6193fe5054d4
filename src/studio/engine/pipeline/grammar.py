"""How a pipeline is written, as models: they check its shape and make the JSON Schema for editors."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from studio.core.materials import Range
from studio.core.written.shapes import Written
from studio.engine.written.grammar import (
    Duration,
    File,
    NameOrNames,
    Resources,
    Retries,
    RetriesOrTimes,
    Values,
)

ParameterType = Literal[
    "text", "integer", "number", "boolean", "choice", "file", "folder", "image", "video", "audio", "list"
]


class Parameter(Written):
    """Something whoever starts the pipeline may choose, with --set NAME=VALUE."""

    type: ParameterType = Field(default="text", description="What it is.")
    help: str = Field(default="", description="What it is for.")
    default: Any = Field(default=None, description="What it is if nobody says.")
    required: bool | None = Field(
        default=None, description="Whether it must be said; it must if there is no default."
    )
    minimum: float | None = Field(default=None, description="The least an integer or number may be.")
    maximum: float | None = Field(default=None, description="The most an integer or number may be.")
    choices: list[Any] = Field(default_factory=list, description="What a choice may be.")


class Stage(Written):
    """One tool, called once or for each of many things."""

    tool: str = Field(description="The tool's id, such as image.resize; studio tools lists them.")
    input: Any = Field(
        default=None, description="What it works on: a path, a value, a list, or {STAGE.output}."
    )
    with_: Values = Field(default_factory=dict, alias="with", description="The tool's other options.")
    after: NameOrNames = Field(
        default_factory=list,
        description="Stages it waits for; it waits by itself for those whose results it takes.",
    )
    for_each: Any = Field(
        default=None,
        description="A list, a folder, a pattern or {STAGE.output}: one call for each; {item} is the thing.",
    )
    when: str | bool = Field(default="", description="A condition, such as {probe.output.duration} > 60.")
    out: str = Field(default="", description="Where results go: a folder, or the name of the one result.")
    overwrite: bool = Field(default=False, description="Whether files that are there may be replaced.")
    keep: bool = Field(default=True, description="Whether results stay with the run besides going to out.")
    cache: bool = Field(default=True, description="Whether results of earlier runs may be used.")
    jobs: Annotated[int, Range(0, 256)] = Field(
        default=0, description="How many things are worked on at a time at most."
    )
    timeout: Duration = Field(default=0.0, description="Seconds one call may take; 0: as long as it needs.")
    retries: RetriesOrTimes = Field(default_factory=Retries, description="How often it is tried again.")
    continue_on_error: bool = Field(
        default=False, description="Whether the run goes on when this stage has failed."
    )
    resources: Resources = Field(default_factory=Resources, description="What one call may count on.")


class Pipeline(File):
    """Tools in stages, each taking what others have made."""

    parameters: dict[str, Parameter] = Field(default_factory=dict, description="What may be chosen.")
    stages: dict[str, Stage] = Field(description="The stages by name, in any order.")
