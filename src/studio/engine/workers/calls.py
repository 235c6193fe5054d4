"""What crosses between a pool and whoever has calls carried out: the calls, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.core import errors
from studio.core.errors import DiskFull, StudioError, ToolFailed
from studio.engine.neighbour.leases import Claim


@dataclass(frozen=True)
class Call:
    """One tool call in plain values: nothing is pickled.

    Attributes:
        number: What its messages are known by.
        tool: The tool's id.
        given: The parameters, as people would give them, or as the wire packs them.
        scratch: The folder it may work in.
        checked: They are packed and have been checked, so the worker needs no model to read them.
        hashed: Its result tells the content of every file it made.
        quiet: Nobody wants to hear of its beginning and its progress.
        lane: Whose call it is: those who have calls waiting take turns.
        claim: What it takes of the machine, as far as that is known beforehand.
        limit: Bytes of memory it may hold; 0 if nobody has said.
    """

    number: int
    tool: str
    given: Mapping[str, Any]
    scratch: str
    checked: bool = False
    hashed: bool = False
    quiet: bool = False
    lane: str = ""
    claim: Claim = Claim()
    limit: int = 0

    @property
    def on_gpu(self) -> bool:
        """Whether it is work for a GPU."""
        return self.claim.gpus > 0

    @property
    def told(self) -> dict[str, Any]:
        """What its worker has to know of it."""
        kept = ("number", "tool", "given", "scratch", "checked", "hashed", "quiet")
        return {name: getattr(self, name) for name in kept}


@dataclass(frozen=True)
class Message:
    """What is said of a call: an event on the way, its result, or why it failed.

    Most of it is said by its worker. The pool says that it is `held` and why, that it is `let_go`, and
    that it was `shed`: ended because something had to go, and put back among those that wait.
    """

    number: int
    event: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    result: Any = None
    files: tuple[Mapping[str, Any], ...] = ()
    error: StudioError | None = None
    cancelled: bool = False
    seconds: float = 0.0

    @property
    def final(self) -> bool:
        return not self.event


KEPT = "kept"
"""The kind of a worker's first line: what keeps it from GPUs, and what keeps it to its memory."""

Hear = Callable[[Message], None]
"""Told, on the pool's own thread, of everything a call's worker says."""


def understood(said: Mapping[str, Any]) -> Message:
    """What a worker has said."""
    number = said["number"]
    if said["kind"] == "event":
        return Message(number, event=said["event"], fields=said["fields"])
    if said["kind"] == "failed":
        error = getattr(errors, said["error"], ToolFailed)(said["message"], hint=said["hint"])
        if isinstance(error, DiskFull):
            error.place = Path(said["place"])
        return Message(number, error=error, seconds=said["seconds"])
    return Message(number, result=said["result"], files=tuple(said["files"]), seconds=said["seconds"])
