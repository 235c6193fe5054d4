"""The engines compared: ours, and others in virtual environments of their own in the user's cache."""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench import _environments as environments
from bench._paired import Command, fresh

NOTHING = "nothing"

_SCRIPTS = Path(__file__).parent / "peers"
_OUTSIDE = Path(__file__).parent / "outside"


@dataclass(frozen=True)
class Engine:
    """Something that carries out stages which wait for one another.

    Attributes:
        name: What it is called.
        requirements: What is installed for it, the engine itself first; nothing for what is here anyway.
        keeps: What of a stage's end outlives a kill.
        command: How it is told to carry out the stages of a file, with a home for its database.
        environment: What it is told besides, with the home.
        settings: Files its home begins with, and what is in them.
        slow: Whether one round says enough.
        done: How many stages it has carried out, from what it printed and its home.
    """

    name: str
    requirements: tuple[str, ...]
    keeps: str
    command: Callable[[Path, Path, Path], tuple[str, ...]]
    environment: Callable[[Path], Mapping[str, str]] = lambda _: {}
    settings: Mapping[str, str] | None = None
    slow: bool = False
    done: Callable[[str, Path], int] = lambda said, _: _last_number(said)

    @property
    def title(self) -> str:
        """Its name and version."""
        return " ".join([self.name, *(one.partition("==")[2] for one in self.requirements[:1])])

    @property
    def durable(self) -> bool:
        return self.keeps != NOTHING

    def given(self, stages: Path, home: Path) -> Command:
        """The command that carries the stages of a file out."""
        compiled = {"PYTHONPYCACHEPREFIX": ""} if self.requirements else {}
        environment = {**compiled, **self.environment(home)}
        return Command(self.name, self.command(self._binaries(), stages, home), environment=environment)

    def prepare(self, home: Path) -> None:
        """Install it, unless that was done before, and lay out its home; Failed if it cannot be had."""
        fresh(home)()
        for name, text in (self.settings or {}).items():
            (home / name).write_text(text, encoding="utf-8")
        if self.requirements:
            environments.prepare(self.requirements)

    def _binaries(self) -> Path:
        return environments.binaries(self.requirements) if self.requirements else Path(sys.executable).parent


def _python(script: str) -> Callable[[Path, Path, Path], tuple[str, ...]]:
    return lambda binaries, stages, home: (
        str(binaries / "python"), str(_SCRIPTS / script), str(stages), str(home)
    )  # fmt: skip


def _snakemake(binaries: Path, stages: Path, home: Path) -> tuple[str, ...]:
    """The quicker scheduler, no limit to how many jobs a second, no talking."""
    where = ("--snakefile", str(_SCRIPTS / "Snakefile"), "--directory", str(home / stages.stem))
    quick = ("--scheduler", "greedy", "--max-jobs-per-timespan", "100000/1s", "--quiet", "all")
    told = ("--config", f"stages={stages}")
    return (str(binaries / "snakemake"), "--forceall", "--cores", "2", *where, *quick, *told)


def ours(*words: str) -> tuple[str, ...]:
    """Our command as it is called."""
    return (str(Path(sys.executable).with_name("studio")), *words)


def around_ours(home: Path) -> dict[str, str]:
    """What our command is told besides: where it keeps things, and where the tools of the comparison are."""
    return {"STUDIO_HOME": str(home), "PYTHONPATH": str(_OUTSIDE)}


def settled(home: Path, what: str) -> int:
    """How many stages or items the newest run of ours has done, as its tables say."""
    with closing(sqlite3.connect(f"file:{home / 'engine.db'}?mode=ro", uri=True)) as tables:
        newest = "(SELECT id FROM run ORDER BY submitted DESC LIMIT 1)"
        found = tables.execute(f"SELECT COUNT(*) FROM {what} WHERE state = 'done' AND run = {newest}")
        return int(found.fetchone()[0])


def _studio(_binaries: Path, stages: Path, _home: Path) -> tuple[str, ...]:
    return ours("pipeline", "run", str(stages.with_suffix(".yaml")))


def _last_number(said: str) -> int:
    return int(([line for line in said.splitlines() if re.fullmatch(r"\d+", line)] or ["0"])[-1])


def _made(_said: str, home: Path) -> int:
    """How many files Snakemake has made at its last."""
    newest = max(home.iterdir(), key=lambda folder: folder.stat().st_mtime_ns)
    return sum(1 for _ in (newest / "made").iterdir())


ENGINES = {
    "studio": Engine(
        "studio",
        (),
        "each stage",
        _studio,
        environment=around_ours,
        done=lambda _, home: settled(home, "stage"),
    ),
    "dbos": Engine("DBOS", ("dbos==3.4.0",), "each stage", _python("on_dbos.py")),
    "prefect": Engine(
        "Prefect",
        ("prefect==3.9.1",),
        "each stage",
        _python("on_prefect.py"),
        environment=lambda home: {
            "PREFECT_HOME": str(home),
            "PREFECT_LOGGING_LEVEL": "WARNING",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
        },
        slow=True,
    ),
    "dagster": Engine(
        "Dagster",
        ("dagster==1.13.29",),
        "each stage",
        _python("on_dagster.py"),
        settings={"dagster.yaml": "telemetry:\n  enabled: false\n"},
        slow=True,
    ),
    "snakemake": Engine("Snakemake", ("snakemake==9.27.1",), "a file a stage", _snakemake, done=_made),
    "dask": Engine("Dask distributed", ("distributed==2026.8.0",), NOTHING, _python("on_dask.py")),
    "pool": Engine("ProcessPoolExecutor(2)", (), NOTHING, _python("on_pool.py")),
}
