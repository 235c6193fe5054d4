"""How full memory is, in four tiers, and when it counts as emptier again."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

HYSTERESIS = 5.0
"""Percentage points that must be free again before a tier is left."""

COOL_DOWN = 15.0
"""Seconds for which they must have been free."""

LONG_ENOUGH = 120.0
"""Seconds below its line after which a tier is left in any case: others may stay there for days."""

STALLED = 10.0
"""The share of time, in percent, in which all work waits for memory, from which on that counts."""

STALLED_FOR = 10.0
"""Seconds for which it must have been so."""


class Tier(IntEnum):
    """What the memory that is in use asks of us."""

    EASY = 0
    """Whatever there is to do may begin."""
    WARN = 1
    """Only what fits below the next tier may begin."""
    HOLD = 2
    """Nothing new begins."""
    SHED = 3
    """Something of ours has to go."""


@dataclass(frozen=True)
class Reading:
    """Memory at one moment.

    Attributes:
        at: The moment, in seconds of a clock that only goes forward.
        limit: Bytes there are: of the machine or, if that is less, of the control group.
        available: Bytes that can be had.
        stalled: The share of the last seconds, in percent, in which all work waited for memory; None where
            the system does not say.
    """

    at: float
    limit: int
    available: int
    stalled: float | None = None

    @property
    def used(self) -> float:
        """What is in use, in percent."""
        return 100.0 * (self.limit - self.available) / self.limit

    def left(self, share: float) -> int:
        """Bytes that may still be taken until that share, in percent, is in use; none if it is already."""
        return max(0, int(self.limit * share / 100.0) - (self.limit - self.available))


@dataclass(frozen=True)
class Verdict:
    """What follows from a reading and those before it.

    Attributes:
        tier: The tier we are in.
        sheds: Whether something has to go now: a tier that only has not been left yet takes nothing more.
        reason: What is said of it; nothing in the lowest tier.
        spare: Bytes that may be taken until nothing new begins.
        room: Bytes that may be taken until something has to go.
    """

    tier: Tier
    sheds: bool
    reason: str
    spare: int
    room: int


@dataclass
class Tiers:
    """Judges readings one after the other.

    Attributes:
        hold: The share of memory in use, in percent, from which nothing new begins; the tiers around it
            lie ten points below and five above.
    """

    hold: float = 80.0
    _tier: Tier = field(default=Tier.EASY, init=False)
    _kept: dict[Tier, float] = field(default_factory=dict, init=False)
    _met: dict[Tier, float] = field(default_factory=dict, init=False)
    _stalled_since: float | None = field(default=None, init=False)

    def line(self, tier: Tier) -> float:
        """The share from which on we are in a tier."""
        return {Tier.EASY: 0.0, Tier.WARN: self.hold - 10, Tier.HOLD: self.hold, Tier.SHED: self.hold + 5}[
            tier
        ]

    def judge(self, reading: Reading) -> Verdict:
        """Take in a reading; a tier is entered at once, and left when it has been quiet for long enough."""
        stands_still = self._stands_still(reading)
        now = self._seen(reading.used, stands_still)
        entered = [tier for tier in Tier if tier <= max(now, self._tier)]
        for tier in entered:
            if tier <= now:
                self._met[tier] = reading.at
            if tier <= now or reading.used >= self.line(tier) - HYSTERESIS:
                self._kept[tier] = reading.at
        self._tier = max(
            tier
            for tier in entered
            if reading.at - self._kept[tier] < COOL_DOWN and reading.at - self._met[tier] < LONG_ENOUGH
        )
        return Verdict(
            self._tier, now is Tier.SHED, self._reason(reading, stands_still), reading.left(self.hold),
            reading.left(self.line(Tier.SHED)),
        )  # fmt: skip

    def _seen(self, used: float, stands_still: bool) -> Tier:
        """The tier that a reading alone speaks for; where all work waits for memory, the next one."""
        tier = max(tier for tier in Tier if used >= self.line(tier) or tier is Tier.EASY)
        return Tier(tier + 1) if stands_still and Tier.WARN <= tier < Tier.SHED else tier

    def _stands_still(self, reading: Reading) -> bool:
        if reading.stalled is None or reading.stalled < STALLED:
            self._stalled_since = None
            return False
        if self._stalled_since is None:
            self._stalled_since = reading.at
        return reading.at - self._stalled_since >= STALLED_FOR

    def _reason(self, reading: Reading, stands_still: bool) -> str:
        if self._tier is Tier.EASY:
            return ""
        told = f"memory is {share(reading.used)} in use"
        if stands_still:
            told += f" and work waits for it {share(reading.stalled or 0)} of the time"
        if self._tier is Tier.WARN:
            return f"{told}; what begins must fit below {share(self.hold)}"
        line = self.line(Tier.HOLD)
        if reading.used < line and not stands_still:
            return (
                f"{told}; nothing new begins until it has been below {share(line - HYSTERESIS)} for a while,"
                f" or below {share(line)} for {LONG_ENOUGH / 60:g} minutes"
            )
        return f"{told}; nothing new begins from {share(self.hold)} on"


def share(percent: float) -> str:
    """A share as people read it; rounded down, so that nobody reads 80 % where less is used."""
    return f"{int(percent + 1e-9)} %"
