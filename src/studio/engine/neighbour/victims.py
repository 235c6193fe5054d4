"""Which of our own calls goes first when memory runs short; whatever we did not start is never among them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

_HALF_AS_YOUNG = 60.0


@dataclass(frozen=True)
class Identity:
    """A process, beyond doubt: its number may be given to another one when it is gone, its birth may not."""

    pid: int
    born: float


@dataclass(frozen=True)
class Candidate:
    """A call that is being worked on.

    Attributes:
        who: The worker that does it, whom we have started.
        memory: Bytes that it and all it started hold, in memory and swapped out.
        age: Seconds since the call began.
        importance: From 0 to less than 1, the higher the more.
    """

    who: Identity
    memory: int
    age: float
    importance: float = 0.5

    @property
    def score(self) -> float:
        """How much there is to be had by its end, and how little is lost."""
        youth = _HALF_AS_YOUNG / (_HALF_AS_YOUNG + max(0.0, self.age))
        return self.memory * youth * (1.0 - self.importance)


def chosen(
    candidates: Iterable[Candidate], ours: Collection[Identity], never: Collection[Identity] = ()
) -> Candidate | None:
    """The one that goes; None if there is nobody who may.

    Args:
        candidates: Those that come into question.
        ours: The workers that we have started.
        never: Whom nothing may happen to, whatever else is said of them.
    """
    allowed = [one for one in candidates if one.who in ours and one.who not in never and one.memory > 0]
    return max(allowed, key=lambda one: (one.score, -one.age), default=None)


def importance(priority: int) -> float:
    """What a priority among waiting runs says of a call of theirs: a half if nothing, never quite 1."""
    return 1.0 / (1.0 + 2.0 ** -max(-50, min(50, priority)))
