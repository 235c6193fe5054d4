"""What pipelines and batches have in common on paper."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from studio.core.materials import Range, Seconds, parse_bytes
from studio.core.written.shapes import Written
from studio.engine import plans


class Retries(Written):
    """How often something that failed is tried again."""

    times: Annotated[int, Range(0, 1000)] = Field(default=0, description="How often, after the first try.")
    wait: Seconds = Field(default=1.0, description="The wait before the second try.")
    factor: Annotated[float, Range(1, 100)] = Field(
        default=2.0, description="How much longer every next wait is."
    )
    most: Seconds = Field(default=300.0, description="The longest wait.")
    jitter: Annotated[float, Range(0, 1)] = Field(
        default=0.25, description="The share by which a wait is stretched at random."
    )

    def planned(self) -> plans.Retries:
        return plans.Retries(self.times, self.wait, self.factor, self.most, self.jitter)


def _retries(given: object) -> object:
    return {"times": given} if isinstance(given, int) and not isinstance(given, bool) else given


def _memory(given: object) -> object:
    parse_bytes(given)
    return given


def _listed(given: object) -> object:
    return [given] if isinstance(given, str) else given


RetriesOrTimes = Annotated[
    Retries,
    BeforeValidator(_retries, json_schema_input_type=Annotated[int, Range(0, 1000)] | Retries),
]
NameOrNames = Annotated[list[str], BeforeValidator(_listed, json_schema_input_type=str | list[str])]
Values = dict[str, Any]
Memory = Annotated[str, BeforeValidator(_memory)]
Duration = Annotated[
    Seconds, WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}], "x-unit": "s"})
]


class Resources(Written):
    """What one call may count on."""

    cpu: Annotated[float, Range(0, 1024)] = Field(default=0.0, description="Cores one call uses.")
    memory: Memory = Field(default="", description="Memory one call uses, such as 2 GB.")


class Hook(Written):
    """What is done when a run has ended: a program is started, or an address is told."""

    command: list[str] = Field(
        default_factory=list, description="A program and its arguments; never a line for a shell."
    )
    webhook: str = Field(default="", description="An address that gets the run as JSON.")

    def planned(self) -> plans.Hook:
        return plans.Hook(tuple(self.command), self.webhook)


class File(Written):
    """What every file may say of itself."""

    name: str = Field(default="", description="What people call it; the name of the file if left out.")
    description: str = Field(default="", description="What it is good for.")
    folder: str = Field(
        default="",
        description="Where relative paths begin, seen from this file; the current folder if left out.",
    )
    on_success: list[Hook] = Field(default_factory=list, description="What is done when all went well.")
    on_failure: list[Hook] = Field(default_factory=list, description="What is done when it did not.")
