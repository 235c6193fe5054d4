"""The engine's tables hold what they are told, all of it or nothing, in a file and on a server alike."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from tests.servers import Server

from studio.core.errors import BadInput, Refused, StudioError, ToolFailed
from studio.store import migrating, postgres
from studio.store.backend import BOOK, Hindered
from studio.store.postgres import PostgresBackend
from studio.store.sqlite import FILE, SqliteBackend
from studio.store.tables import Tables, open_tables

HOME = Path("home")

Open = Callable[[], Tables]


@pytest.fixture
def opened(database: str) -> Iterator[Open]:
    """Opens the tables of one database as often as asked, as as many processes would."""
    every: list[Tables] = []

    def another() -> Tables:
        every.append(open_tables(HOME, database))
        return every[-1]

    yield another
    for tables in every:
        tables.close()


def ask(tables: Tables, verb: str) -> None:
    tables.change("INSERT INTO command (run, verb, given) VALUES ('r', :verb, 0)", verb=verb)


def verbs(tables: Tables) -> list[str]:
    return [row["verb"] for row in tables.all("SELECT verb FROM command ORDER BY id")]


def test_values_go_in_by_name_and_come_back_as_they_were(opened: Open) -> None:
    tables = opened()
    odd = {"run": "a:b", "verb": "it's 100 % :verb ü", "given": 1764158400.1234567}
    assert tables.change("INSERT INTO command (run, verb, given) VALUES (:run, :verb, :given)", **odd) == 1
    assert tables.one("SELECT run, verb, given, handled FROM command") == {**odd, "handled": None}
    assert tables.one("SELECT 1 AS there FROM command WHERE verb = :verb", verb="else") is None
    assert tables.change("UPDATE command SET verb = 'x' WHERE verb = :verb", verb="else") == 0


def test_names_that_are_no_text_are_spelled_out(opened: Open) -> None:
    tables = opened()
    ask(tables, "caf\udce9\0")
    tables.change_many("INSERT INTO command (run, verb, given) VALUES ('r', :verb, 0)", [{"verb": "\udcff"}])
    assert verbs(tables) == ["caf\\udce9\\0", "\\udcff"]


def test_many_rows_at_once(opened: Open) -> None:
    tables = opened()
    rows = [{"verb": f"{number}"} for number in range(500)]
    tables.change_many("INSERT INTO command (run, verb, given) VALUES ('r', :verb, 0)", rows)
    tables.change_many("this is not even looked at", [])
    assert verbs(tables) == [row["verb"] for row in rows]


def test_a_change_is_made_whole_or_not_at_all(opened: Open) -> None:
    tables = opened()

    def halfway() -> None:
        ask(tables, "half")
        raise LookupError

    with pytest.raises(LookupError):
        tables.atomic(halfway)
    assert verbs(tables) == []

    def whole() -> int:
        ask(tables, "whole")
        return 7

    assert tables.atomic(whole) == 7
    assert verbs(tables) == ["whole"]


def test_a_change_within_a_change_is_part_of_it(opened: Open) -> None:
    tables = opened()

    def outer() -> None:
        tables.atomic(lambda: ask(tables, "inner"))
        raise LookupError

    with pytest.raises(LookupError):
        tables.atomic(outer)
    assert verbs(tables) == []


def test_nobody_sees_a_change_before_it_is_whole(opened: Open) -> None:
    writer, reader = opened(), opened()

    def change() -> list[str]:
        ask(writer, "new")
        return verbs(reader)

    assert writer.atomic(change) == []
    assert verbs(reader) == ["new"]


def test_threads_that_share_one_do_not_mix_their_changes(opened: Open) -> None:
    tables = opened()

    def twice(number: int) -> None:
        def change() -> None:
            ask(tables, f"{number}")
            time.sleep(0.001)
            ask(tables, f"{number}")
            if number % 3 == 0:
                raise LookupError

        with suppress(LookupError):
            tables.atomic(change)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(twice, range(60)))
    said = verbs(tables)
    assert len(said) == 80
    assert all(one == other for one, other in zip(said[::2], said[1::2], strict=True))


def test_whoever_waits_hears_of_a_change_and_of_nothing_else(opened: Open) -> None:
    waiting, other = opened(), opened()
    waiting.wait(0)
    began = time.monotonic()
    assert not waiting.wait(0.2)
    assert time.monotonic() - began >= 0.2

    def later() -> None:
        ask(other, "new")
        other.announce()

    with_delay = threading.Timer(0.2, later)
    with_delay.start()
    heard = waiting.wait(10)
    with_delay.join()
    assert heard
    assert time.monotonic() - began < 5
    assert verbs(waiting) == ["new"]


def test_a_mistake_of_ours_is_no_hindrance(opened: Open) -> None:
    """Whoever waits for a hindrance to pass would wait for ever."""
    with pytest.raises(StudioError) as caught:
        opened().change("INSERT INTO command (run, verb, given) VALUES ('r', NULL, 0)")
    assert not isinstance(caught.value, Hindered)
    assert "\n" not in caught.value.message


def test_many_may_open_new_tables_at_the_same_moment(database: str) -> None:
    with ThreadPoolExecutor(6) as threads:
        every = list(threads.map(lambda _: open_tables(HOME, database), range(6)))
    assert [tables.one("SELECT epoch FROM host") for tables in every] == [{"epoch": 0}] * 6
    for tables in every:
        tables.close()


def test_older_tables_are_brought_up_to_date(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(opened(), "kept")
    newer = [*migrating.steps(BOOK), "ALTER TABLE command ADD COLUMN tone TEXT NOT NULL DEFAULT 'mild';\n"]
    monkeypatch.setattr(migrating, "steps", lambda _: newer)
    assert opened().all("SELECT verb, tone FROM command") == [{"verb": "kept", "tone": "mild"}]


def test_an_update_that_fails_leaves_the_older_tables(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(opened(), "kept")
    steps = migrating.steps(BOOK)
    broken = [*steps, "ALTER TABLE command ADD COLUMN tone TEXT;\nSELECT nonsense FROM nowhere;\n"]
    monkeypatch.setattr(migrating, "steps", lambda _: broken)
    with pytest.raises(StudioError):
        opened()
    monkeypatch.setattr(migrating, "steps", lambda _: steps)
    row = opened().one("SELECT * FROM command")
    assert row
    assert "tone" not in row


def test_tables_of_a_newer_version_are_left_alone(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    opened()
    monkeypatch.setattr(migrating, "steps", lambda _: [])
    with pytest.raises(Refused, match=r"newer version \(2 > 0\)") as caught:
        opened()
    assert "STUDIO_HOME" in caught.value.hint


def test_a_file_that_is_locked_for_too_long_is_one_sentence() -> None:
    holder = open_tables(HOME)
    other = Tables(SqliteBackend(HOME, patience=0.1))

    def meanwhile() -> None:
        with pytest.raises(Hindered, match="being written by another process"):
            ask(other, "late")
        assert verbs(other) == []

    holder.atomic(meanwhile)
    ask(other, "late")
    assert verbs(holder) == ["late"]
    holder.close()
    other.close()


def test_a_hindrance_is_waited_out_and_the_change_made_once() -> None:
    holder, other = open_tables(HOME), Tables(SqliteBackend(HOME, patience=0.05))
    holder._backend.begin()
    refusals: list[str] = []

    def wait(refused: Hindered) -> None:
        refusals.append(refused.message)
        if len(refusals) == 3:
            holder._backend.commit()

    other.patience = wait
    other.atomic(lambda: ask(other, "late"))
    assert len(refusals) == 3
    assert verbs(holder) == ["late"]
    holder.close()
    other.close()


def test_a_damaged_file_is_one_sentence() -> None:
    HOME.mkdir()
    (HOME / FILE).write_bytes(b"not a database at all, though of some length" * 30)
    with pytest.raises(ToolFailed, match="damaged") as caught:
        open_tables(HOME)
    assert not isinstance(caught.value, Hindered)


def test_a_lost_connection_comes_back(server: Server) -> None:
    with server.database() as url:
        tables = open_tables(HOME, url)
        ask(tables, "before")
        _end_all_others(server, url)
        with pytest.raises(Hindered, match="cannot be reached"):
            ask(tables, "lost")
        ask(tables, "after")
        assert verbs(tables) == ["before", "after"]
        tables.close()


def test_a_connection_lost_in_the_middle_of_a_change_takes_all_of_it_along(server: Server) -> None:
    with server.database() as url:
        tables = open_tables(HOME, url)

        def change() -> None:
            ask(tables, "first")
            _end_all_others(server, url)
            with suppress(Hindered):
                ask(tables, "second")
            ask(tables, "third")

        with pytest.raises(Hindered):
            tables.atomic(change)
        assert verbs(tables) == []
        tables.close()


def test_a_change_that_is_held_open_can_be_ended_by_whoever_has_the_right(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_TOO_LONG", 1.5)
    with server.database() as url:
        sleeper, host = PostgresBackend(url), PostgresBackend(url)
        sleeper.begin()
        sleeper.change("UPDATE host SET seen = 1", {})
        host.oust("host")
        assert sleeper.rows("SELECT seen FROM host", {}) == [{"seen": 1.0}], "it has only just begun"
        time.sleep(1.6)
        host.oust("host")
        host.change("UPDATE host SET seen = 2", {})
        with pytest.raises(Hindered):
            sleeper.commit()
        for backend in (sleeper, host):
            backend.close()


def test_whoever_waits_comes_back_when_the_server_does(server: Server) -> None:
    with server.database() as url:
        waiting, other = open_tables(HOME, url), open_tables(HOME, url)
        waiting.wait(0)
        server.restart()
        with pytest.raises(Hindered):
            waiting.wait(5)
        waiting.wait(0)
        with suppress(Hindered):
            other.announce()
        other.announce()
        assert waiting.wait(5)
        waiting.close()
        other.close()


def test_a_server_that_is_away_is_one_sentence_without_the_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(Hindered) as caught:
        open_tables(HOME, "postgresql://ann:hunter2@127.0.0.1:9/studio")
    assert caught.value.message.startswith("the database 127.0.0.1:9/studio cannot be reached: ")
    assert "hunter2" not in caught.value.message


def test_an_address_that_is_none_is_one_sentence() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(BadInput, match="not usable"):
        open_tables(HOME, "postgresql://host/db?nonsense=1")


def _end_all_others(server: Server, url: str) -> None:
    name = url.partition("?")[0].rpartition("/")[2]
    server.tell(
        "postgres", f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    )
    time.sleep(0.1)
