"""What a new host finds: runs whose host was killed, workers without a master, half-made results."""

from __future__ import annotations

import shutil
import time
from collections.abc import Collection

import psutil

from studio.engine.bench import MAKING, Bench
from studio.host import programs

_CLOSE = 1.0


def reconcile(bench: Bench, only: Collection[str] | None) -> None:
    """Put back into the queue what was under way, end stray workers, clear away what was half made."""
    _end_strays(bench)
    # Let in, and its host killed before it began.
    bench.journal.write(
        lambda: bench.tables.change(
            "UPDATE job SET admitted = NULL, epoch = NULL "
            "WHERE admitted IS NOT NULL AND run IN (SELECT id FROM run WHERE state = 'waiting')"
        )
    )
    runs = bench.tables.all("SELECT id FROM run WHERE state IN ('running', 'pausing')")
    for run in (row["id"] for row in runs if only is None or row["id"] in only):
        shutil.rmtree(bench.folder(run) / MAKING, ignore_errors=True)

        def requeue(run: str = run) -> None:
            now = time.time()
            bench.tables.change("UPDATE run SET state = 'waiting' WHERE id = :run", run=run)
            bench.tables.change(
                "INSERT INTO job (run, priority, submitted) VALUES (:run, 0, :now) "
                "ON CONFLICT (run) DO UPDATE SET admitted = NULL, epoch = NULL",
                run=run, now=now,
            )  # fmt: skip

        bench.journal.write(requeue)
        bench.journal.event(run, "run.recovered")


def beat(bench: Bench) -> None:
    """Write down who works for this host, so that a later one can find them."""
    now = time.time()
    rows = [{"pid": pid, "born": born, "now": now} for pid in bench.pool.members if (born := _born(pid))]

    def change() -> None:
        bench.tables.change("DELETE FROM worker")
        bench.tables.change_many(
            "INSERT INTO worker (pid, born, seen, doing) VALUES (:pid, :born, :now, '')", rows
        )

    bench.journal.write(change)


def leave(bench: Bench) -> None:
    """There are no workers any more."""
    bench.journal.write(lambda: bench.tables.change("DELETE FROM worker"))


def _end_strays(bench: Bench) -> None:
    """End workers of a host that is gone; a process that merely bears the number of one is let be."""
    for row in bench.tables.all("SELECT pid, born FROM worker"):
        # While any of a group lives its number is given to nobody, even if its leader is gone.
        born = _born(row["pid"])
        if not born or abs(born - row["born"]) < _CLOSE:
            programs.end_group(row["pid"])
    leave(bench)


def _born(pid: int) -> float:
    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return 0.0
