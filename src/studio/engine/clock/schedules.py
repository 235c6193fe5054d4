"""What is to start by itself, and when: schedules as they are made, paused, resumed and removed."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Literal
from zoneinfo import ZoneInfo

from studio.core.errors import BadInput, NotFound, Unavailable
from studio.engine.clock import cron as lines
from studio.host import zones
from studio.store.backend import Row
from studio.store.tables import Tables

Missed = Literal["once", "skip"]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants to start by itself.

    Attributes:
        cron: When, as a cron line.
        zone: By the clocks of which time zone.
        source: The pipeline or batch, an absolute path.
        folder: Where its relative paths begin.
        name: What people call it.
        parameters: What is set for every run of it.
        settings: Settings of the runs that are not the usual ones.
        missed: Whether a firing that nobody was there for is made up for once, or skipped.
        overlap: Whether it may start while its last run goes on.
        priority: Of its runs; higher goes first.
    """

    cron: str
    zone: str
    source: str
    folder: str
    name: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    missed: Missed = "once"
    overlap: bool = False
    priority: int = 0


@dataclass(frozen=True, kw_only=True)
class Schedule(Wish):
    """A wish that was written down; moments are seconds since 1970.

    Attributes:
        id: Its name for commands.
        paused: Whether it is let rest.
        made: When it was made.
        begun: When it was made or last resumed: it never fires for moments before.
        since: Up to when its firings are settled.
    """

    id: str
    paused: bool
    made: float
    begun: float
    since: float

    @cached_property
    def line(self) -> lines.Cron:
        """Its cron line, understood."""
        return lines.parse(self.cron)

    @cached_property
    def clocks(self) -> ZoneInfo:
        """The clocks it goes by."""
        return zones.named(self.zone)

    @property
    def understood(self) -> bool:
        """Whether this machine knows its clocks; another one may have written it down."""
        try:
            return bool(self.line.text and self.clocks.key)
        except (BadInput, Unavailable):
            return False

    def settled(self, now: float) -> float:
        """Up to when its firings are settled, also after the clock was put back.

        What a clock that was fast has shown too early still comes; the recorded firings keep what has fired
        then from firing again.
        """
        return min(self.since, max(now, self.begun))

    def next_after(self, moment: float) -> float:
        """The first moment after another at which it fires."""
        return self.line.next_after(moment, self.clocks)


def add(tables: Tables, wish: Wish, now: float) -> Schedule:
    """Write a schedule down; it fires for moments after now."""
    lines.parse(wish.cron)
    zones.named(wish.zone)
    identity = uuid.uuid4().hex[:8]
    made = Schedule(**asdict(wish), id=identity, paused=False, made=now, begun=now, since=now)
    tables.atomic(lambda: _insert(tables, made))
    return made


def every(tables: Tables) -> list[Schedule]:
    """All schedules, the oldest first."""
    return [_read(row) for row in tables.all("SELECT * FROM schedule ORDER BY made, id")]


def find(tables: Tables, word: str) -> Schedule:
    """The schedule with this id, or the only one of this name."""
    known = every(tables)
    found = [one for one in known if one.id == word] or [one for one in known if one.name == word]
    if not found:
        raise NotFound(f"there is no schedule {word}", hint="studio schedule list shows them")
    if len(found) > 1:
        ids = ", ".join(one.id for one in found)
        raise NotFound(f"{len(found)} schedules are called {word}", hint=f"name one by its id: {ids}")
    return found[0]


def pause(tables: Tables, word: str) -> Schedule:
    """Let a schedule rest: until it is resumed it does not fire, and nothing piles up."""
    return _change(tables, word, "UPDATE schedule SET paused = 1 WHERE id = :id")


def resume(tables: Tables, word: str, now: float) -> Schedule:
    """Let a schedule that was paused fire again, for moments after now."""
    statement = "UPDATE schedule SET paused = 0, begun = :now, since = :now WHERE id = :id AND paused = 1"
    return _change(tables, word, statement, now=now)


def remove(tables: Tables, word: str) -> Schedule:
    """Forget a schedule and its firings; runs it has started stay."""
    return _change(tables, word, "DELETE FROM schedule WHERE id = :id")


def _change(tables: Tables, word: str, statement: str, **given: Any) -> Schedule:
    """Change a schedule; returns it as it is now, or as it was if it is gone."""

    def change() -> Schedule:
        found = find(tables, word)
        tables.change(statement, id=found.id, **given)
        tables.announce()
        row = tables.one("SELECT * FROM schedule WHERE id = :id", id=found.id)
        return _read(row) if row else found

    return tables.atomic(change)


def _insert(tables: Tables, schedule: Schedule) -> None:
    row = _row(schedule)
    names = ", ".join(row)
    tables.change(f"INSERT INTO schedule ({names}) VALUES (:{', :'.join(row)})", **row)
    tables.announce()


def _row(schedule: Schedule) -> dict[str, Any]:
    return {
        **asdict(schedule),
        "parameters": json.dumps(dict(schedule.parameters)),
        "settings": json.dumps(dict(schedule.settings)),
        "overlap": int(schedule.overlap),
        "paused": int(schedule.paused),
    }


def _read(row: Row) -> Schedule:
    told = {
        **row,
        "parameters": json.loads(row["parameters"]),
        "settings": json.loads(row["settings"]),
        "overlap": bool(row["overlap"]),
        "paused": bool(row["paused"]),
    }
    return Schedule(**told)
