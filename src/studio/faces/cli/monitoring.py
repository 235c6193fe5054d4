"""Carrying out `studio monitor`: samples on the screen, as lines, and in a file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import StudioError, ToolFailed
from studio.faces.cli import screen

if TYPE_CHECKING:
    from studio.engine.orders.onlooking import Onlooker
    from studio.engine.orders.record import Record
    from studio.host.logbook import Logbook
    from studio.host.sampling import Sample, Sampler

_CARDS_SECONDS = 5.0


def follow(home: Path, server: str, seconds: float, *, csv: Path | None, count: int, as_json: bool) -> None:
    """Take samples and show them until Ctrl-C, or until there were enough.

    Args:
        home: Where the product keeps what it keeps.
        server: The PostgreSQL server that keeps the runs; a file in home if empty.
        seconds: How long it is from one sample to the next.
        csv: The file they are appended to.
        count: How many; no end if 0.
        as_json: Print JSON.
    """
    with suppress(KeyboardInterrupt), watching(home, server) as (sampler, onlooker):
        samples = paced(sampler, seconds, count)
        if csv:
            samples = _written(samples, csv, sampler)
        if as_json:
            for sample in samples:
                screen.print_json(plain(sample))
        elif screen.out().is_terminal:
            _show(samples, onlooker)
        else:
            from studio.faces.cli import gauges

            for sample in samples:
                screen.print_plain(gauges.line(sample))


@contextmanager
def watching(home: Path, server: str) -> Iterator[tuple[Sampler, Onlooker]]:
    """What looks at the machine, and what looks at our runs."""
    from studio.engine.orders.onlooking import Onlooker
    from studio.host.sampling import Sampler

    onlooker = Onlooker(lambda: _record(home, server), (os.getpid(),))
    with closing(onlooker), closing(Sampler(home, roots=onlooker.roots)) as sampler:
        # A driver that is slow the first time is given its time: what it tells decides what is shown.
        sampler.lookout.look(_CARDS_SECONDS)
        yield sampler, onlooker


def _record(home: Path, server: str) -> Record | None:
    from studio.engine.lock import lock_for
    from studio.engine.orders.record import Record
    from studio.store.sqlite import FILE
    from studio.store.tables import open_tables

    if not server and not (home / FILE).exists():
        return None
    return Record(home, open_tables(home, server), lock_for(home, server))


def paced(
    sampler: Sampler, seconds: float, count: int, wait: Callable[[float], object] = time.sleep
) -> Iterator[Sample]:
    """Samples at even distances, however long each takes to be shown."""
    due, taken = sampler.clock() + seconds, 0
    while not count or taken < count:
        wait(max(0.0, due - sampler.clock()))
        yield sampler.sample()
        taken += 1
        # After a sleep of the machine it goes on from now, and makes up for nothing.
        due = max(due + seconds, sampler.clock())


def plain(sample: Sample) -> dict[str, Any]:
    """A sample as plain values, with what is too much in it."""
    from studio.host.alarms import alarms

    told = asdict(sample) | {"memory_percent": round(sample.memory_share, 1)}
    return told | {"warnings": [asdict(alarm) for alarm in alarms(sample)]}


def _show(samples: Iterator[Sample], onlooker: Onlooker) -> None:
    from rich.live import Live

    from studio.faces.cli.gauges import Gauges

    gauges, console = Gauges(), screen.out()
    with Live(console=console, auto_refresh=False, vertical_overflow="crop") as live:
        for sample in samples:
            live.update(gauges.draw(sample, onlooker.look(), console.width), refresh=True)


def _written(samples: Iterator[Sample], csv: Path, sampler: Sampler) -> Iterator[Sample]:
    """The samples, each written into a file first; a disk that is full costs rows, and is told of."""
    from studio.host.logbook import Logbook

    with closing(Logbook(csv)) as book:
        book.open(sampler.sample())
        for sample in samples:
            if complaint := kept(book, sample):
                screen.complain(complaint)
            yield sample


def kept(book: Logbook, sample: Sample) -> StudioError | None:
    """Append a sample; what kept it from being written is returned, for the next one may fit again."""
    try:
        book.write(sample)
    except ToolFailed as refused:
        return refused
    return None
