"""One host for each database: a lock that others see, and an epoch that bars those who held it before."""

from __future__ import annotations

import fcntl
import itertools
import json
import os
import platform
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

from studio.core.errors import Refused
from studio.store.backend import Hindered
from studio.store.tables import Tables

_FILE = "engine.lock"
_NUMBER = 7_305_127
# No two transactions have the same mark, even where the clock stands still or is set back.
_marks = itertools.cycle(range(1000))


class Fenced(Refused):
    """Another host has taken over: what this one still meant to write must not be written."""


@dataclass(frozen=True)
class Owner:
    """The process that hosts the runs.

    Attributes:
        machine: The machine it runs on.
        pid: Its number there.
        born: When it was started.
        serves: Whether it hosts all runs, rather than some of its own.
    """

    machine: str
    pid: int
    born: float
    serves: bool = False

    @property
    def shown(self) -> str:
        here = self.machine == platform.node()
        return f"process {self.pid}" if here else f"process {self.pid} on {self.machine}"


def is_here(owner: Owner) -> bool:
    """Whether it is a process of this machine that still goes on."""
    import psutil

    if owner.machine != platform.node():
        return False
    with suppress(psutil.Error):
        return psutil.Process(owner.pid).create_time() == owner.born
    return False


def ourselves() -> Owner:
    """This process; its start time tells it from a later one with the same number."""
    import psutil

    return Owner(platform.node(), os.getpid(), psutil.Process().create_time())


class Lock(ABC):
    """What only one process at a time can hold."""

    @abstractmethod
    def take(self) -> bool:
        """Try to take it; never waits."""

    @abstractmethod
    def renew(self) -> bool:
        """See that it is still ours after the database was out of reach; take it again if it is free."""

    @abstractmethod
    def oust(self) -> None:
        """Being the holder: end whatever a former one has left open, which keeps the tables from us."""

    @abstractmethod
    def release(self) -> None:
        """Give it back."""

    @abstractmethod
    def held(self) -> bool:
        """Whether some process holds it at this moment."""


class FileLock(Lock):
    """A file in the home; the system lets go of it when its holder dies, however it dies."""

    def __init__(self, home: Path) -> None:
        self._path = home / _FILE
        self._file: IO[str] | None = None

    def take(self) -> bool:
        try:
            file = self._path.open("a+")
        except OSError as refused:
            raise Hindered(
                f"{self._path} cannot be written: {(refused.strerror or str(refused)).lower()}",
                hint="see that the home is there and may be written, or set STUDIO_HOME to another folder",
            ) from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        self._file = file
        return True

    def renew(self) -> bool:
        return self._file is not None

    def oust(self) -> None:
        """Nobody can end what another process does to a file; the system did so if it is gone."""

    def release(self) -> None:
        if self._file:
            self._file.close()
            self._file = None

    def held(self) -> bool:
        if self._file:
            return True
        if free := self.take():
            self.release()
        return not free


class ServerLock(Lock):
    """An advisory lock of PostgreSQL; it goes with the connection that took it."""

    def __init__(self, server: str) -> None:
        from studio.store.postgres import PostgresBackend

        self._backend = PostgresBackend(server)

    def take(self) -> bool:
        return self._backend.lock(_NUMBER)

    def renew(self) -> bool:
        return self._backend.lock(_NUMBER)

    def oust(self) -> None:
        self._backend.oust("host")

    def release(self) -> None:
        with suppress(Exception):
            self._backend.unlock()
        self._backend.close()

    def held(self) -> bool:
        if free := self._backend.lock(_NUMBER):
            self._backend.unlock()
        return not free


def lock_for(home: Path, server: str) -> Lock:
    """The lock that goes with a database."""
    return ServerLock(server) if server else FileLock(home)


def begin(tables: Tables, *, serves: bool = False) -> int:
    """Take over: from now on only what carries the epoch returned here is written."""
    owner = json.dumps(asdict(replace(ourselves(), serves=serves)))

    def advance() -> int:
        now = time.time()
        tables.change("UPDATE host SET epoch = epoch + 1, owner = :owner, seen = :now", owner=owner, now=now)
        row = tables.one("SELECT epoch FROM host")
        assert row
        return int(row["epoch"])

    return tables.atomic(advance)


def hold(tables: Tables, epoch: int) -> float:
    """Inside a transaction: make sure that nobody has taken over, and keep anybody from it until the end.

    Returns the mark by which the transaction is known if it is made.
    """
    mark = time.time() + next(_marks) * 1e-6
    if tables.change("UPDATE host SET seen = :mark WHERE epoch = :epoch", mark=mark, epoch=epoch) != 1:
        raise overtaken()
    return mark


def seen(tables: Tables) -> float:
    """The mark of the last transaction that was made."""
    row = tables.one("SELECT seen FROM host")
    return float(row["seen"]) if row else 0.0


def check(tables: Tables, epoch: int) -> None:
    """Make sure that nobody has taken over until now."""
    row = tables.one("SELECT epoch FROM host")
    if row is None or row["epoch"] != epoch:
        raise overtaken()


def overtaken() -> Fenced:
    """The refusal to write for a host that is none any more."""
    return Fenced("another process has taken over these runs", hint="see studio runs list")


def end(tables: Tables, epoch: int) -> None:
    """Leave, if nobody else has come meanwhile."""
    tables.change("UPDATE host SET owner = '' WHERE epoch = :epoch", epoch=epoch)


def owner(tables: Tables) -> Owner | None:
    """Who hosts, as far as the tables know; a killed host leaves its name behind."""
    row = tables.one("SELECT owner FROM host")
    return Owner(**json.loads(row["owner"])) if row and row["owner"] else None
