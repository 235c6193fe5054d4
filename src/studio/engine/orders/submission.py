"""From a file that people wrote to a run that waits, whoever orders it: a person or the clock."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio.core.catalogue import Catalogue
from studio.core.errors import BadInput
from studio.core.written.findings import Finding
from studio.engine.batch.manifest import Manifest
from studio.engine.clock.schedules import Schedule
from studio.engine.orders.desk import Desk, Order
from studio.engine.plans import Plan


@dataclass(frozen=True)
class Written:
    """A pipeline or a batch as it was understood.

    Attributes:
        plan: What is to be done; None if there are faults.
        findings: The faults.
        folder: Where its relative paths begin.
        manifests: Of a batch: the items, by the name their stage asks for them.
    """

    plan: Plan | None
    findings: tuple[Finding, ...]
    folder: Path
    manifests: Mapping[str, Manifest]

    def ordered(self, desk: Desk, order: Order, *, jobs: int = 0) -> str:
        """Have it carried out; returns the run's id.

        Args:
            desk: Where it is ordered.
            order: What goes with it; relative paths begin where the file says.
            jobs: How many things are worked on at a time at most, where a stage does not say it itself.
        """
        assert self.plan
        stages = tuple(replace(stage, jobs=stage.jobs or jobs) for stage in self.plan.stages)
        items = {name: manifest.rows() for name, manifest in self.manifests.items()}
        return desk.submit(replace(self.plan, stages=stages), replace(order, folder=self.folder), items)


def read_pipeline(
    file: Path,
    catalogue: Catalogue,
    given: Mapping[str, Any],
    *,
    here: Path | None = None,
    secrets: Collection[str] = (),
) -> Written:
    """Understand a pipeline, with its parameters as they are given."""
    from studio.engine.pipeline.compiling import compiled

    found = compiled(file, catalogue, given, here=here, secrets=secrets)
    return Written(found.plan, found.findings, found.folder, {})


def read_batch(
    file: Path, catalogue: Catalogue, *, here: Path | None = None, secrets: Collection[str] = ()
) -> Written:
    """Understand a batch, and find all it works on."""
    from studio.engine.batch.compiling import compiled

    found = compiled(file, catalogue, here=here, secrets=secrets)
    return Written(found.plan, found.findings, found.folder, found.manifests)


def order_by_clock(
    desk: Desk,
    schedule: Schedule,
    catalogue: Catalogue,
    settings: Mapping[str, Any],
    secrets: Collection[str] = (),
) -> str:
    """Order the run that a schedule is for; refuses, before anything is written, what cannot be used."""
    file, here = Path(schedule.source), Path(schedule.folder)
    if _is_batch(file):
        written = read_batch(file, catalogue, here=here, secrets=secrets)
    else:
        written = read_pipeline(file, catalogue, schedule.parameters, here=here, secrets=secrets)
    if written.findings or written.plan is None:
        raise _unusable(file, written.findings)
    order = Order(
        schedule.source, here, {**settings, **schedule.settings}, schedule.priority, schedule=schedule.id
    )
    return written.ordered(desk, order)


def _is_batch(file: Path) -> bool:
    from studio.core.written.documents import Document, read

    found = read(file)
    return isinstance(found, Document) and isinstance(found.value, dict) and "items" in found.value


def _unusable(file: Path, findings: tuple[Finding, ...]) -> BadInput:
    if not findings:
        return BadInput(f"{file} lacks parameters", hint="add the schedule again, and say them with --set")
    first = findings[0]
    more = f" and {len(findings) - 1} more faults" if len(findings) > 1 else ""
    return BadInput(f"{file.name}:{first.line}:{first.column} {first.message}{more}", hint=first.hint)
