"""A few worker processes that carry out tool calls side by side."""

from __future__ import annotations

import json
import os
import queue
import selectors
import shutil
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from studio.core import errors
from studio.core.errors import StudioError, ToolFailed
from studio.host import programs

_CHUNK = 1 << 16
_KEPT = str(16 << 20)
_AHEAD = 0.05
_MOST_AHEAD = 64


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
    """

    number: int
    tool: str
    given: Mapping[str, Any]
    scratch: str
    checked: bool = False
    hashed: bool = False
    quiet: bool = False
    lane: str = ""


@dataclass(frozen=True)
class Message:
    """What a worker says of a call: an event on the way, its result, or why it failed."""

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


Hear = Callable[[Message], None]
"""Told, on the pool's own thread, of everything a call's worker says."""


@dataclass
class _Worker:
    child: programs.Child
    calls: deque[tuple[Call, Hear]] = field(default_factory=deque)
    unread: bytes = b""


class _Lanes:
    """What waits, in a lane for each who asked; the lanes take turns, so none waits for all of another."""

    def __init__(self) -> None:
        self._lanes: dict[str, deque[tuple[Call, Hear]]] = {}

    def __bool__(self) -> bool:
        return bool(self._lanes)

    @property
    def next_tool(self) -> str:
        """The tool of the call that comes next."""
        return next(iter(self._lanes.values()))[0][0].tool

    def add(self, call: Call, hear: Hear) -> None:
        """Let a call wait behind those of its lane."""
        self._lanes.setdefault(call.lane, deque()).append((call, hear))

    def take(self) -> tuple[Call, Hear]:
        """The call that comes next; its lane goes behind the others."""
        lane, waiting = next(iter(self._lanes.items()))
        found = waiting.popleft()
        del self._lanes[lane]
        if waiting:
            self._lanes[lane] = waiting
        return found

    def put_back(self, calls: Iterable[tuple[Call, Hear]]) -> None:
        """Let calls come first again that a worker had and never began."""
        for call, hear in reversed(list(calls)):
            self._lanes.setdefault(call.lane, deque()).appendleft((call, hear))

    def drop(self, numbers: Collection[int]) -> list[tuple[Call, Hear]]:
        """Forget these calls; returns them."""
        waiting = [one for lane in self._lanes.values() for one in lane]
        self._lanes = {}
        for call, hear in waiting:
            if call.number not in numbers:
                self.add(call, hear)
        return [one for one in waiting if one[0].number in numbers]


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
        self._waiting = _Lanes()
        self._orders: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._usual: dict[str, float] = {}
        self._selector = selectors.DefaultSelector()
        self._woken, self._bell = os.pipe()
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._rung = False
        self._thread: threading.Thread | None = None
        self._closed = False

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *unused: object) -> None:
        self.close()

    @property
    def capacity(self) -> int:
        """How many calls are carried out at a time."""
        return self._size

    @property
    def members(self) -> list[int]:
        """The process numbers of the workers at this moment."""
        return [worker.child.pid for worker in self._workers]

    def submit(self, call: Call, hear: Hear) -> None:
        """Have a call carried out as soon as a worker is free; its last message is a final one."""
        self._order(lambda: self._waiting.add(call, hear))

    def cancel(self, numbers: Collection[int]) -> None:
        """End these calls, those that wait and those that are being worked on, with all they started."""
        wanted = frozenset(numbers)
        self._order(lambda: self._drop(wanted))

    def recall(self, numbers: Collection[int]) -> None:
        """Take back those of these calls that no worker has yet; each is said to be cancelled."""
        wanted = frozenset(numbers)
        self._order(lambda: self._take_back(wanted))

    def messages(self, calls: Iterable[Call]) -> Iterator[Message]:
        """Carry out the calls; what is said comes as it is said, the results in the order they are ready."""
        said: queue.SimpleQueue[Message] = queue.SimpleQueue()
        waiting = iter(calls)
        flying = 0
        free = self._size
        while True:
            for call in islice(waiting, free):
                self.submit(call, said.put)
                flying += 1
            if not flying:
                return
            message = said.get()
            free = int(message.final)
            flying -= free
            yield message

    def close(self) -> None:
        """Stop the workers, whatever they are doing."""
        if self._thread and self._thread.is_alive():
            self._order(None)
            self._thread.join()
        self._closed = True
        programs.stop([worker.child for worker in self._workers])
        self._selector.close()
        for end in (self._woken, self._bell):
            with suppress(OSError):
                os.close(end)

    def _order(self, order: Callable[[], None] | None) -> None:
        self._orders.put(order)
        if self._closed:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="pool", daemon=True)
            self._thread.start()
        # One ring is heard however many orders lie there by then.
        if not self._rung:
            self._rung = True
            os.write(self._bell, b"!")

    def _work(self) -> None:
        while True:
            for key, _ in self._selector.select():
                if key.data is not None:
                    self._listen(key.data)
                    continue
                os.read(self._woken, _CHUNK)
                self._rung = False
                while not self._orders.empty():
                    if (order := self._orders.get()) is None:
                        return
                    order()
            self._hand_out()

    def _hand_out(self) -> None:
        """Give what waits to those who are free, a little ahead where the calls are short."""
        for worker in self._workers:
            if not worker.calls and self._waiting:
                self._give(worker, *self._waiting.take())
        while self._waiting and len(self._workers) < self._size:
            try:
                worker = self._hire()
            except OSError as refused:
                # With nobody at work nobody will ever be free; else the call waits for who is.
                if not self._workers:
                    call, hear = self._waiting.take()
                    hear(Message(call.number, error=_unstarted(refused)))
                    continue
                break
            self._give(worker, *self._waiting.take())
        for worker in self._workers:
            while self._waiting and len(worker.calls) < self._ahead(self._waiting.next_tool):
                self._give(worker, *self._waiting.take())

    def _ahead(self, tool: str) -> int:
        """How many calls of a tool a worker may hold, so that it never waits for the next."""
        usual = self._usual.get(tool, 1.0)
        return max(1, min(_MOST_AHEAD, int(_AHEAD / max(usual, 1e-6))))

    def _hire(self) -> _Worker:
        worker = _Worker(programs.python(self._module, self._environment))
        self._workers.append(worker)
        self._selector.register(_out(worker), selectors.EVENT_READ, worker)
        self._send(worker, self._start)
        return worker

    def _give(self, worker: _Worker, call: Call, hear: Hear) -> None:
        worker.calls.append((call, hear))
        self._send(worker, vars(call))

    def _send(self, worker: _Worker, message: Mapping[str, Any]) -> None:
        assert worker.child.stdin
        try:
            worker.child.stdin.write(json.dumps(message, default=str).encode("ascii") + b"\n")
            worker.child.stdin.flush()
        except BrokenPipeError:
            # It has just died; the end of its output tells the rest.
            return

    def _listen(self, worker: _Worker) -> None:
        if worker not in self._workers:
            return
        got = os.read(_out(worker), _CHUNK)
        if not got:
            self._bury(worker)
            return
        *lines, worker.unread = (worker.unread + got).split(b"\n")
        for line in lines:
            message = _message(json.loads(line))
            call, hear = worker.calls[0]
            if message.final:
                worker.calls.popleft()
                usual = self._usual.get(call.tool, message.seconds)
                self._usual[call.tool] = 0.7 * usual + 0.3 * message.seconds
            hear(message)

    def _bury(self, worker: _Worker) -> None:
        """A worker died over a call: that call has failed, the others go on with a new worker."""
        self._dismiss([worker])
        if worker.calls:
            call, hear = worker.calls.popleft()
            hear(Message(call.number, error=_death(worker.child.returncode)))
        self._waiting.put_back(worker.calls)

    def _dismiss(self, workers: Sequence[_Worker]) -> None:
        for worker in workers:
            self._selector.unregister(_out(worker))
            self._workers.remove(worker)
        programs.stop([worker.child for worker in workers])

    def _take_back(self, numbers: frozenset[int]) -> None:
        for call, hear in self._waiting.drop(numbers):
            hear(Message(call.number, cancelled=True))

    def _drop(self, numbers: frozenset[int]) -> None:
        dropped = self._waiting.drop(numbers)
        hit = [worker for worker in self._workers if any(call.number in numbers for call, _ in worker.calls)]
        self._dismiss(hit)
        for worker in hit:
            if worker.calls and worker.calls[0][0].number not in numbers:
                # It begins anew with another worker, and must not find what it had half made.
                shutil.rmtree(worker.calls[0][0].scratch, ignore_errors=True)
            dropped += [(call, hear) for call, hear in worker.calls if call.number in numbers]
            self._waiting.put_back(
                [(call, hear) for call, hear in worker.calls if call.number not in numbers]
            )
        for call, hear in dropped:
            hear(Message(call.number, cancelled=True))


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
    return Message(number, result=said["result"], files=tuple(said["files"]), seconds=said["seconds"])


def _unstarted(refused: OSError) -> ToolFailed:
    return ToolFailed(
        f"no worker could be started: {(refused.strerror or str(refused)).lower()}",
        hint="end other programs, or use fewer --jobs",
    )


def _death(code: int | None) -> ToolFailed:
    how = f"was killed by signal {-code}" if code and code < 0 else f"ended with code {code}"
    killed = code == -signal.SIGKILL
    return ToolFailed(
        f"the worker {how} in the middle of this",
        hint="there may not have been enough memory: use fewer --jobs"
        if killed
        else "try it alone to see why",
    )
