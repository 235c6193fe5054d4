"""How long a plan will take and how much it will make, by what earlier calls have cost on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from studio.core.catalogue import Catalogue
from studio.core.errors import StudioError
from studio.engine.pipeline.order import ordered
from studio.engine.plans import Plan, Stage
from studio.engine.stages import manifests
from studio.engine.written import templates
from studio.store.tables import Tables


@dataclass(frozen=True)
class Average:
    """What one call of a tool has cost: on average, over so many calls."""

    calls: int
    seconds: float
    size: float


@dataclass(frozen=True)
class Estimate:
    """What one stage will cost.

    Attributes:
        stage: The stage.
        calls: How many calls it takes; None where only the run will tell.
        seconds: Seconds of work; None where that is not known.
        size: Bytes of its results; None where that is not known.
        measured: On how many earlier calls this rests; 0: its tool was not measured yet.
    """

    stage: str
    calls: int | None
    seconds: float | None
    size: int | None
    measured: int


@dataclass(frozen=True)
class Whole:
    """What a run will cost.

    Attributes:
        seconds: From its beginning to its end; of the stages that are known.
        size: Bytes of all results; of the stages that are known.
        unknown: The stages nothing is known of.
    """

    seconds: float
    size: int
    unknown: tuple[str, ...]


def averages(tables: Tables | None) -> dict[str, Average]:
    """What calls of every tool have cost so far."""
    if tables is None:
        return {}
    rows = tables.all(
        "SELECT tool, SUM(calls) AS calls, SUM(seconds) AS seconds, SUM(bytes_out) AS size "
        "FROM measured GROUP BY tool"
    )
    return {
        row["tool"]: Average(
            int(row["calls"]), float(row["seconds"]) / row["calls"], float(row["size"]) / row["calls"]
        )
        for row in rows
        if row["calls"]
    }


def estimated(plan: Plan, known: Mapping[str, Average], catalogue: Catalogue, folder: Path) -> list[Estimate]:
    """What every stage will cost, in the plan's order.

    Args:
        plan: The plan.
        known: What calls have cost so far, by tool.
        catalogue: The tools.
        folder: Where the plan's relative paths begin.
    """
    calls: dict[str, int | None] = {}
    found = []
    for stage in plan.stages:
        count = calls[stage.name] = _calls(stage, calls, catalogue, folder)
        average = known.get(stage.tool)
        if average is None or count is None:
            found.append(Estimate(stage.name, count, None, None, average.calls if average else 0))
        else:
            seconds, size = count * average.seconds, round(count * average.size)
            found.append(Estimate(stage.name, count, seconds, size, average.calls))
    return found


def whole(plan: Plan, estimates: list[Estimate], jobs: int) -> Whole:
    """What all stages together will cost, with so many things worked on at a time."""
    by_name = {one.stage: one for one in estimates}
    spans = {
        stage.name: _span(by_name[stage.name], min(jobs, stage.jobs) if stage.jobs else jobs)
        for stage in plan.stages
    }
    ends: dict[str, float] = {}
    waits = {stage.name: stage.after for stage in plan.stages}
    for name in ordered(waits):
        ends[name] = max((ends[other] for other in waits[name]), default=0.0) + spans[name]
    work = sum(one.seconds or 0.0 for one in estimates)
    return Whole(
        seconds=max([work / jobs, *ends.values()]),
        size=sum(one.size or 0 for one in estimates),
        unknown=tuple(one.stage for one in estimates if one.seconds is None),
    )


def _span(estimate: Estimate, jobs: int) -> float:
    """How long a stage takes if it has all workers."""
    if estimate.seconds is None or not estimate.calls:
        return 0.0
    rounds = -(-estimate.calls // jobs)
    return estimate.seconds / estimate.calls * rounds


def _calls(stage: Stage, before: Mapping[str, int | None], catalogue: Catalogue, folder: Path) -> int | None:
    if stage.manifest:
        return stage.total
    if stage.each is None:
        return 1
    if isinstance(stage.each, str) and (one := templates.alone(stage.each)):
        return before.get(one.root) if one.path[:1] == ("output",) and len(one.path) == 1 else None
    if templates.references(stage.each):
        return len(stage.each) if isinstance(stage.each, list) else None
    try:
        each = templates.filled(stage.each, {})
        return len(manifests.things(each, catalogue.named(stage.tool), folder))
    except StudioError:
        return None
