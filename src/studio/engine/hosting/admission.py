"""The dispatcher: which of the waiting runs is let in next, and why the others are not."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from functools import partial

from studio.engine import breakers
from studio.engine.bench import Bench
from studio.engine.journal import ENDED
from studio.engine.plans import INTERPRETER
from studio.store.backend import Row

_MANY = 50

_WAITING = (
    "SELECT run.*, job.priority, job.held FROM job JOIN run ON run.id = job.run "
    "WHERE job.admitted IS NULL AND run.state = 'waiting' "
)
_FREE = (
    "run.interpreter <= :interpreter AND NOT EXISTS (SELECT 1 FROM job_after "
    "JOIN run AS other ON other.id = job_after.other WHERE job_after.run = run.id AND other.state <> 'done')"
)
_ORDER = " ORDER BY job.priority DESC, job.submitted LIMIT :many"


def waiting(bench: Bench, only: Collection[str]) -> bool:
    """Whether any of these runs still waits for something that this host can give.

    One that waits for the run of somebody else waits for ever unless the host gives the lock to that one.
    """
    rows = [bench.tables.one("SELECT * FROM run WHERE id = :run", run=run) for run in only]
    return any(row and (row["state"] == "running" or _hopes(bench, row, only)) for row in rows)


def _hopes(bench: Bench, run: Row, only: Collection[str]) -> bool:
    if run["state"] != "waiting" or run["interpreter"] > INTERPRETER:
        return False
    others = _waited_for(bench, run["id"])
    return all(other["id"] in only and other["state"] not in (*ENDED, "paused") for other in others)


def admitted(
    bench: Bench,
    epoch: int,
    only: Collection[str] | None,
    most: int,
    active: Collection[str],
    room: Callable[[Row], str] | None,
) -> list[Row]:
    """Let in what may begin now; returns those runs.

    Args:
        bench: What there is to work with.
        epoch: The host's.
        only: The runs the host is there for; all if None.
        most: How many may be under way.
        active: Those that are.
        room: Why the machine has no room for a run; empty if it has.
    """
    free = most - len(active)
    candidates = _candidates(bench, only) if free > 0 else []
    found: list[Row] = []
    for run in candidates:
        if run["id"] in active:
            continue
        if len(found) == free:
            break
        if reason := _hindrance(bench, run) or (room(run) if room else ""):
            _hold(bench, run, reason)
        else:
            _let_in(bench, epoch, run)
            found.append(run)
    return found


def _let_in(bench: Bench, epoch: int, run: Row) -> None:
    def change() -> None:
        bench.tables.change(
            "UPDATE job SET admitted = :now, epoch = :epoch, held = '' WHERE run = :run",
            now=time.time(), epoch=epoch, run=run["id"],
        )  # fmt: skip
        breakers.begun(bench.tables, partial(breakers.kinds_of, run))

    bench.journal.write(change)


def _candidates(bench: Bench, only: Collection[str] | None) -> list[Row]:
    """What waits, the most important and then the oldest first; then what waits for something else."""
    if only is not None:
        found = [bench.tables.one(_WAITING + "AND run.id = :run", run=run) for run in only]
        return sorted(filter(None, found), key=lambda run: (-run["priority"], run["submitted"]))
    given = {"interpreter": INTERPRETER, "many": _MANY}
    free = bench.tables.all(f"{_WAITING} AND {_FREE}{_ORDER}", **given)
    return free + bench.tables.all(f"{_WAITING} AND NOT ({_FREE}){_ORDER}", **given)


def _hindrance(bench: Bench, run: Row) -> str:
    if run["interpreter"] > INTERPRETER:
        return "it was submitted by a newer version of this program"
    others = _waited_for(bench, run["id"])
    if others:
        return f"it waits for {others[0]['id']}, which is {others[0]['state']}"
    return breakers.hindrance(bench.tables, partial(breakers.kinds_of, run))


def _waited_for(bench: Bench, run: str) -> list[Row]:
    return bench.tables.all(
        "SELECT run.id, run.state FROM job_after JOIN run ON run.id = job_after.other "
        "WHERE job_after.run = :run AND run.state <> 'done' ORDER BY run.submitted, run.id",
        run=run,
    )


def _hold(bench: Bench, run: Row, reason: str) -> None:
    if run["held"] != reason:
        bench.journal.write(
            lambda: bench.tables.change(
                "UPDATE job SET held = :reason WHERE run = :run", reason=reason, run=run["id"]
            )
        )
        bench.journal.event(run["id"], "run.held", reason=reason)
