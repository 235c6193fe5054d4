"""Becoming the host: the lock first, then everything a host works with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.catalogue import Catalogue
from studio.engine import lock
from studio.engine.bench import Bench
from studio.engine.hosting.host import Host
from studio.engine.journal import Journal
from studio.engine.neighbour.terms import Terms
from studio.engine.workers.pool import Pool
from studio.host import pages, programs
from studio.store.assets import Assets
from studio.store.backend import Hindered, Row
from studio.store.tables import Tables


@dataclass(frozen=True)
class Enlistment:
    """What it takes to host runs on this machine.

    Attributes:
        home: Where runs lie.
        open_tables: Opens the tables.
        open_lock: Makes the lock that goes with them.
        catalogue: What can be done.
        worker: The module of a worker process.
        jobs: How many calls, and how many runs, are under way at a time.
        terms: How much of the machine may be used.
        settings: What workers are told.
        hindered: Told why the tables cannot be written, when that is so.
        chores: What is done regularly besides.
        room: Why the machine has no room for a run.
    """

    home: Path
    open_tables: Callable[[], Tables]
    open_lock: Callable[[], lock.Lock]
    catalogue: Catalogue
    worker: str
    jobs: int
    terms: Terms
    settings: Mapping[str, Any]
    hindered: Callable[[str], object] = str
    chores: Sequence[Callable[[Tables], object]] = ()
    room: Callable[[Row], str] | None = None

    def enlist(self, only: frozenset[str] | None = None) -> Hosting | None:
        """Become the host, unless somebody else is.

        Args:
            only: The runs it is for; all if None.
        """
        guard = self.open_lock()
        try:
            mine = guard.take()
        except BaseException:
            guard.release()
            raise
        if not mine:
            guard.release()
            return None
        return Hosting(self, guard, only)


class Hosting:
    """One time of being the host, from taking the lock to giving it back."""

    def __init__(self, enlistment: Enlistment, guard: lock.Lock, only: frozenset[str] | None) -> None:
        self._enlistment = enlistment
        self._guard = guard
        self._stopped = False
        with ExitStack() as stack:
            stack.callback(guard.release)
            tables = enlistment.open_tables()
            stack.callback(tables.close)
            try:
                epoch = lock.begin(tables, serves=only is None)
            except Hindered:
                # A host that was stopped in the middle of a change holds it open for as long as it sleeps.
                guard.oust()
                epoch = lock.begin(tables, serves=only is None)
            pool = Pool.on(enlistment.terms, enlistment.worker, enlistment.jobs, enlistment.settings)
            stack.callback(pool.close)
            journal = Journal(
                tables, epoch, stopping=lambda: self._stopped, regained=guard.renew,
                hindered=enlistment.hindered,
            )  # fmt: skip
            bench = Bench(
                enlistment.home, tables, journal, pool, Assets(enlistment.home), enlistment.catalogue,
                pages.tell, programs.told,
            )  # fmt: skip
            self._host = Host(
                bench, epoch, enlistment.jobs, only, chores=enlistment.chores, room=enlistment.room
            )
            self._stack = stack.pop_all()

    def host(self) -> None:
        """Host until the runs are over, or until it is stopped; then let others have their turn."""
        with self._stack:
            self._host.host()

    def stop(self) -> None:
        """Leave as soon as may be."""
        self._stopped = True
        self._host.stop()
