"""The circuit breakers of the engine's tables: a row for every kind of work that fails."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from studio.core.breaker import FAILURES, WITHIN, Breaker
from studio.core.errors import NotFound, StudioError, ToolFailed, Unavailable
from studio.engine.journal import Settled
from studio.engine.plans import thawed
from studio.store.backend import Row
from studio.store.tables import Tables

COUNTED = (ToolFailed, Unavailable)
"""The errors that say something about a tool or a program it needs. Those that are told apart from them, such
as a disk that is full, say something about the machine, and whoever tries again later has better luck."""

COUNTED_KINDS = tuple(kind.__name__ for kind in COUNTED)


@dataclass(frozen=True)
class Kind:
    """One kind of work that has failed lately.

    Attributes:
        name: The tool's id.
        breaker: Whether it is let rest.
        error: What went wrong the last time.
    """

    name: str
    breaker: Breaker
    error: str


def kinds(tables: Tables) -> list[Kind]:
    """Every kind of work that has failed since it last went well."""
    return [_kind(row) for row in tables.all("SELECT * FROM breaker ORDER BY kind")]


def reset(tables: Tables, name: str) -> None:
    """Forget what went wrong with a kind of work, so that it goes on at once."""
    if not tables.change("DELETE FROM breaker WHERE kind = :kind", kind=name):
        raise NotFound(
            f"nothing has gone wrong with {name} lately", hint="studio breakers lists what has, if anything"
        )


def went_well(tables: Tables, name: str) -> None:
    """Work of a kind has succeeded. Part of whatever transaction the caller is in."""
    tables.change("DELETE FROM breaker WHERE kind = :kind", kind=name)


def went_wrong(tables: Tables, name: str, error: str, now: float | None = None) -> None:
    """Work of a kind has failed. Part of whatever transaction the caller is in."""
    row = tables.one("SELECT * FROM breaker WHERE kind = :kind", kind=name)
    breaker = _kind(row).breaker if row else Breaker()
    _keep(tables, Kind(name, breaker.failed(time.time() if now is None else now), error))


def weigh(tables: Tables, run: str, stage: str, tool: str, settled: Settled, *, many: bool) -> None:
    """What a stage that is settled says of its tool. Part of whatever transaction the caller is in.

    Args:
        tables: Where it is kept.
        run: The run.
        stage: The stage's name.
        tool: The tool's id.
        settled: What became of it.
        many: Whether it called its tool for each of many things.
    """
    ended = _items(tables, run, stage) if many else {}
    # Whatever else may be wrong with a tool that did some of its work, it works.
    if "done" in ended or (settled.state == "done" and not many):
        went_well(tables, tool)
    elif failed := [ended[kind] for kind in COUNTED_KINDS if kind in ended]:
        # One run that made nothing of many things says as much as many runs of one thing each.
        for _ in range(min(FAILURES, sum(count for count, _ in failed))):
            went_wrong(tables, tool, failed[0][1])
    elif settled.error and is_counted(settled.error) and not ended:
        went_wrong(tables, tool, settled.error.message)


def _items(tables: Tables, run: str, stage: str) -> dict[str, tuple[int, str]]:
    """How items of a stage have ended: `done`, or the kind of their error; how many, and one such error."""
    rows = tables.all(
        "SELECT state, kind, COUNT(*) AS count, MIN(error) AS error FROM item WHERE run = :run "
        "AND stage = :stage AND state IN ('done', 'failed') GROUP BY state, kind",
        run=run, stage=stage,
    )  # fmt: skip
    return {row["kind"] or row["state"]: (row["count"], row["error"] or "") for row in rows}


def weigh_production(tables: Tables, run: Row, error: StudioError | None) -> None:
    """What a production that has ended says of its kind. Part of whatever transaction the caller is in."""
    for tool in kinds_of(run):
        if error is None:
            went_well(tables, tool)
        elif is_counted(error):
            went_wrong(tables, tool, error.message)


def begun(tables: Tables, names: Callable[[], Collection[str]], now: float | None = None) -> None:
    """Work of these kinds was let through: where one is half-open, this is its try."""
    now = time.time() if now is None else now
    for kind in _opened(tables, names):
        _keep(tables, Kind(kind.name, kind.breaker.begun(now), kind.error))


def hindrance(tables: Tables, names: Callable[[], Collection[str]], now: float | None = None) -> str:
    """Why work of these kinds is not let through now; nothing if it is.

    Args:
        tables: Where it is kept.
        names: The kinds; only asked for where there is a breaker that is not closed.
        now: The time; seconds since 1970.
    """
    now = time.time() if now is None else now
    resting = (kind for kind in _opened(tables, names) if not kind.breaker.lets_through(now))
    return next((told(kind, now) for kind in resting), "")


def kinds_of(run: Row) -> set[str]:
    """The kinds of work a run is known to consist of before it begins."""
    if run["kind"] == "production":
        return {json.loads(run["plan"])["tool"]}
    return {stage.tool for stage in thawed(run["plan"]).stages}


def told(kind: Kind, now: float) -> str:
    """Why a kind of work rests, and how it goes on, in one sentence."""
    error = kind.error.rstrip(".")
    often = f"{kind.name} failed {FAILURES} times within {WITHIN / 60:.0f} minutes (last: {error})"
    if kind.breaker.state(now) == "half-open":
        return f"{often}; another run is trying whether it works again"
    clock = time.strftime("%H:%M:%S", time.localtime(kind.breaker.until()))
    return f"{often}; it is tried again at {clock}, or after studio breakers reset {kind.name}"


def is_counted(error: StudioError | None) -> bool:
    """Whether a failure says something about the tool, rather than about what it was given or the machine."""
    return type(error) in COUNTED


def _opened(tables: Tables, names: Callable[[], Collection[str]]) -> list[Kind]:
    rows = tables.all("SELECT * FROM breaker WHERE opened IS NOT NULL ORDER BY kind")
    wanted = names() if rows else ()
    return [_kind(row) for row in rows if row["kind"] in wanted]


def _keep(tables: Tables, kind: Kind) -> None:
    breaker = kind.breaker
    tables.change(
        "INSERT INTO breaker (kind, failures, opened, pause, tried, error) "
        "VALUES (:kind, :failures, :opened, :pause, :tried, :error) ON CONFLICT (kind) DO UPDATE SET "
        "failures = excluded.failures, opened = excluded.opened, pause = excluded.pause, "
        "tried = excluded.tried, error = excluded.error",
        kind=kind.name, failures=json.dumps(breaker.failures), opened=breaker.opened, pause=breaker.pause,
        tried=breaker.tried, error=kind.error,
    )  # fmt: skip


def _kind(row: Row) -> Kind:
    failures = tuple(json.loads(row["failures"]))
    return Kind(row["kind"], Breaker(failures, row["opened"], row["pause"], row["tried"]), row["error"])
