"""How many calls of a stage fit on the machine side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.core.catalogue import AnyTool, Catalogue
from studio.core.materials import parse_bytes
from studio.core.needs import Resources
from studio.engine.plans import Stage, thawed
from studio.host import hardware
from studio.store.backend import Row

_SHARE = 0.8


def at_a_time(stage: Stage, tool: AnyTool, given: Mapping[str, Any], workers: int) -> int:
    """How many of its calls are made at a time; 0: as many as there are workers.

    Args:
        stage: What was asked for.
        tool: What it calls.
        given: The checked parameters of its first call.
        workers: How many there are.
    """
    asked = resources(stage, tool, given)
    by_cores = int(hardware.usable_cores() // max(asked.cpu, 0.01))
    memory = int(str(parse_bytes(asked.memory)))
    by_memory = int(hardware.memory().available * _SHARE // memory) if memory else workers
    most = max(1, min(stage.jobs or workers, by_cores, by_memory))
    return 0 if most >= workers else most


def memory_of(run: Row, catalogue: Catalogue) -> int:
    """The memory that the hungriest call of a run asks for, as far as that is known before it starts."""
    if run["kind"] == "production":
        return 0
    asked = [
        stage.memory or (said.memory if isinstance(said := tool.resources, Resources) else "0")
        for stage in thawed(run["plan"]).stages
        if (tool := catalogue.get(stage.tool))
    ]
    return max((int(str(parse_bytes(one))) for one in asked), default=0)


def resources(stage: Stage, tool: AnyTool, given: Mapping[str, Any]) -> Resources:
    """What one call takes: as the stage says, else as the tool does."""
    said = tool.resources if isinstance(tool.resources, Resources) else tool.resources(given)
    return Resources(stage.cpu or said.cpu, stage.memory or said.memory, said.vram, said.disk)
