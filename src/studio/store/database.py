"""The database of the library: where it lies, how it opens, how an older one is brought up to date."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.core.errors import Refused, ToolFailed
from studio.host import filesystems
from studio.store import migrating

FILE = "studio.db"

_BOOK = "library"
_PATIENCE = 15.0
_GLANCE = 0.01


def connect(home: Path) -> sqlite3.Connection:
    """Open the database in this folder, making both if need be, with its tables as this version knows them.

    Several processes may have it open: readers never wait, writers wait for one another.
    """
    prepare(home)
    file = home / FILE
    try:
        connection = open_file(file, patience=_PATIENCE)
        with closed_if_it_fails(connection):
            _migrate(connection)
    except sqlite3.Error as error:
        raise fault(error, file) from None
    return connection


def open_file(file: Path, *, patience: float) -> sqlite3.Connection:
    """Open a file of tables, new ones too, so that many may read it while one writes."""
    connection = sqlite3.connect(file, timeout=patience, isolation_level=None, check_same_thread=False)
    with closed_if_it_fails(connection):
        connection.row_factory = sqlite3.Row
        _log_ahead(connection, patience)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
    return connection


@contextmanager
def closed_if_it_fails(connection: sqlite3.Connection) -> Iterator[None]:
    """Leave no connection open that nobody will ever have."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


@contextmanager
def opened(home: Path) -> Iterator[sqlite3.Connection]:
    """Use the database for a while; what goes wrong with it meanwhile is said in a sentence."""
    connection = connect(home)
    try:
        yield connection
    except sqlite3.Error as error:
        raise fault(error, home / FILE) from None
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Change all of it or nothing, whatever happens in between."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise fault(error) from None


def fault(error: sqlite3.Error, file: Path = Path(FILE)) -> ToolFailed:
    """What an error of the database means to the person who meets it."""
    reason = str(error)
    if "locked" in reason:
        return ToolFailed(
            f"{file.name} is being written by another process", hint="try again when that one is done"
        )
    if "full" in reason:
        return ToolFailed(f"no space left on the device for {file.name}", hint="free some space")
    if "malformed" in reason or "not a database" in reason:
        return ToolFailed(
            f"{file} is damaged: {reason}", hint="move it away, or put a copy of it back; then try again"
        )
    return ToolFailed(f"{file.name} could not be used: {reason}")


def prepare(home: Path) -> None:
    """Make the folder, unless it is where no database is safe."""
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ToolFailed(
            f"{home} cannot be made: {reason}", hint="set STUDIO_HOME to another folder"
        ) from None
    if kind := filesystems.network(home):
        raise Refused(
            f"{home} is on a network file system ({kind}), where a database is not safe",
            hint="set STUDIO_HOME to a folder on a disk of this machine",
        )


def _log_ahead(connection: sqlite3.Connection, patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            # Where several change a new file at once, SQLite refuses some of them without any wait.
            if "locked" not in str(error) or time.monotonic() >= until:
                raise
            time.sleep(_GLANCE)
        else:
            return


def _migrate(connection: sqlite3.Connection) -> None:
    steps = migrating.steps(_BOOK)
    if _version(connection) == len(steps):
        return
    with transaction(connection):
        # Another process may have been quicker while this one waited for its turn.
        version = _version(connection)
        if version > len(steps):
            raise Refused(
                f"the database was written by a newer version ({version} > {len(steps)})",
                hint="install that version again, or set STUDIO_HOME to another folder",
            )
        for step in steps[version:]:
            for statement in migrating.statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(steps)}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
