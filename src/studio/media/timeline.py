"""What the time stamps of a stream say: how many frames, how long, how fast, how evenly."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

_USUAL = (
    *(Fraction(rate * 1000, 1001) for rate in (24, 30, 60, 120, 48, 15)),
    *(Fraction(rate) for rate in (24, 25, 30, 50, 60, 12, 15, 48, 100, 120, 240, 10, 8, 5)),
    Fraction(25, 2),
)
# Frames this near to an even grid, in parts of a frame, are even to every eye and every editor.
_EVEN = Fraction(1, 20)


def meant(rate: Fraction) -> Fraction:
    """The usual rate that one given in rounded numbers stands for."""
    return next((usual for usual in _USUAL if abs(usual / rate - 1) < Fraction(1, 100_000)), rate)


@dataclass(slots=True)
class Timeline:
    """The frames or packets of one stream, in the ticks of its clock."""

    tick: Fraction
    times: array[int] = field(default_factory=lambda: array("q"))
    keys: array[int] = field(default_factory=lambda: array("q"))
    bytes: int = 0
    hidden: int = 0
    untimed: int = 0
    shown_from: int | None = None
    shown_until: int | None = None

    def add(self, time: int | None, duration: int, size: int, *, key: bool, hidden: bool = False) -> None:
        """Take in one packet; one without a time is only counted, a hidden one is decoded but not shown."""
        self.bytes += size
        self.hidden += hidden
        if time is None:
            self.untimed += 1
            return
        self.times.append(time)
        if key:
            self.keys.append(time)
        if not hidden:
            self.shown_from = time if self.shown_from is None else min(time, self.shown_from)
            self.shown_until = max(time + duration, self.shown_until or time)

    def settle(
        self, *, start: int | None = None, span: int | None = None, earliest: int | None = None
    ) -> None:
        """Put the times in the order they are shown, not stored.

        Args:
            start: When the first frame is shown, where the container says it better than the packets.
            span: How long they are shown altogether, likewise.
            earliest: Nothing is shown before, whatever the packets say.
        """
        self.times = array("q", sorted(self.times))
        self.keys = array("q", sorted(self.keys))
        if self.shown_from is None or self.shown_until is None:
            return
        if self.shown_until <= self.times[-1]:
            self.shown_until = self.times[-1] + round(self.step / self.tick)
        if span:
            self.shown_until = self.shown_from + span
        if earliest is not None:
            self.shown_from = max(self.shown_from, min(earliest, self.shown_until))
        if start is not None:
            self.shown_from, self.shown_until = start, start + self.shown_until - self.shown_from

    @property
    def count(self) -> int:
        """How many are shown."""
        return len(self.times) + self.untimed - self.hidden

    @property
    def start(self) -> float:
        return float((self.shown_from or 0) * self.tick)

    @property
    def end(self) -> float:
        return float((self.shown_until or 0) * self.tick)

    @property
    def duration(self) -> float:
        """From the first frame's beginning to the last one's end."""
        return self.end - self.start

    @property
    def step(self) -> Fraction:
        """The mean time from one frame to the next; 0 where there are not two."""
        if len(self.times) < 2:
            return Fraction(0)
        return (self.times[-1] - self.times[0]) * self.tick / (len(self.times) - 1)

    def even(self) -> bool:
        """Whether every frame is where an even rate would have it, but for rounding."""
        step, most = self.step, len(self.times)
        if not step:
            return True
        slack = max(self.tick * Fraction(101, 100), step * _EVEN)
        ticks, off = float(step / self.tick), float(slack / self.tick)
        first = self.times[0]
        return all(abs(self.times[place] - first - place * ticks) <= off for place in range(most))

    def rate(self, *claimed: Fraction | None) -> Fraction:
        """Frames a second as counted; an even rate is one of those claimed or usual if it can be."""
        claims = [meant(claim) for claim in claimed if claim]
        if not self.step:
            return claims[0] if claims else Fraction(0)
        rate = 1 / self.step
        if not self.even():
            return rate.limit_denominator(1000)
        rounding = Fraction(3, 2) / max(1, self.times[-1] - self.times[0]) + Fraction(1, 1_000_000)
        near = (likely for likely in (*claims, *_USUAL) if abs(likely / rate - 1) <= rounding)
        return next(near, rate.limit_denominator(1001))

    def longest_gap(self) -> float:
        """The longest time from one keyframe to the next, or to the end."""
        if not self.keys:
            return 0.0
        bounds = [*self.keys, self.times[-1] + round(self.step / self.tick)]
        return float(max(later - sooner for sooner, later in pairwise(bounds)) * self.tick)
