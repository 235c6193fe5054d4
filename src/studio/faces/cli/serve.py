"""`studio serve`: the host of all runs, for as long as it is wanted."""

from __future__ import annotations

import time
from contextlib import closing, suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, NoReturn

from cyclopts import Parameter

from studio.core.errors import Refused
from studio.faces import outcomes
from studio.faces.cli import hosting, neighbourly, screen

if TYPE_CHECKING:
    from studio.assembly import Studio
    from studio.engine.hosting.attending import Attendant
    from studio.engine.orders.record import Event, Record
    from studio.store.tables import Tables

_GLANCE = 0.5
_PATIENCE = 0.6
_STYLES = {"done": "green", "failed": "bold red", "running": screen.ACCENT}
_QUIET = frozenset({"progress", "result"})


def serve(
    *,
    wait: Annotated[
        bool, Parameter(help="Where another process hosts, wait until it is gone.", negative=())
    ] = False,
    jobs: Annotated[
        int | None,
        Parameter(help="How many things to work on at a time; 2 if not set.", metavar="N", negative=()),
    ] = None,
    cpus: Annotated[int | None, Parameter(help=neighbourly.CPUS, metavar="N", negative=())] = None,
    memory: Annotated[
        str, Parameter(help=neighbourly.MEMORY, metavar="SIZE", negative=(), show_default=False)
    ] = "",
    gpus: Annotated[
        str, Parameter(help=neighbourly.GPUS, metavar="CARDS", negative=(), show_default=False)
    ] = "",
    priority: Annotated[
        str, Parameter(help=neighbourly.WAY, metavar="WORD", negative=(), show_default=False)
    ] = "",
    log_json: Annotated[
        str,
        Parameter(
            help="Log what happens to this file, as JSON lines; - is stderr.",
            metavar="FILE",
            negative=(),
            show_default=False,
            allow_leading_hyphen=True,
        ),
    ] = "",
    set: Annotated[
        tuple[str, ...],
        Parameter(name="--set", help="A setting; may be repeated.", metavar="NAME=VALUE", negative=()),
    ] = (),
) -> int:
    """Carry out whatever runs are ordered, until it is stopped.

    What is being done when it stops is interrupted; the next host goes on with it.
    """
    from studio.assembly import open_studio
    from studio.engine.hosting.attending import Attendant

    named = {"jobs": jobs, "log_json": log_json or None}
    way = neighbourly.priority(priority, ranks=False).way
    named_flags = (f"{name}={value}" for name, value in named.items() if value is not None)
    flags = (*set, *named_flags, *neighbourly.settings(cpus, memory, way, gpus))
    studio = open_studio(flags)
    with closing(studio.tables()) as tables, hosting.record_of(studio, tables) as record:
        if not wait:
            _refuse_second(record)
        after = record.last_event()
        enlistment = studio.enlistment(hindered=_say_hindered, chores=(partial(_look_at_the_clock, studio),))
        try:
            with Attendant(enlistment.enlist, lambda: False) as attendant:
                _tell(studio, record, attendant, after)
        except KeyboardInterrupt:
            told = "Stopped. What was under way is gone on with by the next host."
            raise outcomes.Parted(told, code=outcomes.DONE) from None


def _refuse_second(record: Record) -> None:
    """Say who hosts already, if that is more than a glance at the lock."""
    until = time.monotonic() + _PATIENCE
    while (host := record.host()) is not None:
        if time.monotonic() > until:
            since = f"{datetime.fromtimestamp(host.born).astimezone():%Y-%m-%d %H:%M:%S}"
            doing = "hosts the runs already" if host.serves else "carries out a run of its own"
            raise Refused(
                f"{host.shown} {doing}, since {since}", hint="studio serve --wait takes over when it is gone"
            )
        time.sleep(_PATIENCE / 4)


def _tell(studio: Studio, record: Record, attendant: Attendant, after: int) -> NoReturn:
    """A line for whatever becomes of a run, for as long as it goes on."""
    names: dict[str, str] = {}
    hosting, complaint = False, ""
    while True:
        if attendant.hosting and not hosting:
            hosting = True
            where = screen.safe(record.tables.place)
            screen.line(screen.err(), (f"Hosting the runs of {where}; Ctrl-C ends it.", "dim"))
        if attendant.error and attendant.error.message != complaint:
            complaint = attendant.error.message
            screen.complain(attendant.error)
        for event in record.news(after):
            after = event.number
            what = event.name.partition(".")[2]
            if what not in _QUIET:
                name = names.setdefault(event.run, "") or record.name(event.run)
                names[event.run] = name
                _tell_event(event, what, name)
                level = "error" if what == "failed" else "info"
                studio.log.write(event.name, level, id=event.run, name=name, **event.fields)
        record.tables.wait(_GLANCE)
        time.sleep(0.05)


def _tell_event(event: Event, what: str, name: str) -> None:
    at = datetime.fromtimestamp(event.at).astimezone()
    shown = what.replace("_", " ")
    told = event.fields.get("error") or event.fields.get("reason") or ""
    screen.line(
        screen.err(), (f"{at:%H:%M:%S}  {event.run}  ", "dim"), (f"{shown:<9}", _STYLES.get(what, "")),
        f"  {screen.safe(name)}", (f"  {screen.safe(told)}" if told else "", "dim"),
    )  # fmt: skip


def _look_at_the_clock(studio: Studio, tables: Tables) -> None:
    """Order what schedules want now, and say what was let pass."""
    from studio.assembly import catalogue
    from studio.engine.clock.firing import fire
    from studio.engine.clock.schedules import Schedule
    from studio.engine.orders.submission import order_by_clock
    from studio.store.backend import Hindered

    def submit(schedule: Schedule) -> str:
        secrets = studio.settings.secrets
        return order_by_clock(studio.desk(tables), schedule, catalogue(), studio.plain, secrets)

    # Where the tables cannot be written now, the next look will do.
    with suppress(Hindered):
        for firing in fire(tables, time.time(), submit):
            if not firing.run:
                name = screen.safe(firing.schedule.name)
                screen.line(screen.err(), (f"{name} was not started: {screen.safe(firing.reason)}", "dim"))
                studio.log.write(
                    "schedule.passed", "warning", name=firing.schedule.name, reason=firing.reason
                )


def _say_hindered(reason: str) -> None:
    screen.line(screen.err(), ("! ", f"bold {screen.ACCENT}"), f"{screen.safe(reason)}; waiting until it can")
