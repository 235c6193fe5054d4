"""Cron lines in words: `0 2 * * *` is every day at 02:00."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from studio.engine.clock.cron import Cron

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST_TIMES = 4


def in_words(cron: Cron) -> str:
    """When it fires, as people say it."""
    days = _days(cron)
    times = len(cron.minutes) * len(cron.hours)
    alone = len(cron.minutes) == 1 and _step(cron.hours, 24) == 0 and not _adjacent(cron.hours)
    if times <= _MOST_TIMES or alone:
        clock = [f"{hour:02}:{minute:02}" for hour in cron.hours for minute in cron.minutes]
        return f"{days or 'every day'} at {_listed(clock)}"
    return f"{_often(cron)}, {days}" if days else _often(cron)


def _often(cron: Cron) -> str:
    """How often within a day."""
    step = _step(cron.hours, 24)
    if step and len(cron.minutes) == 1:
        hours = "every hour" if step == 1 else f"every {step} hours"
        return hours if cron.minutes == (0,) else f"{hours} at {cron.minutes[0]} minutes past"
    minutes = _minutes(cron.minutes)
    if step == 1:
        return minutes
    if len(cron.hours) == 1 or _adjacent(cron.hours):
        first, last = (cron.hours[0], cron.minutes[0]), (cron.hours[-1], cron.minutes[-1])
        return f"{minutes} from {first[0]:02}:{first[1]:02} to {last[0]:02}:{last[1]:02}"
    return f"{minutes} in the hours {_spans(cron.hours, str)}"


def _minutes(minutes: Sequence[int]) -> str:
    if minutes == (0,):
        return "every hour"
    if step := _step(minutes, 60):
        return "every minute" if step == 1 else f"every {step} minutes"
    return f"every hour at {_spans(minutes, str)} minutes past"


def _days(cron: Cron) -> str:
    """On which days; nothing if on all of them."""
    every_day, every_weekday = len(cron.days) == 31, len(cron.weekdays) == 7
    months = "" if len(cron.months) == 12 else _spans(cron.months, lambda month: _MONTHS[month - 1])
    week = _week(cron.weekdays)
    if not cron.both:
        return f"{_dates(cron, months)} and {week}{months and f' in {months}'}"
    if every_day and every_weekday:
        return months and f"every day in {months}"
    if every_day:
        return f"{week}{months and f' in {months}'}"
    if every_weekday:
        return _dates(cron, months)
    weekdays = _listed([_WEEKDAYS[number] for number in cron.weekdays], "or")
    return f"{_dates(cron, months)} if that is a {weekdays}"


def _week(weekdays: Sequence[int]) -> str:
    # Weeks are told from Monday, so Sunday comes last.
    told = sorted(number or 7 for number in weekdays)
    spans = _spans(told, lambda number: _WEEKDAYS[number])
    return spans if _adjacent(told) and len(told) > 2 else f"every {spans}"


def _dates(cron: Cron, months: str) -> str:
    if len(cron.months) == 1:
        return f"on {_spans(cron.days, str)} {months}"
    return f"on the {_spans(cron.days, _ordinal)} of {months or 'every month'}"


def _ordinal(number: int) -> str:
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _step(values: Sequence[int], round_length: int) -> int:
    """The step by which values go round without an odd one at the end; 0 if they do not."""
    step = values[1] - values[0] if len(values) > 1 else round_length
    return step if tuple(values) == tuple(range(0, round_length, step)) and round_length % step == 0 else 0


def _adjacent(values: Sequence[int]) -> bool:
    return len(values) > 1 and values[-1] - values[0] == len(values) - 1


def _spans(values: Sequence[int], name: Callable[[int], str]) -> str:
    """Values by name; three and more in a row are told by the first and the last."""
    rows: list[list[int]] = []
    for value in values:
        if rows and value == rows[-1][-1] + 1:
            rows[-1].append(value)
        else:
            rows.append([value])
    told: list[str] = []
    for row in rows:
        told += [f"{name(row[0])} to {name(row[-1])}"] if len(row) > 2 else map(name, row)
    return _listed(told)


def _listed(words: Sequence[str], last: str = "and") -> str:
    *others, final = words
    return f"{', '.join(others)} {last} {final}" if others else final
