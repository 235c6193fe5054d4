"""`studio schedule`: what starts by itself, and when."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Group, Parameter

from studio.core.errors import BadInput, NotFound
from studio.faces import outcomes
from studio.faces.cli import screen

if TYPE_CHECKING:
    from rich.table import Table

    from studio.engine.clock.firing import Firing
    from studio.engine.clock.schedules import Schedule
    from studio.store.tables import Tables

schedule = App(
    name="schedule",
    help="Have pipelines and batches start by themselves, when nobody is there.",
    usage="Usage: studio schedule COMMAND",
    group_commands=Group("What can be done"),
)

_FIRE_WHILE = "Schedules fire while studio serve runs."
_EMPTY = 'studio schedule add "0 2 * * *" FILE makes one that fires every day at 02:00'
_MOST = 1_000


def _option(told: str, metavar: str = "") -> Parameter:
    return Parameter(help=told, metavar=metavar or None, negative=(), show_default=False)


Json = Annotated[bool, _option("Print one JSON object a line and nothing else.")]
Named = Annotated[str, Parameter(name="ID", help="The schedule: its id, or its name.", negative=())]


@schedule.command(usage="Usage: studio schedule add CRON FILE [OPTIONS]")
def add(
    cron: Annotated[str, Parameter(name="CRON", negative=())],
    file: Annotated[Path, Parameter(name="FILE", negative=())],
    /,
    *,
    set: Annotated[
        tuple[str, ...],
        Parameter(
            name="--set", help="What a parameter is; may be repeated.", metavar="NAME=VALUE", negative=()
        ),
    ] = (),
    zone: Annotated[
        str, _option("The clocks it goes by, such as Europe/Berlin; else this machine's.", "ZONE")
    ] = "",
    missed: Annotated[
        Literal["once", "skip"], _option("What was missed is made up for once, or skipped; once if not set.")
    ] = "once",
    overlap: Annotated[bool, _option("Let it start while its last run goes on.")] = False,
    priority: Annotated[int, _option("Of its runs: higher goes first; 0 if not set.", "N")] = 0,
    name: Annotated[str, _option("What to call it, else as the file.", "NAME")] = "",
    json: Json = False,
) -> int:
    """Have a pipeline or a batch started again and again.

    It is started while studio serve runs, and begins as soon as the machine has room.

    Args:
        cron: Minute, hour, day of month, month, day of week, such as "0 2 * * *"; or a name such as @daily.
        file: The pipeline or batch, in YAML.
    """
    from studio.engine.clock import schedules
    from studio.host import zones

    wish = schedules.Wish(
        cron=cron,
        zone=zone or zones.local(),
        source=_source(file),
        folder=str(Path.cwd()),
        name=name or file.stem,
        parameters=_chosen(set),
        missed=missed,
        overlap=overlap,
        priority=priority,
    )
    with _opened() as tables:
        made = schedules.add(tables, wish, time.time())
    _tell(made, "", as_json=json)
    return outcomes.DONE


@schedule.default
@schedule.command(name="list", usage="Usage: studio schedule list [OPTIONS]")
def list_(*, json: Json = False) -> int:
    """List all schedules, when each fires next, and what became of its last firing."""
    from studio.engine.clock import firing, schedules

    with _opened() as tables:
        found = schedules.every(tables)
        last = firing.last_firings(tables)
    if json:
        for one in found:
            screen.print_json(_plain(one, last.get(one.id)))
        return outcomes.DONE
    if not found:
        _say_empty()
        return outcomes.DONE
    screen.table(screen.out(), _table(found, last))
    screen.err().print(_FIRE_WHILE, style="dim")
    return outcomes.DONE


@schedule.command(usage="Usage: studio schedule pause ID [OPTIONS]")
def pause(word: Named, /, *, json: Json = False) -> int:
    """Let a schedule rest: it does not fire, and nothing piles up."""
    from studio.engine.clock import schedules

    with _opened() as tables:
        found = schedules.pause(tables, word)
    _tell(found, f"studio schedule resume {found.id} lets it fire again", as_json=json)
    return outcomes.DONE


@schedule.command(usage="Usage: studio schedule resume ID [OPTIONS]")
def resume(word: Named, /, *, json: Json = False) -> int:
    """Let a paused schedule fire again, from now on."""
    from studio.engine.clock import schedules

    with _opened() as tables:
        found = schedules.resume(tables, word, time.time())
    _tell(found, "", as_json=json)
    return outcomes.DONE


@schedule.command(usage="Usage: studio schedule remove ID [OPTIONS]")
def remove(word: Named, /, *, json: Json = False) -> int:
    """Forget a schedule; the runs it has started stay."""
    from studio.engine.clock import schedules

    with _opened() as tables:
        gone = schedules.remove(tables, word)
    if json:
        screen.print_json(_plain(gone))
    else:
        screen.line(screen.out(), f"{screen.safe(gone.name)} is removed; the runs it has started stay")
    return outcomes.DONE


@schedule.command(name="next", usage="Usage: studio schedule next [ID] [OPTIONS]")
def next_(
    word: Annotated[str, Parameter(name="ID", help="Only this one: its id or name.", negative=())] = "",
    /,
    *,
    count: Annotated[int, _option("How many; 5 if not set.", "N")] = 5,
    json: Json = False,
) -> int:
    """Tell the next moments at which schedules fire, by the clocks of each."""
    from studio.engine.clock import schedules

    if not 1 <= count <= _MOST:
        raise BadInput(f"--count {count}: that many cannot be told", hint=f"write 1 to {_MOST}")
    with _opened() as tables:
        found = [schedules.find(tables, word)] if word else schedules.every(tables)
    coming = [pair for one in found if one.understood and not one.paused for pair in _coming(one, count)]
    coming.sort(key=lambda pair: (pair[0], pair[1].name))
    if json:
        for moment, one in coming[:count]:
            screen.print_json({"id": one.id, "name": one.name, "at": _clock(moment, one, exact=True)})
    elif coming:
        screen.table(screen.out(), _coming_table(coming[:count]))
    elif not found:
        _say_empty()
    else:
        screen.err().print("Nothing fires: studio schedule list says why.", style="dim")
    return outcomes.DONE


@contextmanager
def _opened() -> Iterator[Tables]:
    from studio.assembly import open_studio

    tables = open_studio().tables()
    try:
        yield tables
    finally:
        tables.close()


def _source(file: Path) -> str:
    if not file.exists():
        raise NotFound(f"{file} is not there", hint="name a pipeline or a batch, a file in YAML")
    if not file.is_file():
        raise BadInput(f"{file} is no file", hint="name a pipeline or a batch, a file in YAML")
    return os.path.abspath(file)


def _chosen(words: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for word in words:
        name, separator, value = word.partition("=")
        if not separator or not name:
            raise BadInput(f"--set {word}: write NAME=VALUE", hint="write it such as --set width=800")
        found[name.strip()] = value
    return found


def _coming(one: Schedule, count: int) -> Iterator[tuple[float, Schedule]]:
    moment = max(time.time(), one.begun)
    for _ in range(count):
        moment = one.next_after(moment)
        yield moment, one


def _clock(moment: float, one: Schedule, *, exact: bool = False) -> str:
    """A moment by the clocks of a schedule; with its offset, so that none can be taken for another."""
    from datetime import UTC, datetime

    shown = datetime.fromtimestamp(moment, one.clocks if one.understood else UTC)
    return shown.isoformat() if exact else f"{shown:%a %Y-%m-%d %H:%M} UTC{_offset(shown.isoformat()[-6:])}"


def _offset(told: str) -> str:
    return "" if told == "+00:00" else told


def _words(one: Schedule) -> str:
    from studio.engine.clock.words import in_words

    return in_words(one.line)


def _next(one: Schedule) -> str:
    """When it fires next, or why it does not."""
    if one.paused:
        return "paused"
    if not one.understood:
        return "never: this machine does not know the zone"
    return _clock(next(_coming(one, 1))[0], one)


def _tell(one: Schedule, way_on: str, *, as_json: bool) -> None:
    if as_json:
        screen.print_json(_plain(one))
        return
    told = f": {_words(one)}, {one.zone}; next: {_next(one)}"
    screen.line(screen.out(), (one.id, screen.ACCENT), f"  {screen.safe(one.name)}", told)
    screen.line(screen.err(), (way_on or _FIRE_WHILE, "dim"))


def _say_empty() -> None:
    screen.err().print("There are no schedules yet.", style="dim")
    screen.line(screen.err(), (f"  → {_EMPTY}", "dim"))


def _table(found: list[Schedule], last: dict[str, Firing]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 3))
    table.add_row(*(Text(word, "dim") for word in ("id", "name", "when", "zone", "next", "last")))
    for one in found:
        table.add_row(
            Text(one.id, screen.ACCENT),
            Text(screen.safe(one.name)),
            Text(_words(one)),
            Text(one.zone, "dim"),
            Text(_next(one), "dim" if one.paused else ""),
            Text(_became(last.get(one.id)), "dim"),
        )
    return table


def _coming_table(coming: list[tuple[float, Schedule]]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 3))
    for moment, one in coming:
        table.add_row(
            Text(_clock(moment, one)), Text(one.zone, "dim"), Text(screen.safe(one.name), screen.ACCENT)
        )
    return table


def _became(last: Firing | None) -> str:
    """What became of a firing."""
    if last is None:
        return "not fired yet"
    return f"run {last.run}" if last.run else f"let pass: {screen.safe(last.reason)}"


def _plain(one: Schedule, last: Firing | None = None) -> dict[str, Any]:
    """A schedule in plain values for other programs; moments as ISO 8601."""
    moments = {name: _clock(getattr(one, name), one, exact=True) for name in ("made", "begun", "since")}
    fires = one.understood and not one.paused
    coming = _clock(next(_coming(one, 1))[0], one, exact=True) if fires else None
    told = last and {
        "due": _clock(last.due, one, exact=True), "at": _clock(last.at, one, exact=True), "run": last.run,
        "reason": last.reason,
    }  # fmt: skip
    return {**asdict(one), **moments, "when": _words(one), "next": coming, "last": told}
