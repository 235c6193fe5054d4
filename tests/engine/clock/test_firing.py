"""Each moment fires once: after sleep, over clocks that jump, beside runs that go on, when starting fails."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from studio.core.errors import BadInput
from studio.engine.clock import schedules
from studio.engine.clock.firing import PUNCTUAL, due, fire, last_firings, next_due
from studio.engine.clock.schedules import Schedule, Wish
from studio.store.backend import Hindered
from studio.store.tables import Tables, open_tables

HOUR, DAY = 3_600.0, 86_400.0
MIDNIGHT = 1_764_115_200.0  # 2025-11-26 00:00 in UTC
TWO = MIDNIGHT + 2 * HOUR


class Office:
    """Tables with one schedule for two o'clock, and somebody who writes its runs down."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.started: list[str] = []

    def schedule(self, now: float = MIDNIGHT, **other: Any) -> Schedule:
        usual = {"cron": "0 2 * * *", "zone": "UTC", "source": "/n.yaml", "folder": "/", "name": "night"}
        return schedules.add(self.tables, Wish(**{**usual, **other}), now)

    def submit(self, schedule: Schedule) -> str:
        identity = f"run{len(self.started)}"
        self.tables.change(
            "INSERT INTO run "
            "(id, kind, name, state, source, folder, plan, interpreter, settings, schedule, submitted) "
            "VALUES (:id, 'pipeline', '', 'waiting', '', '', '{}', 1, '{}', :schedule, 0)",
            id=identity, schedule=schedule.id,
        )  # fmt: skip
        self.started.append(identity)
        return identity

    def end_runs(self) -> None:
        self.tables.change("UPDATE run SET state = 'done'")

    def look(self, now: float) -> list[float]:
        """What is started at a moment; every run ends at once."""
        fired = [firing.due for firing in fire(self.tables, now, self.submit) if firing.run]
        self.end_runs()
        return fired


@pytest.fixture
def office(tmp_path: Path, database: str) -> Iterator[Office]:
    tables = open_tables(tmp_path, database)
    yield Office(tables)
    tables.close()


def test_it_fires_when_its_moment_has_come(office: Office) -> None:
    made = office.schedule()
    assert next_due(office.tables, MIDNIGHT) == TWO
    assert due(office.tables, TWO - 0.001) == []
    assert [(firing.schedule.id, firing.due, firing.reason) for firing in due(office.tables, TWO)] == [
        (made.id, TWO, "")
    ]
    assert office.started == [], "asking starts nothing"
    assert office.look(TWO + 0.5) == [TWO]
    assert office.look(TWO + 1) == []
    assert next_due(office.tables, TWO + 1) == TWO + DAY
    last = last_firings(office.tables)[made.id]
    assert (last.due, last.at, last.run, last.reason) == (TWO, TWO + 0.5, "run0", "")


def test_without_schedules_nothing_is_ever_due(office: Office) -> None:
    assert next_due(office.tables, MIDNIGHT) is None
    assert fire(office.tables, MIDNIGHT, office.submit) == []


def test_it_does_not_fire_for_moments_before_it_was_made(office: Office) -> None:
    office.schedule(now=TWO + 1)
    assert office.look(TWO + 2) == []
    assert office.look(TWO + DAY) == [TWO + DAY]


@pytest.mark.parametrize(("missed", "fires"), [("once", [TWO + 9 * DAY]), ("skip", [])])
def test_what_was_missed_is_made_up_for_once_or_skipped(
    office: Office, missed: str, fires: list[float]
) -> None:
    made = office.schedule(missed=missed)
    assert office.look(TWO + 9 * DAY + HOUR) == fires
    assert office.look(TWO + 9 * DAY + 2 * HOUR) == []
    assert ("missed" in last_firings(office.tables)[made.id].reason) == (missed == "skip")
    assert office.look(TWO + 10 * DAY) == [TWO + 10 * DAY]


def test_a_little_late_is_not_missed(office: Office) -> None:
    office.schedule(missed="skip")
    assert office.look(TWO + PUNCTUAL) == [TWO]
    assert office.look(TWO + DAY + PUNCTUAL + 1) == []


