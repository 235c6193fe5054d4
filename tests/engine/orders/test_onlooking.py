"""Whoever looks on sees the runs that are not over, and what was held back; tables in trouble end nothing."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from studio.core.errors import ToolFailed
from studio.engine import lock
from studio.engine.lock import Owner
from studio.engine.orders.onlooking import Onlooker, Seen
from studio.engine.orders.record import Record
from studio.store.tables import Tables, open_tables

OWN = {os.getpid()}


@pytest.fixture
def record(database: str, tmp_path: Path) -> Iterator[Record]:
    with closing(open_tables(tmp_path, database)) as tables:
        guard = lock.lock_for(tmp_path, database)
        yield Record(tmp_path, tables, guard)
        guard.release()


@pytest.fixture
def onlooker(record: Record) -> Onlooker:
    return Onlooker(lambda: record, OWN)


def run(tables: Tables, name: str, state: str) -> None:
    tables.change(
        "INSERT INTO run (id, kind, name, state, source, folder, plan, interpreter, settings, submitted) "
        "VALUES (:name, 'pipeline', :name, :state, '', '', '{}', 1, '{}', :now)",
        name=name, state=state, now=time.time(),
    )  # fmt: skip


def happened(tables: Tables, run: str, name: str, **fields: str) -> None:
    tables.change(
        "INSERT INTO event (run, at, name, stage, fields) VALUES (:run, 1, :name, '', :fields)",
        run=run, name=name, fields=json.dumps(fields),
    )  # fmt: skip


def test_runs_that_are_not_over_are_seen(record: Record, onlooker: Onlooker) -> None:
    for state in ("waiting", "paused", "done", "failed", "cancelled"):
        run(record.tables, state, state)
    assert {one.state for one in onlooker.look().runs} == {"waiting", "paused"}


def test_the_last_that_were_held_or_shed_are_seen(record: Record, onlooker: Onlooker) -> None:
    run(record.tables, "a", "waiting")
    happened(record.tables, "a", "run.held", reason="memory is full")
    happened(record.tables, "a", "stage.progress")
    assert [event.fields["reason"] for event in onlooker.look().events] == ["memory is full"]
    for number in range(7):
        happened(record.tables, "a", "item.shed", reason=str(number))
    assert [event.fields["reason"] for event in onlooker.look().events] == list("123456")


def test_everything_the_host_has_started_is_ours(record: Record, onlooker: Onlooker) -> None:
    assert onlooker.roots() == OWN
    here = lock.ourselves()

    def hosted(owner: Owner) -> set[int]:
        record.tables.change("UPDATE host SET owner = :owner", owner=json.dumps(owner.__dict__))
        return onlooker.roots()

    parent = os.getppid()
    born = psutil.Process(parent).create_time()
    assert hosted(Owner(here.machine, parent, born)) == {*OWN, parent}
    assert hosted(Owner(here.machine, parent, born - 1)) == OWN, "another process that got its number"
    assert hosted(Owner("elsewhere", parent, born)) == OWN


def refuse() -> Record:
    raise ToolFailed("the tables are locked")


@pytest.mark.parametrize(
    ("opened", "seen"), [(lambda: None, Seen()), (refuse, Seen(trouble="the tables are locked"))]
)
def test_where_nothing_can_be_read_the_machine_is_still_watched(
    opened: Callable[[], Record | None], seen: Seen
) -> None:
    onlooker = Onlooker(opened, OWN)
    assert onlooker.roots() == OWN
    assert onlooker.look() == seen
    onlooker.close()
