"""The engine's tables in a file of SQLite."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from studio.store import database, migrating
from studio.store.backend import BOOK, Backend, Hindered, Row, still_to_do

FILE = "engine.db"

_PATIENCE = 5.0
_GLANCE = 0.05


class SqliteBackend(Backend):
    """One file in the home."""

    def __init__(self, home: Path, *, patience: float = _PATIENCE) -> None:
        database.prepare(home)
        self.place = str(home / FILE)
        self._seen = 0
        with self._explained():
            self._connection = database.open_file(Path(self.place), patience=patience)
            with database.closed_if_it_fails(self._connection):
                self._migrate()

    def rows(self, query: str, values: Mapping[str, Any]) -> list[Row]:
        with self._explained():
            return [dict(row) for row in self._connection.execute(query, values)]

    def change(self, statement: str, values: Mapping[str, Any]) -> int:
        with self._explained():
            return self._connection.execute(statement, values).rowcount

    def change_many(self, statement: str, rows: Iterable[Mapping[str, Any]]) -> None:
        with self._explained():
            self._connection.executemany(statement, rows)

    def begin(self) -> None:
        with self._explained():
            self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        try:
            with self._explained():
                self._connection.execute("COMMIT")
        except Hindered:
            self.roll_back()
            raise

    def roll_back(self) -> None:
        # A full disk may have ended the transaction already.
        if self._connection.in_transaction:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")

    def announce(self) -> None:
        """Nobody needs to be told: whoever waits looks at the file."""

    def wait(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while True:
            version = self.rows("PRAGMA data_version", {})[0]["data_version"]
            if version != self._seen:
                self._seen = version
                return True
            if (left := until - time.monotonic()) <= 0:
                return False
            time.sleep(min(_GLANCE, left))

    def close(self) -> None:
        self._connection.close()

    def _migrate(self) -> None:
        steps = migrating.steps(BOOK)
        if self._version() == len(steps):
            return
        self.begin()
        try:
            # Another process may have been quicker while this one waited for its turn.
            for step in still_to_do(steps, self._version()):
                script = step.replace("{serial}", "INTEGER PRIMARY KEY AUTOINCREMENT")
                for statement in migrating.statements(script):
                    self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {len(steps)}")
        except BaseException:
            self.roll_back()
            raise
        self.commit()

    def _version(self) -> int:
        return int(self.rows("PRAGMA user_version", {})[0]["user_version"])

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            told = database.fault(error, Path(self.place))
            raise Hindered(told.message, hint=told.hint) from None
        except sqlite3.DatabaseError as error:
            raise database.fault(error, Path(self.place)) from None
