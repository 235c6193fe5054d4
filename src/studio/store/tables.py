"""The engine's tables, in a file of SQLite or on a PostgreSQL server, behind one way of asking."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from studio.store.backend import Backend, Hindered, Row

T = TypeVar("T")

Patience = Callable[[Hindered], None]
"""Waits a little while the tables cannot be used; raises whatever ends the waiting."""


class Tables:
    """What a process asks and changes the tables through; several threads may share one.

    Queries name their values as `:name`, whichever database answers.
    """

    def __init__(self, backend: Backend) -> None:
        self.patience: Patience | None = None
        self._backend = backend
        self._lock = threading.RLock()
        self._inside = 0

    @property
    def place(self) -> str:
        """Where the tables lie, for people to read; never a password."""
        return self._backend.place

    @property
    def is_changing(self) -> bool:
        """Whether the calling thread is in the middle of a transaction."""
        return self._inside == threading.get_ident()

    def all(self, query: str, **values: Any) -> list[Row]:
        """Every row a query finds."""
        return self._patiently(lambda: self._backend.rows(query, _kept(values)))

    def one(self, query: str, **values: Any) -> Row | None:
        """The first row a query finds."""
        found = self.all(query, **values)
        return found[0] if found else None

    def change(self, statement: str, **values: Any) -> int:
        """Carry out a statement; returns how many rows it touched."""
        return self._patiently(lambda: self._backend.change(statement, _kept(values)))

    def change_many(self, statement: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Carry out a statement once for each mapping of values."""
        if rows:
            self._patiently(lambda: self._backend.change_many(statement, [_kept(row) for row in rows]))

    def atomic(self, work: Callable[[], T]) -> T:
        """Do all of some work on the tables or, if anything goes wrong, nothing of it.

        Where there is patience, the work is done once more when the tables can be used again.
        """

        def whole() -> T:
            with self._transaction():
                return work()

        with self._lock:
            return work() if self._inside else self._patiently(whole)

    def _patiently(self, work: Callable[[], T]) -> T:
        with self._lock:
            while True:
                try:
                    return work()
                except Hindered as refused:
                    # A transaction that has lost its ground must begin again as a whole.
                    if self._inside or self.patience is None:
                        raise
                    self.patience(refused)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._backend.begin()
        self._inside = threading.get_ident()
        try:
            yield
        except BaseException:
            self._backend.roll_back()
            raise
        else:
            self._backend.commit()
        finally:
            self._inside = 0

    def announce(self) -> None:
        """Wake those who wait for changes, once the transaction has come to its end."""
        with self._lock:
            self._backend.announce()

    def wait(self, seconds: float) -> bool:
        """Wait until another process has changed something, or the time is over."""
        return self._backend.wait(seconds)

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            self._backend.close()


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as any database takes them: a name of bytes that are no text is spelled out."""
    return {name: _spelled_out(value) if isinstance(value, str) else value for name, value in values.items()}


def _spelled_out(text: str) -> str:
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")


def open_tables(home: Path, server: str = "") -> Tables:
    """Open the tables, making them if need be, as this version knows them.

    Args:
        home: The folder of the file, where no server is named.
        server: The address of a PostgreSQL database, such as postgresql://user@host/studio.
    """
    if not server:
        from studio.store.sqlite import SqliteBackend

        return Tables(SqliteBackend(home))
    from studio.store.postgres import PostgresBackend

    return Tables(PostgresBackend(server))
