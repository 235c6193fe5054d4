"""One-off running, without a record: one call here, many calls over worker processes."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from studio.core import delivery, scratch
from studio.core.catalogue import AnyTool
from studio.core.errors import Cancelled, Refused, StudioError
from studio.core.needs import asked_for
from studio.core.run import Run, entered
from studio.core.settings import tell_libraries
from studio.engine.neighbour.leases import claimed
from studio.engine.neighbour.terms import Terms
from studio.engine.neighbour.tiers import Reading, Tier, Tiers
from studio.engine.once.planning import Plan, Task
from studio.engine.workers import wire
from studio.engine.workers.calls import Call, Message
from studio.engine.workers.cards import ALL_TAKEN, Cards
from studio.engine.workers.ends import overdrawn
from studio.engine.workers.pool import Pool
from studio.engine.workers.worker import unforeseen
from studio.host import hardware, programs
from studio.host.isolation.proof import Proof
from studio.host.pressure import stalled

_PATIENCE = 1.0


@dataclass(frozen=True)
class Outcome:
    """What became of one task."""

    task: Task
    result: Any = None
    files: tuple[Path, ...] = ()
    error: StudioError | None = None
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        return self.error is None


Hear = Callable[[Task, str, Mapping[str, Any]], None]
"""Told of everything that happens to a task on its way; `started` and `settled` come for each."""


@dataclass(frozen=True)
class Crew:
    """Who does the work of many tasks.

    Attributes:
        module: The program of a worker.
        jobs: How many there are at most.
        terms: How much of the machine they may use.
        settings: What they are told.
        vouched: Told in the end whether any of them has touched a GPU that was not to.
    """

    module: str
    jobs: int
    terms: Terms
    settings: Mapping[str, Any]
    vouched: Callable[[Proof], object] = str

    @cached_property
    def cards(self) -> Cards:
        """Shares of graphics cards."""
        return Cards.of(self.terms.gpus, self.settings)

    def pool(self, tasks: int) -> Pool:
        return Pool.on(self.terms, self.module, max(1, min(self.jobs, tasks)), self.settings)


def carry_out(plan: Plan, crew: Crew, hear: Hear) -> Iterator[Outcome]:
    """The outcome of every task, in the tasks' order; one that fails never stops the rest."""
    with _workshop(plan) as workshop:
        if len(plan.tasks) == 1:
            yield _here(plan.tool, plan.tasks[0], workshop, crew, hear)
        else:
            yield from _spread(plan, crew, workshop, hear)


def _here(tool: AnyTool, task: Task, workshop: Path, crew: Crew, hear: Hear) -> Outcome:
    began, terms = time.monotonic(), crew.terms
    result: Any = None
    files: tuple[Path, ...] = ()
    error: StudioError | None = _would_overwrite(task)
    if error is None:
        hear(task, "started", {})
        stopping = threading.Event()
        run = Run(workshop, listener=partial(hear, task), cancelled=stopping.is_set, threads=terms.cores)
        try:
            asked = asked_for(tool.resources, task.given)
            _wait_for_room(claimed(asked).memory, terms, partial(hear, task))
            if asked.on_gpu:
                _get_card(crew.cards, task, hear)
            result = _in_thread(tool, task, run, stopping)
            result, files = delivery.deliver(tool, result, task.place, workshop)
        except StudioError as refused:
            error = refused
        except MemoryError as strange:
            error = overdrawn(tool.id, terms.memory) if terms.memory else unforeseen(strange)
        except (Exception, SystemExit) as strange:  # noqa: BLE001
            error = unforeseen(strange)
    outcome = Outcome(task, result, files, error, time.monotonic() - began)
    hear(task, "settled", {"ok": outcome.ok})
    return outcome


def _wait_for_room(wanted: int, terms: Terms, hear: Callable[[str, Mapping[str, Any]], None]) -> None:
    """Let memory become emptier where what a call takes would have something else go."""
    tiers = Tiers(terms.hold)
    while True:
        memory = hardware.memory()
        verdict = tiers.judge(Reading(time.monotonic(), memory.limit, memory.available, stalled()))
        if verdict.tier < Tier.HOLD or wanted <= verdict.room:
            return
        hear("held", {"reason": verdict.reason})
        time.sleep(_PATIENCE)