def test_what_is_paused_neither_fires_nor_piles_up(office: Office) -> None:
    office.schedule()
    schedules.pause(office.tables, "night")
    assert next_due(office.tables, MIDNIGHT) is None
    assert office.look(TWO + 5 * DAY) == []
    schedules.resume(office.tables, "night", TWO + 5 * DAY + HOUR)
    assert office.look(TWO + 5 * DAY + 2 * HOUR) == []
    assert office.look(TWO + 6 * DAY) == [TWO + 6 * DAY]


@pytest.mark.parametrize("state", ["waiting", "running", "pausing", "paused"])
def test_it_does_not_start_beside_its_last_run(office: Office, state: str) -> None:
    made = office.schedule()
    fire(office.tables, TWO, office.submit)
    office.tables.change("UPDATE run SET state = :state", state=state)
    (passed,) = fire(office.tables, TWO + DAY, office.submit)
    assert (passed.run, passed.reason) == ("", f"its run run0 is still {state}")
    assert last_firings(office.tables)[made.id].reason == passed.reason
    office.end_runs()
    assert office.look(TWO + DAY + HOUR) == [], "what was let pass is not made up for"
    assert office.look(TWO + 2 * DAY) == [TWO + 2 * DAY]


def test_it_starts_beside_its_last_run_where_that_is_allowed(office: Office) -> None:
    office.schedule(overlap=True)
    for day in range(3):
        (fired,) = fire(office.tables, TWO + day * DAY, office.submit)
        assert fired.run == f"run{day}"


def test_a_run_of_another_schedule_is_no_hindrance(office: Office) -> None:
    for name in ("one", "two"):
        office.schedule(name=name)
    assert [firing.run for firing in fire(office.tables, TWO, office.submit)] == ["run0", "run1"]


def test_a_file_that_is_broken_holds_nothing_else_up(office: Office) -> None:
    broken, whole = office.schedule(source="/broken.yaml"), office.schedule(now=MIDNIGHT + 1)

    def submit(schedule: Schedule) -> str:
        run = office.submit(schedule)
        if schedule.id == broken.id:
            raise BadInput("line 3 is torn", hint="mend it")
        return run

    fired = fire(office.tables, TWO, submit)
    assert [(firing.schedule.id, firing.run, firing.reason) for firing in fired] == [
        (broken.id, "", "line 3 is torn; mend it"),
        (whole.id, "run1", ""),
    ]
    assert [row["id"] for row in office.tables.all("SELECT id FROM run")] == ["run1"], (
        "its run was taken back"
    )
    assert fire(office.tables, TWO + 1, submit) == []


def test_all_of_it_may_be_part_of_a_greater_transaction(office: Office) -> None:
    broken, whole = office.schedule(source="/broken.yaml"), office.schedule(now=MIDNIGHT + 1)

    def submit(schedule: Schedule) -> str:
        if schedule.id == broken.id:
            raise BadInput("line 3 is torn")
        return office.submit(schedule)

    def lost() -> None:
        assert len(fire(office.tables, TWO, submit)) == 2
        raise Hindered("another host has taken over")

    with pytest.raises(Hindered):
        office.tables.atomic(lost)
    assert office.tables.all("SELECT * FROM run") == office.tables.all("SELECT * FROM firing") == []
    office.started.clear()
    fired = office.tables.atomic(lambda: fire(office.tables, TWO, submit))
    assert [(one.schedule.id, one.run, one.reason) for one in fired] == [
        (broken.id, "", "line 3 is torn"),
        (whole.id, "run0", ""),
    ]
    assert last_firings(office.tables)[broken.id].reason == "line 3 is torn"


def test_who_is_too_late_by_a_moment_takes_its_run_back(office: Office) -> None:
    made = office.schedule()

    def submit(schedule: Schedule) -> str:
        office.tables.change("INSERT INTO firing VALUES (:id, :due, 0, 'other', '')", id=made.id, due=TWO)
        return office.submit(schedule)

    with pytest.raises(Hindered, match="another process has just fired schedule night"):
        fire(office.tables, TWO, submit)
    assert office.tables.all("SELECT * FROM run") == []


