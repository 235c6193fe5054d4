"""What a host works with, handed to everything that carries out its runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.core.catalogue import Catalogue
from studio.engine.journal import Journal
from studio.engine.workers.pool import Pool
from studio.store.assets import Assets
from studio.store.tables import Tables

RUNS = "runs"
MAKING = ".making"


@dataclass(frozen=True)
class Bench:
    """The tools of the trade.

    Attributes:
        home: Where runs and assets lie.
        tables: What is known.
        journal: What is written down.
        pool: Who does the work.
        assets: What is kept.
        catalogue: What can be done.
        reaching: Tells a page of the web that a run has ended: address and JSON.
        carrying: Starts a command that a run asked for at its end, in a folder; returns its exit code.
    """

    home: Path
    tables: Tables
    journal: Journal
    pool: Pool
    assets: Assets
    catalogue: Catalogue
    reaching: Callable[[str, str], None]
    carrying: Callable[[tuple[str, ...], Path, str], int]

    def folder(self, run: str) -> Path:
        """Where a run keeps what it makes."""
        return self.home / RUNS / run

    def making(self, run: str) -> Path:
        """Where things come into being; a host that was overtaken must not find what its follower makes."""
        return self.folder(run) / MAKING / str(self.journal.epoch)
