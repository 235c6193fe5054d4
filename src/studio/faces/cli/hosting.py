"""A run from the command line: carried out here where nobody else does, watched until it is over."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from studio.core.errors import Refused, ToolFailed
from studio.faces import outcomes
from studio.faces.cli import screen

if TYPE_CHECKING:
    from studio.assembly import Studio
    from studio.engine.hosting.attending import Attendant
    from studio.engine.orders.desk import Desk
    from studio.engine.orders.record import Event, Record
    from studio.faces.cli.watching import Watch
    from studio.store.tables import Tables

_GLANCE = 0.1
_PACE = 0.03
_BETWEEN_LOOKS = 2.0
_PATIENCE = 10.0


def accompany(
    studio: Studio,
    desk: Desk,
    run: str,
    *,
    as_json: bool = False,
    quiet: bool = False,
    asked: int | None = None,
    after: int = 0,
) -> int:
    """See a run through to its end; returns the exit code.

    Args:
        studio: The product, with its settings.
        desk: Where the run was ordered.
        run: The run.
        as_json: Print its events, and nothing else.
        quiet: Say nothing but what failed, even where somebody watches.
        asked: The number of what was asked of its host; Refused if that cannot be done.
        after: The last event that was seen already.
    """
    from studio.engine.hosting.attending import Attendant
    from studio.engine.orders import record

    def over(tables: Tables) -> bool:
        if asked is not None and studio.desk(tables).answered(asked) is None:
            return False
        return record.over(tables, run)

    farewell = f"Stopped. Run {run} waits; studio runs resume {run} carries it out."
    try:
        with (
            closing(studio.tables()) as own,
            closing(studio.tables()) as theirs,
            record_of(studio, own) as known,
        ):
            enlistment = studio.enlistment(hindered=_say_hindered)
            with Attendant(lambda: enlistment.enlist(frozenset([run])), lambda: over(theirs)) as attendant:
                try:
                    if asked is not None:
                        _wait_for_answer(desk, run, asked, known, attendant)
                    show = Show(known, run, over, attendant, as_json=as_json, quiet=quiet, after=after)
                    return show.see_through(studio)
                except KeyboardInterrupt:
                    farewell = _farewell(known, run, attendant) or farewell
                    raise
    except KeyboardInterrupt as stopped:
        raise outcomes.Parted(farewell, *stopped.args) from None


def watch(studio: Studio, run: str, *, as_json: bool = False, after: int = 0) -> int:
    """Look on until a run is over, whoever hosts it; returns the exit code."""
    from studio.engine.orders import record

    try:
        with closing(studio.tables()) as own, record_of(studio, own) as known:
            over = partial(record.over, run=run)
            return Show(known, run, over, as_json=as_json, after=after).see_through(studio)
    except KeyboardInterrupt as stopped:
        raise outcomes.Parted(f"Stopped watching; nothing became of {run} by that.", *stopped.args) from None


def ask(studio: Studio, desk: Desk, run: str, verb: str) -> None:
    """Have something done to a run at once, by its host or, where there is none, in its place."""
    from studio.engine.hosting.attending import Attendant

    command = desk.ask(run, verb)
    with (
        closing(studio.tables()) as own,
        closing(studio.tables()) as theirs,
        record_of(studio, own) as known,
    ):

        def answered() -> bool:
            return studio.desk(theirs).answered(command) is not None

        only = frozenset([run]) if verb in ("cancel", "pause") else frozenset[str]()
        enlistment = studio.enlistment(hindered=_say_hindered)
        with Attendant(lambda: enlistment.enlist(only), answered) as attendant:
            _wait_for_answer(desk, run, command, known, attendant)


def detached(record: Record, run: str, *, as_json: bool = False) -> int:
    """Say under which name a run waits, and for what."""
    if as_json:
        screen.print_json({"run": run})
    else:
        screen.print_plain(run)
    if record.host() is None:
        told = f"It waits for a host: studio serve, or studio runs resume {run}"
        screen.line(screen.err(), (told, "dim"))
    return outcomes.DONE


@contextmanager
def record_of(studio: Studio, tables: Tables) -> Iterator[Record]:
    """What is known of the runs in these tables."""
    from studio.engine.orders.record import Record

    guard = studio.guard()
    try:
        yield Record(studio.settings.home, tables, guard)
    finally:
        guard.release()


def _wait_for_answer(desk: Desk, run: str, command: int, record: Record, attendant: Attendant) -> None:
    until = time.monotonic() + _PATIENCE
    while (answer := desk.answered(command)) is None:
        if time.monotonic() > until and not attendant.hosting:
            host = record.host()
            who = f"{host.shown} hosts the runs and" if host else "the host"
            raise ToolFailed(f"{who} does not answer", hint="it may be stopped; end it, and try again")
        desk.tables.wait(_GLANCE)
    if answer:
        raise Refused(f"{run}: {answer}")


@dataclass
class Show:
    """One run, shown until it is over.

    Attributes:
        record: What is known of runs.
        run: The run.
        over: Whether it is over, as tables say.
        attendant: Who hosts it if nobody else does.
        as_json: Its events are printed, and nothing else.
        quiet: Only what failed is shown.
        after: The last event that was seen before.
    """

    record: Record
    run: str
    over: Callable[[Tables], bool]
    attendant: Attendant | None = None
    as_json: bool = False
    quiet: bool = False
    after: int = 0

    def see_through(self, studio: Studio) -> int:
        """Show all that happens; returns the exit code."""
        from studio.faces.cli.watching import Watch

        record, run = self.record, self.run
        shown = Watch(record.run(run), record.plan(run), as_json=self.as_json, quiet=self.quiet)
        with shown:
            if self.after:
                shown.pass_over(record.events(run, until=self.after))
            self._follow(shown, studio)
            shown.conclude()
        if not self.as_json:
            _print_files(record, run)
        return outcomes.DONE if shown.seen.state == "done" else outcomes.SOME_FAILED

    def _follow(self, shown: Watch, studio: Studio) -> None:
        lookout = Lookout(self.record, self.run, self.attendant)
        tables = self.record.tables
        while True:
            # What ends a run is written with its last event, so this comes before the look at the events.
            ended = self.over(tables)
            events = list(self.record.events(self.run, max(self.after, shown.seen.last)))
            shown.show(events)
            _log(studio, events)
            if ended:
                return
            if not shown.seen.running:
                lookout.look(shown)
            shown.refresh()
            # A run of very short calls changes all the time, and nobody reads faster than this.
            time.sleep(_PACE)
            tables.wait(_GLANCE)


@dataclass
class Lookout:
    """Finds out, now and then, why nothing happens."""

    record: Record
    run: str
    attendant: Attendant | None
    _looked: float = field(default_factory=time.monotonic)

    def look(self, shown: Watch) -> None:
        """Say it, if it is time for another look."""
        if time.monotonic() - self._looked < _BETWEEN_LOOKS:
            return
        self._looked = time.monotonic()
        reason = shown.seen.held or self._reason()
        shown.remark(reason, once=True) if reason else shown.remark("")

    def _reason(self) -> str:
        if self.attendant and self.attendant.hosting:
            return ""
        if self.attendant and self.attendant.error:
            return self.attendant.error.message
        state = self.record.run(self.run).state
        host = self.record.host()
        if state == "interrupted" or (state == "waiting" and host is None):
            return f"nobody carries it out; studio runs resume {self.run} does"
        if state == "waiting" and host:
            return f"{host.shown} carries out others first"
        return ""


def _log(studio: Studio, events: list[Event]) -> None:
    for event in events:
        if event.name != "stage.progress":
            level = "error" if event.name.endswith(".failed") else "info"
            studio.log.write(event.name, level, id=event.run, stage=event.stage, **event.fields)


def _print_files(record: Record, run: str) -> None:
    """What other programs want to know: where the results are."""
    from studio.faces.cli import values, watching

    result = record.result(run)
    if screen.out().is_terminal and not result:
        return
    files = [*result.get("files", ())] if result else record.files(run)
    found = False
    for file in files:
        found = True
        if screen.out().is_terminal:
            screen.line(screen.out(), ("→ ", "dim"), screen.safe(watching.near(file)))
        else:
            screen.print_plain(str(watching.near(file)))
    if result and not found and result.get("result") is not None:
        values.show(screen.out(), values.told(result["result"]))


def _farewell(record: Record, run: str, attendant: Attendant) -> str:
    """What becomes of a run whose watcher leaves; empty if it has not begun."""
    if attendant.hosting:
        return f"Stopped. Nothing is lost: studio runs resume {run} goes on."
    host = record.host()
    if host and host.serves:
        return f"Stopped watching. {host.shown.capitalize()} goes on; studio runs watch {run} shows it."
    return ""


def _say_hindered(reason: str) -> None:
    screen.line(screen.err(), ("! ", f"bold {screen.ACCENT}"), f"{screen.safe(reason)}; waiting until it can")
