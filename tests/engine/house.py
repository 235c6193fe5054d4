"""Runs carried out from a test: ordered, hosted in this process or in another, looked at afterwards."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from tests.command import alive, until

from studio.assembly import Studio, catalogue, open_studio
from studio.core import delivery
from studio.core.delivery import Place
from studio.engine.hosting.attending import Attendant
from studio.engine.orders.desk import Desk, Order
from studio.engine.orders.record import Event, Record, over
from studio.engine.plans import Plan, Stage
from studio.store.backend import Row
from studio.store.tables import Tables

TALLY = "tally.txt"
OVER = ("done", "failed", "cancelled", "paused")


@dataclass
class House:
    """A home with its tables, and whoever orders runs in it."""

    studio: Studio = field(default_factory=open_studio)

    def __post_init__(self) -> None:
        self.tables: Tables = self.studio.tables()
        self.desk: Desk = self.studio.desk(self.tables)
        self.home = self.studio.settings.home

    def order(self, **more: Any) -> Order:
        return Order("test", Path.cwd(), self.studio.plain, **more)

    def submit(
        self,
        *stages: Stage,
        items: Mapping[str, Iterable[Mapping[str, Any]]] | None = None,
        order: Order | None = None,
        **more: Any,
    ) -> str:
        """Order a plan of these stages."""
        return self.desk.submit(Plan("test", "pipeline", stages, **more), order or self.order(), items)

    def produce(self, tool: str, out: str = "", **given: Any) -> str:
        """Order a production; `out` names the file or, without an extension, the folder it delivers into."""
        found = catalogue().named(tool)
        exact = Path(out).name if Path(out).suffix else ""
        place = Place(Path(out).parent if exact else Path(out), f"{found.material}-{found.name}", exact)
        return self.desk.submit_production(
            found, found.checked(given), self.order(), place if delivery.makes_files(found) else None
        )

    def state(self, run: str) -> str:
        row = self.tables.one("SELECT state FROM run WHERE id = :run", run=run)
        assert row
        return str(row["state"])

    def is_over(self, run: str) -> bool:
        return self.state(run) in OVER

    @contextmanager
    def hosted(self, *runs: str) -> Iterator[Attendant]:
        """Host these runs in a thread of this process for as long as the block lasts."""
        tables = self.studio.tables()
        attendant = Attendant(
            lambda: self.studio.enlistment().enlist(frozenset(runs)),
            lambda: all(over(tables, run) for run in runs),
        )
        try:
            with attendant:
                yield attendant
        finally:
            tables.close()

    def carry_out(self, *runs: str) -> str:
        """Host runs until they are over; returns the state of the last."""
        with self.hosted(*runs) as attendant:
            until(lambda: all(self.is_over(run) for run in runs) or attendant.error)
            assert all(self.is_over(run) for run in runs), attendant.error
        return self.state(runs[-1])

    def retry(self, run: str) -> str:
        """Try again what failed or was cancelled, to the end; returns the state it came to."""
        number = self.desk.ask(run, "retry")
        tables = self.studio.tables()
        desk = self.studio.desk(tables)
        attendant = Attendant(
            lambda: self.studio.enlistment().enlist(frozenset([run])),
            lambda: desk.answered(number) is not None and over(tables, run),
        )
        with attendant:
            until(lambda: self.desk.answered(number) is not None and self.is_over(run))
        tables.close()
        return self.state(run)

    def ask(self, run: str, verb: str) -> str:
        """Ask a host at work for something, and wait for the answer."""
        number = self.desk.ask(run, verb)
        until(lambda: self.desk.answered(number) is not None)
        return self.desk.answered(number) or ""

    def stages(self, run: str) -> dict[str, Row]:
        rows = self.tables.all("SELECT * FROM stage WHERE run = :run ORDER BY position, name", run=run)
        return {row["name"]: row for row in rows}

    def states(self, run: str) -> dict[str, str]:
        return {name: row["state"] for name, row in self.stages(run).items()}

    def items(self, run: str, stage: str) -> list[Row]:
        return self.tables.all(
            "SELECT * FROM item WHERE run = :run AND stage = :stage ORDER BY number", run=run, stage=stage
        )

    def files(self, run: str, stage: str) -> list[Path]:
        return [Path(file["path"]) for file in json.loads(self.stages(run)[stage]["files"])]

    def events(self, run: str, *names: str) -> list[Event]:
        record = Record(self.home, self.tables, self.studio.guard())
        found = list(record.events(run))
        record.guard.release()
        return [event for event in found if not names or event.name in names]

    def run(self, run: str) -> Row:
        row = self.tables.one("SELECT * FROM run WHERE id = :run", run=run)
        assert row
        return row

    def folder(self, run: str) -> Path:
        return self.home / "runs" / run

    def close(self) -> None:
        self.tables.close()


def orders(*names: str, text: str = "") -> list[str]:
    """Files that say their own name, or a text."""
    for name in names:
        Path(name).write_text(text or f"{name}\n")
    return list(names)


def tally(file: str = TALLY) -> Counter[str]:
    """How often every order was executed."""
    with suppress(FileNotFoundError):
        return Counter(Path(file).read_text(errors="surrogateescape").split())
    return Counter()


@contextmanager
def host_process(*runs: str) -> Iterator[subprocess.Popen[str]]:
    """A process of its own that hosts these runs, or all there are; killed with the block."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.engine.faults.host", *runs],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "PYTHONPATH": f"{Path(__file__).parents[2]}:{os.environ['PYTHONPATH']}"},
    ) as child:  # fmt: skip
        try:
            yield child
        finally:
            with suppress(ProcessLookupError):
                child.send_signal(signal.SIGCONT)
                child.kill()


def says(child: subprocess.Popen[str], word: str) -> None:
    """Wait until a host process says this."""
    assert child.stdout
    line = child.stdout.readline().strip()
    assert line == word, f"{line} instead of {word}"


def family(child: subprocess.Popen[str]) -> list[psutil.Process]:
    """A process and all that it has started, however deep."""
    try:
        found = psutil.Process(child.pid)
        return [found, *found.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def all_gone(processes: list[psutil.Process], seconds: float = 5.0) -> None:
    """Fail unless these have ended within the time that is allowed."""
    until(lambda: not alive(processes), seconds)


def leftovers(folder: Path) -> list[Path]:
    """Scratch folders, half-made copies and the like, however deep."""
    return [
        left
        for left in (folder.rglob("*") if folder.exists() else [])
        if left.name.startswith(".") or left.suffix == ".new"
    ]
