"""A worker as its pool knows it, and what the pool sees of all of them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from studio.core.errors import StudioError
from studio.engine.neighbour.keeper import Ending, Keeper, Sight, Working
from studio.engine.neighbour.leases import Lease
from studio.engine.neighbour.tiers import Reading
from studio.engine.neighbour.victims import Identity
from studio.engine.workers.calls import Call, Hear
from studio.engine.workers.cards import ALL_TAKEN, Cards, Share
from studio.host import footprints, hardware, programs
from studio.host.hardware import Disk, Memory
from studio.host.pressure import stalled


@dataclass
class Worker:
    """One process.

    Attributes:
        child: The process.
        who: The same, beyond doubt.
        calls: What it has been given; it works on the first.
        lease: What it may use meanwhile.
        began: When it began with the first.
        room: Bytes of memory there were then.
        unread: What it has said of a line so far.
        cards: Whether it may touch a GPU.
        share: The share of a card that it has, with nobody besides; None where cards are not told apart.
        told_of: The lanes that know of its share.
        rests: Since when it has had nothing to do.
        level: What keeps it from them; empty until it has said so.
        memory: What keeps it to its memory, as it says.
    """

    child: programs.Child
    who: Identity
    calls: deque[tuple[Call, Hear]] = field(default_factory=deque)
    lease: Lease | None = None
    began: float = 0.0
    room: int = 0
    unread: bytes = b""
    cards: bool = False
    share: Share | None = None
    told_of: set[str] = field(default_factory=set)
    rests: float = 0.0
    level: str = ""
    memory: str = ""

    def suits(self, call: Call) -> bool:
        """Whether it may make a call: work for a GPU and other work are made by different workers."""
        return self.cards == call.on_gpu

    @property
    def out(self) -> int:
        """Where it is heard."""
        assert self.child.stdout
        return self.child.stdout.fileno()


def hired(module: str, environment: Mapping[str, str], *, cards: bool, share: Share | None = None) -> Worker:
    """A new worker; raises OSError where none can be had.

    Args:
        module: Its program.
        environment: What it is told besides our own environment.
        cards: Whether it may touch a GPU.
        share: The share of a card that it gets: it sees no other.
    """
    import psutil

    told = {**environment, **share.environment} if share else environment
    child = programs.python(module, told, cards=cards)
    born = 0.0
    with suppress(psutil.Error):
        born = float(psutil.Process(child.pid).create_time())
    return Worker(child, Identity(child.pid, born), cards=cards, share=share)


@dataclass(frozen=True)
class Machine:
    """How the machine is looked at."""

    clock: Callable[[], float] = time.monotonic
    memory: Callable[[], Memory] = hardware.memory
    stalled: Callable[[], float | None] = stalled
    footprints: Callable[[Collection[int]], Mapping[int, int]] = footprints.of_sessions
    disk: Callable[[Path], Disk] = hardware.whole_disk

    def seen(self, workers: Sequence[Worker], waiting: Iterable[Call], ranks: Mapping[str, float]) -> Sight:
        """Look at everything once.

        Args:
            workers: All there are.
            waiting: Calls that come next.
            ranks: How important those are whose calls these are, by their lane.
        """
        busy = [worker for worker in workers if worker.calls]
        held = self.footprints([worker.child.pid for worker in busy])
        memory, now = self.memory(), self.clock()
        calls = [*(worker.calls[0][0] for worker in busy), *waiting]
        return Sight(
            Reading(now, memory.limit, memory.available, self.stalled()),
            [_working(worker, held.get(worker.child.pid, 0), now, ranks) for worker in busy],
            list(self._disks(dict.fromkeys(Path(call.scratch).parent for call in calls))),
        )

    def _disks(self, places: Iterable[Path]) -> Iterator[Disk]:
        for place in places:
            # What somebody works in may be cleared away at any moment.
            with suppress(OSError):
                yield self.disk(place)


def _working(worker: Worker, held: int, now: float, ranks: Mapping[str, float]) -> Working:
    call = worker.calls[0][0]
    return Working(
        worker.child.pid, call.tool, worker.who, held, now - worker.began, ranks.get(call.lane, 0.5),
        call.limit, worker.room, call.claim.most,
    )  # fmt: skip


_LINGERS = 10.0
"""Seconds for which a worker with nothing to do keeps its card: what comes next finds what it has loaded."""


@dataclass(frozen=True)
class Admission:
    """A call may begin.

    Attributes:
        lease: What it may use.
        share: Its share of a card, where it works on one.
    """

    lease: Lease
    share: Share | None


@dataclass
class Watchman:
    """Looks at the machine as often as it has to, and has the keeper decide.

    Attributes:
        keeper: Decides.
        machine: What is looked at.
        ranks: How important those are whose calls are made, by their lane.
        threads: Threads that a worker may have at work: it cannot use more cores; 0: any.
        cards: Shares of graphics cards; None where they are not told apart.
    """

    keeper: Keeper
    machine: Machine = field(default_factory=Machine)
    ranks: dict[str, float] = field(default_factory=dict)
    threads: int = 0
    cards: Cards | None = None
    _next: float = field(default=0.0, init=False)
    _no_card: bool = field(default=False, init=False)

    @property
    def patience(self) -> float:
        """Seconds until the next look."""
        return max(0.0, self._next - self.machine.clock())

    def look(self, workers: Sequence[Worker], waiting: Iterable[Call]) -> list[Ending]:
        """Look, if it is time; returns the calls that have to end."""
        if self.patience:
            return []
        endings = self.keeper.look(self.machine.seen(workers, waiting, self.ranks))
        self._next = self.machine.clock() + self.keeper.pause
        return endings

    def let_in(self, call: Call, worker: Worker | None) -> Admission | None:
        """What a call may use, if it may begin now.

        Args:
            call: The call.
            worker: Who would do it; somebody new if None.
        """
        claim = call.claim
        if self.threads:
            claim = replace(claim, cpus=min(claim.cpus, self.threads))
        share = worker.share if worker else None
        tells_apart = call.on_gpu and self.cards is not None and self._knows_shares(self.cards)
        if tells_apart and self.cards and share is None:
            share = self.cards.take()
            self._no_card = share is None
            if share is None:
                return None
        among = (share.name,) if share else None
        lease = self.keeper.begin(call.number, call.tool, claim, self.machine.clock(), among)
        if lease is not None:
            return Admission(lease, share)
        if share and self.cards and not worker:
            self.cards.give_back(share)
        return None

    def waits(self, call: Call) -> str:
        """Why a call does not begin; nothing if it only waits for its turn."""
        if call.on_gpu and self._no_card and not self.keeper.hold:
            return ALL_TAKEN
        return self.keeper.waits

    def _knows_shares(self, cards: Cards) -> bool:
        """Whether there are shares to give out; they are leased like everything else."""
        leases = self.keeper.leases
        leases.capacity = replace(leases.capacity, slices=tuple(cards.shares))
        return bool(cards.shares)

    def refusal(self, call: Call) -> StudioError | None:
        """Why a call may never begin; None if it may."""
        return self.cards.refusal() if self.cards and call.on_gpu else None

    def begins(self, worker: Worker) -> None:
        """A worker begins with the first of its calls."""
        worker.began, worker.room = self.machine.clock(), self.keeper.room

    def rests(self, worker: Worker) -> None:
        """A worker has nothing to do any more."""
        worker.rests = self.machine.clock()
        if worker.lease:
            self.keeper.leases.give_back(worker.lease)
            worker.lease = None

    def may_follow(self, worker: Worker, call: Call) -> bool:
        """Whether a worker may be given a call ahead: one like that it has, while nobody has to wait."""
        return (
            bool(worker.calls)
            and not self.keeper.waits
            and call.claim == worker.calls[-1][0].claim
            and self.keeper.leases.reserves(self.machine.clock()) is None
        )

    def turns_back(self, admission: Admission) -> None:
        """Nobody could be found who would do it."""
        self.keeper.leases.give_back(admission.lease)
        if admission.share and self.cards:
            self.cards.give_back(admission.share)

    def leaves(self, worker: Worker) -> None:
        """A worker is gone: what it had is for others."""
        self.rests(worker)
        if worker.share and self.cards:
            self.cards.give_back(worker.share)
            worker.share = None

    def linger(self, workers: Sequence[Worker]) -> tuple[list[Worker], float | None]:
        """Those who have had a card for nothing for a while, and seconds until the next of them has.

        What a worker holds on a card it holds while it lives: others would find less than they were told.
        """
        idle = [worker for worker in workers if worker.cards and not worker.calls]
        left = {id(worker): worker.rests + _LINGERS - self.machine.clock() for worker in idle}
        over = [worker for worker in idle if left[id(worker)] <= 0]
        return over, min((left[id(worker)] for worker in idle if worker not in over), default=None)

    def forget(self, numbers: Iterable[int]) -> None:
        """These calls do not wait any more."""
        for number in numbers:
            self.keeper.leases.forget(number)
