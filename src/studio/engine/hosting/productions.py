"""A production: a Python function that calls tools, each call of which is a step that is never done twice."""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from studio.core import delivery, errors, scratch
from studio.core.catalogue import AnyTool
from studio.core.delivery import Place
from studio.core.errors import Cancelled, StudioError, ToolFailed
from studio.core.run import Run, entered
from studio.core.tool import Tool
from studio.engine.bench import Bench
from studio.engine.plans import Stage
from studio.engine.stages.aside import wholly
from studio.engine.stages.performing import Performance
from studio.engine.stages.settling import Settler
from studio.engine.workers import products, wire
from studio.engine.workers.worker import unforeseen
from studio.store.backend import Row

T = TypeVar("T")
R = TypeVar("R")

_GLANCE = 0.1
_LEAVING = 2.0


@dataclass
class Producer:
    """Carries out one production, in a thread of its own; its calls are carried out by the pool."""

    bench: Bench
    run: Row
    held: bool = False
    _gone: threading.Event = field(default_factory=threading.Event, init=False)
    _fault: StudioError | None = field(default=None, init=False)
    _waiting: int = field(default=0, init=False)
    _at_work: int = field(default=0, init=False)

    async def carry_out(self) -> str:
        """Call the function; returns the state the run has come to."""
        self._loop = asyncio.get_running_loop()
        self._remember()
        call = json.loads(self.run["plan"])
        tool = self.bench.catalogue.named(call["tool"])
        given = wire.unpacked(call["given"])
        ended: Future[Any] = Future()
        # Whoever stops waiting for it must not keep the thread from saying how it ended.
        ended.set_running_or_notify_cancel()
        thread = threading.Thread(
            target=copy_context().run, args=(self._produce, tool, given, ended), daemon=True
        )
        thread.start()
        outcome = asyncio.wrap_future(ended)
        try:
            while not outcome.done():
                await asyncio.wait([outcome], timeout=_GLANCE)
                if self._stands_still():
                    outcome.cancel()
                    await self._leave(thread)
                    return "paused"
            result = outcome.result()
            await wholly(self._deliver, tool, result, call["place"])
        except asyncio.CancelledError:
            # Nobody will ask how it ended, and asyncio would say so on standard error.
            outcome.cancel()
            await self._leave(thread)
            raise
        except StudioError as error:
            self._fault = error
            return "failed"
        return "done"

    def _stands_still(self) -> bool:
        """Whether it was held, and all it began has come to its end."""
        return self.held and self._waiting > 0 and self._at_work == 0

    async def _leave(self, thread: threading.Thread) -> None:
        self._gone.set()
        await asyncio.to_thread(thread.join, _LEAVING)

    def fault(self) -> StudioError:
        """What went wrong."""
        assert self._fault
        return self._fault

    def end(self, state: str) -> None:
        """A production has nothing to do afterwards: what it wants done it does itself."""

    def _produce(self, tool: AnyTool, given: dict[str, Any], ended: Future[Any]) -> None:
        try:
            with entered(Branch(self, "")):
                ended.set_result(tool.function(**given))
        except Cancelled:
            ended.set_exception(ToolFailed("it was stopped", hint="try it again"))
        except StudioError as error:
            ended.set_exception(error)
        except BaseException as strange:  # noqa: BLE001
            ended.set_exception(unforeseen(strange))

    def _deliver(self, tool: AnyTool, result: Any, told: dict[str, Any] | None) -> None:
        self.bench.journal.prove()
        folder = self.bench.folder(self.run["id"])
        if told:
            place = Place(**{**told, "folder": Path(told["folder"])})
            moves = delivery.targets(result, place, folder).values()
            scratch.sweep(place.folder)
            if not moves or not all(_is_delivered(made, target) for made, target in moves):
                delivery.deliver(tool, result, place, folder, copy=True)
            files = [str(target) for _, target in moves]
        else:
            files = []
        self.bench.journal.event(self.run["id"], "run.result", result=products.told(result), files=files)

    def _remember(self) -> None:
        """The steps of the way it went before, so that new ones come behind them and do not cross it."""
        rows = self.bench.tables.all("SELECT name, position FROM stage WHERE run = :run", run=self.run["id"])
        self._positions = itertools.count(1 + max((row["position"] for row in rows), default=-1))
        self._before = {row["name"].partition("-")[0]: row["name"] for row in rows}
        self._branched = {above: name for key, name in self._before.items() for above in _above(key)}

    def call(self, key: str, tool: Tool[..., R], given: dict[str, Any]) -> R:
        """From the production's threads: have one call made, unless it was made before."""
        if self._gone.is_set():
            # The loop may be closed by now, and would leave the step behind with a warning.
            raise Cancelled
        asked = asyncio.run_coroutine_threadsafe(self._step(key, tool, given), self._loop)
        while True:
            try:
                return asked.result(_GLANCE)
            except NotYet:
                if self._gone.is_set():
                    asked.cancel()
                    raise Cancelled from None

    async def _step(self, key: str, tool: Tool[..., R], given: dict[str, Any]) -> R:
        self._waiting += 1
        while self.held or self._gone.is_set():
            await asyncio.sleep(_GLANCE)
        self._waiting -= 1
        name = f"{key}-{tool.name}"
        print_of_call = products.text_hash(json.dumps(tool.plain(given), sort_keys=True, default=str))
        row = self._row(key)
        if crossed := self._branched.get(key) or next(filter(None, map(self._before.get, _above(key))), ""):
            raise _another(name, crossed)
        if row:
            self._compare(row, name, print_of_call)
            if row["state"] == "failed" and self._went_on_after(key):
                # The function made do without it, and must find it failed again to go the same way.
                raise getattr(errors, row["kind"], ToolFailed)(row["error"], hint=row["hint"])
        if row is None or not self._is_there(row, tool):
            self._at_work += 1
            try:
                await self._perform(name, tool, given, print_of_call)
            finally:
                self._at_work -= 1
            row = self._row(key)
        assert row
        return tool.Output.validate_python(products.understood(json.loads(row["result"])))

    async def _perform(self, name: str, tool: AnyTool, given: dict[str, Any], print_of_call: str) -> None:
        stage = Stage(name, tool.id)
        shown = {parameter.shown: given[parameter.name] for parameter in tool.parameters}
        performance = Performance(
            self.bench, self.run["id"], Path(self.run["folder"]), stage, next(self._positions), {},
            lambda: False, shown, print_of_call,
        )  # fmt: skip
        settled = await performance.carry_out()
        assert settled
        if settled.error:
            raise settled.error

    def _is_there(self, row: Row, tool: AnyTool) -> bool:
        settler = Settler(tool, self.bench.assets)
        return row["state"] in ("done", "cached") and settler.still_there(row["files"])

    def _row(self, key: str) -> Row | None:
        return self.bench.tables.one(
            "SELECT name, tool, state, result, files, fingerprint, error, kind, hint FROM stage "
            "WHERE run = :run AND substr(name, 1, :length) = :beginning",
            run=self.run["id"], length=len(key) + 1, beginning=f"{key}-",
        )  # fmt: skip

    def _went_on_after(self, key: str) -> bool:
        """Whether a later step was begun in the branch of this one, or in one that led to it."""
        steps = self.bench.tables.all("SELECT name FROM stage WHERE run = :run", run=self.run["id"])
        mine = key.split(".")
        for step in steps:
            other = step["name"].partition("-")[0].split(".")
            for depth in range(0, min(len(mine), len(other)), 2):
                if other[:depth] == mine[:depth] and int(other[depth]) > int(mine[depth]):
                    return True
        return False

    def _compare(self, row: Row, name: str, print_of_call: str) -> None:
        """A production that is taken up again must go the way it went before."""
        if row["name"] == name and row["fingerprint"] in ("", print_of_call):
            return
        raise _another(name, row["name"])


