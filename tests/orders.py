"""Runs as tests order them: plans of the trial's tools, on texts laid out in the current folder."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from studio.assembly import open_studio
from studio.engine.hosting.attending import Attendant
from studio.engine.orders.desk import Order
from studio.engine.orders.record import Record
from studio.engine.plans import Plan, Stage


def text(name: str, *lines: str) -> str:
    """Lay out an order that trial.obey can follow; it says something, for no result may be empty."""
    spoken = lines if any(line.startswith("say") for line in lines) else (*lines, "say hello")
    Path(name).write_text("".join(f"{line}\n" for line in spoken))
    return name


def obey(name: str, *lines: str, **more: Any) -> Stage:
    """A stage that obeys a text of its own."""
    return Stage(name, "trial.obey", {"order": text(f"{name}.txt", *lines)}, **more)


def obey_each(name: str, orders: Sequence[Sequence[str]], **more: Any) -> Stage:
    """A stage that obeys several texts one by one."""
    files = [text(f"{name}{number}.txt", *lines) for number, lines in enumerate(orders)]
    return Stage(name, "trial.obey", {"order": "{item}"}, each=files, **more)


def ordered(*stages: Stage, name: str = "play", **more: Any) -> str:
    """Have a plan wait for a host; returns the run's id."""
    studio = open_studio()
    with closing(studio.tables()) as tables:
        order = Order("play.yaml", Path.cwd(), studio.plain, **more)
        return studio.desk(tables).submit(Plan(name, "pipeline", stages), order)


@contextmanager
def record() -> Iterator[Record]:
    """What is known of runs."""
    studio = open_studio()
    guard = studio.guard()
    try:
        with closing(studio.tables()) as tables:
            yield Record(studio.settings.home, tables, guard)
    finally:
        guard.release()


def state(run: str) -> str:
    """The state a run is in, in truth."""
    with record() as told:
        return told.run(run).state


def events(run: str) -> list[tuple[str, str]]:
    """What has happened in a run, without what tells of progress."""
    with record() as told:
        found = [(event.name, event.stage) for event in told.events(run)]
    return [one for one in found if one[0] != "stage.progress"]


def carried_out(*runs: str) -> None:
    """Host runs in this process until they are over."""
    studio = open_studio()
    with (
        record() as told,
        Attendant(
            lambda: studio.enlistment().enlist(frozenset(runs)), lambda: all(map(told.is_over, runs))
        ) as attendant,
    ):
        while not all(map(told.is_over, runs)):
            told.tables.wait(0.1)
            assert attendant.error is None
