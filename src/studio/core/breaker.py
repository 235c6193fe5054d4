"""A circuit breaker: work of a kind that fails again and again is let rest, then tried once, then goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

FAILURES = 3
WITHIN = 600.0
"""So many failures within so many seconds, and no success between them, open it."""

FIRST_PAUSE = 60.0
LONGEST_PAUSE = 3600.0
"""How long it rests, at first and at most: twice as long after every try that failed."""

State = Literal["closed", "open", "half-open"]


@dataclass(frozen=True)
class Breaker:
    """What is known of one kind of work; moments are seconds on any clock that all calls share.

    Attributes:
        failures: When it failed since it last went well, as far as that still counts.
        opened: When it opened; None while it is closed.
        pause: How long it rests after that.
        tried: When something was let through to see whether it goes well again.
    """

    failures: tuple[float, ...] = ()
    opened: float | None = None
    pause: float = FIRST_PAUSE
    tried: float | None = None

    def state(self, now: float) -> State:
        """Whether work is let through (closed), rests (open), or one thing is tried (half-open)."""
        if self.opened is None:
            return "closed"
        return "open" if now < self.opened + self.pause else "half-open"

    def lets_through(self, now: float) -> bool:
        """Whether something may begin; half-open, one thing at a time."""
        if self.tried is not None and now < self.tried + self.pause:
            # What was let through may have ended without telling: it is waited for only so long.
            return self.opened is None
        return self.state(now) != "open"

    def begun(self, now: float) -> Breaker:
        """Something was let through."""
        return replace(self, tried=now) if self.opened is not None else self

    def succeeded(self) -> Breaker:
        """It went well: all is forgiven."""
        return Breaker()

    def failed(self, now: float) -> Breaker:
        """It failed, and that was not the fault of what it was given."""
        # A clock that was set back leaves failures in the future: they say nothing about when.
        recent = (*(moment for moment in self.failures if 0 <= now - moment < WITHIN), now)[-FAILURES:]
        if self.opened is None:
            opened = now if len(recent) >= FAILURES else None
            return Breaker(recent, opened)
        if self.state(now) == "open":
            # What had begun before it opened says nothing new.
            return replace(self, failures=recent)
        return Breaker(recent, now, min(2 * self.pause, LONGEST_PAUSE))

    def until(self) -> float | None:
        """When something is tried again; None while it is closed."""
        return None if self.opened is None else self.opened + self.pause
