"""Reading what the tables know of runs, for whoever shows them; nothing is changed here."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.errors import NotFound
from studio.engine import lock
from studio.engine.bench import RUNS
from studio.engine.journal import ENDED
from studio.engine.orders.desk import host_of, is_over, shown_state
from studio.engine.plans import Plan, thawed
from studio.store.backend import Row
from studio.store.tables import Tables

_AT_A_TIME = 1000

_RUNS = (
    "SELECT run.id, run.kind, run.name, run.state, run.source, run.folder, run.parent, run.schedule, "
    "run.submitted, run.started, run.ended, run.error, run.hint, "
    "job.epoch, job.held, job.priority FROM run LEFT JOIN job ON job.run = run.id "
)
_COUNTS = (
    "SELECT run, COUNT(*) AS steps, "
    "SUM(CASE WHEN state IN ('done', 'cached', 'skipped') THEN 1 ELSE 0 END) AS settled, "
    "SUM(CASE WHEN state = 'failed' THEN 1 ELSE 0 END) AS failed FROM stage GROUP BY run"
)


@dataclass(frozen=True)
class Event:
    """Something that happened in a run."""

    number: int
    run: str
    at: float
    name: str
    stage: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Summary:
    """One run in a line.

    Attributes:
        state: As it is in truth: a run whose host was killed is interrupted.
        held: Why it is not let in yet.
        steps: How many steps are known of; of a plan that is begun only those that were.
        settled: How many of them are done, cached or skipped.
        failed: How many have failed.
    """

    id: str
    kind: str
    name: str
    state: str
    source: str
    folder: str
    parent: str
    schedule: str
    submitted: float
    started: float | None
    ended: float | None
    error: str
    hint: str
    held: str
    priority: int
    steps: int
    settled: int
    failed: int


@dataclass(frozen=True)
class Record:
    """What is known of the runs, and who hosts them."""

    home: Path
    tables: Tables
    guard: lock.Lock

    def host(self) -> lock.Owner | None:
        """Who hosts the runs at this moment."""
        return host_of(self.tables, self.guard)

    def runs(self, states: Collection[str] = (), most: int = 0) -> list[Summary]:
        """The runs, the newest first.

        Args:
            states: The states they are in; any if empty.
            most: How many at most; all if 0.
        """
        counts = {row["run"]: row for row in self.tables.all(_COUNTS)}
        truth = self._truth()
        rows = self.tables.all(_RUNS + "ORDER BY run.submitted DESC, run.id")
        found = (_summary(row, counts.get(row["id"]), *truth) for row in rows)
        chosen = [one for one in found if not states or one.state in states]
        return chosen[:most] if most else chosen

    def under_way(self, most: int) -> list[Summary]:
        """The latest runs that are not over: those that go on, wait, or rest."""
        over = ", ".join(f"'{state}'" for state in ENDED)
        rows = self.tables.all(
            f"{_RUNS} WHERE run.state NOT IN ({over}) ORDER BY run.submitted DESC, run.id LIMIT :most",
            most=most,
        )
        truth = self._truth()
        return [_summary(row, self._counts(row["id"]), *truth) for row in rows]

    def run(self, run: str) -> Summary:
        """One run."""
        row = self.tables.one(_RUNS + "WHERE run.id = :run", run=run)
        if row is None:
            raise NotFound(f"there is no run {run}", hint="studio runs list shows all of them")
        return _summary(row, self._counts(run), *self._truth())

    def _counts(self, run: str) -> Row | None:
        return self.tables.one(_COUNTS.replace("GROUP BY", "WHERE run = :run GROUP BY"), run=run)

    def name(self, run: str) -> str:
        """What people call it; empty if it is gone."""
        row = self.tables.one("SELECT name FROM run WHERE id = :run", run=run)
        return str(row["name"]) if row else ""

    def is_over(self, run: str) -> bool:
        """Whether it has come to an end that it stays at unless someone asks for more."""
        return over(self.tables, run)

    def plan(self, run: str) -> Plan | None:
        """What it was submitted to do; None for a production, which decides on its way."""
        row = self.tables.one("SELECT kind, plan FROM run WHERE id = :run", run=run)
        return thawed(row["plan"]) if row and row["kind"] != "production" else None

    def submitted(self, run: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """The plan or the call, and the settings it was submitted under, as plain values."""
        row = self.tables.one("SELECT plan, settings FROM run WHERE id = :run", run=run)
        assert row
        return json.loads(row["plan"]), json.loads(row["settings"])

    def stages(self, run: str) -> list[Row]:
        """Its steps that were begun, in their order; a production numbers them by their names."""
        rows = self.tables.all("SELECT * FROM stage WHERE run = :run ORDER BY position, name", run=run)
        return rows if self.plan(run) else sorted(rows, key=lambda row: str(row["name"]))

    def failures(self, run: str, stage: str, most: int = 0) -> list[Row]:
        """The items of a stage that failed, and why."""
        limit = f" LIMIT {int(most)}" if most else ""
        return self.tables.all(
            "SELECT number, source, attempts, error, hint FROM item "
            "WHERE run = :run AND stage = :stage AND state = 'failed' ORDER BY number" + limit,
            run=run, stage=stage,
        )  # fmt: skip

    def events(self, run: str, after: int = 0, until: int | None = None) -> Iterator[Event]:
        """What happened after the event with this number, up to now or to another number."""
        while True:
            rows = self.tables.all(
                "SELECT * FROM event WHERE run = :run AND number > :after ORDER BY number LIMIT :most",
                run=run, after=after, most=_AT_A_TIME,
            )  # fmt: skip
            for row in rows:
                if until is not None and row["number"] > until:
                    return
                yield _event(row)
            if len(rows) < _AT_A_TIME:
                return
            after = rows[-1]["number"]

    def news(self, after: int) -> list[Event]:
        """What became of any run after the event with this number; not what happened inside of it."""
        return self._after(after, "substr(name, 1, 4) = 'run.'")

    def held_back(self, after: int) -> list[Event]:
        """What was not let in, or was stopped to make room, after the event with this number."""
        return self._after(after, "name IN ('run.held', 'run.shed', 'item.held', 'item.shed')")

    def _after(self, number: int, which: str) -> list[Event]:
        """The next events after the one with this number, of those that a condition of ours lets through."""
        rows = self.tables.all(
            f"SELECT * FROM event WHERE number > :after AND {which} ORDER BY number LIMIT :most",
            after=number, most=_AT_A_TIME,
        )  # fmt: skip
        return [_event(row) for row in rows]

    def last_event(self, run: str = "") -> int:
        """The number of the last event of a run, or of all."""
        where = "WHERE run = :run" if run else ""
        row = self.tables.one(f"SELECT MAX(number) AS number FROM event {where}", run=run)
        return int(row["number"] or 0) if row else 0

    def files(self, run: str) -> Iterator[str]:
        """What it has delivered; or, if that is nothing and it is done, what its last steps have made."""
        stages = self.stages(run)
        plan = self.plan(run)
        waited_for = {name for stage in plan.stages for name in stage.after} if plan else set()
        last = {row["name"] for row in stages if row["name"] not in waited_for}
        inside = str(self.home / RUNS / run) + "/"
        delivered = False
        for path, _ in self._made(run, stages):
            if not path.startswith(inside):
                delivered = True
                yield path
        if not delivered and plan and self.tables.one("SELECT 1 AS done FROM run WHERE id = :run "
                                                      "AND state = 'done'", run=run):  # fmt: skip
            yield from (path for path, stage in self._made(run, stages) if stage in last)

    def result(self, run: str) -> Mapping[str, Any]:
        """What a production has returned, and the files it has delivered."""
        return self._last_told(run, "run.result")

    def proof(self, run: str) -> Mapping[str, Any]:
        """Whether any of its processes touched a GPU that was not to, and what kept the others from it."""
        return self._last_told(run, "proof")

    def memory(self, run: str) -> str:
        """What has kept it to its memory, and to how much."""
        return str(self.proof(run).get("memory", ""))

    def cards(self, run: str) -> list[str]:
        """The graphics cards, or parts of them, that it has worked on."""
        rows = self.tables.all(
            "SELECT * FROM event WHERE run = :run AND name = 'item.on_card' ORDER BY number", run=run
        )
        told = [_event(row).fields for row in rows]
        return list(dict.fromkeys(" ".join(filter(None, (one["card"], one["slice"]))) for one in told))

    def _last_told(self, run: str, name: str) -> Mapping[str, Any]:
        row = self.tables.one(
            "SELECT * FROM event WHERE run = :run AND name = :name ORDER BY number DESC LIMIT 1",
            run=run, name=name,
        )  # fmt: skip
        return _event(row).fields if row else {}

    def _made(self, run: str, stages: list[Row]) -> Iterator[tuple[str, str]]:
        for row in stages:
            for file in json.loads(row["files"]):
                yield file["path"], row["name"]
            after = -1
            while row["total"] is not None:
                items = self.tables.all(
                    "SELECT number, files FROM item WHERE run = :run AND stage = :stage AND number > :after "
                    "AND state IN ('done', 'cached') ORDER BY number LIMIT :most",
                    run=run, stage=row["name"], after=after, most=_AT_A_TIME,
                )  # fmt: skip
                for item in items:
                    for file in json.loads(item["files"]):
                        yield file["path"], row["name"]
                if len(items) < _AT_A_TIME:
                    break
                after = items[-1]["number"]

    def _truth(self) -> tuple[bool, int]:
        """Whether somebody hosts, and what is let in by whoever hosts now."""
        row = self.tables.one("SELECT epoch FROM host")
        assert row
        return self.guard.held(), int(row["epoch"])


def over(tables: Tables, run: str) -> bool:
    """Whether a run has come to an end that it stays at unless someone asks for more."""
    row = tables.one("SELECT state FROM run WHERE id = :run", run=run)
    return row is None or is_over(row)


def _summary(row: Row, counts: Row | None, hosted: bool, epoch: int) -> Summary:
    job = row if row["priority"] is not None else None
    counted = counts or {"steps": 0, "settled": 0, "failed": 0}
    told = {name: row[name] for name in row if name not in ("state", "epoch", "held", "priority")}
    return Summary(
        **told,
        state=shown_state(row, hosted=hosted, epoch=epoch, job=job),
        held=row["held"] or "",
        priority=row["priority"] or 0,
        steps=int(counted["steps"]),
        settled=int(counted["settled"]),
        failed=int(counted["failed"]),
    )


def _event(row: Row) -> Event:
    return Event(row["number"], row["run"], row["at"], row["name"], row["stage"], json.loads(row["fields"]))
