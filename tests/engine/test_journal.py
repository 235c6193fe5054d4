"""What happened and the event that tells of it are written together, by the one host, or not at all."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studio.core.errors import BadInput, Cancelled
from studio.engine import lock
from studio.engine.journal import Item, Journal, Settled
from studio.engine.lock import Fenced
from studio.store.backend import Hindered
from studio.store.tables import Tables, open_tables

FAILED = Settled("failed", error=BadInput("too dark", hint="lighten it"), attempts=3, seconds=1.2346)
TABLES = ("run", "job", "stage", "item", "event", "host")


@pytest.fixture
def tables() -> Iterator[Tables]:
    tables = open_tables(Path("home"))
    tables.change(
        "INSERT INTO run (id, kind, name, state, source, folder, plan, interpreter, settings, submitted) "
        "VALUES ('r', 'pipeline', 'n', 'waiting', '', '', '', 1, '', 0)"
    )
    tables.change("INSERT INTO job (run, priority, submitted) VALUES ('r', 0, 0)")
    yield tables
    tables.patience = None
    tables.close()


@pytest.fixture
def journal(tables: Tables) -> Journal:
    return Journal(tables, lock.begin(tables))


def all_of(tables: Tables) -> dict[str, Any]:
    return {name: tables.all(f"SELECT * FROM {name}") for name in TABLES}


def events(tables: Tables) -> list[tuple[str, str, str]]:
    rows = tables.all("SELECT name, stage, fields FROM event ORDER BY number")
    return [(row["name"], row["stage"], row["fields"]) for row in rows]


WRITES: dict[str, Callable[[Journal], object]] = {
    "run": lambda journal: journal.run("r", "done"),
    "began": lambda journal: journal.began("r", "s", "t", 0),
    "made": lambda journal: journal.made("r", "s", "t", 0, Settled("made")),
    "ended": lambda journal: journal.ended("r", "s", "t", 0, Settled("done")),
    "items": lambda journal: journal.items("r", "s", [Item(1, "b", FAILED)], done=0, failed=1),
    "event": lambda journal: journal.event("r", "note"),
}


@pytest.mark.parametrize("what", WRITES)
def test_an_overtaken_host_changes_nothing_at_all(tables: Tables, journal: Journal, what: str) -> None:
    journal.began("r", "s", "t", 0, total=2)
    lock.begin(tables)
    before = all_of(tables)
    with pytest.raises(Fenced, match="another process has taken over"):
        WRITES[what](journal)
    assert all_of(tables) == before


def test_what_is_written_within_a_write_is_undone_with_it(tables: Tables, journal: Journal) -> None:
    before = all_of(tables)

    def halfway() -> None:
        journal.began("r", "s", "t", 0)
        journal.event("r", "note")
        journal.run("r", "running")
        raise BadInput("no further")

    with pytest.raises(BadInput):
        journal.write(halfway)
    assert all_of(tables) == before


def test_a_run_from_its_beginning_to_its_end(tables: Tables, journal: Journal) -> None:
    journal.run("r", "running")
    began = tables.one("SELECT started, ended FROM run")
    journal.run("r", "paused")
    journal.run("r", "running")
    assert tables.one("SELECT started, ended FROM run") == began, "it began once"
    assert tables.one("SELECT COUNT(*) AS count FROM job") == {"count": 1}
    journal.run("r", "failed", error=BadInput("too dark", hint="lighten it"))
    row = tables.one("SELECT state, error, hint, ended FROM run")
    assert row
    assert (row["state"], row["error"], row["hint"]) == ("failed", "too dark", "lighten it")
    assert row["ended"] is not None
    assert tables.one("SELECT COUNT(*) AS count FROM job") == {"count": 0}
    assert [name for name, _, _ in events(tables)] == [
        "run.running",
        "run.paused",
        "run.running",
        "run.failed",
    ]
    assert events(tables)[-1][2] == '{"error": "too dark", "hint": "lighten it"}'


def test_a_stage_that_is_begun_anew_forgets_how_it_ended(tables: Tables, journal: Journal) -> None:
    journal.began("r", "s", "t", 2, total=5)
    first = tables.one("SELECT started FROM stage")
    journal.ended("r", "s", "t", 2, FAILED, wall=9.0)
    row = tables.one("SELECT * FROM stage")
    assert row
    assert (row["state"], row["attempts"], row["seconds"]) == ("failed", 3, 1.2346)
    assert (row["error"], row["kind"], row["hint"]) == ("too dark", "BadInput", "lighten it")
    assert events(tables)[-1] == (
        "stage.failed", "s",
        '{"tool": "t", "seconds": 1.235, "wall": 9.0, "error": "too dark", "hint": "lighten it"}',
    )  # fmt: skip
    journal.began("r", "s", "t", 2, total=5, done=3)
    row = tables.one("SELECT * FROM stage")
    assert row
    assert (row["state"], row["error"], row["ended"], row["done"]) == ("running", "", None, 3)
    assert {"started": row["started"]} == first


def test_what_is_made_has_not_ended(tables: Tables, journal: Journal) -> None:
    made = Settled("made", {"path": "/out/a"}, ({"path": "/out/a", "hash": "00", "size": 1, "kept": ""},))
    journal.made("r", "s", "t", 0, made)
    assert tables.one("SELECT state, ended FROM stage") == {"state": "made", "ended": None}
    assert events(tables) == []
    journal.ended("r", "s", "t", 0, Settled("done", made.result, made.files))
    assert events(tables)[0][2] == '{"tool": "t", "seconds": 0.0, "files": ["/out/a"]}'


def test_items_are_counted_where_they_are_written_and_those_that_failed_are_told(
    tables: Tables, journal: Journal
) -> None:
    journal.began("r", "s", "t", 0, total=2)
    journal.items("r", "s", [Item(0, "a", Settled("made")), Item(1, "b", FAILED)], done=0, failed=1)
    journal.items("r", "s", [Item(0, "a", Settled("done", seconds=2.0))], done=1, failed=1)
    assert tables.all("SELECT number, source, state, seconds, error FROM item ORDER BY number") == [
        {"number": 0, "source": "a", "state": "done", "seconds": 2.0, "error": ""},
        {"number": 1, "source": "b", "state": "failed", "seconds": 1.2346, "error": "too dark"},
    ]
    assert tables.one("SELECT done, failed FROM stage") == {"done": 1, "failed": 1}
    assert events(tables)[1:] == [
        ("item.failed", "s", '{"number": 1, "source": "b", "error": "too dark", "hint": "lighten it"}')
    ]


def test_a_hindrance_is_said_once_and_outlasted(tables: Tables) -> None:
    heard: list[str] = []
    journal = Journal(tables, lock.begin(tables), hindered=heard.append)
    tried: list[int] = []

    def work() -> int:
        journal.event("r", "note")
        tried.append(len(tried))
        if len(tried) < 3:
            raise Hindered("the disk is full", hint="")
        return 7

    assert journal.write(work) == 7
    assert heard == ["the disk is full"]
    assert len(events(tables)) == 1, "what was tried in vain has left nothing"


@pytest.mark.parametrize(("more", "raised"), [("stopping", Cancelled), ("regained", Fenced)])
def test_nobody_waits_who_is_to_leave_or_has_lost_the_lock(
    tables: Tables, more: str, raised: type[BaseException]
) -> None:
    given: dict[str, Any] = {more: lambda: more == "stopping"}
    journal = Journal(tables, lock.begin(tables), **given)

    def work() -> None:
        raise Hindered("the disk is full", hint="")

    with pytest.raises(raised):
        journal.write(work)
