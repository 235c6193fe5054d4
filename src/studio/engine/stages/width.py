"""What calls of a stage take of the machine, and how many of them fit side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.core.catalogue import AnyTool, Catalogue
from studio.core.materials import parse_bytes
from studio.core.needs import Resources, asked_for
from studio.engine.plans import Stage, thawed
from studio.host import hardware
from studio.store.backend import Row

_SHARE = 0.8
_SLACK = 1.5


def at_a_time(stage: Stage, asked: Resources, workers: int) -> int:
    """How many of its calls are made at a time; 0: as many as there are workers.

    Args:
        stage: What was asked for.
        asked: What one call takes.
        workers: How many there are.
    """
    by_cores = int(hardware.usable_cores() // max(asked.cpu, 0.01))
    memory = _bytes(asked.memory)
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
    return max(map(_bytes, asked), default=0)


def limit(stage: Stage) -> int:
    """Bytes one call may hold, where the stage says what it needs: somewhat more than that; else 0."""
    return int(_SLACK * _bytes(stage.memory)) if stage.memory else 0


def resources(stage: Stage, tool: AnyTool, given: Mapping[str, Any]) -> Resources:
    """What one call takes: as the stage says, else as the tool does."""
    said = asked_for(tool.resources, given)
    return Resources(stage.cpu or said.cpu, stage.memory or said.memory, said.vram, said.disk)


def _bytes(written: str) -> int:
    return int(str(parse_bytes(written)))
