"""The host's own hand: every change of a run, its stages and items, with the event that tells of it.

A change, what it made and the event are one transaction, in which the host proves that it still is the host.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from studio.core.errors import Cancelled, StudioError
from studio.engine import lock
from studio.store.backend import Hindered
from studio.store.tables import Tables

T = TypeVar("T")

_FIRST_PAUSE = 0.05
_LONGEST_PAUSE = 2.0

ENDED = ("done", "failed", "cancelled")
SETTLED = ("done", "cached", "skipped")


@dataclass(frozen=True)
class Settled:
    """What became of a stage, of an item of one, or of a call that a production made."""

    state: str
    result: Any = None
    files: tuple[Mapping[str, Any], ...] = ()
    error: StudioError | None = None
    attempts: int = 1
    seconds: float = 0.0
    fingerprint: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """The same as the tables keep it."""
        error = self.error
        return {
            "state": self.state,
            "attempts": self.attempts,
            "seconds": self.seconds,
            "result": None if self.result is None else json.dumps(self.result),
            "files": json.dumps(self.files),
            "error": error.message if error else "",
            "kind": type(error).__name__ if error else "",
            "hint": error.hint if error else "",
        }


@dataclass(frozen=True)
class Item:
    """One item of a fan-out, settled or made."""

    number: int
    source: str
    settled: Settled


@dataclass
class Journal:
    """Writes for one host, as long as it is the host."""

    tables: Tables
    epoch: int
    stopping: Callable[[], bool] = lambda: False
    regained: Callable[[], bool] = lambda: True
    hindered: Callable[[str], object] = str
    _pause: float = field(default=_FIRST_PAUSE, init=False)

    def __post_init__(self) -> None:
        self.tables.patience = self._wait

    def write(self, work: Callable[[], T]) -> T:
        """Do some work on the tables in one transaction; wait while they cannot be written.

        What is written in the course of it belongs to the same transaction.
        """

        tried: list[tuple[float, T]] = []

        def held() -> T:
            # A connection may be lost when a change was made and before that was heard: it is not made twice.
            if tried and lock.seen(self.tables) == tried[0][0]:
                return tried[0][1]
            tried.clear()
            mark = lock.hold(self.tables, self.epoch)
            answer = work()
            tried.append((mark, answer))
            return answer

        if self.tables.is_changing:
            return work()
        answer = self.tables.atomic(held)
        self._pause = _FIRST_PAUSE
        return answer

    def _wait(self, refused: Hindered) -> None:
        if self._pause == _FIRST_PAUSE:
            self.hindered(refused.message)
        if self.stopping():
            raise Cancelled
        time.sleep(self._pause)
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)
        with suppress(Hindered):
            if not self.regained():
                raise lock.overtaken()

    def prove(self) -> None:
        """Before files are touched: make sure that this still is the host."""
        lock.check(self.tables, self.epoch)

    def event(self, run: str, name: str, stage: str = "", **fields: Any) -> None:
        """Tell of something that changes nothing, such as progress."""
        self.write(lambda: self._tell(run, name, stage, fields))

    def run(self, run: str, state: str, *, error: StudioError | None = None, **fields: Any) -> None:
        """A run has come to another state."""

        def change() -> None:
            now = time.time()
            self.tables.change(
                "UPDATE run SET state = :state, error = :error, hint = :hint, "
                "started = COALESCE(started, :started), ended = :ended WHERE id = :run",
                run=run, state=state, error=error.message if error else "", hint=error.hint if error else "",
                started=now if state == "running" else None, ended=now if state in ENDED else None,
            )  # fmt: skip
            if state in ENDED:
                self.tables.change("DELETE FROM job WHERE run = :run", run=run)
            told = {"error": error.message, "hint": error.hint} if error else {}
            self._tell(run, f"run.{state}", "", {**told, **fields})

        self.write(change)

    def began(self, run: str, stage: str, tool: str, position: int, **counts: Any) -> None:
        """A stage is being worked on."""

        def change() -> None:
            self.tables.change(
                "INSERT INTO stage (run, name, position, tool, state, total, done, failed, started) "
                "VALUES (:run, :stage, :position, :tool, 'running', :total, :done, :failed, :now) "
                "ON CONFLICT (run, name) DO UPDATE SET state = 'running', total = :total, done = :done, "
                "failed = :failed, started = COALESCE(stage.started, :now), ended = NULL, error = ''",
                run=run, stage=stage, position=position, tool=tool, now=time.time(),
                total=counts.get("total"), done=counts.get("done", 0), failed=counts.get("failed", 0),
            )  # fmt: skip
            self._tell(run, "stage.running", stage, {"tool": tool, **counts})

        self.write(change)

    def made(self, run: str, stage: str, tool: str, position: int, settled: Settled) -> None:
        """A stage's result is safe, and not yet where it is to go."""
        self.write(lambda: self._put(run, stage, tool, position, settled))

    def ended(self, run: str, stage: str, tool: str, position: int, settled: Settled, **told: Any) -> None:
        """A stage is settled."""

        def change() -> None:
            self._put(run, stage, tool, position, settled)
            error = settled.error
            fields: dict[str, Any] = {"tool": tool, "seconds": round(settled.seconds, 3), **told}
            fields |= {"error": error.message, "hint": error.hint} if error else {}
            fields |= {"files": [file["path"] for file in settled.files]} if settled.files else {}
            self._tell(run, f"stage.{settled.state}", stage, fields)

        self.write(change)

    def items(self, run: str, stage: str, items: Iterable[Item], *, done: int, failed: int) -> None:
        """Items of a fan-out are settled or made; the counts are those of the stage afterwards."""

        def change() -> None:
            rows = [
                {"run": run, "stage": stage, "number": one.number, "source": one.source} | one.settled.columns
                for one in items
            ]
            self.tables.change_many(
                "INSERT INTO item (run, stage, number, source, state, attempts, seconds, result, files, "
                "error, kind, hint) VALUES (:run, :stage, :number, :source, :state, :attempts, :seconds, "
                ":result, :files, :error, :kind, :hint) ON CONFLICT (run, stage, number) DO UPDATE SET "
                "state = excluded.state, attempts = excluded.attempts, seconds = excluded.seconds, "
                "result = excluded.result, files = excluded.files, error = excluded.error, "
                "kind = excluded.kind, hint = excluded.hint",
                rows,
            )
            self.tables.change(
                "UPDATE stage SET done = :done, failed = :failed WHERE run = :run AND name = :stage",
                run=run, stage=stage, done=done, failed=failed,
            )  # fmt: skip
            for row in rows:
                if row["state"] == "failed":
                    told = {name: row[name] for name in ("number", "source", "error", "hint")}
                    self._tell(run, "item.failed", stage, told)

        self.write(change)

    def _put(self, run: str, stage: str, tool: str, position: int, settled: Settled) -> None:
        now = time.time()
        self.tables.change(
            "INSERT INTO stage (run, name, position, tool, state, attempts, started, ended, seconds, "
            "fingerprint, result, files, error, kind, hint) VALUES (:run, :stage, :position, :tool, :state, "
            ":attempts, :now, :ended, :seconds, :fingerprint, :result, :files, :error, :kind, :hint) "
            "ON CONFLICT (run, name) DO UPDATE SET state = excluded.state, attempts = excluded.attempts, "
            "ended = excluded.ended, seconds = excluded.seconds, fingerprint = excluded.fingerprint, "
            "result = excluded.result, files = excluded.files, error = excluded.error, "
            "kind = excluded.kind, hint = excluded.hint",
            run=run, stage=stage, position=position, tool=tool, now=now, fingerprint=settled.fingerprint,
            ended=None if settled.state == "made" else now, **settled.columns,
        )  # fmt: skip

    def _tell(self, run: str, name: str, stage: str, fields: Mapping[str, Any]) -> None:
        self.tables.change(
            "INSERT INTO event (run, at, name, stage, fields) VALUES (:run, :at, :name, :stage, :fields)",
            run=run, at=time.time(), name=name, stage=stage, fields=json.dumps(fields, default=str),
        )  # fmt: skip
        self.tables.announce()
