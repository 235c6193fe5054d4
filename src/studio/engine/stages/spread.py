"""Carrying out the calls of a stage: several at a time, tried again, ended in time, settled in bursts."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import random
import time
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from studio.core.catalogue import AnyTool
from studio.core.errors import BadCall, DiskFull, Refused, StudioError, ToolFailed
from studio.engine.journal import Settled
from studio.engine.neighbour.leases import Claim
from studio.engine.plans import Retries
from studio.engine.stages import settling
from studio.engine.stages.settling import Made, Piece, Settler
from studio.engine.stages.waiting import Shortage
from studio.engine.workers.calls import Call, Message
from studio.engine.workers.pool import Pool

Progress = Callable[[Piece, str, Mapping[str, Any]], None]
"""Told of what a tool says on its way."""

_AHEAD = 64
_LEAVING = 2.5
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Manner:
    """How the calls of a stage are carried out.

    Attributes:
        tool: The tool.
        lane: Whose calls they are.
        scratch: The folder they work in, each in a folder of its own.
        hashed: Whether the content of what they make is wanted.
        quiet: Whether nobody wants to hear how far a single call is.
        jobs: How many are under way at most; 0: as many as the pool can use.
        timeout: Seconds for one call; 0: any.
        retries: What happens when one fails.
        claim: What one takes of the machine.
        limit: Bytes of memory one may hold; 0 if nobody has said.
    """

    tool: AnyTool
    lane: str
    scratch: Path
    hashed: bool = True
    quiet: bool = True
    jobs: int = 0
    timeout: float = 0.0
    retries: Retries = Retries()
    claim: Claim = Claim()
    limit: int = 0


@dataclass(frozen=True)
class Done:
    """A call that has come to its end: what was made of it, or why nothing was."""

    piece: Piece
    attempts: int
    made: Made | None = None
    settled: Settled | None = None


@dataclass
class _Flight:
    piece: Piece
    number: int
    attempt: int
    workshop: Path
    deadline: float = float("inf")
    late: bool = False


@dataclass
class Spread:
    """The calls of one stage on their way through the pool."""

    pool: Pool
    settler: Settler
    manner: Manner
    progress: Progress
    held: Callable[[], bool] = lambda: False
    prove: Callable[[], None] = lambda: None
    _flights: dict[int, _Flight] = field(default_factory=dict, init=False)
    _later: list[tuple[float, int, Piece, int]] = field(default_factory=list, init=False)
    _recalled: bool = field(default=False, init=False)
    _arrived: deque[Message] = field(default_factory=deque, init=False)
    _refused: list[Done] = field(default_factory=list, init=False)
    _shortage: Shortage | None = field(default=None, init=False)
    _short: Piece | None = field(default=None, init=False)

    async def bursts(self, pieces: AsyncIterator[Piece]) -> AsyncGenerator[list[Done]]:
        """What has come to an end, as it does; ends when all has, or when it is held and nothing flies."""
        self._loop = asyncio.get_running_loop()
        self._woken = asyncio.Event()
        waiting: AsyncIterator[Piece] | None = pieces
        try:
            while True:
                if self.held() or self._has_no_room():
                    if not self._recalled:
                        self._recalled = True
                        self.pool.recall(list(self._flights))
                else:
                    self._recalled = False
                    self._start_again()
                    if waiting and not await self._fill(waiting):
                        waiting = None
                if not (self._flights or self._refused) and (self.held() or not (waiting or self._later)):
                    return
                await self._something()
                if done := self._landed():
                    yield done
        finally:
            await self._leave()

    async def _fill(self, waiting: AsyncIterator[Piece]) -> bool:
        """Send off as many as there is room for; False when there are no more."""
        limit = self.manner.jobs or self.pool.capacity * _AHEAD
        while len(self._flights) < limit:
            if (piece := await anext(waiting, None)) is None:
                return False
            if there := piece.in_the_way:
                # Known before the work is done that its result could not be delivered.
                self._refused.append(Done(piece, 1, settled=Settled("failed", error=_occupied(there))))
                self._woken.set()
                if len(self._refused) == limit:
                    return True
            else:
                self._send(piece, attempt=1)
        return True

    def _send(self, piece: Piece, attempt: int) -> None:
        number = next(_numbers)
        flight = _Flight(piece, number, attempt, self.manner.scratch / str(number))
        self._flights[number] = flight
        quiet = self.manner.quiet and not self.manner.timeout
        call = Call(
            number, self.manner.tool.id, piece.given, str(flight.workshop),
            checked=piece.packed, hashed=self.manner.hashed, quiet=quiet, lane=self.manner.lane,
            claim=self.manner.claim, limit=self.manner.limit,
        )  # fmt: skip
        self.pool.submit(call, self._hear)

    def _hear(self, message: Message) -> None:
        """On the pool's thread: one wake-up for as many messages as come in the meantime."""
        asleep = not self._arrived
        self._arrived.append(message)
        if asleep:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._woken.set)

    async def _something(self) -> None:
        # Who is late already is being ended, and while nothing may begin no moment to begin can come.
        flights = self._flights.values() if self.manner.timeout else ()
        moments = [flight.deadline for flight in flights if not flight.late]
        moments += [self._later[0][0]] if self._later and not self._recalled else []
        left = min(moments, default=float("inf")) - time.monotonic()
        # Being held or let go again comes from outside, and rings no bell here.
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), max(0.0, min(left, 0.2)))
        self._woken.clear()
        self._end_late()

    def _end_late(self) -> None:
        now = time.monotonic()
        late = [flight for flight in self._flights.values() if flight.deadline <= now and not flight.late]
        for flight in late:
            flight.late = True
        if late:
            self.pool.cancel([flight.number for flight in late])

    def _landed(self) -> list[Done]:
        done, self._refused = self._refused, []
        begun: dict[int, Message] = {}
        if self._arrived:
            # What has come may have come long ago: somebody may have stopped this process meanwhile.
            self.prove()
        while self._arrived:
            message = self._arrived.popleft()
            flight = self._flights.get(message.number)
            if flight is None:
                continue
            if message.final:
                del self._flights[message.number]
                ended = self._ended(flight, message)
                if ended is None or ended.made is None:
                    settling.clear(flight.workshop)
                if ended is not None:
                    done.append(ended)
            elif message.event == "started":
                flight.deadline = time.monotonic() + (self.manner.timeout or float("inf"))
                begun[message.number] = message
            else:
                self._pass_on(flight, message, begun)
        # What has ended by now need not be said to have begun.
        for number in list(begun):
            if flight := self._flights.get(number):
                self._tell_begun(flight, begun)
        return done

    def _pass_on(self, flight: _Flight, message: Message, begun: dict[int, Message]) -> None:
        if message.event == "shed":
            # It waits once more, and that is not its time.
            flight.deadline = float("inf")
        self._tell_begun(flight, begun)
        self.progress(flight.piece, message.event, message.fields)

    def _tell_begun(self, flight: _Flight, begun: dict[int, Message]) -> None:
        if message := begun.pop(flight.number, None):
            self.progress(flight.piece, message.event, message.fields)

    def _ended(self, flight: _Flight, message: Message) -> Done | None:
        """What has come of a call; None if it is tried again."""
        error = message.error
        if message.cancelled and not flight.late:
            # It was taken back before it had begun, and is begun when nothing is held any more.
            heapq.heappush(self._later, (time.monotonic(), flight.number, flight.piece, flight.attempt))
            return None
        if flight.late:
            limit = f"{self.manner.timeout:g} s"
            error = ToolFailed(f"it took longer than {limit}", hint="allow more with timeout")
        if error is None:
            try:
                made = self.settler.made(flight.piece, message, flight.workshop)
                return Done(flight.piece, flight.attempt, made=made)
            except StudioError as refused:
                error = refused
        if isinstance(error, DiskFull):
            settling.clear(flight.workshop)
            self._without_room(flight.piece, flight.number, flight.attempt, error)
            return None
        if self._tried_again(flight, error):
            return None
        settled = Settled("failed", error=error, attempts=flight.attempt, seconds=message.seconds)
        return Done(flight.piece, flight.attempt, settled=settled)

    def put_back(self, done: Done, settled: Settled) -> bool:
        """Whether there was no room where a result goes, so that it is made again when there is more."""
        if not (done.made and isinstance(settled.error, DiskFull)):
            return False
        if done.piece.place and not done.piece.place.overwrite:
            self.settler.take_back(done.made.settled.files)
        self._without_room(done.piece, next(_numbers), done.attempts, settled.error)
        return True

    def _without_room(self, piece: Piece, number: int, attempt: int, error: DiskFull) -> None:
        """It did not fit on the disk: it is no fault of its own, and it is begun when there is more room."""
        # The first that found no room says how little there was: by now somebody may have made some.
        self._shortage = self._shortage or Shortage(error.place or self.manner.scratch)
        self.progress(piece, "shed", {"reason": error.message})
        self.progress(piece, "held", {"reason": self._shortage.reason})
        self._short = piece
        heapq.heappush(self._later, (time.monotonic(), number, piece, attempt))

    def _has_no_room(self) -> bool:
        """Whether what is to be made finds no room on the disk."""
        if self._shortage and self._shortage.is_over():
            self._shortage = None
            if self._short:
                self.progress(self._short, "let_go", {})
        return self._shortage is not None

    def _tried_again(self, flight: _Flight, error: StudioError) -> bool:
        retries = self.manner.retries
        if flight.attempt > retries.times or isinstance(error, (BadCall, Refused)):
            return False
        wait = min(retries.wait * retries.factor ** (flight.attempt - 1), retries.most)
        wait *= 1 + retries.jitter * random.random()
        told = {"attempt": flight.attempt + 1, "wait": round(wait, 2), "error": error.message}
        self.progress(flight.piece, "retrying", told)
        heapq.heappush(
            self._later, (time.monotonic() + wait, flight.number, flight.piece, flight.attempt + 1)
        )
        return True

    def _start_again(self) -> None:
        while self._later and self._later[0][0] <= time.monotonic():
            _, _, piece, attempt = heapq.heappop(self._later)
            self._send(piece, attempt)

    def settle(self, done: Done) -> Settled:
        """Deliver what was made; afterwards nothing is left of the call but its result."""
        settled = done.settled
        if done.made:
            settled = self.settler.delivered(done.made)
            settling.clear(done.made.scratch)
        assert settled
        return settled if settled.attempts == done.attempts else replace(settled, attempts=done.attempts)

    async def _leave(self) -> None:
        """End what still flies, and wait until it has."""
        if not self._flights:
            return
        self.pool.cancel(list(self._flights))
        until = time.monotonic() + _LEAVING
        while self._flights and time.monotonic() < until:
            while self._arrived:
                message = self._arrived.popleft()
                if message.final and (flight := self._flights.pop(message.number, None)):
                    settling.clear(flight.workshop)
            await asyncio.sleep(0.01)


def _occupied(there: Path) -> Refused:
    told = "and folders are not replaced" if there.is_dir() else "and nothing is replaced unasked"
    hint = (
        "choose another out:" if there.is_dir() else "choose another out:, or allow it with overwrite: true"
    )
    return Refused(f"{there} exists, {told}", hint=hint)
