"""One host at a time, and nothing written by one that was overtaken."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.engine import lock
from studio.engine.journal import Journal, Settled
from studio.engine.lock import Fenced, lock_for
from studio.store.backend import Hindered
from studio.store.tables import Tables, open_tables

HOME = Path("home")


@pytest.fixture
def tables(database: str) -> Iterator[Tables]:
    tables = open_tables(HOME, database)
    yield tables
    tables.close()


def test_only_one_has_the_lock(tables: Tables, database: str) -> None:
    mine, other = lock_for(HOME, database), lock_for(HOME, database)
    assert not other.held()
    assert mine.take()
    assert mine.renew()
    assert not other.take()
    assert other.held()
    mine.release()
    assert not other.held()
    assert other.take()
    other.release()


def test_the_lock_of_a_killed_process_is_free(tables: Tables, database: str) -> None:
    code = (
        "import sys, pathlib; from studio.engine.lock import lock_for\n"
        f"lock = lock_for(pathlib.Path('home'), {database!r})\n"
        "print(lock.take(), flush=True); sys.stdin.read()"
    )
    mine = lock_for(HOME, database)
    with subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "True\n"
        assert not mine.take()
        child.kill()
        child.wait()
    for _ in range(100):
        if mine.take():
            break
        time.sleep(0.05)
    else:
        pytest.fail("the lock was never free")
    mine.release()


def test_a_lock_that_cannot_be_written_is_one_sentence() -> None:
    with pytest.raises(Hindered, match=r"engine\.lock cannot be written"):
        lock_for(Path("nowhere"), "").take()


def test_every_host_has_an_epoch_of_its_own_and_a_name(tables: Tables) -> None:
    assert lock.owner(tables) is None
    assert (lock.begin(tables), lock.begin(tables)) == (1, 2)
    assert lock.owner(tables) == lock.ourselves()
    lock.end(tables, 1)
    assert lock.owner(tables) == lock.ourselves()
    lock.end(tables, 2)
    assert lock.owner(tables) is None


def test_an_overtaken_host_writes_nothing(tables: Tables) -> None:
    first = Journal(tables, lock.begin(tables))
    tables.change(
        "INSERT INTO run (id, kind, name, state, source, folder, plan, interpreter, settings, submitted) "
        "VALUES ('r', 'pipeline', 'n', 'running', '', '', '', 1, '', 0)"
    )
    first.event("r", "note")
    second = Journal(tables, lock.begin(tables))
    second.event("r", "note")
    attempts: list[Callable[[], None]] = [
        lambda: first.event("r", "note"),
        lambda: first.run("r", "done"),
        lambda: first.began("r", "s", "t", 0),
        lambda: first.ended("r", "s", "t", 0, Settled("done")),
        first.prove,
    ]
    for write in attempts:
        with pytest.raises(Fenced):
            write()
    second.prove()
    assert tables.one("SELECT COUNT(*) AS count FROM event") == {"count": 2}
    assert tables.one("SELECT COUNT(*) AS count FROM stage") == {"count": 0}
    assert tables.one("SELECT state FROM run") == {"state": "running"}


def test_a_change_whose_end_was_not_heard_is_not_made_twice(tables: Tables) -> None:
    """As when the server is stopped between making it and saying so."""
    journal = Journal(tables, lock.begin(tables), hindered=lambda _: None)
    backend, heard = tables._backend, []
    commit = backend.commit

    def deaf() -> None:
        commit()
        heard.append(1)
        if len(heard) == 1:
            raise Hindered("the connection was lost")

    backend.commit = deaf  # type: ignore[method-assign]
    ask = "INSERT INTO command (run, verb, given) VALUES ('r', 'pause', 0)"
    assert journal.write(lambda: tables.change(ask)) == 1
    assert tables.one("SELECT COUNT(*) AS count FROM command") == {"count": 1}
    assert len(heard) == 2
