"""What people ask of the host while runs go on: cancel, pause, resume, retry."""

from __future__ import annotations

import time
from collections.abc import Mapping

from studio.engine.bench import Bench
from studio.engine.hosting.active import Active
from studio.engine.journal import ENDED

Actives = Mapping[str, Active]


def obey(bench: Bench, actives: Actives) -> None:
    """Do what was asked since the last look, in the order in which it was."""
    for row in bench.tables.all("SELECT * FROM command WHERE handled IS NULL ORDER BY id"):
        answer = _obeyed(bench, actives, row["run"], row["verb"])
        bench.journal.write(
            lambda row=row, answer=answer: bench.tables.change(  # type: ignore[misc]
                "UPDATE command SET handled = :now, answer = :answer WHERE id = :id",
                now=time.time(), answer=answer, id=row["id"],
            )
        )  # fmt: skip


def _obeyed(bench: Bench, actives: Actives, run: str, verb: str) -> str:
    row = bench.tables.one("SELECT state FROM run WHERE id = :run", run=run)
    if row is None:
        return f"there is no run {run}"
    known = {"cancel": _cancel, "pause": _pause, "resume": _resume, "retry": _retry}
    if verb not in known:
        return f"this version does not know how to {verb} a run"
    return known[verb](bench, actives, run, row["state"])


def _under_way(actives: Actives, run: str) -> Active | None:
    """A run whose task goes on; one that has just come to its end hears nothing any more."""
    active = actives.get(run)
    return None if active is None or (active.task and active.task.done()) else active


def _cancel(bench: Bench, actives: Actives, run: str, state: str) -> str:
    if state in ENDED:
        return f"it is {state} already"
    if (active := _under_way(actives, run)) and active.task:
        active.asked = "cancel"
        active.task.cancel()
    else:
        cancelled(bench, run)
    return ""


def cancelled(bench: Bench, run: str) -> None:
    """Write down that a run was cancelled, and with it whatever was not settled.

    What was made already stays so: it may be in its place, and is found there if the run is tried again.
    """
    bench.journal.write(
        lambda: bench.tables.change(
            "UPDATE stage SET state = 'cancelled' WHERE run = :run AND state IN ('waiting', 'running')",
            run=run,
        )
    )
    bench.journal.run(run, "cancelled")


def _pause(bench: Bench, actives: Actives, run: str, state: str) -> str:
    if state in (*ENDED, "paused"):
        return f"it is {state} already"
    if active := _under_way(actives, run):
        active.work.held = True
        bench.journal.run(run, "pausing")
    else:
        bench.journal.run(run, "paused")
    return ""


def _resume(bench: Bench, actives: Actives, run: str, state: str) -> str:
    if state == "done":
        return "it is done already"
    if state in ENDED:
        return f"it is {state}; studio runs retry {run} tries again what failed"
    if active := _under_way(actives, run):
        active.work.held = False
        bench.journal.run(run, "running")
    elif state == "paused":
        wait_again(bench, run)
    return ""


def _retry(bench: Bench, _: Actives, run: str, state: str) -> str:
    if state not in ("failed", "cancelled"):
        return f"it is {state}: only what failed or was cancelled can be tried again"

    def forget() -> None:
        bench.tables.change("DELETE FROM item WHERE run = :run AND state = 'failed'", run=run)
        # A production knows which of its failures it made do with; those it must find as they were.
        bench.tables.change(
            "UPDATE stage SET state = 'waiting', error = '', hint = '', ended = NULL "
            "WHERE run = :run AND (state IN ('skipped', 'cancelled', 'running') OR (state = 'failed' "
            "AND EXISTS (SELECT 1 FROM run WHERE run.id = :run AND run.kind <> 'production')))",
            run=run,
        )

    bench.journal.write(forget)
    wait_again(bench, run)
    return ""


def wait_again(bench: Bench, run: str) -> None:
    """Put a run back into the queue."""

    def requeue() -> None:
        bench.tables.change(
            "INSERT INTO job (run, priority, submitted) VALUES (:run, 0, :now) "
            "ON CONFLICT (run) DO UPDATE SET admitted = NULL, epoch = NULL",
            run=run, now=time.time(),
        )  # fmt: skip

    bench.journal.write(requeue)
    bench.journal.run(run, "waiting")
