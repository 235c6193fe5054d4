"""`studio runs`: what runs and what ran, and everything that can be asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Group, Parameter

from studio.core.errors import BadInput
from studio.faces import outcomes
from studio.faces.cli import screen

if TYPE_CHECKING:
    from studio.assembly import Studio
    from studio.engine.orders.desk import Desk
    from studio.engine.orders.record import Record

runs = App(
    name="runs",
    help="See what runs and ran; stop it, take it up again, clear it away.",
    usage="Usage: studio runs COMMAND",
    group_commands=Group("What can be done"),
)


def _option(told: str, metavar: str = "") -> Parameter:
    return Parameter(help=told, metavar=metavar or None, negative=(), show_default=False)


def _run_named() -> Parameter:
    return Parameter(name="RUN", help="The run: the beginning of its id, or last.", negative=())


Run = Annotated[str, _run_named()]
Json = Annotated[bool, _option("Print one JSON object a line and nothing else.")]
Detach = Annotated[
    bool, _option("Let it wait for a host, such as studio serve, rather than carry it out here.")
]
Settings = Annotated[
    tuple[str, ...],
    Parameter(
        name="--set", help="A setting for this call; may be repeated.", metavar="NAME=VALUE", negative=()
    ),
]
State = Literal["waiting", "running", "pausing", "paused", "interrupted", "done", "failed", "cancelled"]

_MOST = 20
_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400, "w": 7 * 86400}


@runs.default
@runs.command(name="list", usage="Usage: studio runs list [OPTIONS]")
def list_(
    *,
    state: Annotated[tuple[State, ...], _option("Only those in this state; may be repeated.", "STATE")] = (),
    all: Annotated[bool, _option(f"List all of them, rather than the latest {_MOST}.")] = False,
    json: Json = False,
) -> int:
    """List runs, the newest first."""
    from studio.faces.cli import recounting

    with _opened() as (_, _, record):
        found = record.runs(state, 0 if all else _MOST)
        if json:
            for one in found:
                screen.print_json(asdict(one))
        else:
            recounting.table_of(found)
    return outcomes.DONE


@runs.command(usage="Usage: studio runs show RUN [OPTIONS]")
def show(run: Run, /, *, json: Json = False) -> int:
    """Tell all there is to know of a run: its steps, what failed and why, its files and times."""
    from studio.faces.cli import recounting

    with _opened() as (_, desk, record):
        found = desk.found(run)
        if json:
            screen.print_json(recounting.whole(record, found))
        else:
            recounting.tell(record, found)
    return outcomes.DONE


@runs.command(usage="Usage: studio runs watch RUN [OPTIONS]")
def watch(
    run: Run,
    /,
    *,
    after: Annotated[int, _option("Begin after the event with this number.", "N")] = 0,
    json: Json = False,
) -> int:
    """Look on, from the first event until the run is over; ending this does nothing to the run."""
    from studio.faces.cli import hosting

    with _opened() as (studio, desk, _):
        return hosting.watch(studio, desk.found(run), as_json=json, after=after)


@runs.command(usage="Usage: studio runs log RUN [OPTIONS]")
def log(
    run: Run,
    /,
    *,
    after: Annotated[int, _option("Begin after the event with this number.", "N")] = 0,
    json: Json = False,
) -> int:
    """Print all that has happened in a run so far, in order."""
    from studio.faces.cli import recounting

    with _opened() as (_, desk, record):
        for event in record.events(desk.found(run), after):
            if json:
                screen.print_json(asdict(event))
            else:
                recounting.tell_event(event)
    return outcomes.DONE


@runs.command(usage="Usage: studio runs cancel RUN")
def cancel(run: Run, /, *, set: Settings = ()) -> int:
    """End a run for good; what it has delivered stays where it is."""
    return _asked(run, "cancel", set)


@runs.command(usage="Usage: studio runs pause RUN")
def pause(run: Run, /, *, set: Settings = ()) -> int:
    """Let a run begin nothing new; what is being worked on comes to its end."""
    return _asked(run, "pause", set)


@runs.command(usage="Usage: studio runs resume RUN [OPTIONS]")
def resume(run: Run, /, *, detach: Detach = False, json: Json = False, set: Settings = ()) -> int:
    """Go on with a run that was paused or interrupted; nothing that is done is done again."""
    return _taken_up(run, "resume", detach=detach, as_json=json, settings=set)


@runs.command(usage="Usage: studio runs retry RUN [OPTIONS]")
def retry(run: Run, /, *, detach: Detach = False, json: Json = False, set: Settings = ()) -> int:
    """Try again what failed in a run, or was cancelled; nothing that is done is done again."""
    return _taken_up(run, "retry", detach=detach, as_json=json, settings=set)


@runs.command(usage="Usage: studio runs fork RUN --from STEP [OPTIONS]")
def fork(
    run: Run,
    /,
    *,
    from_: Annotated[
        str, Parameter(name="--from", help="The first step that is done again.", metavar="STEP")
    ],
    detach: Detach = False,
    json: Json = False,
    set: Settings = (),
) -> int:
    """Begin a new run where another one stood before a step; what came before is taken over."""
    from studio.engine.orders.desk import Order
    from studio.faces.cli import hosting

    with _opened(set) as (studio, desk, record):
        old = record.run(desk.found(run))
        order = Order(old.source, Path(old.folder), studio.plain, priority=old.priority, parent=old.id)
        new = desk.fork(old.id, from_, order)
        if detach:
            return hosting.detached(record, new, as_json=json)
        return hosting.accompany(studio, desk, new, as_json=json)


@runs.command(usage="Usage: studio runs clean [RUN…] [OPTIONS]")
def clean(
    *named: Annotated[str, Parameter(name="RUN", negative=())],
    older: Annotated[str, _option("Remove runs that ended longer ago; 30d if nothing is named.", "AGE")] = "",
    larger: Annotated[str, _option("Remove the oldest until all takes no more than this.", "SIZE")] = "",
    dry_run: Annotated[bool, _option("Say what would be removed, and remove nothing.")] = False,
    json: Json = False,
) -> int:
    """Remove runs that have ended, and whatever nobody needs afterwards; delivered files stay.

    Runs that wait, go on or are paused are only removed when they are named.

    Args:
        named: The runs to remove.
    """
    from studio.engine.orders import cleaning
    from studio.faces.cli import recounting

    if not (named or older or larger):
        older = "30d"
    with _opened() as (_, desk, record):
        wanted = cleaning.Wanted(
            frozenset(desk.found(name) for name in named),
            _age(older) if older else None,
            _size(larger) if larger else None,
        )
        freed = cleaning.clean(record, wanted, rehearse=dry_run)
        recounting.tell_freed(freed, as_json=json)
    return outcomes.DONE


@contextmanager
def _opened(settings: tuple[str, ...] = ()) -> Iterator[tuple[Studio, Desk, Record]]:
    from contextlib import closing

    from studio.assembly import open_studio
    from studio.faces.cli import hosting

    studio = open_studio(settings)
    with closing(studio.tables()) as tables, hosting.record_of(studio, tables) as record:
        yield studio, studio.desk(tables), record


def _asked(run: str, verb: str, settings: tuple[str, ...]) -> int:
    from studio.faces.cli import hosting

    with _opened(settings) as (studio, desk, record):
        found = desk.found(run)
        hosting.ask(studio, desk, found, verb)
        screen.line(screen.out(), f"{found} {record.run(found).state}")
    return outcomes.DONE


def _taken_up(run: str, verb: str, *, detach: bool, as_json: bool, settings: tuple[str, ...]) -> int:
    from studio.faces.cli import hosting

    with _opened(settings) as (studio, desk, record):
        found = desk.found(run)
        if detach:
            hosting.ask(studio, desk, found, verb)
            return hosting.detached(record, found, as_json=as_json)
        after = record.last_event(found)
        return hosting.accompany(
            studio, desk, found, as_json=as_json, asked=desk.ask(found, verb), after=after
        )


def _age(given: str) -> float:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*", given.lower())
    if not match or match[2] not in _UNITS:
        raise BadInput(f"--older {given} is no age", hint="write one such as 12h, 30d or 8w")
    return float(match[1]) * _UNITS[match[2]]


def _size(given: str) -> int:
    from studio.core.materials import parse_bytes

    try:
        return int(str(parse_bytes(given)))
    except ValueError as wrong:
        raise BadInput(f"--larger {given}: {wrong}", hint="see studio runs clean --help") from None
