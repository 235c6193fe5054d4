"""What is known of runs, as it is in truth."""

import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests import orders
from tests.command import started, until

from studio.assembly import open_studio
from studio.core.catalogue import Catalogue
from studio.core.errors import NotFound
from studio.engine.orders.record import Record
from studio.engine.plans import Stage


@pytest.fixture
def record(trial: Catalogue, database: str) -> Iterator[Record]:
    studio = open_studio()
    guard = studio.guard()
    with closing(studio.tables()) as tables:
        yield Record(studio.settings.home, tables, guard)
    guard.release()


def test_a_run_whose_host_was_killed_is_interrupted(record: Record) -> None:
    run = orders.ordered(orders.obey("slow", "sleep 60"))
    assert record.run(run).state == "waiting"
    with started("runs", "resume", run) as host:
        until(lambda: record.run(run).state == "running")
        owner = record.host()
        assert owner
        assert (owner.pid, owner.serves) == (host.pid, False)
        host.send_signal(signal.SIGKILL)
        host.wait()
        # A server takes a moment to notice that whoever was connected is gone.
        until(lambda: record.run(run).state == "interrupted")
        assert record.host() is None
    assert [one.id for one in record.runs(["interrupted"])] == [run]
    assert record.runs(["running"]) == []


def test_runs_come_newest_first_with_what_became_of_their_steps(record: Record) -> None:
    good = orders.ordered(orders.obey("a"), name="good")
    bad = orders.ordered(
        orders.obey("b", "fail too dark"), Stage("c", "trial.measure", {"text": "{b.output}"}, after=("b",))
    )
    orders.carried_out(good, bad)
    assert [(one.id, one.state) for one in record.runs()] == [(bad, "failed"), (good, "done")]
    assert [one.id for one in record.runs(most=1)] == [bad]
    one = record.run(bad)
    assert (one.steps, one.settled, one.failed, one.error) == (2, 1, 1, "b: too dark")
    with pytest.raises(NotFound):
        record.run("00000000")


def test_events_are_read_in_order_from_any_number_on(record: Record) -> None:
    run = orders.ordered(orders.obey_each("each", [["say a"], ["fail b"], ["say c"]]))
    orders.carried_out(run)
    told = list(record.events(run))
    assert [event.number for event in told] == sorted(event.number for event in told)
    assert (told[0].name, told[-1].name) == ("run.running", "run.failed")
    middle = told[2].number
    assert list(record.events(run, middle)) == told[3:]
    assert list(record.events(run, until=middle)) == told[:3]
    assert record.last_event(run) == record.last_event() == told[-1].number
    assert [event.name for event in record.news(0)] == ["run.running", "run.failed"]
    (failure,) = record.failures(run, "each")
    assert (failure["source"], failure["error"]) == ("each1.txt", "b")


def test_more_events_than_are_read_at_a_time_are_all_read(record: Record) -> None:
    run = orders.ordered(orders.obey("a"))
    rows = [{"run": run, "number": number} for number in range(1, 2502)]
    record.tables.change_many(
        "INSERT INTO event (run, at, name, stage, fields) VALUES (:run, :number, 'note', '', '{}')", rows
    )
    assert [event.at for event in record.events(run)] == list(range(1, 2502))


def test_delivered_files_are_named_or_what_the_last_steps_made(record: Record) -> None:
    first = orders.obey("a", "say a")
    last = Stage("b", "trial.recast", {"text": "{a.output}", "format": "md"}, after=("a",))
    kept = orders.ordered(first, last)
    delivered = orders.ordered(first, Stage(**{**vars(last), "out": "o/"}))
    many = orders.ordered(orders.obey_each("each", [["say x"]] * 3, out="many/", keep=False))
    orders.carried_out(kept, delivered, many)
    (only,) = record.files(kept)
    assert Path(only).is_relative_to(record.home / "runs" / kept / "b")
    assert list(record.files(delivered)) == [str(Path("o/a-obey-recast.md").absolute())]
    assert list(record.files(many)) == [str(Path(f"many/each{n}-obey.txt").absolute()) for n in range(3)]
