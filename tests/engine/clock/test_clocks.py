"""Cron lines against an oracle that walks real time minute by minute and looks at the clock on the wall."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import event, given, settings
from hypothesis import strategies as some

from studio.engine.clock.cron import parse

MINUTE = timedelta(minutes=1)
ZONES = (
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC", "America/Havana",
    "America/St_Johns", "Antarctica/Troll", "Africa/Casablanca", "Pacific/Apia", "Pacific/Chatham",
    "Asia/Beirut",
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """One field as it is written, and what it lets through."""

    text: str
    values: frozenset[int]

    @property
    def starred(self) -> bool:
        return self.text.startswith("*")


@dataclass(frozen=True)
class Line:
    """A cron line that is understood without the code under test."""

    minute: Drawn
    hour: Drawn
    day: Drawn
    month: Drawn
    weekday: Drawn

    @property
    def text(self) -> str:
        return " ".join(field.text for field in vars(self).values())

    @property
    def running(self) -> bool:
        return self.hour.starred or len(self.hour.values) == 24

    def shows(self, wall: datetime) -> bool:
        month, week = wall.day in self.day.values, wall.isoweekday() % 7 in self.weekday.values
        day = month and week if self.day.starred or self.weekday.starred else month or week
        clock = wall.minute in self.minute.values and wall.hour in self.hour.values
        return clock and day and wall.month in self.month.values


@some.composite
def fields(draw: some.DrawFn, low: int, high: int, top: int = 0) -> Drawn:
    """Values from low to high; * goes up to the top."""
    parts: list[str] = []
    found: set[int] = set()
    for _ in range(draw(some.integers(1, 3))):
        first = draw(some.integers(low, high))
        last = draw(some.integers(first, high))
        step = draw(some.integers(1, max(1, last - first)))
        text, values = draw(
            some.sampled_from(
                [
                    (f"{first}", range(first, first + 1)),
                    (f"{first}-{last}", range(first, last + 1)),
                    (f"{first}-{last}/{step}", range(first, last + 1, step)),
                    (f"*/{step}", range(low, (top or high) + 1, step)),
                ]
            )
        )
        parts.append(text)
        found.update(values)
    return Drawn(",".join(parts), frozenset(found))


def anything(low: int, high: int) -> some.SearchStrategy[Drawn]:
    return some.just(Drawn("*", frozenset(range(low, high + 1))))


lines = some.builds(
    Line,
    fields(0, 59),
    some.one_of(anything(0, 23), fields(0, 23), fields(0, 3, 23)),
    some.one_of(anything(1, 31), anything(1, 31), fields(1, 28, 31)),
    some.one_of(anything(1, 12), anything(1, 12), fields(1, 12)),
    some.one_of(anything(0, 6), anything(0, 6), fields(0, 6)),
)


@cache
def changes(zone: str) -> tuple[datetime, ...]:
    """The days on which clocks are changed there, and two on which nothing happens."""
    clocks, day, found = ZoneInfo(zone), datetime(2009, 1, 1, tzinfo=UTC), []
    while day.year < 2031:
        tomorrow = day + timedelta(days=1)
        if day.astimezone(clocks).utcoffset() != tomorrow.astimezone(clocks).utcoffset():
            found.append(day)
        day = tomorrow
    return (*found, datetime(2024, 2, 28, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC))


def walked(line: Line, clocks: ZoneInfo, start: datetime, minutes: int) -> Iterator[float]:
    """Every minute that passes in which the line fires, found by looking at the clock on the wall."""
    wall = start.astimezone(clocks).replace(tzinfo=None)
    late, unchanged, farthest = timedelta(), wall, wall
    for passed in range(1, minutes):
        now = start + passed * MINUTE
        shown = now.astimezone(clocks).replace(tzinfo=None)
        jump = shown - wall - MINUTE
        skipped = [wall + MINUTE + number * MINUTE for number in range(max(0, jump // MINUTE))]
        if jump > timedelta():
            late, unchanged = jump, wall
        fires = line.shows(shown) if line.running or shown > farthest else False
        if line.running and late > timedelta():
            unchanged, late = unchanged + MINUTE, late - MINUTE
            fires = fires or line.shows(unchanged)
        if not line.running:
            fires = fires or any(map(line.shows, skipped))
        if fires:
            yield now.timestamp()
        wall, farthest = shown, max(farthest, shown)


@settings(max_examples=60, deadline=None)
@given(line=lines, zone=some.sampled_from(ZONES), data=some.data())
def test_it_fires_exactly_when_the_clock_on_the_wall_says_so(
    line: Line, zone: str, data: some.DataObject
) -> None:
    day = data.draw(some.sampled_from(changes(zone)), label="day")
    clocks, cron = ZoneInfo(zone), parse(line.text)
    start = day - timedelta(days=2)
    expected = list(walked(line, clocks, start, 5 * 24 * 60))
    event("fires" if expected else "does not fire")
    looked = (day - timedelta(hours=20)).timestamp()
    expected = [moment for moment in expected if moment > looked]
    end = (start + timedelta(days=5)).timestamp() - 120
    expected = [moment for moment in expected if moment <= end]
    found, moment = [], looked
    while (moment := cron.next_after(moment, clocks)) <= end:
        found.append(moment)
    assert found == expected
    until = data.draw(some.floats(looked, end), label="until")
    before = [moment for moment in expected if moment <= until]
    assert cron.last_between(looked, until, clocks) == (before[-1] if before else None)
