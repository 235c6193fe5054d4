"""What can be said of anything that makes calls: how much of the machine it takes, and how it gives way."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.errors import BadInput

CPUS = "How many cores its work may use, all together; all there are if not set."
MEMORY = "How much memory its work may hold, all together, such as 2GiB; what there is if not set."
GPUS = "Which graphics cards work for them may use: all, none, numbers or names; 0:2: two calls share 0."
WAY = "How it gives way to other programs: normal, low, idle or batch."
PRIORITY = f"{WAY[:-1]}; of runs that wait, a number says which goes first: the higher."

_WAYS = ("normal", "low", "idle", "batch")


@dataclass(frozen=True)
class Priority:
    """What `--priority` says: a word is about other programs, a number about other runs."""

    way: str = ""
    rank: int = 0


def priority(written: str, *, ranks: bool) -> Priority:
    """Understand `--priority`; refuses what is neither.

    Args:
        written: What was written; nothing if it was left out.
        ranks: Whether it may be a number: there are runs that wait.
    """
    if not written or written in _WAYS:
        return Priority(written)
    if ranks and written.removeprefix("-").isdigit():
        return Priority(rank=int(written))
    either = ", or a number among runs that wait" if ranks else ""
    raise BadInput(f"there is no priority {written!r}", hint=f"one of {', '.join(_WAYS)}{either}")


def settings(cpus: int | None, memory: str, way: str, gpus: str = "") -> tuple[str, ...]:
    """The same as settings, as they were written."""
    said = {"cpus": cpus, "memory": memory or None, "priority": way or None, "gpus": gpus or None}
    return tuple(f"--{name}={value}" for name, value in said.items() if value is not None)
