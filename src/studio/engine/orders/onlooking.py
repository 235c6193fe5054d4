"""Looking on at the runs from outside: which are under way, what was held back or shed, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from studio.core.errors import StudioError
from studio.engine import lock
from studio.engine.orders.record import Event, Record, Summary

_MOST_RUNS = 8
_MOST_EVENTS = 6
_LOOKED_BACK = 2000


@dataclass(frozen=True)
class Seen:
    """What is known of the runs at one moment.

    Attributes:
        runs: The latest of those that are not over.
        events: What was held back or shed last, the latest last.
        trouble: Why nothing is known; empty if it is.
    """

    runs: tuple[Summary, ...] = ()
    events: tuple[Event, ...] = ()
    trouble: str = ""


@dataclass
class Onlooker:
    """Looks at the runs again and again; tables that cannot be read are no reason to stop.

    Attributes:
        open_record: Opens what is known of the runs; None where there have never been any.
        ourselves: Processes that are ours, too.
    """

    open_record: Callable[[], Record | None]
    ourselves: Iterable[int] = ()
    _record: Record | None = field(default=None, init=False)
    _after: int | None = field(default=None, init=False)
    _events: tuple[Event, ...] = field(default=(), init=False)

    def roots(self) -> set[int]:
        """The processes that started everything of ours: the host of the runs, if it is on this machine."""
        with suppress(StudioError):
            if (record := self._opened()) and (owner := lock.owner(record.tables)) and lock.is_here(owner):
                return {*self.ourselves, owner.pid}
        return set(self.ourselves)

    def look(self) -> Seen:
        """The runs as they are now."""
        try:
            if (record := self._opened()) is None:
                return Seen()
            if self._after is None:
                self._after = max(0, record.last_event() - _LOOKED_BACK)
            held = record.held_back(self._after)
            if held:
                self._after = held[-1].number
                self._events = (*self._events, *held)[-_MOST_EVENTS:]
            return Seen(tuple(record.under_way(_MOST_RUNS)), self._events)
        except StudioError as refused:
            return Seen(events=self._events, trouble=refused.message)

    def close(self) -> None:
        """Let go of the tables."""
        if self._record:
            self._record.guard.release()
            self._record.tables.close()
            self._record = None

    def _opened(self) -> Record | None:
        if self._record is None:
            self._record = self.open_record()
        return self._record
