"""A few worker processes that carry out tool calls side by side."""

from __future__ import annotations

import json
import os
import selectors
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from studio.core import errors
from studio.core.errors import StudioError, ToolFailed
from studio.host import programs

_CHUNK = 1 << 16
_KEPT = str(16 << 20)


@dataclass(frozen=True)
class Call:
    """One tool call in plain values: nothing is pickled.

    Attributes:
        number: What its messages are known by.
        tool: The tool's id.
        given: The parameters, as people would give them, or as the wire packs them.
        scratch: The folder it may work in.
        checked: They are packed and have been checked, so the worker needs no model to read them.
    """

    number: int
    tool: str
    given: Mapping[str, Any]
    scratch: str
    checked: bool = False


@dataclass(frozen=True)
class Message:
    """What a worker says of a call: an event on the way, its result, or why it failed."""

    number: int
    event: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    result: Any = None
    error: StudioError | None = None
    seconds: float = 0.0

    @property
    def final(self) -> bool:
        return not self.event


@dataclass
class _Worker:
    child: programs.Child
    call: Call | None = None
    unread: bytes = b""


class Pool:
    """Starts workers as they are needed, replaces one that dies, ends all of them when it is closed."""

    def __init__(self, module: str, *, size: int, threads: int, settings: Mapping[str, Any]) -> None:
        self._module = module
        self._size = size
        self._start = {"path": sys.path, "settings": dict(settings), "threads": threads}
        self._environment = {
            "VIPS_CONCURRENCY": str(threads),
            "OMP_NUM_THREADS": str(threads),
            # Many small arenas keep what the last picture used; as few as there is work at a time are as
            # fast and stay small.
            "MALLOC_ARENA_MAX": str(min(threads, 2)),
            # Memory given back between two pictures is asked for again at once, at the price of page faults.
            "MALLOC_TRIM_THRESHOLD_": _KEPT,
            "MALLOC_MMAP_THRESHOLD_": _KEPT,
        }
        self._workers: list[_Worker] = []
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *unused: object) -> None:
        programs.stop([worker.child for worker in self._workers])
        self._selector.close()

    def messages(self, calls: Iterable[Call]) -> Iterator[Message]:
        """Carry out the calls; what is said comes as it is said, the results in the order they are ready."""
        waiting = iter(calls)
        for call in islice(waiting, self._size):
            self._hire(call)
        while any(worker.call for worker in self._workers):
            for key, _ in self._selector.select():
                yield from self._hear(key.data, waiting)

    def _hire(self, call: Call) -> None:
        worker = _Worker(programs.python(self._module, self._environment))
        self._workers.append(worker)
        self._selector.register(_out(worker), selectors.EVENT_READ, worker)
        self._send(worker, self._start)
        self._give(worker, call)

    def _give(self, worker: _Worker, call: Call | None) -> None:
        worker.call = call
        if call:
            self._send(worker, vars(call))

    def _send(self, worker: _Worker, message: Mapping[str, Any]) -> None:
        assert worker.child.stdin
        try:
            worker.child.stdin.write(json.dumps(message, default=str).encode("ascii") + b"\n")
            worker.child.stdin.flush()
        except BrokenPipeError:
            # It has just died; the end of its output tells the rest.
            return

    def _hear(self, worker: _Worker, waiting: Iterator[Call]) -> Iterator[Message]:
        got = os.read(_out(worker), _CHUNK)
        if not got:
            yield from self._bury(worker, waiting)
            return
        *lines, worker.unread = (worker.unread + got).split(b"\n")
        for line in lines:
            message = _message(json.loads(line))
            if message.final:
                self._give(worker, next(waiting, None))
            yield message

    def _bury(self, worker: _Worker, waiting: Iterator[Call]) -> Iterator[Message]:
        """A worker died over a call: that call has failed, the others go on with a new worker."""
        self._selector.unregister(_out(worker))
        self._workers.remove(worker)
        programs.stop([worker.child])
        if worker.call:
            yield Message(worker.call.number, error=_death(worker.child.returncode))
        for call in islice(waiting, 1):
            self._hire(call)


def _out(worker: _Worker) -> int:
    assert worker.child.stdout
    return worker.child.stdout.fileno()


def _message(said: Mapping[str, Any]) -> Message:
    number = said["number"]
    if said["kind"] == "event":
        return Message(number, event=said["event"], fields=said["fields"])
    if said["kind"] == "failed":
        kind = getattr(errors, said["error"], ToolFailed)
        return Message(number, error=kind(said["message"], hint=said["hint"]), seconds=said["seconds"])
    return Message(number, result=said["result"], seconds=said["seconds"])


def _death(code: int | None) -> ToolFailed:
    how = f"was killed by signal {-code}" if code and code < 0 else f"ended with code {code}"
    killed = code == -signal.SIGKILL
    return ToolFailed(
        f"the worker {how} in the middle of this",
        hint="there may not have been enough memory: use fewer --jobs"
        if killed
        else "try it alone to see why",
    )