def test_a_start_that_could_not_be_written_is_tried_again(office: Office) -> None:
    office.schedule()

    def locked(schedule: Schedule) -> str:
        office.submit(schedule)
        raise Hindered("the tables are locked")

    with pytest.raises(Hindered):
        fire(office.tables, TWO, locked)
    assert office.tables.all("SELECT * FROM run") == office.tables.all("SELECT * FROM firing") == []
    office.started.clear()
    assert office.look(TWO + 1) == [TWO]


def test_two_who_look_at_the_same_time_start_it_once(office: Office, tmp_path: Path, database: str) -> None:
    office.schedule()
    other = Office(open_tables(tmp_path, database))
    inner: list[Any] = []

    def submit(schedule: Schedule) -> str:
        # The other finds it due before it is written down here; its turn comes only when this one is done.
        inner.extend(due(other.tables, TWO))
        return office.submit(schedule)

    assert len(fire(office.tables, TWO, submit)) == len(inner) == 1
    assert fire(other.tables, TWO, other.submit) == []
    other.tables.close()


def test_a_zone_that_this_machine_does_not_know_holds_nothing_up(office: Office) -> None:
    lost, known = office.schedule(), office.schedule()
    office.tables.change("UPDATE schedule SET zone = 'Mars/Olympus' WHERE id = :id", id=lost.id)
    assert next_due(office.tables, MIDNIGHT) == TWO
    assert [firing.schedule.id for firing in fire(office.tables, TWO, office.submit)] == [known.id]


@pytest.mark.parametrize("missed", ["once", "skip"])
def test_a_clock_put_back_fires_nothing_again(office: Office, missed: str) -> None:
    office.schedule(missed=missed, cron="0 * * * *")
    assert office.look(TWO) == [TWO]
    for now in (TWO - 5, TWO - 1, TWO, TWO + 1, TWO - 90 * 60):
        assert office.look(now) == [], now
    assert office.look(TWO - HOUR) == [TWO - HOUR], "the clock shows this one for the first time"
    assert office.look(TWO) == []
    assert office.look(TWO + HOUR) == [TWO + HOUR]


def test_a_clock_that_was_years_fast_does_not_silence_it(office: Office) -> None:
    office.schedule()
    assert office.look(TWO + 3000 * DAY) == [TWO + 3000 * DAY]
    assert next_due(office.tables, MIDNIGHT + DAY) == TWO + DAY
    assert office.look(MIDNIGHT + DAY) == []
    assert office.look(TWO + DAY) == [TWO + DAY]


def test_a_clock_from_long_ago_fires_nothing_of_before(office: Office) -> None:
    office.schedule(now=TWO + HOUR)
    for now in (0.0, TWO - 400 * DAY, TWO, TWO + 2 * HOUR):
        assert office.look(now) == []
    assert next_due(office.tables, TWO + 2 * HOUR) == TWO + DAY


@settings(max_examples=25, deadline=None)
@given(
    jumps=some.lists(some.floats(-3 * DAY, 3 * DAY), min_size=1, max_size=10),
    missed=some.sampled_from(["once", "skip"]),
    cron=some.sampled_from(["0 * * * *", "0 2 * * *", "*/20 * * * *"]),
)
def test_no_moment_ever_fires_twice(jumps: list[float], missed: str, cron: str) -> None:
    with TemporaryDirectory() as home:
        office = Office(open_tables(Path(home)))
        office.schedule(missed=missed, cron=cron)
        now, fired = MIDNIGHT, []
        for jump in jumps:
            now += jump
            found = office.look(now)
            assert len(found) <= 1
            assert all(MIDNIGHT < moment <= now for moment in found)
            assert missed == "once" or all(now - moment <= PUNCTUAL for moment in found)
            fired += found
            later = next_due(office.tables, now)
            assert later is not None
            assert later > now, "whoever sleeps until then does not wake too early"
        assert len(set(fired)) == len(fired)
        office.tables.close()
