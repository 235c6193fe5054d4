"""Cron lines: what they say, what they refuse, and when they fire where clocks are changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from studio.core.errors import BadInput
from studio.engine.clock.cron import NICKNAMES, parse
from studio.engine.clock.words import in_words


def firings(line: str, zone: str, since: str, count: int) -> list[str]:
    """The next firings after a time of the clock, as clocks there show them."""
    clocks = ZoneInfo(zone)
    moment = datetime.fromisoformat(since).replace(tzinfo=clocks).timestamp()
    shown = []
    for _ in range(count):
        moment = parse(line).next_after(moment, clocks)
        shown.append(f"{datetime.fromtimestamp(moment, clocks):%m-%d %H:%M %z}")
    return shown


@pytest.mark.parametrize(
    ("line", "zone", "since", "expected"),
    [
        ("0 2 * * *", "UTC", "2026-02-27 02:00", ["02-28 02:00 +0000", "03-01 02:00 +0000"]),
        ("0 2 29 2 *", "UTC", "2026-01-01", ["02-29 02:00 +0000"]),
        ("15 6 * * 7", "Asia/Kathmandu", "2026-01-01", ["01-04 06:15 +0545", "01-11 06:15 +0545"]),
        (
            "0 0 13 * fri",
            "UTC",
            "2026-01-01",
            ["01-02 00:00 +0000", "01-09 00:00 +0000", "01-13 00:00 +0000"],
        ),
        ("0 0 */2 * mon", "UTC", "2026-01-01", ["01-05 00:00 +0000", "01-19 00:00 +0000"]),
        ("0 0 31 * *", "UTC", "2026-03-31", ["05-31 00:00 +0000", "07-31 00:00 +0000"]),
        # Berlin: 02:00 to 03:00 is left out on 29 March and comes twice on 25 October.
        ("30 2 * * *", "Europe/Berlin", "2026-03-28 12:00", ["03-29 03:00 +0200", "03-30 02:30 +0200"]),
        ("0,30 2 * * *", "Europe/Berlin", "2026-03-28 12:00", ["03-29 03:00 +0200", "03-30 02:00 +0200"]),
        ("0 2,3 * * *", "Europe/Berlin", "2026-03-28 12:00", ["03-29 03:00 +0200", "03-30 02:00 +0200"]),
        ("30 2 * * *", "Europe/Berlin", "2026-10-24 12:00", ["10-25 02:30 +0200", "10-26 02:30 +0100"]),
        ("30 * * * *", "Europe/Berlin", "2026-03-29 01:00", ["03-29 01:30 +0100", "03-29 03:30 +0200"]),
        (
            "30 * * * *",
            "Europe/Berlin",
            "2026-10-25 01:59",
            ["10-25 02:30 +0200", "10-25 02:30 +0100", "10-25 03:30 +0100"],
        ),
        (
            "0 */2 * * *",
            "Europe/Berlin",
            "2026-03-28 23:00",
            ["03-29 00:00 +0100", "03-29 03:00 +0200", "03-29 04:00 +0200"],
        ),
        (
            "0 */2 * * *",
            "Europe/Berlin",
            "2026-10-25 00:00",
            ["10-25 02:00 +0200", "10-25 02:00 +0100", "10-25 04:00 +0100"],
        ),
        ("15 2 * * *", "America/New_York", "2026-03-07 12:00", ["03-08 03:00 -0400", "03-09 02:15 -0400"]),
        ("15 1 * * *", "America/New_York", "2026-10-31 12:00", ["11-01 01:15 -0400", "11-02 01:15 -0500"]),
        # Lord Howe: half an hour, 02:00 to 02:30 in October and 01:30 to 02:00 in April.
        ("10 2 * * *", "Australia/Lord_Howe", "2026-10-03 12:00", ["10-04 02:30 +1100", "10-05 02:10 +1100"]),
        ("45 1 * * *", "Australia/Lord_Howe", "2026-04-04 12:00", ["04-05 01:45 +1100", "04-06 01:45 +1030"]),
        (
            "45 * * * *",
            "Australia/Lord_Howe",
            "2026-04-05 01:00",
            ["04-05 01:45 +1100", "04-05 01:45 +1030", "04-05 02:45 +1030"],
        ),
        (
            "0 * * * *",
            "Australia/Lord_Howe",
            "2026-10-04 00:30",
            ["10-04 01:00 +1030", "10-04 02:30 +1100", "10-04 03:00 +1100"],
        ),
        # Havana puts its clocks forward at midnight; Apia left out a whole day.
        ("0 0 * * *", "America/Havana", "2026-03-07 12:00", ["03-08 01:00 -0400", "03-09 00:00 -0400"]),
        ("0 9 * * *", "Pacific/Apia", "2011-12-29 08:00", ["12-29 09:00 -1000", "12-31 00:00 +1400"]),
    ],
)
def test_it_fires_when_it_should(line: str, zone: str, since: str, expected: list[str]) -> None:
    assert firings(line, zone, since, len(expected)) == expected


def test_a_fast_line_loses_no_minute_through_a_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    for day in (datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)):
        moment = day.timestamp()
        for minute in range(1, 240):
            assert (moment := parse("* * * * *").next_after(moment, berlin)) == day.timestamp() + 60 * minute


def test_a_day_that_is_rare_is_found() -> None:
    since = datetime(2097, 1, 1, tzinfo=UTC).timestamp()
    found = parse("0 0 29 2 *").next_after(since, ZoneInfo("UTC"))
    assert datetime.fromtimestamp(found, UTC) == datetime(2104, 2, 29, tzinfo=UTC)


def test_the_last_firing_is_found_from_behind() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    now = datetime(2026, 11, 26, 12, tzinfo=berlin)
    yearly, moment = parse("@yearly"), datetime(2026, 1, 1, tzinfo=berlin).timestamp()
    assert yearly.last_between(0, now.timestamp(), berlin) == moment
    assert yearly.last_between(moment, now.timestamp(), berlin) is None
    assert yearly.last_between(moment - 1, moment, berlin) == moment
    assert yearly.last_between(now.timestamp(), now.timestamp() - 86_400 * 900, berlin) is None
    # What the gap has put off to 03:00 is the last one until 03:30 comes again the next day.
    spring = datetime(2026, 3, 29, 12, tzinfo=berlin)
    put_off = datetime(2026, 3, 29, 3, tzinfo=berlin).timestamp()
    earlier = (spring - timedelta(days=40)).timestamp()
    assert parse("30 2 * * *").last_between(earlier, spring.timestamp(), berlin) == put_off


@pytest.mark.parametrize("name", NICKNAMES)
def test_names_stand_for_lines(name: str) -> None:
    named, written = parse(name.upper()), parse(NICKNAMES[name])
    assert replace(named, text="") == replace(written, text="")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("0 2 * * *", "every day at 02:00"),
        ("  0   2 * * * ", "every day at 02:00"),
        ("*/5 * * * *", "every 5 minutes"),
        ("* * * * *", "every minute"),
        ("@hourly", "every hour"),
        ("30 * * * *", "every hour at 30 minutes past"),
        ("5,17,40 * * * *", "every hour at 5, 17 and 40 minutes past"),
        ("0 */2 * * *", "every 2 hours"),
        ("0 */6 * * *", "every day at 00:00, 06:00, 12:00 and 18:00"),
        ("*/10 9-17 * * 1-5", "every 10 minutes from 09:00 to 17:50, Monday to Friday"),
        ("0 9-17 * * *", "every hour from 09:00 to 17:00"),
        ("* 3 * * *", "every minute from 03:00 to 03:59"),
        ("*/15 1,13 * * *", "every 15 minutes in the hours 1 and 13"),
        ("0 9 * * Mon-Fri", "Monday to Friday at 09:00"),
        ("0 9 * * FRIDAY-sunday", "Friday to Sunday at 09:00"),
        ("0 9 * * sat,sun", "every Saturday and Sunday at 09:00"),
        ("@monthly", "on the 1st of every month at 00:00"),
        ("@yearly", "on 1 January at 00:00"),
        ("0 4 * 3,4 *", "every day in March and April at 04:00"),
        ("0 4 1,22 jun-aug *", "on the 1st and 22nd of June to August at 04:00"),
        ("0 0 13 * 5", "on the 13th of every month and every Friday at 00:00"),
        ("0 0 */15 * 1", "on the 1st, 16th and 31st of every month if that is a Monday at 00:00"),
    ],
)  # fmt: skip
def test_it_is_told_in_words(line: str, told: str) -> None:
    assert in_words(parse(line)) == told


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("", "'' has 0 fields", "minute, hour, day of month, month, day of week"),
        ("0 2 * *", "has 4 fields", "minute, hour, day of month, month, day of week"),
        ("0 0 2 * * *", "has 6 fields", "minute, hour, day of month"),
        ("@reboot", "@reboot is no name of a schedule", "@hourly"),
        ("60 * * * *", "minute 60: 60 is out of range", "write 0 to 59"),
        ("* 24 * * *", "hour 24: 24 is out of range", "write 0 to 23"),
        ("0 0 0 * *", "day of month 0: 0 is out of range", "write 1 to 31"),
        ("0 0 * 13 *", "month 13: 13 is out of range", "jan to dec"),
        ("0 0 * * 8", "day of week 8: 8 is out of range", "write 0 to 7 or sun to sat"),
        ("0 0 * mar-foo *", "month mar-foo: 'foo' is no value", "jan to dec"),
        ("0 0 L * *", "day of month L: 'L' is no value", "write 1 to 31"),
        ("٣ 0 * * *", "minute ٣: '٣' is no value", "write 0 to 59"),
        ("1,,2 * * * *", "minute 1,,2: a value is missing", "write 0 to 59"),
        ("-1 * * * *", "minute -1: a value is missing", "write 0 to 59"),
        ("* 22-2 * * *", "hour 22-2: 22-2 runs backwards", "write 22-23,0-2"),
        ("5/10 * * * *", "minute 5/10: a step needs a range", "write 5-59/10"),
        ("*/0 * * * *", "minute */0: '0' is no step", "*/2"),
        ("*/x * * * *", "minute */x: 'x' is no step", "*/2"),
        ("*/90 * * * *", "minute */90: a step of 90 leads past the end", "steps go up to 59"),
        ("0 0 30 2 *", "day of month 30: there is no such day in month 2", "the last day there is 29"),
        ("0 0 31 apr,6 *", "there is no such day in month apr,6", "the last day there is 30"),
        ("9" * 5000 + " * * * *", "is no value", "write 0 to 59"),
    ],
)
def test_what_is_wrong_is_named(line: str, message: str, hint: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse(line)
    assert message in refused.value.message
    assert hint in refused.value.hint


def test_a_day_that_never_comes_is_no_fault_where_a_weekday_is_enough() -> None:
    assert firings("0 0 30 2 mon", "UTC", "2026-01-31", 1) == ["02-02 00:00 +0000"]
