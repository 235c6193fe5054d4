"""The engine's tables on a PostgreSQL server; the extra `postgres` brings the driver."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from studio.core.errors import BadInput, ToolFailed, Unavailable
from studio.store import migrating
from studio.store.backend import BOOK, Backend, Hindered, Row, still_to_do

if TYPE_CHECKING:
    import psycopg

_NAMED = re.compile(r"(?<!:):([a-z_]+)")
_CHANNEL = "studio"
_SESSION = {
    # A process that was stopped in the middle of a change must not keep all others from theirs.
    "idle_in_transaction_session_timeout": "10s",
    "lock_timeout": "15s",
    # A machine that went away without a word lets go of its locks within a minute.
    "tcp_keepalives_idle": "20",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}
_MIGRATING = 7_305_126
_TOO_LONG = 5.0
"""Seconds in the middle of a change after which somebody else may end it."""


class PostgresBackend(Backend):
    """A server that several machines may reach; a lost connection is opened again at the next question."""

    def __init__(self, server: str) -> None:
        self._server = server
        self.place = _without_password(server)
        self._connection: psycopg.Connection[dict[str, Any]] | None = None
        self._listening: psycopg.Connection[dict[str, Any]] | None = None
        self._inside = False
        try:
            self._migrate()
        except BaseException:
            self.close()
            raise

    def rows(self, query: str, values: Mapping[str, Any]) -> list[Row]:
        with self._explained():
            return list(self._open().execute(_translated(query), values).fetchall())

    def change(self, statement: str, values: Mapping[str, Any]) -> int:
        with self._explained():
            return self._open().execute(_translated(statement), values).rowcount

    def change_many(self, statement: str, rows: Iterable[Mapping[str, Any]]) -> None:
        with self._explained(), self._open().cursor() as cursor:
            cursor.executemany(_translated(statement), list(rows))

    def begin(self) -> None:
        with self._explained():
            self._open().execute("BEGIN")
        self._inside = True

    def commit(self) -> None:
        try:
            with self._explained():
                self._open().execute("COMMIT")
        finally:
            self._inside = False

    def roll_back(self) -> None:
        self._inside = False
        # A connection that was lost has taken its transaction along.
        if self._connection is not None and not self._connection.closed:
            with suppress(Hindered), self._explained():
                self._connection.execute("ROLLBACK")

    def announce(self) -> None:
        with self._explained():
            self._open().execute(f"NOTIFY {_CHANNEL}")

    def wait(self, seconds: float) -> bool:
        with self._explained():
            if self._listening is None or self._listening.closed:
                self._listening = self._connected()
                self._listening.execute(f"LISTEN {_CHANNEL}")
            return any(True for _ in self._listening.notifies(timeout=seconds, stop_after=1))

    def close(self) -> None:
        for connection in (self._connection, self._listening):
            if connection is not None:
                connection.close()

    def lock(self, number: int) -> bool:
        """Take a lock that goes with the connection; says whether it was free."""
        found = self.rows("SELECT pg_try_advisory_lock(:number) AS mine", {"number": number})
        return bool(found[0]["mine"])

    def unlock(self) -> None:
        """Give back every lock, however often each was taken."""
        self.rows("SELECT pg_advisory_unlock_all()", {})

    def oust(self, table: str) -> None:
        """End the connections that have been in the middle of changing a table for too long."""
        self.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid) "
            "WHERE relation = CAST(:table AS regclass) AND datname = current_database() "
            "AND mode = 'RowExclusiveLock' AND granted "
            "AND pid <> pg_backend_pid() AND xact_start < now() - :most * INTERVAL '1 second'",
            {"table": table, "most": _TOO_LONG},
        )

    def _open(self) -> psycopg.Connection[dict[str, Any]]:
        if self._connection is None or self._connection.closed:
            if self._inside:
                # What is left of a transaction must not be done for itself, on a new connection.
                raise _driver().OperationalError("the connection was lost in the middle of a change")
            self._connection = self._connected()
        return self._connection

    def _connected(self) -> psycopg.Connection[dict[str, Any]]:
        driver = _driver()
        from psycopg.rows import dict_row

        try:
            connection: psycopg.Connection[dict[str, Any]] = driver.connect(
                self._server, autocommit=True, row_factory=dict_row, connect_timeout=5,
                application_name="animation-ai-studio",
            )  # fmt: skip
        except driver.ProgrammingError as wrong:
            raise BadInput(
                f"the database address is not usable: {_first_line(wrong)}",
                hint="write STUDIO_DATABASE_URL as postgresql://user@host/database",
            ) from None
        for setting, value in _SESSION.items():
            connection.execute(f"SET {setting} = '{value}'".encode())
        return connection

    def _migrate(self) -> None:
        steps = migrating.steps(BOOK)
        with self._explained():
            connection = self._open()
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%(number)s)", {"number": _MIGRATING})
                connection.execute("CREATE TABLE IF NOT EXISTS studio_version (version INTEGER NOT NULL)")
                found = connection.execute("SELECT version FROM studio_version").fetchone()
                done = found["version"] if found else 0
                for step in still_to_do(steps, done):
                    script = step.replace("{serial}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
                    for statement in migrating.statements(script):
                        connection.execute(statement.encode())
                connection.execute("DELETE FROM studio_version")
                connection.execute("INSERT INTO studio_version VALUES (%(version)s)", {"version": len(steps)})

    @contextmanager
    def _explained(self) -> Iterator[None]:
        driver = _driver()
        try:
            yield
        except (driver.OperationalError, driver.InterfaceError) as error:
            # The next question opens a new connection, if there is a server by then.
            for connection in (self._connection, self._listening):
                if connection is not None and connection.broken:
                    with suppress(driver.Error):
                        connection.close()
            raise Hindered(
                f"the database {self.place} cannot be reached: {_first_line(error)}",
                hint="see that the server runs and lets you in; studio doctor shows the address",
            ) from None
        except driver.Error as error:
            raise ToolFailed(f"the database {self.place} refused: {_first_line(error)}") from None


def _driver() -> Any:
    try:
        import psycopg
    except ModuleNotFoundError:
        raise Unavailable(
            "PostgreSQL needs the extra postgres",
            hint="pip install 'animation-ai-studio[postgres]', or unset STUDIO_DATABASE_URL",
        ) from None
    return psycopg


@cache
def _translated(query: str) -> bytes:
    return _NAMED.sub(r"%(\1)s", query).encode()


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__


def _without_password(server: str) -> str:
    parts = urlsplit(server)
    host = parts.hostname or "local socket"
    return f"{host}{f':{parts.port}' if parts.port else ''}{parts.path}"
