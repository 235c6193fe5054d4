"""The host: the one process that lets runs in, carries them out, obeys commands and survives being killed."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from studio.core.errors import Cancelled, StudioError
from studio.engine import breakers, lock
from studio.engine.bench import MAKING, Bench
from studio.engine.hosting import admission, commands, reconciling
from studio.engine.hosting.active import Active, Work
from studio.engine.hosting.conductor import Conductor
from studio.engine.hosting.productions import Producer
from studio.engine.plans import thawed
from studio.engine.workers.worker import unforeseen
from studio.store.backend import Row
from studio.store.tables import Tables

_GLANCE = 0.05
_HEARTBEAT = 2.0


@dataclass
class Host:
    """Hosts the runs of one database, while it holds the lock.

    Attributes:
        bench: What it works with.
        epoch: What it writes under.
        jobs: How many runs are carried out at a time.
        only: The runs it is there for; all if None.
        chores: What else is to be done regularly, such as looking at the clock.
        room: Why a run cannot be let in at the moment; empty if it can.
    """

    bench: Bench
    epoch: int
    jobs: int
    only: frozenset[str] | None = None
    chores: Sequence[Callable[[Tables], object]] = ()
    room: Callable[[Row], str] | None = None
    active: dict[str, Active] = field(default_factory=dict, init=False)
    _stop: threading.Event = field(default_factory=threading.Event, init=False)

    def stop(self) -> None:
        """Leave as soon as may be; what is being made is interrupted and can be resumed."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether it is about to leave."""
        return self._stop.is_set()

    def host(self) -> None:
        """Work until there is nothing left to do for the runs it is there for, or until it is stopped."""
        try:
            asyncio.run(self._main())
        finally:
            with suppress(StudioError):
                lock.end(self.bench.tables, self.epoch)

    async def _main(self) -> None:
        try:
            reconciling.reconcile(self.bench, self.only)
            beat = 0.0
            while not self._stop.is_set():
                commands.obey(self.bench, self.active)
                self._let_in()
                if time.monotonic() - beat >= _HEARTBEAT:
                    beat = time.monotonic()
                    reconciling.beat(self.bench)
                    for chore in self.chores:
                        chore(self.bench.tables)
                self._reap()
                if self._is_idle():
                    return
                await asyncio.sleep(_GLANCE)
            # Whoever was taken over is told to stop, and must say so.
            self._reap()
        finally:
            await self._leave()

    def _is_idle(self) -> bool:
        return self.only is not None and not self.active and not admission.waiting(self.bench, self.only)

    def _let_in(self) -> None:
        for run in admission.admitted(
            self.bench, self.epoch, self.only, self.jobs, set(self.active), self.room
        ):
            try:
                self.begin(run)
            except Exception as strange:  # noqa: BLE001
                # A run that cannot even be read must not keep the others from theirs.
                self.bench.journal.run(run["id"], "failed", error=unforeseen(strange))

    def begin(self, run: Row) -> None:
        """Carry out a run that has been let in."""
        if run["kind"] == "production":
            work: Work = Producer(self.bench, run)
        else:
            work = Conductor(self.bench, run["id"], Path(run["folder"]), thawed(run["plan"]))
        self.bench.pool.rank(run["id"], run["priority"])
        active = Active(work)
        self.active[run["id"]] = active
        active.task = asyncio.create_task(self._carry_out(run["id"], active))

    async def _carry_out(self, run: str, active: Active) -> None:
        journal = self.bench.journal
        try:
            journal.run(run, "running")
            state = await active.work.carry_out()
            await asyncio.to_thread(self._vouch, run)
            if state != "paused":
                await asyncio.to_thread(active.work.end, state)
        except asyncio.CancelledError:
            if active.asked == "cancel":
                self._vouch(run)
                self._clear(run)
                commands.cancelled(self.bench, run)
                return
            raise
        except lock.Fenced:
            self.stop()
            raise
        except StudioError as error:
            self._settle(run, active, "failed", error)
            return
        except Exception as strange:  # noqa: BLE001
            self._settle(run, active, "failed", unforeseen(strange))
            return
        if state == "paused":
            journal.run(run, "paused")
            if not active.work.held:
                # It was asked to go on when it had already come to rest.
                commands.wait_again(self.bench, run)
            return
        self._settle(run, active, state, active.work.fault() if state == "failed" else None)

    def _settle(self, run: str, active: Active, state: str, error: StudioError | None) -> None:
        """A run has come to its end; of a production that says something about its kind."""
        # First, for nobody comes back to a run that has ended, and somebody may clean up after it at once.
        self._clear(run)

        def change() -> None:
            self.bench.journal.run(run, state, error=error)
            if isinstance(active.work, Producer):
                breakers.weigh_production(self.bench.tables, active.work.run, error)

        self.bench.journal.write(change)

    def _vouch(self, run: str) -> None:
        """Write down whether anybody who worked for a run has touched a GPU that was not to."""
        proof, memory = self.bench.pool.vouch(run), self.bench.pool.kept_to_memory(run)
        if proof.processes:
            self.bench.journal.event(run, "proof", told=proof.told, memory=memory, **asdict(proof))

    def _reap(self) -> None:
        for run, active in list(self.active.items()):
            if active.task and active.task.done():
                del self.active[run]
                self._clear(run)
                if not active.task.cancelled() and (error := active.task.exception()):
                    raise error

    def _clear(self, run: str) -> None:
        shutil.rmtree(self.bench.making(run), ignore_errors=True)
        with suppress(OSError):
            (self.bench.folder(run) / MAKING).rmdir()

    async def _leave(self) -> None:
        """Interrupt what is still under way: it stays in the tables as it is, for the next host."""
        tasks = [active.task for active in self.active.values() if active.task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for run in self.active:
            self._clear(run)
        with suppress(StudioError, Cancelled):
            reconciling.leave(self.bench)
