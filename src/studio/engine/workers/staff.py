"""A worker as its pool knows it, and what the pool sees of all of them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from studio.engine.neighbour.keeper import Ending, Keeper, Sight, Working
from studio.engine.neighbour.leases import Lease
from studio.engine.neighbour.tiers import Reading
from studio.engine.neighbour.victims import Identity
from studio.engine.workers.calls import Call, Hear
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
        level: What keeps it from them; empty until it has said so.
    """

    child: programs.Child
    who: Identity
    calls: deque[tuple[Call, Hear]] = field(default_factory=deque)
    lease: Lease | None = None
    began: float = 0.0
    room: int = 0
    unread: bytes = b""
    cards: bool = False
    level: str = ""

    def suits(self, call: Call) -> bool:
        """Whether it may make a call: work for a GPU and other work are made by different workers."""
        return self.cards == call.on_gpu

    @property
    def out(self) -> int:
        """Where it is heard."""
        assert self.child.stdout
        return self.child.stdout.fileno()


def hired(module: str, environment: Mapping[str, str], *, cards: bool) -> Worker:
    """A new worker; raises OSError where none can be had.

    Args:
        module: Its program.
        environment: What it is told besides our own environment.
        cards: Whether it may touch a GPU.
    """
    import psutil

    child = programs.python(module, environment, cards=cards)
    born = 0.0
    with suppress(psutil.Error):
        born = float(psutil.Process(child.pid).create_time())
    return Worker(child, Identity(child.pid, born), cards=cards)


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
        call.limit, worker.room,
    )  # fmt: skip


@dataclass
class Watchman:
    """Looks at the machine as often as it has to, and has the keeper decide.

    Attributes:
        keeper: Decides.
        machine: What is looked at.
        ranks: How important those are whose calls are made, by their lane.
        threads: Threads that a worker may have at work: it cannot use more cores; 0: any.
    """

    keeper: Keeper
    machine: Machine = field(default_factory=Machine)
    ranks: dict[str, float] = field(default_factory=dict)
    threads: int = 0
    _next: float = field(default=0.0, init=False)

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

    def let_in(self, call: Call) -> Lease | None:
        """What a call may use, if it may begin now."""
        claim = call.claim
        if self.threads:
            claim = replace(claim, cpus=min(claim.cpus, self.threads))
        return self.keeper.begin(call.number, call.tool, claim, self.machine.clock())

    def begins(self, worker: Worker) -> None:
        """A worker begins with the first of its calls."""
        worker.began, worker.room = self.machine.clock(), self.keeper.room

    def rests(self, worker: Worker) -> None:
        """A worker has nothing to do any more."""
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

    def forget(self, numbers: Iterable[int]) -> None:
        """These calls do not wait any more."""
        for number in numbers:
            self.keeper.leases.forget(number)
