"""How fast a film runs at each of its moments, and when each of them is shown because of that."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from studio.core.errors import BadCall, BadInput
from studio.core.materials import parse_seconds

SLOWEST, FASTEST = 0.01, 100.0
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Pace:
    """The speed of a film over its own time.

    From one point to the next the speed changes gently: it leaves the one and reaches the other without
    a jolt. What is eased is the time a moment takes, for that can be summed up exactly.

    Attributes:
        points: Moments of the film in seconds, in order, and the speed at each.
    """

    points: tuple[tuple[float, float], ...]

    @property
    def steady(self) -> bool:
        """Whether the speed never changes."""
        return len({speed for _, speed in self.points}) == 1

    @property
    def slowest(self) -> float:
        return min(speed for _, speed in self.points)

    @property
    def fastest(self) -> float:
        return max(speed for _, speed in self.points)

    def speed(self, moment: float) -> float:
        """How fast it runs at a moment."""
        place = bisect_right([time for time, _ in self.points], moment)
        if place in (0, len(self.points)):
            return self.points[min(place, len(self.points) - 1)][1]
        (begin, before), (end, after) = self.points[place - 1 : place + 1]
        share = (moment - begin) / (end - begin)
        return 1 / (1 / before + (1 / after - 1 / before) * (3 * share**2 - 2 * share**3))

    def shown(self, moment: float) -> float:
        """When a moment of the film is shown."""
        first, speed = self.points[0]
        if moment <= first:
            return moment / speed
        elapsed = first / speed
        for (begin, before), (end, after) in pairwise(self.points):
            share = (min(moment, end) - begin) / (end - begin)
            elapsed += (end - begin) * _eased(1 / before, 1 / after, share)
            if moment <= end:
                return elapsed
        return elapsed + (moment - self.points[-1][0]) / self.points[-1][1]

    def moment(self, shown: float) -> float:
        """Which moment of the film is shown at a time."""
        low, high = 0.0, max(shown * self.fastest, _CLOSE)
        while high - low > _CLOSE:
            middle = (low + high) / 2
            low, high = (middle, high) if self.shown(middle) < shown else (low, middle)
        return (low + high) / 2

    def formula(self, moment: str) -> str:
        """When a moment is shown, as ffmpeg can work it out.

        Args:
            moment: The formula for the moment.
        """
        last, speed = self.points[-1]
        found = f"{self.shown(last):.9f}+(ld(0)-{last:.9f})/{speed:.9f}"
        for (begin, before), (end, after) in reversed(list(pairwise(self.points))):
            share = f"(ld(0)-{begin:.9f})/{end - begin:.9f}"
            eased = f"{1 / before:.9f}*ld(1)+{1 / after - 1 / before:.9f}*(pow(ld(1),3)-pow(ld(1),4)/2)"
            piece = f"st(1,{share})*0+{self.shown(begin):.9f}+{end - begin:.9f}*({eased})"
            found = f"if(lt(ld(0),{end:.9f}),{piece},{found})"
        first, speed = self.points[0]
        return f"st(0,{moment})*0+if(lt(ld(0),{first:.9f}),ld(0)/{speed:.9f},{found})"

    def steps(self, length: float, step: float) -> Iterator[tuple[float, float]]:
        """Moments from which the speed is another, and the speed that is right until the next.

        Args:
            length: Where the film ends.
            step: How long a changing speed may be taken for one that does not.
        """
        yield 0.0, self.speed(0.0)
        for (begin, before), (end, after) in pairwise(self.points):
            if before != after:
                count = max(1, round((end - begin) / step))
                for number in range(count):
                    here, there = (begin + (end - begin) * place / count for place in (number, number + 1))
                    if here < length:
                        yield here, (there - here) / (self.shown(there) - self.shown(here))
                yield end, after


def _eased(before: float, after: float, share: float) -> float:
    """The time that has passed after a share of a stretch of length 1."""
    return before * share + (after - before) * (share**3 - share**4 / 2)


def steady(speed: float) -> Pace:
    """One speed throughout."""
    return Pace(((0.0, speed),))


def to_length(film: float, wanted: float) -> Pace:
    """The steady speed at which a film takes as long as is wanted."""
    speed = film / wanted
    if not SLOWEST <= speed <= FASTEST:
        raise BadInput(
            f"{film:.3f} s of film cannot be made to last {wanted:g} s: that is {speed:.4g} times its speed",
            hint=f"speeds go from {SLOWEST:g} to {FASTEST:g}",
        )
    return steady(speed)


def curve(text: str) -> Pace:
    """Read a curve such as `0:1, 2:0.25, 4:1`: at each time of the film, a speed."""
    points = [_point(part) for part in text.split(",")]
    for (before, _), (after, _) in pairwise(points):
        if after <= before:
            raise BadCall(f"the times of a curve go up, and {after:g} s does not come after {before:g} s")
    return Pace(tuple(points))


def _point(text: str) -> tuple[float, float]:
    time, _, speed = text.strip().rpartition(":")
    try:
        moment, times = parse_seconds(time.strip()), float(speed.strip().removesuffix("x"))
    except ValueError:
        moment, times = -1.0, 0.0
    if not isinstance(moment, float) or moment < 0 or not SLOWEST <= times <= FASTEST:
        raise BadCall(
            f"{text.strip()[:40]!r} is no point of a curve",
            hint=f"write TIME:SPEED, such as 2.5:0.5; speeds go from {SLOWEST:g} to {FASTEST:g}",
        )
    return moment, times
