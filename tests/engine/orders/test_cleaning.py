"""What goes when room is wanted, and what stays whatever is wanted."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests import orders

from studio.assembly import open_studio
from studio.core.catalogue import Catalogue
from studio.core.errors import Refused
from studio.engine import lock
from studio.engine.orders.cleaning import Wanted, clean
from studio.engine.orders.record import Record
from studio.engine.plans import Stage

DAY = 86400.0


@pytest.fixture
def record(trial: Catalogue, database: str) -> Iterator[Record]:
    studio = open_studio()
    guard = studio.guard()
    with closing(studio.tables()) as tables:
        yield Record(studio.settings.home, tables, guard)
    guard.release()


def ended(record: Record, name: str, *, size: int, days: float) -> str:
    """A run that made so many bytes, and ended so many days ago."""
    run = orders.ordered(orders.obey(name, "say " + name[0] * (size - 1)))
    orders.carried_out(run)
    then = time.time() - days * DAY
    record.tables.change(
        "UPDATE run SET submitted = :then, ended = :then WHERE id = :run", then=then, run=run
    )
    return run


def kept(record: Record) -> list[str]:
    return [run.id for run in record.runs()]


def assets() -> int:
    return sum(file.stat().st_size for file in Path("home/assets").rglob("*") if file.is_file())


def test_age_takes_what_ended_long_ago(record: Record) -> None:
    old, young = ended(record, "old", size=300, days=31), ended(record, "young", size=200, days=29)
    rehearsed = clean(record, Wanted(older=30 * DAY), rehearse=True)
    assert ([run.id for run in rehearsed.runs], rehearsed.bytes) == ([old], 300)
    assert (kept(record), assets()) == ([young, old], 500)
    freed = clean(record, Wanted(older=30 * DAY))
    assert ([run.id for run in freed.runs], freed.bytes) == ([old], 300)
    assert (kept(record), assets()) == ([young], 200)
    for table in ("stage", "event", "job"):
        assert record.tables.all(f"SELECT 1 AS one FROM {table} WHERE run = :run", run=old) == []
    assert not Path(f"home/runs/{old}").exists()


def test_size_takes_the_oldest_until_the_rest_is_small_enough(record: Record) -> None:
    for name, days in (("c", 3), ("b", 2), ("a", 1)):
        ended(record, name, size=1000, days=days)
    newest = kept(record)
    assert clean(record, Wanted(larger=3000)).runs == ()
    freed = clean(record, Wanted(larger=1999))
    assert ([run.id for run in freed.runs], freed.bytes) == ([newest[2], newest[1]], 2000)
    assert (kept(record), assets()) == ([newest[0]], 1000)


def test_content_that_another_run_shows_stays(record: Record) -> None:
    old = ended(record, "old", size=300, days=40)
    orders.text("old.txt", "say " + "o" * 299)
    same = orders.ordered(Stage("again", "trial.obey", {"order": "old.txt"}))
    orders.carried_out(same)
    freed = clean(record, Wanted(older=30 * DAY))
    assert ([run.id for run in freed.runs], freed.bytes) == ([old], 0)
    assert next(iter(Path(f"home/runs/{same}/again").iterdir())).read_text() == "o" * 299 + "\n"


def test_remembered_results_go_when_nobody_used_them_for_long(record: Record) -> None:
    orders.text("a.txt", "say hello")
    plan = Stage("count", "trial.measure", {"text": "a.txt"})
    orders.carried_out(orders.ordered(plan))
    again = orders.ordered(plan)
    orders.carried_out(again)
    assert ("stage.cached", "count") in orders.events(again)
    assert clean(record, Wanted(older=DAY)).cached == 0
    record.tables.change("UPDATE cached SET used = used - 200000")
    assert clean(record, Wanted(older=DAY)).cached == 1
    orders.carried_out(third := orders.ordered(plan))
    assert ("stage.done", "count") in orders.events(third)


def test_what_waits_or_is_paused_only_goes_when_it_is_named(record: Record) -> None:
    waiting = orders.ordered(orders.obey("a"))
    record.tables.change("UPDATE run SET submitted = 0")
    assert clean(record, Wanted(older=DAY, larger=0)).runs == ()
    assert [run.id for run in clean(record, Wanted(frozenset([waiting]))).runs] == [waiting]
    assert kept(record) == []
    assert record.tables.all("SELECT * FROM job") == []


def test_nothing_goes_while_a_host_is_at_work(record: Record) -> None:
    old, busy = ended(record, "old", size=300, days=31), orders.ordered(orders.obey("busy"))
    guard = open_studio().guard()
    assert guard.take()
    epoch = lock.begin(record.tables)
    record.tables.change("UPDATE job SET epoch = :epoch", epoch=epoch)
    record.tables.change("UPDATE run SET state = 'running' WHERE id = :busy", busy=busy)
    with pytest.raises(Refused, match=f"process {os.getpid()} is at work on {busy}"):
        clean(record, Wanted(older=DAY))
    guard.release()
    assert [run.id for run in clean(record, Wanted(older=DAY)).runs] == [old]
    assert kept(record) == [busy]


def test_a_folder_whose_run_is_gone_is_swept_and_one_that_is_just_made_is_not(record: Record) -> None:
    forsaken, fresh = Path("home/runs/0badcafe"), Path("home/runs/1badcafe")
    for folder in (forsaken, fresh):
        folder.mkdir(parents=True)
    os.utime(forsaken, (0, 0))
    clean(record, Wanted(older=DAY))
    assert (forsaken.exists(), fresh.exists()) == (False, True)
    shutil.rmtree("home/runs")
    assert clean(record, Wanted(older=DAY)).runs == ()
