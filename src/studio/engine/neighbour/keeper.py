"""The keeper of the house: lets calls in, has those stopped that take too much, and says why others wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from studio.engine.neighbour import floors
from studio.engine.neighbour.leases import Capacity, Claim, Lease, Leases
from studio.engine.neighbour.tiers import Reading, Tier, Tiers, Verdict
from studio.engine.neighbour.victims import Candidate, Identity, chosen
from studio.host.hardware import Disk

_SETTLING = 1.0
"""Seconds until what a call held is back, and it can be seen whether another one has to go."""

_FASTEST = 4 << 30
"""Bytes a second that a program can take at most: so it is looked at again before it is through."""

_SOONEST, _LATEST = 0.1, 1.0

_WORTH_IT = 0.01
"""The share of memory below which it is not worth ending a call: little is had, and its work is lost."""

_OFTEN = 3
"""How many times a call goes before it may stay, or one that lasts longer than a lull would never end."""

_DIRE = 95.0
"""What is in use, in percent, when nobody stays for having gone often."""

_ITS_OWN_DOING = 0.9
"""The share of what there was for a call that it must have taken alone for it to be at fault."""


@dataclass(frozen=True)
class Working:
    """A call that is being worked on, as it is seen at one moment.

    Attributes:
        key: What it is known by.
        tool: What it calls.
        who: The worker that does it.
        memory: Bytes that it and all it started hold.
        age: Seconds since it began.
        importance: Of the run it belongs to, from 0 to less than 1.
        limit: Bytes it may hold, as somebody has said; 0 if nobody has.
        room: Bytes there were for it when it began; 0 if that is not known.
        most: Bytes it may hold while memory is scarce, by what its tool has foreseen; 0 if it has not.
    """

    key: int
    tool: str
    who: Identity
    memory: int
    age: float = 0.0
    importance: float = 0.5
    limit: int = 0
    room: int = 0
    most: int = 0


@dataclass(frozen=True)
class Sight:
    """All that there is to see at one moment."""

    memory: Reading
    working: Sequence[Working] = ()
    disks: Sequence[Disk] = ()


@dataclass(frozen=True)
class Ending:
    """A call that has to end.

    Attributes:
        key: What it is known by.
        why: `shed`: it comes back to the queue; `overdrawn`: it took more than it may, and has failed.
        reason: What is said of it.
        held: Bytes it held.
        allowed: Of one that is overdrawn: the bytes it might have had.
    """

    key: int
    why: Literal["shed", "overdrawn"]
    reason: str
    held: int
    allowed: int = 0


@dataclass
class Keeper:
    """Keeps the house for one pool of workers.

    Attributes:
        capacity: What its calls may take together.
        budget: Bytes they may hold together, as somebody has said; 0 if nobody has.
        tiers: Judges how full the machine is.
        never: Processes to which nothing may happen.
    """

    capacity: Capacity
    budget: int = 0
    tiers: Tiers = field(default_factory=Tiers)
    never: Collection[Identity] = ()
    stands_still: str = field(default="", init=False)
    _verdict: Verdict | None = field(default=None, init=False)
    _waits: str = field(default="", init=False)
    _quiet_until: float = field(default=0.0, init=False)
    _learned: dict[str, int] = field(default_factory=dict, init=False)
    _gone: Counter[int] = field(default_factory=Counter, init=False)
    _pause: float = field(default=_SOONEST, init=False)

    def __post_init__(self) -> None:
        self.leases = Leases(self.capacity)

    @property
    def pause(self) -> float:
        """Seconds until it has to look again: the less there is left, the fewer."""
        return self._pause

    @property
    def room(self) -> int:
        """Bytes there are for a call that begins now; 0 if that is not known."""
        return self._verdict.room if self._verdict else 0

    @property
    def hold(self) -> str:
        """Why nothing at all may begin; nothing if something may."""
        if self.stands_still:
            return self.stands_still
        verdict = self._verdict
        return verdict.reason if verdict and verdict.tier >= Tier.HOLD else ""

    @property
    def waits(self) -> str:
        """Why that which asked last has to wait; nothing if it was let in."""
        return self.hold or self._waits

    def begin(
        self, key: int, tool: str, claim: Claim, at: float, among: Collection[str] | None = None
    ) -> Lease | None:
        """Let a call in, if it may begin now.

        Args:
            key: What it is known by.
            tool: What it calls.
            claim: What it takes, as far as that is known beforehand.
            at: The moment.
            among: Which parts of cards it may get; any if None.
        """
        claim = replace(claim, memory=max(claim.memory, self._learned.get(tool, 0)))
        if self.hold or (reason := self._crowded(claim)):
            self._waits = self.hold or reason
            return None
        self._waits = ""
        return self.leases.ask(key, claim, at, among)

    def _crowded(self, claim: Claim) -> str:
        verdict = self._verdict
        if verdict is None or verdict.tier < Tier.WARN or claim.memory <= verdict.spare:
            return ""
        return f"{verdict.reason}, and this takes {claim.memory / 1e9:.3g} GB"

    def look(self, sight: Sight) -> list[Ending]:
        """Take in what is to be seen; returns the calls that have to end."""
        self._verdict = verdict = self.tiers.judge(sight.memory)
        self.stands_still = self._dry(sight.disks)
        together = sum(one.memory for one in sight.working)
        mine = [one for one in sight.working if one.who not in self.never]
        endings = [ending for one in mine if (ending := self._overdrawn(one, verdict.tier))]
        if not endings and sight.memory.at >= self._quiet_until:
            endings = self._over_budget(mine, together) or self._shed(mine, verdict, sight.memory)
        if endings:
            self._quiet_until = sight.memory.at + _SETTLING
        left = min(verdict.room, self.budget - together if self.budget else verdict.room)
        self._pause = max(_SOONEST, min(_LATEST, left / _FASTEST)) if sight.working else _LATEST
        return endings

    def _dry(self, disks: Sequence[Disk]) -> str:
        dry = bool(self.stands_still)
        reasons = [reason for disk in disks if (reason := floors.runs_dry(disk, stands_still=dry))]
        return f"{reasons[0]}; it goes on when there is more" if reasons else ""

    def _overdrawn(self, one: Working, tier: Tier) -> Ending | None:
        """It took more than somebody has said, or than its tool has foreseen while memory is scarce."""
        said = [limit for limit in (one.limit, self.budget) if limit]
        allowed = min(said, default=one.most if tier >= Tier.WARN else 0)
        if not allowed or one.memory <= allowed:
            return None
        return Ending(one.key, "overdrawn", f"it held {_bytes(one.memory)}", one.memory, allowed)

    def _over_budget(self, working: Sequence[Working], together: int) -> list[Ending]:
        """No call takes too much for itself, and all of them do: one goes, and they are fewer from now on."""
        if not self.budget or together <= self.budget:
            return []
        told = f"{_bytes(together)} were held of the {_bytes(self.budget)} that may be"
        return self._goes(working, told)

    def _shed(self, working: Sequence[Working], verdict: Verdict, memory: Reading) -> list[Ending]:
        if not verdict.sheds:
            return []
        dire = memory.used >= _DIRE
        worth = [
            one
            for one in working
            if one.memory >= _WORTH_IT * memory.limit and (dire or self._gone[one.key] < _OFTEN)
        ]
        return self._goes(worth, verdict.reason.partition(";")[0])

    def _goes(self, working: Sequence[Working], reason: str) -> list[Ending]:
        by_worker = {one.who: one for one in working}
        candidates = [Candidate(one.who, one.memory, one.age, one.importance) for one in working]
        victim = chosen(candidates, by_worker.keys(), self.never)
        if victim is None:
            return []
        one = by_worker[victim.who]
        if one.room and one.memory > _ITS_OWN_DOING * one.room:
            # It alone took more than there was for it: that would not be otherwise another time.
            return [Ending(one.key, "overdrawn", reason, one.memory, one.room)]
        self._learned[one.tool] = max(self._learned.get(one.tool, 0), one.memory)
        self._gone[one.key] += 1
        return [Ending(one.key, "shed", reason, one.memory)]


def _bytes(count: float) -> str:
    return f"{count / (1 << 30):.3g} GiB"
