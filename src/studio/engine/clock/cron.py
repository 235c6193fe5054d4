"""Cron lines: when they fire, by the clocks of a time zone.

A day suits as cron has it: where both day fields are restricted, one of them is enough; where one of them
begins with `*`, both must let the day through.

Where clocks are changed:

- A line with fixed hours fires once for each time it names. A time that is left out in spring fires at the
  first moment after the gap; one that comes twice in autumn fires the first time.
- A line whose hour is `*` or `*/n` follows the running clock. In autumn it fires both times; what is left out
  in spring fires when the clock would have shown it, had nobody put it forward. So none is lost, and times
  that then fall together (02:30 on 03:30) fire once.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from studio.core.errors import BadInput
from studio.engine.clock import fields

NICKNAMES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}

_ONE_DAY = timedelta(days=1)
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Cron:
    """A cron line that was understood; days of the week count from Sunday, which is 0.

    Attributes:
        text: As it was written.
        both: Whether a day must suit both day fields, and not only one of them.
        running: Whether it follows the running clock where clocks are changed.
    """

    text: str
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    both: bool
    running: bool

    def next_after(self, moment: float, zone: ZoneInfo) -> float:
        """The first firing after a moment, both in seconds since 1970."""
        day = _day_at(moment, zone) - _ONE_DAY
        while True:
            day = self._suiting_from(day)
            if later := _after(moment, firings(self, day, zone)):
                # What a gap has put off may come later than the first firing of the day after.
                return min(later[0], *_after(moment, firings(self, day + _ONE_DAY, zone))[:1], math.inf)
            day += _ONE_DAY

    def last_between(self, since: float, until: float, zone: ZoneInfo) -> float | None:
        """The last firing after `since` and not after `until`."""
        if until <= since:
            return None
        earliest = _day_at(since, zone) - _ONE_DAY
        day = _day_at(until, zone) + _ONE_DAY
        while (day := self._suiting_until(day, earliest)) >= earliest:
            if before := _until(until, firings(self, day, zone)):
                last = max(before[-1], *_until(until, firings(self, day - _ONE_DAY, zone))[-1:], -math.inf)
                return last if last > since else None
            day -= _ONE_DAY
        return None

    def suits(self, day: date) -> bool:
        """Whether it fires on a day."""
        if day.month not in self.months:
            return False
        in_month, in_week = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return in_month and in_week if self.both else in_month or in_week

    def _suiting_from(self, day: date) -> date:
        while not self.suits(day):
            if day.month not in self.months:
                day = day.replace(day=28) + timedelta(days=4)
                day = day.replace(day=1)
            else:
                day += _ONE_DAY
        return day

    def _suiting_until(self, day: date, earliest: date) -> date:
        """The last day up to this one that suits; one before the earliest if there is none."""
        while day >= earliest and not self.suits(day):
            day = day.replace(day=1) - _ONE_DAY if day.month not in self.months else day - _ONE_DAY
        return day


@lru_cache(maxsize=256)
def parse(text: str) -> Cron:
    """Read a cron line: minute, hour, day of month, month, day of week, or a name such as @daily."""
    line = " ".join(text.split())
    words = NICKNAMES.get(line.casefold(), line).split()
    if line.startswith("@") and len(words) != len(fields.ALL):
        raise BadInput(f"{line} is no name of a schedule", hint=f"there are {', '.join(NICKNAMES)}")
    if len(words) != len(fields.ALL):
        raise BadInput(
            f"{line!r} has {len(words)} field{'s' * (len(words) != 1)}; a schedule has five",
            hint='write minute, hour, day of month, month, day of week, as in "0 2 * * *"',
        )
    minutes, hours, days, months, weekdays = map(fields.values, fields.ALL, words)
    cron = Cron(
        line, minutes, hours, days, months, weekdays,
        both=words[2].startswith("*") or words[4].startswith("*"),
        running=words[1].startswith("*") or len(hours) == 24,
    )  # fmt: skip
    _check_ever(cron, words)
    return cron


@lru_cache(maxsize=64)
def firings(cron: Cron, day: date, zone: ZoneInfo) -> tuple[float, ...]:
    """The firings whose time of the clock lies on a day, in the order in which they come."""
    if not cron.suits(day):
        return ()
    opens = datetime.combine(day, time(), zone)
    closes = datetime.combine(day + _ONE_DAY, time(fold=1), zone)
    if opens.utcoffset() == closes.utcoffset():
        start = opens.timestamp()
        return tuple(start + hour * 3600 + minute * 60 for hour in cron.hours for minute in cron.minutes)
    shown = (datetime.combine(day, time(hour, minute)) for hour in cron.hours for minute in cron.minutes)
    return tuple(
        sorted({moment for clock in shown for moment in _moments(clock, zone, running=cron.running)})
    )


def _moments(clock: datetime, zone: ZoneInfo, *, running: bool) -> Iterator[float]:
    """When a time of the clock comes, on a day on which clocks may be changed."""
    first = clock.replace(tzinfo=zone).timestamp()
    second = clock.replace(tzinfo=zone, fold=1).timestamp()
    if second < first and not running:
        yield _change_between(second, first, zone)
        return
    yield first
    if second > first and running:
        yield second


def _after(moment: float, moments: tuple[float, ...]) -> tuple[float, ...]:
    return moments[bisect_right(moments, moment) :]


def _until(moment: float, moments: tuple[float, ...]) -> tuple[float, ...]:
    return moments[: bisect_right(moments, moment)]


def _check_ever(cron: Cron, words: list[str]) -> None:
    longest = max(_LONGEST[month - 1] for month in cron.months)
    if cron.both and cron.days[0] > longest:
        raise BadInput(
            f"day of month {words[2]}: there is no such day in month {words[3]}, so it would never fire",
            hint=f"the last day there is {longest}",
        )


def _day_at(moment: float, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(moment, zone).date()


def _change_between(early: float, late: float, zone: ZoneInfo) -> float:
    """The first second of the new offset, where offsets at both ends differ."""
    low, high = math.floor(early), math.floor(late)
    before = datetime.fromtimestamp(low, zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return float(high)
