"""`studio breakers`: kinds of work that fail again and again and are let rest."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Group, Parameter

from studio.faces import outcomes
from studio.faces.cli import screen

if TYPE_CHECKING:
    from studio.engine.breakers import Kind
    from studio.store.rests import Rest, Rests
    from studio.store.tables import Tables

breakers = App(
    name="breakers",
    help="See which tools and providers fail again and again and are let rest; have them go on.",
    usage="Usage: studio breakers COMMAND",
    group_commands=Group("What can be done"),
)

_STYLES = {"open": "bold red", "half-open": "yellow", "closed": "dim"}


@breakers.default
@breakers.command(name="list", usage="Usage: studio breakers list [OPTIONS]")
def list_(
    *,
    json: Annotated[
        bool,
        Parameter(help="Print one JSON object a line and nothing else.", negative=(), show_default=False),
    ] = False,
) -> int:
    """List the tools and providers that have failed since they last went well, and which of them must wait.

    Three failures within ten minutes open a breaker, if they were not the fault of what the tool was given.
    Runs with that tool wait, then one of them tries; when it goes well, all go on. Shots of a provider that
    rests are made by the fallback of their film, or stop it.
    """
    from studio.engine.breakers import kinds

    now = time.time()
    with _tables() as tables:
        found: list[Kind | Rest] = [*kinds(tables), *_rests().all()]
    if json:
        for kind in found:
            screen.print_json(_plain(kind, now))
    elif found:
        _show(found, now)
    else:
        screen.line(screen.out(), ("Nothing has gone wrong lately.", "dim"))
    return outcomes.DONE


@breakers.command(usage="Usage: studio breakers reset KIND")
def reset(
    kind: Annotated[
        str, Parameter(name="KIND", help="The tool or provider, such as image.resize.", negative=())
    ],
    /,
) -> int:
    """Forget what went wrong with a tool or a provider: what waits for it begins at once."""
    from studio.engine.breakers import reset as forget

    if _rests().reset(kind):
        screen.line(screen.out(), f"{screen.safe(kind)} closed")
        return outcomes.DONE
    with _tables() as tables:
        forget(tables, kind)
    screen.line(screen.out(), f"{screen.safe(kind)} closed")
    return outcomes.DONE


@contextmanager
def _tables() -> Iterator[Tables]:
    from studio.assembly import open_studio

    with closing(open_studio().tables()) as tables:
        yield tables


def _rests() -> Rests:
    from studio.assembly import open_studio
    from studio.store.rests import Rests

    return Rests(open_studio().settings.home)


def _plain(kind: Kind | Rest, now: float) -> dict[str, Any]:
    told = {"kind": kind.name, "state": kind.breaker.state(now), "error": kind.error}
    return told | asdict(kind.breaker) | {"until": kind.breaker.until()}


def _show(found: Sequence[Kind | Rest], now: float) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for kind in found:
        state, failures = kind.breaker.state(now), len(kind.breaker.failures)
        often = f"{failures} failure{'' if failures == 1 else 's'}"
        clock = ""
        if until := kind.breaker.until():
            clock = f"tried again at {time.strftime('%H:%M:%S', time.localtime(until))}"
        table.add_row(
            Text(kind.name, "bold"),
            Text(state, _STYLES[state]),
            often,
            clock,
            Text(screen.safe(kind.error), "dim"),
        )
    screen.table(screen.out(), table)
