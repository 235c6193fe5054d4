"""What is asked of a run is done or answered with the reason why not, whatever state the run is in."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.engine.benches import bench_in
from tests.engine.house import House

from studio.core.errors import BadInput
from studio.engine.bench import Bench
from studio.engine.hosting import commands
from studio.engine.hosting.active import Active
from studio.engine.hosting.conductor import Conductor
from studio.engine.journal import Item, Settled
from studio.engine.plans import Plan, Stage

STAGE = Stage("one", "toil.write", {"order": "a.txt"})
ONLY = ": only what failed or was cancelled can be tried again"
AGAIN = "; studio runs retry {run} tries again what failed"
FAILED = Settled("failed", error=BadInput("too dark", hint="say something else"))


@pytest.fixture
def bench(house: House) -> Iterator[Bench]:
    with bench_in(house) as bench:
        yield bench


def ask(house: House, bench: Bench, run: str, verb: str, active: Active | None = None) -> str | None:
    number = house.desk.ask(run, verb)
    assert house.desk.answered(number) is None
    commands.obey(bench, {run: active} if active else {})
    return house.desk.answered(number)


def queued(house: House, run: str) -> bool:
    """Whether the run waits to be let in."""
    row = house.tables.one("SELECT admitted FROM job WHERE run = :run", run=run)
    return row is not None and row["admitted"] is None and house.state(run) == "waiting"


@pytest.mark.parametrize(
    ("state", "verb", "answer", "after"),
    [
        ("waiting", "cancel", "", "cancelled"),
        ("waiting", "pause", "", "paused"),
        ("waiting", "resume", "", "waiting"),
        ("waiting", "retry", f"it is waiting{ONLY}", "waiting"),
        ("paused", "cancel", "", "cancelled"),
        ("paused", "pause", "it is paused already", "paused"),
        ("paused", "resume", "", "waiting"),
        ("paused", "retry", f"it is paused{ONLY}", "paused"),
        ("done", "cancel", "it is done already", "done"),
        ("done", "pause", "it is done already", "done"),
        ("done", "resume", "it is done already", "done"),
        ("done", "retry", f"it is done{ONLY}", "done"),
        ("failed", "cancel", "it is failed already", "failed"),
        ("failed", "pause", "it is failed already", "failed"),
        ("failed", "resume", f"it is failed{AGAIN}", "failed"),
        ("failed", "retry", "", "waiting"),
        ("cancelled", "cancel", "it is cancelled already", "cancelled"),
        ("cancelled", "pause", "it is cancelled already", "cancelled"),
        ("cancelled", "resume", f"it is cancelled{AGAIN}", "cancelled"),
        ("cancelled", "retry", "", "waiting"),
    ],
)  # fmt: skip
def test_of_a_run_that_is_not_under_way(
    house: House, bench: Bench, state: str, verb: str, answer: str, after: str
) -> None:
    run = house.submit(STAGE)
    if state != "waiting":
        bench.journal.run(run, state)
    before = len(house.events(run))
    assert ask(house, bench, run, verb) == answer.format(run=run)
    assert house.state(run) == after
    assert queued(house, run) == (after == "waiting")
    assert [event.name for event in house.events(run)[before:]] == (
        [f"run.{after}"] if after != state else []
    )


@pytest.mark.parametrize(
    ("state", "verb", "answer", "after", "held"),
    [
        ("running", "pause", "", "pausing", True),
        ("running", "resume", "", "running", False),
        ("running", "retry", f"it is running{ONLY}", "running", False),
        ("pausing", "pause", "", "pausing", True),
        ("pausing", "resume", "", "running", False),
        ("pausing", "retry", f"it is pausing{ONLY}", "pausing", True),
    ],
)  # fmt: skip
def test_of_a_run_that_is_under_way(
    house: House, bench: Bench, state: str, verb: str, answer: str, after: str, held: bool
) -> None:
    run = house.submit(STAGE)
    bench.journal.run(run, state)

    async def asked() -> Active:
        work = Conductor(bench, run, Path.cwd(), Plan("test", "pipeline", (STAGE,)), held=state == "pausing")
        active = Active(work, asyncio.create_task(asyncio.sleep(60)))
        assert ask(house, bench, run, verb, active) == answer
        assert active.task
        assert not active.task.cancelling()
        active.task.cancel()
        return active

    active = asyncio.run(asked())
    assert (house.state(run), active.work.held, active.asked) == (after, held, "")


@pytest.mark.parametrize("state", ["running", "pausing"])
def test_to_cancel_what_is_under_way_its_task_is_ended(house: House, bench: Bench, state: str) -> None:
    run = house.submit(STAGE)
    bench.journal.run(run, state)

    async def asked() -> Active:
        work = Conductor(bench, run, Path.cwd(), Plan("test", "pipeline", (STAGE,)))
        active = Active(work, asyncio.create_task(asyncio.sleep(60)))
        assert ask(house, bench, run, "cancel", active) == ""
        await asyncio.wait([active.task] if active.task else [])
        return active

    active = asyncio.run(asked())
    assert active.asked == "cancel"
    assert active.task
    assert active.task.cancelled()


@pytest.mark.parametrize(("verb", "after"), [("resume", "waiting"), ("cancel", "cancelled")])
def test_a_run_that_has_just_come_to_rest_is_not_under_way(
    house: House, bench: Bench, verb: str, after: str
) -> None:
    """Its task is over, and the host has not yet looked."""
    run = house.submit(STAGE)
    bench.journal.run(run, "paused")

    async def asked() -> None:
        work = Conductor(bench, run, Path.cwd(), Plan("test", "pipeline", (STAGE,)), held=True)
        active = Active(work, asyncio.create_task(asyncio.sleep(0)))
        await asyncio.wait([active.task] if active.task else [])
        assert ask(house, bench, run, verb, active) == ""

    asyncio.run(asked())
    assert house.state(run) == after
    assert queued(house, run) == (after == "waiting")


def test_whatever_was_not_settled_is_cancelled_with_its_run(house: House, bench: Bench) -> None:
    run = house.submit(STAGE)
    for position, state in enumerate(("done", "made", "failed")):
        bench.journal.ended(run, state, "toil.write", position, Settled(state))
    bench.journal.began(run, "running", "toil.write", 3)
    assert ask(house, bench, run, "cancel") == ""
    assert house.states(run) == {"done": "done", "made": "made", "failed": "failed", "running": "cancelled"}


def test_to_try_again_is_to_forget_what_failed_and_nothing_else(house: House, bench: Bench) -> None:
    run = house.submit(STAGE)
    bench.journal.began(run, "many", "toil.write", 0, total=3)
    items = [Item(0, "a", Settled("done")), Item(1, "b", FAILED), Item(2, "c", Settled("cached"))]
    bench.journal.items(run, "many", items, done=2, failed=1)
    bench.journal.ended(run, "many", "toil.write", 0, FAILED)
    bench.journal.ended(run, "before", "toil.write", 1, Settled("done"))
    bench.journal.ended(run, "after", "toil.write", 2, Settled("skipped"))
    bench.journal.run(run, "failed", error=FAILED.error)
    assert ask(house, bench, run, "retry") == ""
    assert house.states(run) == {"many": "waiting", "before": "done", "after": "waiting"}
    assert [item["number"] for item in house.items(run, "many")] == [0, 2]
    many = house.stages(run)["many"]
    assert (many["error"], many["hint"], many["ended"]) == ("", "", None)
    assert (house.run(run)["error"], house.run(run)["ended"]) == ("", None)


def test_what_was_asked_first_is_done_first(house: House, bench: Bench) -> None:
    run = house.submit(STAGE)
    numbers = [house.desk.ask(run, verb) for verb in ("pause", "resume", "cancel", "retry", "pause", "pause")]
    commands.obey(bench, {})
    assert [house.desk.answered(number) for number in numbers] == ["", "", "", "", "", "it is paused already"]
    assert house.state(run) == "paused"
    commands.obey(bench, {})
    assert house.state(run) == "paused", "nothing is done a second time"


def test_what_nobody_knows_is_answered_too(house: House, bench: Bench) -> None:
    assert ask(house, bench, "nowhere", "cancel") == "there is no run nowhere"
    run = house.submit(STAGE)
    house.tables.change("INSERT INTO command (run, verb, given) VALUES (:run, 'sing', 0)", run=run)
    commands.obey(bench, {})
    row = house.tables.one("SELECT answer FROM command WHERE verb = 'sing'")
    assert row == {"answer": "this version does not know how to sing a run"}
