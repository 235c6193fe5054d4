"""Stages that do nothing and wait for one another, written down for every engine."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

LAYERS, WIDE, BEHIND = 125, 8, 2
_SEED = 20


def layered(layers: int = LAYERS, wide: int = WIDE) -> list[list[int]]:
    """For each stage those it waits for: two of the layer before; always the same ones."""
    chance = random.Random(_SEED)
    plan: list[list[int]] = [[] for _ in range(wide)]
    for layer in range(1, layers):
        before = range((layer - 1) * wide, layer * wide)
        plan += [sorted(chance.sample(before, BEHIND)) for _ in range(wide)]
    return plan


def written(plan: Sequence[Sequence[int]], folder: Path) -> Path:
    """The plan as JSON, and beside it as a pipeline of ours; the path of the first."""
    path = folder / f"{len(plan)}.json"
    path.write_text(json.dumps(plan), encoding="utf-8")
    path.with_suffix(".yaml").write_text(_pipeline(plan), encoding="utf-8")
    return path


def _pipeline(plan: Sequence[Sequence[int]]) -> str:
    lines = ["stages:"]
    for stage, after in enumerate(plan):
        names = ", ".join(f"stage_{earlier}" for earlier in after)
        lines.append(f"  stage_{stage}: {{tool: bench.idle, input: {stage}, after: [{names}]}}")
    return "\n".join([*lines, ""])


def glance_batch(files: Path) -> str:
    """A batch of ours that asks for the size of every file of a folder."""
    return f"defaults: {{tool: bench.glance}}\nitems: ['{files}']\n"


def encode_batch(films: Path, out: Path) -> str:
    """A batch of ours that encodes every film of a folder, two at a time."""
    return f"defaults: {{tool: bench.encode, out: '{out}', jobs: 2}}\nitems: ['{films}']\n"
