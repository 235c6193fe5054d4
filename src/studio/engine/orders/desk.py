"""The only door to the engine: takes orders from any process, and says what became of them."""

from __future__ import annotations

import json
import secrets
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.catalogue import AnyTool
from studio.core.delivery import Place
from studio.core.errors import NotFound, Refused
from studio.engine import lock
from studio.engine.bench import RUNS
from studio.engine.journal import ENDED
from studio.engine.plans import INTERPRETER, Plan
from studio.engine.stages import manifests
from studio.engine.workers import wire
from studio.store.backend import Row
from studio.store.tables import Tables

VERBS = ("cancel", "pause", "resume", "retry")


@dataclass(frozen=True)
class Order:
    """What goes with whatever is submitted.

    Attributes:
        source: The file it was written in, or the tool's id.
        folder: Where relative paths begin.
        settings: The settings it was submitted under, without secrets.
        priority: Higher goes first.
        after: The runs it waits for.
        parent: The run it was forked from.
        schedule: The schedule that asked for it.
    """

    source: str
    folder: Path
    settings: Mapping[str, Any]
    priority: int = 0
    after: Sequence[str] = ()
    parent: str = ""
    schedule: str = ""


@dataclass(frozen=True)
class Desk:
    """Speaks for the tables to whoever wants something done."""

    home: Path
    tables: Tables

    def submit(
        self, plan: Plan, order: Order, items: Mapping[str, Iterable[Mapping[str, Any]]] | None = None
    ) -> str:
        """Have a plan carried out; returns the run's id.

        Args:
            plan: What is to be done.
            order: What goes with it.
            items: The frozen items, by the name of the manifest that a stage asks for.
        """
        run = self._new_id()
        folder = self.home / RUNS / run
        try:
            for name, rows in (items or {}).items():
                manifests.freeze(folder / name, rows)
            self._enter(run, plan.kind, plan.name, plan.frozen(), order)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return run

    def submit_production(
        self, tool: AnyTool, given: Mapping[str, Any], order: Order, place: Place | None = None
    ) -> str:
        """Have a production carried out: a function that calls tools, each call a step of the run.

        Args:
            tool: The function.
            given: Its parameters, checked; paths may begin at the order's folder.
            order: What goes with it.
            place: Where its result is delivered to.
        """
        rooted = {name: _rooted(value, order.folder) for name, value in given.items()}
        told = {"folder": str(order.folder / place.folder), "stem": place.stem, "exact": place.exact,
                "overwrite": place.overwrite} if place else None  # fmt: skip
        call = json.dumps({"tool": tool.id, "given": wire.packed(rooted), "place": told})
        run = self._new_id()
        self._enter(run, "production", tool.id, call, order)
        return run

    def ask(self, run: str, verb: str) -> int:
        """Ask the host for something; returns the number by which its answer is known."""
        if verb not in VERBS:
            raise Refused(f"nobody can {verb} a run")
        row = self.tables.one(
            "INSERT INTO command (run, verb, given) VALUES (:run, :verb, :now) RETURNING id",
            run=run, verb=verb, now=time.time(),
        )  # fmt: skip
        self.tables.announce()
        assert row
        return int(row["id"])

    def answered(self, command: int) -> str | None:
        """What became of something that was asked: empty is good, else the reason; None: not yet known."""
        row = self.tables.one("SELECT handled, answer FROM command WHERE id = :command", command=command)
        return None if row is None or row["handled"] is None else str(row["answer"])

    def found(self, name: str) -> str:
        """The id of the run that someone means who typed the beginning of it, or `last`."""
        if name == "last":
            row = self.tables.one("SELECT id FROM run ORDER BY submitted DESC LIMIT 1")
            found = [row] if row else []
        else:
            low, high = name, name + "g"
            found = self.tables.all("SELECT id FROM run WHERE id >= :low AND id < :high", low=low, high=high)
        if len(found) > 1:
            raise Refused(f"{len(found)} runs begin with {name}", hint="write a little more of it")
        if not found or not name:
            raise NotFound(f"there is no run {name}", hint="studio runs list shows all of them")
        return str(found[0]["id"])

    def fork(self, run: str, stage: str, order: Order) -> str:
        """Begin a new run where another one stood before a stage; what came before it is taken over.

        Args:
            run: The run to begin from.
            stage: The first stage that is done again; those that follow from it are, too.
            order: What goes with the new run.
        """
        from studio.engine.orders.forking import fork

        new = self._new_id()
        fork(self.home, self.tables, run, stage, new, lambda plan: self._enter(new, *plan, order))
        return new

    def _enter(self, run: str, kind: str, name: str, plan: str, order: Order) -> None:
        def enter() -> None:
            now = time.time()
            self.tables.change(
                "INSERT INTO run (id, kind, name, state, source, folder, plan, interpreter, settings, "
                "parent, schedule, submitted) VALUES (:run, :kind, :name, 'waiting', :source, :folder, "
                ":plan, :interpreter, :settings, :parent, :schedule, :now)",
                run=run, kind=kind, name=name, source=order.source, folder=str(order.folder), plan=plan,
                interpreter=INTERPRETER, settings=json.dumps(dict(order.settings), default=str),
                parent=order.parent, schedule=order.schedule, now=now,
            )  # fmt: skip
            self.tables.change(
                "INSERT INTO job (run, priority, submitted) VALUES (:run, :priority, :now)",
                run=run, priority=order.priority, now=now,
            )  # fmt: skip
            for other in order.after:
                self.tables.change("INSERT INTO job_after VALUES (:run, :other)", run=run, other=other)

        self.tables.atomic(enter)
        self.tables.announce()

    def _new_id(self) -> str:
        while self.tables.one(
            "SELECT 1 AS there FROM run WHERE id = :run", run=(run := secrets.token_hex(4))
        ):
            continue
        return run


def _rooted(value: Any, folder: Path) -> Any:
    """A host may stand in another folder than whoever ordered the run."""
    if isinstance(value, list):
        return [_rooted(one, folder) for one in value]
    return folder / value if isinstance(value, Path) else value


def is_over(row: Row) -> bool:
    """Whether a run has come to an end that it stays at unless someone asks for more."""
    return row["state"] in (*ENDED, "paused")


def shown_state(row: Row, *, hosted: bool, epoch: int, job: Row | None) -> str:
    """A run's state as it is in truth: one whose host was killed calls itself running for ever."""
    if row["state"] in ("running", "pausing") and not (hosted and job and job["epoch"] == epoch):
        return "interrupted"
    return str(row["state"])


def host_of(tables: Tables, guard: lock.Lock) -> lock.Owner | None:
    """Who hosts the runs at this moment."""
    return lock.owner(tables) if guard.held() else None
