"""A pipeline or a batch from the command line: ordered as a run, and accompanied until it is over."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import Refused
from studio.faces.cli import hosting, written

if TYPE_CHECKING:
    from studio.assembly import Studio
    from studio.engine.orders.desk import Desk
    from studio.engine.orders.record import Record
    from studio.engine.orders.submission import Written
    from studio.faces.cli.ordered import Ordered


def submit(studio: Studio, file: Path, understood: Written, manner: Ordered) -> int:
    """Order what was understood, and see it through; returns the exit code."""
    from studio.engine.orders.desk import Order

    if understood.plan is None or understood.findings:
        return written.tell_findings(understood.findings, as_json=manner.json)
    with closing(studio.tables()) as tables:
        desk = studio.desk(tables)
        order = Order(str(file.absolute()), Path.cwd(), studio.plain, manner.rank)
        run = understood.ordered(desk, order, jobs=manner.jobs or 0)
        return _seen_through(studio, desk, run, manner)


def go_on(studio: Studio, file: Path, name: str, manner: Ordered) -> int:
    """Go on with an earlier run of the same file: what failed is tried again; returns the exit code."""
    with closing(studio.tables()) as tables, hosting.record_of(studio, tables) as record:
        desk = studio.desk(tables)
        run = desk.found(name)
        verb = _verb(record, run, file)
        if manner.detach:
            hosting.ask(studio, desk, run, verb)
            return hosting.detached(record, run, as_json=manner.json)
        after = record.last_event(run)
        asked = desk.ask(run, verb)
        return hosting.accompany(
            studio, desk, run, as_json=manner.json, quiet=manner.quiet, asked=asked, after=after
        )


def _verb(record: Record, run: str, file: Path) -> str:
    found = record.run(run)
    if found.source != str(file.absolute()):
        raise Refused(
            f"{run} is a run of {found.source}, not of {file}",
            hint=f"studio runs resume {run} goes on with it",
        )
    return "retry" if found.state in ("failed", "cancelled") else "resume"


def _seen_through(studio: Studio, desk: Desk, run: str, manner: Ordered) -> int:
    if manner.detach:
        with hosting.record_of(studio, desk.tables) as record:
            return hosting.detached(record, run, as_json=manner.json)
    return hosting.accompany(studio, desk, run, as_json=manner.json, quiet=manner.quiet)
