"""`studio files apply`, `history` and `undo`: carrying out plans for files, and taking that back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from studio.core.errors import BadInput
from studio.faces import outcomes
from studio.faces.cli import screen

if TYPE_CHECKING:
    from studio.store.filing.carrying import Carried
    from studio.store.filing.history import Entry
    from studio.store.filing.undoing import Problem, Undone

_MOST = 20


def _option(told: str, metavar: str = "") -> Parameter:
    return Parameter(help=told, metavar=metavar or None, negative=(), show_default=False)


Json = Annotated[bool, _option("Print one JSON object a line and nothing else.")]


def apply(
    plan: Annotated[str, Parameter(name="PLAN", negative=())],
    /,
    *,
    json: Json = False,
) -> int:
    """Carry out a plan that organize, rename or duplicates made.

    Every file is looked at again at its moment; one that was changed since the plan was made stays as
    it is. A run that was cut short is gone on with: give its plan again, or its number.

    Args:
        plan: The plan, a file; or the number of a run that was cut short.
    """
    from studio.store.filing import acts, carrying
    from studio.store.filing.home import home

    _open()
    with _kept(f"studio files apply {screen.safe(quote(plan))}"):
        if plan.isdecimal() and not Path(plan).exists():
            carried = carrying.go_on(int(plan), home=home(), track=_track)
        else:
            carried = carrying.carry_out(acts.read(Path(plan)), home=home(), track=_track)
    _tell_carried(carried, as_json=json)
    return outcomes.SOME_FAILED if carried.failed else outcomes.DONE


def history(
    *,
    most: Annotated[int, _option("How many runs to list; 20 if not set, 0 for all.", "N")] = 20,
    json: Json = False,
) -> int:
    """List what was done to files, the latest first."""
    from itertools import islice

    from studio.store.filing.history import history as runs
    from studio.store.filing.home import home

    _open()
    found = list(islice(runs(home()), most or None))
    if json:
        for entry in found:
            screen.print_json(_plain(entry))
    elif found:
        _list(found)
    else:
        screen.err().print("Nothing was done to files yet.", style="dim")
    return outcomes.DONE


def undo(
    run: Annotated[int | None, Parameter(name="RUN", negative=())] = None,
    /,
    *,
    only: Annotated[
        tuple[str, ...],
        _option("Take back only what touched files of this name; may be repeated.", "PATTERN"),
    ] = (),
    json: Json = False,
) -> int:
    """Take back what was done to files, also by a run that was cut short.

    Args:
        run: The number of the run, as studio files history lists it; the latest when left out.
    """
    from studio.store.filing.home import home
    from studio.store.filing.undoing import undo as take_back

    if run is not None and run < 1:
        raise BadInput(f"there is no run {run}", hint="studio files history lists them")
    _open()
    with _kept("the same command"):
        undone = take_back(home(), run, only=only, track=_track)
    _tell_undone(undone, as_json=json)
    return outcomes.SOME_FAILED if undone.left else outcomes.DONE


def _open() -> None:
    from studio.assembly import open_studio

    open_studio()


@contextmanager
def _kept(again: str) -> Iterator[None]:
    """Whoever stops it is told how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        told = f"{again} goes on, and studio files undo takes back what is done"
        screen.line(screen.err(), (f"  → {told}", "dim"))
        raise


def _track(items: Sequence[Any], label: str) -> Iterator[Any]:
    console = screen.err()
    if not console.is_terminal:
        yield from items
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield from progress.track(items, description=screen.safe(label)[:40])


def _tell_carried(carried: Carried, *, as_json: bool) -> None:
    if as_json:
        screen.print_json(_plain(carried))
        return
    for problem in carried.skipped[:_MOST]:
        screen.line(screen.err(), ("· ", "dim"), f"{_near(problem.path)} ", (screen.safe(problem.why), "dim"))
    _more(carried.skipped)
    _complain(carried.failed)
    counts = [f"{carried.done:,} done"]
    counts += [f"{len(carried.skipped):,} skipped"] if carried.skipped else []
    counts += [f"{len(carried.failed):,} failed"] if carried.failed else []
    screen.line(screen.out(), f"{screen.safe(carried.title)}: {', '.join(counts)}, as run {carried.run}")
    if carried.done:
        screen.line(screen.err(), (f"  → studio files undo {carried.run} takes it back", "dim"))


def _tell_undone(undone: Undone, *, as_json: bool) -> None:
    if as_json:
        screen.print_json(_plain(undone))
        return
    _complain(undone.left)
    left = f", {len(undone.left):,} could not be" if undone.left else ""
    screen.line(
        screen.out(), f"{screen.safe(undone.title)}: {undone.back:,} taken back{left}, of run {undone.run}"
    )


def _complain(problems: Sequence[Problem]) -> None:
    for problem in problems[:_MOST]:
        screen.line(screen.err(), ("✗ ", "bold red"), f"{_near(problem.path)} {screen.safe(problem.why)}")
    _more(problems)


def _more(problems: Sequence[Problem]) -> None:
    if len(problems) > _MOST:
        screen.line(screen.err(), (f"  and {len(problems) - _MOST:,} more; --json lists all", "dim"))


def _list(entries: Sequence[Entry]) -> None:
    from datetime import datetime

    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim")
    for name, side in (
        ("run", "right"),
        ("begun", "left"),
        ("state", "left"),
        ("acts", "right"),
        ("what", "left"),
    ):
        table.add_column(name, justify=side, no_wrap=name != "what")  # type: ignore[arg-type]
    for entry in entries:
        begun = datetime.fromisoformat(entry.begun).astimezone().strftime("%Y-%m-%d %H:%M")
        acts = f"{entry.done:,}" if entry.done == entry.acts else f"{entry.done:,} of {entry.acts:,}"
        style = screen.ACCENT if entry.state in ("cut short", "at work") else ""
        table.add_row(str(entry.run), begun, Text(entry.state, style), acts, Text(screen.safe(entry.title)))
    screen.table(screen.out(), table)


def _plain(told: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(told)


def _near(path: Path) -> str:
    """A path as it is seen from here, as one harmless line."""
    here = Path.cwd()
    return screen.safe(path.relative_to(here) if path.is_relative_to(here) else path)