def _is_delivered(made: Path, target: Path) -> bool:
    """Whether a host that was killed had brought it there, and only could not say so any more."""
    return target.exists() and products.hash_of(made) == products.hash_of(target)


def _above(key: str) -> list[str]:
    """The places at which the branches began that lead to a step: of 002.0001.003 that is 002."""
    parts = key.split(".")
    return [".".join(parts[:depth]) for depth in range(1, len(parts), 2)]


def _another(name: str, before: str) -> ToolFailed:
    return ToolFailed(
        f"step {name} is another than it was when this run began ({before})",
        hint="its code or what it depends on has changed since: start it anew",
    )


class Branch(Run):
    """The run a production finds itself in; every branch of it counts its own steps."""

    def __init__(self, producer: Producer, path: str) -> None:
        folder = producer.bench.folder(producer.run["id"]) / "notes"
        super().__init__(folder, listener=self._tell, cancelled=producer._gone.is_set)
        self._producer = producer
        self._path = path
        self._numbers = itertools.count(1)

    def step(self, tool: Tool[..., R], given: dict[str, Any]) -> R:
        """One call of a tool, journaled."""
        self._stop_if_cancelled()
        return self._producer.call(f"{self._path}{next(self._numbers):03}", tool, given)

    def each(self, work: Callable[[T], R], items: Iterable[T]) -> list[R]:
        """Do the same to every item side by side; each keeps the number of its place in the list."""
        path = f"{self._path}{next(self._numbers):03}"
        with ThreadPoolExecutor(max(2, self._producer.bench.pool.capacity * 2)) as threads:
            jobs = [
                threads.submit(copy_context().run, self._in_branch, f"{path}.{number:04}.", work, item)
                for number, item in enumerate(items, start=1)
            ]
            try:
                return [job.result() for job in jobs]
            except BaseException:
                threads.shutdown(cancel_futures=True)
                raise

    def _in_branch(self, path: str, work: Callable[[T], R], item: T) -> R:
        with entered(Branch(self._producer, path)):
            return work(item)

    def _tell(self, event: str, fields: dict[str, Any]) -> None:
        name = "run.progress" if event == "progress" else "note"
        told = fields if event == "progress" else {"note": event, **fields}
        self._producer.bench.journal.event(self._producer.run["id"], name, **told)
