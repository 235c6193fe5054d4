"""Which schedules are due, and starting them: each moment at most once, whatever the clock does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from studio.core.errors import BadInput, NotFound, Refused, Unavailable
from studio.engine.clock.schedules import Schedule, every
from studio.store.backend import Hindered
from studio.store.tables import Tables

PUNCTUAL = 120.0
"""Seconds after its moment within which a firing is not late."""

_REMEMBERED = 366 * 86_400
_UNFIT = (BadInput, NotFound, Refused, Unavailable)

Submit = Callable[[Schedule], str]


@dataclass(frozen=True)
class Firing:
    """One moment of a schedule.

    Attributes:
        due: The moment it is for, in seconds since 1970.
        at: When it was settled.
        run: The run it has started; none if it was let pass.
        reason: Why it was let pass.
    """

    schedule: Schedule
    due: float
    at: float
    run: str = ""
    reason: str = ""


def due(tables: Tables, now: float) -> list[Firing]:
    """The firings whose moment has come, each with the reason if it is to be let pass.

    Of all moments a schedule has missed only the last one counts. It fires, however late, if missed firings
    are made up for once; if they are skipped, it fires within two minutes of its moment.
    """
    return [firing for schedule in _awake(tables) if (firing := _due(tables, schedule, now))]


def fire(tables: Tables, now: float, submit: Submit) -> list[Firing]:
    """Start what is due; returns what was settled, also what was let pass.

    The record of a firing and the run it starts are written in one transaction, a schedule at a time. A file
    that cannot be used any more is a reason to let its firing pass, and nothing else is held up by it.
    Whoever is inside a transaction already gets all of it in that one.

    Args:
        tables: The engine's tables.
        now: The time by the clock, in seconds since 1970.
        submit: Writes the run of a schedule down and returns its id; refuses before it writes.
    """
    settled: list[Firing] = []
    for schedule in _awake(tables):
        if schedule.settled(now) == schedule.since and _moment(schedule, now) is None:
            continue
        try:
            settled += _settle(tables, schedule.id, now, submit)
        except _UNFIT as refused:
            settled += _settle(tables, schedule.id, now, refused.told)
    return settled


def next_due(tables: Tables, now: float) -> float | None:
    """The next moment at which a schedule fires, in the past if it should have already; None if none will.

    Clocks may be put forward while one waits for it: look again every minute or so.
    """
    moments = [schedule.next_after(schedule.settled(now)) for schedule in _awake(tables)]
    return min(moments, default=None)


def last_firings(tables: Tables) -> dict[str, Firing]:
    """The last firing of every schedule that has fired, or was let pass, by the schedule's id."""
    rows = tables.all(
        "SELECT * FROM firing WHERE due = (SELECT max(due) FROM firing AS other "
        "WHERE other.schedule = firing.schedule)"
    )
    known = {schedule.id: schedule for schedule in every(tables)}
    return {
        row["schedule"]: Firing(known[row["schedule"]], row["due"], row["at"], row["run"], row["reason"])
        for row in rows
        if row["schedule"] in known
    }


def _awake(tables: Tables) -> list[Schedule]:
    """The schedules that are not paused and whose clocks this machine knows."""
    return [one for one in every(tables) if not one.paused and one.understood]


def _moment(schedule: Schedule, now: float) -> float | None:
    """The last moment that has come and is not settled."""
    return schedule.line.last_between(schedule.settled(now), now, schedule.clocks)


def _due(tables: Tables, schedule: Schedule, now: float) -> Firing | None:
    moment = _moment(schedule, now)
    if moment is None or _is_settled(tables, schedule, moment):
        return None
    return Firing(schedule, moment, now, reason=_objection(tables, schedule, now - moment))


def _is_settled(tables: Tables, schedule: Schedule, moment: float) -> bool:
    found = tables.one(
        "SELECT 1 AS known FROM firing WHERE schedule = :id AND due = :due", id=schedule.id, due=moment
    )
    return found is not None


def _objection(tables: Tables, schedule: Schedule, late: float) -> str:
    """Why a firing is to be let pass; nothing if it is not."""
    if schedule.missed == "skip" and late > PUNCTUAL:
        return "it was missed, and missed firings are skipped"
    if schedule.overlap:
        return ""
    going_on = tables.one(
        "SELECT id, state FROM run WHERE state IN ('waiting', 'running', 'pausing', 'paused') "
        "AND schedule = :id ORDER BY submitted DESC",
        id=schedule.id,
    )
    return f"its run {going_on['id']} is still {going_on['state']}" if going_on else ""


def _settle(tables: Tables, identity: str, now: float, answer: Submit | str) -> list[Firing]:
    """Settle what is due of one schedule, all or nothing of it: start it, or give a reason to let it pass."""

    def settle() -> list[Firing]:
        # Another process may have paused, removed or fired it in the meantime.
        schedule = next((one for one in _awake(tables) if one.id == identity), None)
        if schedule is None:
            return []
        firing = _due(tables, schedule, now)
        if firing:
            firing = _answered(firing, answer)
        # Only now is anything written here, so that a file that is refused leaves nothing behind.
        _settle_until(tables, schedule, now)
        if firing is None:
            return []
        _record(tables, firing)
        return [firing]

    return tables.atomic(settle)


def _answered(firing: Firing, answer: Submit | str) -> Firing:
    if isinstance(answer, str):
        return replace(firing, reason=answer)
    return firing if firing.reason else replace(firing, run=answer(firing.schedule))


def _settle_until(tables: Tables, schedule: Schedule, now: float) -> None:
    moment = _moment(schedule, now)
    until = schedule.settled(now) if moment is None else moment
    tables.change("UPDATE schedule SET since = :until WHERE id = :id", until=until, id=schedule.id)


def _record(tables: Tables, firing: Firing) -> None:
    written = tables.change(
        "INSERT INTO firing (schedule, due, at, run, reason) VALUES (:schedule, :due, :at, :run, :reason) "
        "ON CONFLICT (schedule, due) DO NOTHING",
        schedule=firing.schedule.id, due=firing.due, at=firing.at, run=firing.run, reason=firing.reason,
    )  # fmt: skip
    if not written:
        raise Hindered(f"another process has just fired schedule {firing.schedule.name}")
    tables.change(
        "DELETE FROM firing WHERE schedule = :schedule AND due < :oldest",
        schedule=firing.schedule.id, oldest=firing.due - _REMEMBERED,
    )  # fmt: skip
