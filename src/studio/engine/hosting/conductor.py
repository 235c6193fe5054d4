"""A run of a plan: every stage begins once those before it are settled, also after an interruption."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError, ToolFailed
from studio.engine.bench import Bench
from studio.engine.hosting import hooks
from studio.engine.journal import Settled
from studio.engine.plans import Plan, Stage
from studio.engine.stages import manifests
from studio.engine.stages.performing import Performance
from studio.engine.stages.settling import Settler
from studio.engine.workers import products
from studio.engine.written import conditions, templates
from studio.store.backend import Row

_GOOD = ("done", "cached")


@dataclass
class Conductor:
    """Carries out one plan.

    Attributes:
        bench: What it works with.
        run: The run's id.
        folder: Where the run's relative paths begin.
        plan: What is to be done.
        held: Set while nothing new may be started.
    """

    bench: Bench
    run: str
    folder: Path
    plan: Plan
    held: bool = False

    _state: dict[str, str] = field(default_factory=dict, init=False)
    _row: dict[str, Row] = field(default_factory=dict, init=False)
    _in_vain: set[str] = field(default_factory=set, init=False)
    _waits: dict[str, set[str]] = field(default_factory=dict, init=False)
    _tasks: dict[asyncio.Task[Settled | None], Stage] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._stages = {stage.name: stage for stage in self.plan.stages}
        self._position = {stage.name: position for position, stage in enumerate(self.plan.stages)}
        self._followers: dict[str, list[str]] = {name: [] for name in self._stages}
        for stage in self.plan.stages:
            for other in stage.after:
                self._followers[other].append(stage.name)

    async def carry_out(self) -> str:
        """Go through the plan; returns the state the run has come to: done, failed or, if held, paused."""
        self._remember()
        ready = [stage for stage in self.plan.stages if self._is_ready(stage)]
        try:
            while True:
                while ready and not self.held:
                    ready += self._start(ready.pop(0))
                if not self._tasks:
                    break
                done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    stage = self._tasks.pop(task)
                    if (settled := task.result()) is not None:
                        ready += self._settle(stage, settled.state)
                    else:
                        ready.append(stage)
        finally:
            await self._leave()
        if any(state not in ("done", "cached", "skipped", "failed") for state in self._state.values()):
            return "paused"
        failed = [self._stages[name] for name, state in self._state.items() if state == "failed"]
        return "failed" if any(not stage.continue_on_error for stage in failed) else "done"

    def fault(self) -> StudioError:
        """What went wrong, in one sentence."""
        failed = [name for name, state in self._state.items() if state == "failed"]
        failed.sort(key=lambda name: self._stages[name].continue_on_error)
        first = self.bench.tables.one(
            "SELECT error, hint FROM stage WHERE run = :run AND name = :name", run=self.run, name=failed[0]
        )
        rest = f" ({len(failed) - 1} more failed)" if len(failed) > 1 else ""
        assert first
        return ToolFailed(f"{failed[0]}: {first['error']}{rest}", hint=first["hint"])

    def _remember(self) -> None:
        """Take over what an earlier host has settled, as long as what it made is still there."""
        rows = self.bench.tables.all("SELECT * FROM stage WHERE run = :run", run=self.run)
        self._row = {row["name"]: row for row in rows}
        self._state = dict.fromkeys(self._stages, "waiting")
        for stage in self.plan.stages:
            if (row := self._row.get(stage.name)) and self._is_settled(stage, row):
                self._state[stage.name] = row["state"]
                if row["state"] == "skipped" and self._reason_to_skip(stage):
                    self._in_vain.add(stage.name)
        self._waits = {
            stage.name: {other for other in stage.after if self._state[other] == "waiting"}
            for stage in self.plan.stages
        }

    def _is_settled(self, stage: Stage, row: Row) -> bool:
        if row["state"] in ("skipped", "failed"):
            return True
        if row["state"] not in _GOOD:
            return False
        wanted = self._followers[stage.name] and not stage.fans_out
        settler = Settler(self.bench.catalogue.named(stage.tool), self.bench.assets)
        return not wanted or settler.still_there(row["files"])

    def _is_ready(self, stage: Stage) -> bool:
        return self._state[stage.name] == "waiting" and not self._waits[stage.name]

    def _start(self, stage: Stage) -> list[Stage]:
        """Begin a stage or, where there is nothing to do, settle it; returns those that may follow."""
        self._state[stage.name] = "running"
        try:
            if reason := self._reason_to_skip(stage):
                self._in_vain.add(stage.name)
                return self._skip(stage, reason)
            scope = self._scope(stage)
            if stage.when and not conditions.holds(stage.when, scope):
                return self._skip(stage, f"the condition does not hold: {stage.when}")
        except StudioError as error:
            return self._settle_at_once(stage, Settled("failed", error=error))
        performance = Performance(
            self.bench, self.run, self.folder, stage, self._position[stage.name], scope, lambda: self.held,
            known=stage.name in self._row,
        )  # fmt: skip
        self._tasks[asyncio.create_task(performance.carry_out())] = stage
        return []

    def _settle_at_once(self, stage: Stage, settled: Settled, **told: Any) -> list[Stage]:
        position = self._position[stage.name]
        self.bench.journal.ended(self.run, stage.name, stage.tool, position, settled, **told)
        return self._settle(stage, settled.state)

    def _settle(self, stage: Stage, state: str) -> list[Stage]:
        self._state[stage.name] = state
        follow = []
        for name in self._followers[stage.name]:
            self._waits[name].discard(stage.name)
            if self._is_ready(self._stages[name]):
                follow.append(self._stages[name])
        return follow

    def _skip(self, stage: Stage, reason: str) -> list[Stage]:
        return self._settle_at_once(stage, Settled("skipped"), reason=reason)

    def _reason_to_skip(self, stage: Stage) -> str:
        """Why a stage cannot run: one before it failed, or what it would work on was never made."""
        taken = {reference.root for reference in _references(stage)}
        for name in stage.after:
            other, state = self._stages[name], self._state[name]
            if state == "failed" and not other.continue_on_error:
                return f"{name} failed"
            if name in taken and state not in _GOOD:
                return f"{name} made nothing"
            if name in self._in_vain:
                return f"{name} was skipped"
        return ""

    def _scope(self, stage: Stage) -> dict[str, Any]:
        """What the stage's references stand for."""
        names = {reference.root for reference in _references(stage)} & self._stages.keys()
        return {name: self._told(self._stages[name]) for name in names}

    def _told(self, stage: Stage) -> Mapping[str, Any]:
        row = self.bench.tables.one(
            "SELECT result, done, failed FROM stage WHERE run = :run AND name = :name",
            run=self.run, name=stage.name,
        )  # fmt: skip
        assert row
        tool = self.bench.catalogue.named(stage.tool)
        if stage.fans_out:
            ledger = manifests.Ledger(self.bench, self.run, stage, Settler(tool, self.bench.assets))
            return {"output": ledger.outputs(), "count": row["done"], "failed": row["failed"]}
        said = None if row["result"] is None else products.understood(json.loads(row["result"]))
        failed = int(self._state[stage.name] == "failed")
        output = None if failed else tool.Output.validate_python(said)
        return {"output": output, "count": 1 - failed, "failed": failed}

    async def _leave(self) -> None:
        """Whatever ends this early ends what it has started."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def end(self, state: str) -> None:
        """Do what the plan wants done when it has come to its end."""
        wanted = {"done": self.plan.on_success, "failed": self.plan.on_failure}.get(state, ())
        hooks.carry_out(self.bench, self.run, self.folder, self.plan.name, state, wanted)


def _references(stage: Stage) -> list[templates.Reference]:
    values = [dict(stage.given), stage.out, stage.each]
    found = [reference for value in values for reference in templates.references(value)]
    return found + (conditions.referenced_in_condition(stage.when) if stage.when else [])
