"""What a host works with, without a host: to see what one part of it does to the tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from tests.engine.house import House

from studio.assembly import WORKER, catalogue
from studio.engine import lock
from studio.engine.bench import Bench
from studio.engine.journal import Journal
from studio.engine.workers.pool import Pool
from studio.host import pages, programs
from studio.store.assets import Assets


@contextmanager
def bench_in(house: House, **more: Any) -> Iterator[Bench]:
    """The bench of a host that has just taken over; its pool starts a process only when it gets a call."""
    epoch = lock.begin(house.tables)
    journal = Journal(house.tables, epoch)
    with Pool.on(house.studio.terms, WORKER, 2, house.studio.plain) as pool:
        bench = Bench(
            house.home,
            house.tables,
            journal,
            pool,
            Assets(house.home),
            catalogue(),
            pages.tell,
            programs.told,
        )
        yield replace(bench, **more)
    house.tables.patience = None


def told(house: House, run: str, *names: str) -> list[dict[str, Any]]:
    """The fields of these events of a run, in their order."""
    return [dict(event.fields) for event in house.events(run, *names)]
