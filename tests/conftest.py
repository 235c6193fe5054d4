"""What every test gets: a folder of its own, nobody's settings, and real media where there are any."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from tests import once, servers

from studio import assembly
from studio.core.catalogue import Catalogue
from studio.engine.once.planning import Plan

BESIDE = Path(__file__).parents[2] / "shared" / "media"
TRIAL = Path(__file__).parent / "outside" / "trial"

# Hundreds of commands are started; none should have to compile the whole product first.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("PYTHONPYCACHEPREFIX", str(Path(__file__).parents[1] / ".pytest_cache" / "compiled"))

# Workers of one run find what others made by the environment they begin with.
once.folder()

# How long an example takes says more of the neighbours of this process than of what it checks.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@dataclass(frozen=True)
class Said:
    """What a command line answered."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("STUDIO_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STUDIO_HOME", str(tmp_path / "home"))
    # Whoever asks first after this is told the folder of this test, not that of the one before.
    if home := sys.modules.get("studio.store.filing.home"):
        monkeypatch.setattr(home, "_told", None)
    # Films are as large here as anywhere.
    monkeypatch.setenv("STUDIO_QUALITY", "standard")
    # Nobody's own trash is touched.
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture(autouse=True)
def _own_screen() -> None:
    """A console keeps the stream it was made for; every test has streams of its own."""
    if screen := sys.modules.get("studio.faces.cli.screen"):
        for console in (screen.out, screen.err, screen.page):
            console.cache_clear()


@pytest.fixture
def shared_media() -> Path:
    """Photographs, films and recordings kept beside the checkout."""
    if not BESIDE.is_dir():
        pytest.skip("no media beside the checkout")
    return BESIDE


@pytest.fixture(scope="session")
def server() -> Iterator[servers.Server]:
    """A PostgreSQL server; tests that ask for it are skipped where there is none."""
    with servers.started() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where runs are kept, here and in every process started from here: a file in home, then a server."""
    if request.param == "sqlite":
        yield ""
        return
    with request.getfixturevalue("server").database() as url:
        monkeypatch.setenv("STUDIO_DATABASE_URL", url)
        yield url


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """The catalogue with the tools of `outside/trial` in it, here and in every process started from here."""
    monkeypatch.syspath_prepend(TRIAL)
    monkeypatch.setenv("PYTHONPATH", str(TRIAL), prepend=os.pathsep)
    assembly.catalogue.cache_clear()
    yield assembly.catalogue()
    assembly.catalogue.cache_clear()


@pytest.fixture
def studio(capfd: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Call the command line in this process."""
    from studio.faces.cli import app

    def call(*arguments: str | Path) -> Said:
        code = app.run([str(argument) for argument in arguments])
        return Said(code, *capfd.readouterr())

    return call


@pytest.fixture
def unhosted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Productions that the command line orders are carried out here, without a host and its workers."""

    def produce(_: object, planned: Plan, **__: object) -> int:
        for task in planned.tasks:
            planned.tool(**task.given)
        return 0

    monkeypatch.setattr("studio.faces.cli.producing.produce", produce)
