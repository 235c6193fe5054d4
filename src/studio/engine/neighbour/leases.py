"""Who may use how much of the machine: never more than there is, and nobody waits for ever."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass, field

from studio.core.materials import parse_bytes
from studio.core.needs import Resources

PATIENCE = 30.0
"""Seconds after which whoever waits is let in next, whatever else would fit meanwhile."""

MOST_PASSES = 16
"""How many may be let in before one that waits, until it is its turn."""

SILENCE = 10.0
"""Seconds without a question after which nothing is kept for whoever waits; they ask every second or so."""

_LITTLE = 1e-9

_FAR_BEYOND = 4
"""How many times what its tool has foreseen a call may hold, for that is foreseen for usual inputs."""

_NEVER_TOO_MUCH = 2 << 30
"""Bytes that any call may hold, whatever was foreseen."""


@dataclass(frozen=True)
class Claim:
    """What a call takes while it goes on.

    Attributes:
        cpus: Cores.
        memory: Bytes, as far as that is known beforehand.
        gpus: Parts of cards.
        most: Bytes it may come to hold while memory is scarce: more would be a fault; 0 where nobody knows.
    """

    cpus: float = 1.0
    memory: int = 0
    gpus: int = 0
    most: int = 0


def claimed(asked: Resources) -> Claim:
    """What a tool says of its call, as those count it who share out the machine."""
    memory = _bytes(asked.memory)
    most = max(_FAR_BEYOND * memory, _NEVER_TOO_MUCH) if asked.says_memory and memory else 0
    return Claim(asked.cpu, memory, int(_bytes(asked.vram) > 0), most)


def _bytes(written: str) -> int:
    return int(str(parse_bytes(written)))


@dataclass(frozen=True)
class Capacity:
    """What there is: cores, bytes of memory, and the parts of graphics cards, each for one call at a time."""

    cpus: float
    memory: int
    slices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lease:
    """What was given to one call, until it is given back."""

    number: int
    claim: Claim
    slices: tuple[str, ...]


@dataclass
class _Waiter:
    claim: Claim
    since: float
    asked: float
    among: Collection[str] | None = None
    passed: int = 0

    def vies(self, among: Collection[str] | None) -> bool:
        """Whether it wants a part of a card that somebody wants who would take any of these."""
        if not self.claim.gpus or among is None:
            return self.claim.gpus > 0
        return bool(among) and (self.among is None or bool({*self.among} & {*among}))


@dataclass
class Leases:
    """Gives out what there is.

    Attributes:
        capacity: What there is.
    """

    capacity: Capacity
    _given: dict[int, Lease] = field(default_factory=dict, init=False)
    _waiting: dict[Hashable, _Waiter] = field(default_factory=dict, init=False)
    _last: int = field(default=0, init=False)

    @property
    def given(self) -> tuple[Lease, ...]:
        """The leases that are out."""
        return tuple(self._given.values())

    @property
    def taken(self) -> Claim:
        """What all of them come to."""
        claims = [lease.claim for lease in self._given.values()]
        return Claim(
            sum(claim.cpus for claim in claims),
            sum(claim.memory for claim in claims),
            sum(claim.gpus for claim in claims),
        )

    def ask(
        self, who: Hashable, claim: Claim, at: float, among: Collection[str] | None = None
    ) -> Lease | None:
        """Get a lease, or wait: who is refused asks again, and is remembered until then.

        What asks for more than there is gets all there is, alone.

        Args:
            who: The one who asks.
            claim: What for.
            at: The moment, in seconds of a clock that only goes forward.
            among: Which parts of cards come into question; any if None.
        """
        claim = self._within(claim)
        waiter = self._waiting.setdefault(who, _Waiter(claim, at, at))
        waiter.claim, waiter.asked, waiter.among = claim, at, among
        first = self.reserves(at, among if claim.gpus else ())
        free = self._free_slices(among)
        if (first is not None and first != who) or not self._fits(claim, len(free)):
            return None
        del self._waiting[who]
        for other in self._waiting.values():
            other.passed += other.since <= waiter.since
        self._last += 1
        lease = Lease(self._last, claim, tuple(free[: claim.gpus]))
        self._given[lease.number] = lease
        return lease

    def give_back(self, lease: Lease) -> None:
        """Its call has come to its end."""
        self._given.pop(lease.number, None)

    def forget(self, who: Hashable) -> None:
        """Somebody does not wait any more."""
        self._waiting.pop(who, None)

    def reserves(self, at: float, among: Collection[str] | None = ()) -> Hashable | None:
        """Who has waited for so long that nobody else is let in before; None if there is no such one.

        Who has not asked for a while does not count: one that came back may stand before it in its queue.
        Nor does who waits for a card that somebody has: others may use the processor meanwhile.

        Args:
            at: The moment.
            among: The parts of cards of which the one that would be let in takes some; any if None.
        """
        tired = [
            (waiter.since, who)
            for who, waiter in self._waiting.items()
            if (waiter.passed >= MOST_PASSES or at - waiter.since >= PATIENCE)
            and at - waiter.asked < SILENCE
            and (waiter.vies(among) or waiter.claim.gpus <= len(self._free_slices(waiter.among)))
        ]
        return min(tired, key=lambda one: one[0])[1] if tired else None

    def _within(self, claim: Claim) -> Claim:
        there = self.capacity
        return Claim(
            min(claim.cpus, there.cpus), min(claim.memory, there.memory), min(claim.gpus, len(there.slices))
        )

    def _fits(self, claim: Claim, slices: int) -> bool:
        taken, there = self.taken, self.capacity
        return (
            taken.cpus + claim.cpus <= there.cpus + _LITTLE
            and taken.memory + claim.memory <= there.memory
            and claim.gpus <= slices
        )

    def _free_slices(self, among: Collection[str] | None = None) -> list[str]:
        taken = {one for lease in self._given.values() for one in lease.slices}
        there = self.capacity.slices
        return [one for one in there if one not in taken and (among is None or one in among)]