def _get_card(cards: Cards, task: Task, hear: Hear) -> None:
    """Have a share of a card for as long as this process lives, and see no other; wait for it."""
    if refusal := cards.refusal():
        raise refusal
    programs.let_see_cards()
    while cards.shares and (share := cards.take()) is None:
        hear(task, "held", {"reason": ALL_TAKEN})
        time.sleep(_PATIENCE)
    if cards.shares and share:
        tell_libraries(share.environment)
        hear(task, "on_card", share.told)


def _in_thread(tool: AnyTool, task: Task, run: Run, stopping: threading.Event) -> Any:
    """Run the tool beside the main thread, which stays free to hear Ctrl-C."""
    answer: list[Any] = []
    failure: list[BaseException] = []

    def work() -> None:
        try:
            with entered(run):
                answer.append(run.step(tool, dict(task.given)))
        except BaseException as error:  # noqa: BLE001
            failure.append(error)

    thread = threading.Thread(target=copy_context().run, args=(work,), daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.5)
    except BaseException:
        stopping.set()
        thread.join(_PATIENCE)
        raise
    if failure:
        raise KeyboardInterrupt if isinstance(failure[0], Cancelled) else failure[0]
    return answer[0]


def _spread(plan: Plan, crew: Crew, workshop: Path, hear: Hear) -> Iterator[Outcome]:
    refused = {task.number: error for task in plan.tasks if (error := _would_overwrite(task))}
    ready = {number: Outcome(plan.tasks[number], error=error) for number, error in refused.items()}
    for outcome in ready.values():
        hear(outcome.task, "settled", {"ok": False})
    calls = (_call(plan.tool, task, workshop) for task in plan.tasks if task.number not in refused)
    upcoming = 0
    with crew.pool(len(plan.tasks) - len(refused)) as pool:
        for message in pool.messages(calls):
            task = plan.tasks[message.number]
            if not message.final:
                hear(task, message.event, message.fields)
                continue
            ready[task.number] = _settled(plan.tool, task, message, workshop / str(task.number))
            hear(task, "settled", {"ok": ready[task.number].ok})
            while upcoming in ready:
                yield ready.pop(upcoming)
                upcoming += 1
        crew.vouched(pool.vouch(""))
    yield from (ready[number] for number in sorted(ready))


def _call(tool: AnyTool, task: Task, workshop: Path) -> Call:
    folder = str(workshop / str(task.number))
    claim = claimed(asked_for(tool.resources, task.given))
    try:
        return Call(task.number, tool.id, wire.packed(task.given), folder, checked=True, claim=claim)
    except wire.NotPlain:
        return Call(task.number, tool.id, tool.plain(task.given), folder, claim=claim)


def _settled(tool: AnyTool, task: Task, message: Message, folder: Path) -> Outcome:
    result: Any = None
    files: tuple[Path, ...] = ()
    error = message.error
    try:
        if error is None:
            result = _understood(tool, message.result)
            result, files = delivery.deliver(tool, result, task.place, folder)
    except StudioError as refused:
        error = refused
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Outcome(task, result, files, error, message.seconds)


def _understood(tool: AnyTool, said: Any) -> Any:
    """The result a worker sent, as the tool's own type."""
    try:
        return tool.Output.validate_python(said)
    except ValueError as wrong:
        raise unforeseen(wrong) from None


def _would_overwrite(task: Task) -> Refused | None:
    """Know before the work is done that its result could not be delivered."""
    target = task.expected
    if target is None or not (found := delivery.in_the_way(target, task.place)):
        return None
    return delivery.exists(found)


@contextmanager
def _workshop(plan: Plan) -> Iterator[Path]:
    """A folder for what is being made: beside the results, or anywhere if there will be none."""
    if delivery.makes_files(plan.tool):
        with scratch.beside(plan.root) as folder:
            yield folder
    else:
        with scratch.anywhere() as folder:
            yield folder
