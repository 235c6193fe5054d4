"""The database opens, migrates, keeps its word about transactions, and says what is wrong with it."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from studio.core.errors import Refused, ToolFailed
from studio.host import filesystems
from studio.store import database, migrating


def test_it_is_made_where_it_is_asked_for_and_lets_readers_be(tmp_path: Path) -> None:
    with database.opened(tmp_path / "deep" / "home") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        tables = {row["name"] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert {"content", "file", "thumbnail"} <= tables
    assert (tmp_path / "deep" / "home" / database.FILE).is_file()


def test_opening_it_again_changes_nothing(tmp_path: Path) -> None:
    with database.opened(tmp_path) as connection:
        connection.execute("CREATE TABLE mine (x)")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    with database.opened(tmp_path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == version > 0
        connection.execute("SELECT x FROM mine")


def test_many_may_open_a_new_one_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        # SQLite turns one in some hundred away at once, so a single round would see nothing.
        for home in (tmp_path / str(number) for number in range(40)):
            for connection in threads.map(database.connect, [home] * 8):
                connection.close()


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with database.opened(tmp_path) as connection:
        connection.execute("CREATE TABLE mine (x)")
        with suppress(KeyboardInterrupt), database.transaction(connection):
            connection.execute("INSERT INTO mine VALUES (1)")
            raise KeyboardInterrupt
        with database.transaction(connection):
            connection.execute("INSERT INTO mine VALUES (2)")
        assert [row["x"] for row in connection.execute("SELECT x FROM mine")] == [2]


def test_one_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    with database.opened(tmp_path) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(Refused, match="newer version"):
        database.connect(tmp_path)


def test_a_migration_that_fails_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [*migrating.steps("library"), "CREATE TABLE half (x);\nINSERT INTO nowhere VALUES (1);\n"]
    database.connect(tmp_path).close()
    monkeypatch.setattr(migrating, "steps", lambda book: steps)
    with pytest.raises(ToolFailed, match="nowhere"):
        database.connect(tmp_path)
    monkeypatch.undo()
    with database.opened(tmp_path) as connection:
        tables = {row["name"] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert "half" not in tables


def test_a_damaged_one_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / database.FILE).write_bytes(b"This is no database. " * 500)
    with pytest.raises(ToolFailed, match="is damaged") as said:
        database.connect(tmp_path)
    assert "move it away" in said.value.hint


def test_damage_met_later_is_a_sentence_too(tmp_path: Path) -> None:
    with pytest.raises(ToolFailed, match="could not be used"), database.opened(tmp_path) as connection:
        connection.execute("SELECT nothing FROM nowhere")


def test_a_writer_that_never_ends_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0.05)
    with (
        database.opened(tmp_path) as first,
        database.opened(tmp_path) as second,
        database.transaction(first),
        pytest.raises(ToolFailed, match="another process"),
        database.transaction(second),
    ):
        pass


def test_a_network_file_system_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystems, "network", lambda folder: "nfs4")
    with pytest.raises(Refused, match="nfs4"):
        database.connect(tmp_path)


def test_a_full_disk_is_named() -> None:
    full = database.fault(sqlite3.OperationalError("database or disk is full"))
    assert "no space left" in full.message


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ToolFailed, match="cannot be made"):
        database.connect(tmp_path / "file" / "home")
