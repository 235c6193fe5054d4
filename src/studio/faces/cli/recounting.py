"""What became of runs, told for reading: lists, one run in full, its events, what was cleared away."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from studio.faces.cli import screen, values, watching

if TYPE_CHECKING:
    from studio.engine.orders.cleaning import Freed
    from studio.engine.orders.record import Event, Record, Summary

_MOST_FILES = 20
_MOST_FAILURES = 50
_STYLES = {
    "done": "green",
    "failed": "bold red",
    "running": screen.ACCENT,
    "pausing": screen.ACCENT,
    "interrupted": "bold " + screen.ACCENT,
}


def table_of(found: Sequence[Summary]) -> None:
    """Runs as a table."""
    from rich.table import Table
    from rich.text import Text

    if not found:
        screen.err().print("There are no such runs.", style="dim")
        return
    table = Table.grid(padding=(0, 2))
    for one in found:
        table.add_row(
            Text(one.id, screen.ACCENT),
            Text(one.state, _STYLES.get(one.state, "")),
            Text(screen.safe(one.name)),
            Text(one.kind, "dim"),
            Text(_steps(one), "dim"),
            Text(_moment(one.submitted), "dim"),
            Text(_took(one), "dim"),
        )
    screen.table(screen.out(), table)


def whole(record: Record, run: str) -> dict[str, Any]:
    """All there is to know of a run, as one object."""
    submitted, settings = record.submitted(run)
    stages = [
        {**row, "result": _read(row["result"]), "files": _read(row["files"]),
         "failures": [dict(one) for one in record.failures(run, row["name"])] if row["failed"] else []}
        for row in record.stages(run)
    ]  # fmt: skip
    told = {**asdict(record.run(run)), "submitted_with": submitted, "settings": settings, "stages": stages}
    told |= {"result": dict(record.result(run)), "proof": dict(record.proof(run))}
    told |= {"cards": record.cards(run), "memory": record.memory(run)}
    return {**told, "files": list(record.files(run))}


def tell(record: Record, run: str) -> None:
    """All there is to know of a run, for reading."""
    from rich.text import Text

    console = screen.out()
    one = record.run(run)
    title = Text.assemble((screen.safe(one.name), "bold"), (f"  {one.kind} {one.id}  ", "dim"))
    console.print(title.append(one.state, _STYLES.get(one.state, "")), soft_wrap=True)
    if one.error:
        screen.line(console, ("✗ ", "bold red"), screen.safe(one.error))
        if one.hint:
            screen.line(console, (f"  → {screen.safe(one.hint)}", "dim"))
    values.show(console, _facts(record, one), indent=2)
    for touch in record.proof(run).get("touched", ()):
        told = f"process {touch['pid']} touched a GPU: {touch['how']}"
        screen.line(console, ("  ✗ ", "bold red"), told, (f"  {screen.safe(touch['command'])}", "dim"))
    for near in record.proof(run).get("ready", ()):
        told = f"  process {near['pid']} reached no card; {near['how']}"
        screen.line(console, (told, "dim"), (f"  {screen.safe(near['command'])}", "dim"))
    _tell_steps(record, run)
    _tell_files(record, run)


def _facts(record: Record, one: Summary) -> dict[str, Any]:
    submitted, _ = record.submitted(one.id)
    facts: dict[str, Any] = {
        "source": one.source,
        "folder": one.folder,
        "submitted": _moment(one.submitted),
        "started": _moment(one.started) if one.started else "",
        "ended": _moment(one.ended) if one.ended else "",
        "took": _took(one),
        "priority": one.priority or "",
        "forked from": one.parent,
        "schedule": one.schedule,
        "waits": one.held,
        **_beside_others(record, one.id),
        "cards": "; ".join(screen.safe(card) for card in record.cards(one.id)),
        "memory": screen.safe(record.memory(one.id)),
        "proof": record.proof(one.id).get("told", ""),
        "last event": record.last_event(one.id) or "",
    }
    if one.kind == "production":
        facts["given"] = json.dumps(submitted["given"], ensure_ascii=False)
    return {name: value for name, value in facts.items() if value != ""}


def _beside_others(record: Record, run: str) -> dict[str, str]:
    """How often it was held, or gave back what it had, so that others could work."""
    told: dict[str, list[str]] = {"run.held": [], "item.shed": []}
    for event in record.events(run):
        if event.name in told:
            told[event.name].append(str(event.fields.get("reason", "")))
    return {
        name: f"{len(reasons)} ×, lastly because {screen.safe(reasons[-1])}"
        for name, reasons in (("held", told["run.held"]), ("put back", told["item.shed"]))
        if reasons
    }


def _tell_steps(record: Record, run: str) -> None:
    from studio.engine.orders.unfolding import Step, Unfolding

    console = screen.out()
    plan = record.plan(run)
    rows = {row["name"]: row for row in record.stages(run)}
    names = [stage.name for stage in plan.stages] if plan else list(rows)
    tools = {stage.name: stage.tool for stage in plan.stages} if plan else {}
    seen = Unfolding(plan)
    seen.steps = {name: Step(name, tools.get(name, "")) for name in names}
    reasons = {
        event.stage: str(event.fields.get("reason", ""))
        for event in record.events(run)
        if event.name == "stage.skipped"
    }
    for name in names:
        step = seen.steps[name]
        if row := rows.get(name):
            step.tool, step.state, step.seconds = row["tool"], row["state"], row["seconds"]
            step.many, step.total, step.done = row["total"] is not None, row["total"], row["done"]
            step.failed, step.error, step.hint = row["failed"], row["error"], row["hint"]
            step.files = [file["path"] for file in json.loads(row["files"])]
            step.reason = reasons.get(name, "") if row["state"] == "skipped" else ""
        for text in watching.line_of(step, seen, console.width):
            console.print(text, soft_wrap=True)
        if step.failed:
            _tell_failures(record, run, step.name, step.failed)


def _tell_failures(record: Record, run: str, stage: str, count: int) -> None:
    console = screen.out()
    for item in record.failures(run, stage, _MOST_FAILURES):
        tries = f" (after {item['attempts']} tries)" if item["attempts"] > 1 else ""
        told = f"{screen.safe(watching.near(item['source']))}: {screen.safe(item['error'])}{tries}"
        screen.line(console, ("    ✗ ", "bold red"), told)
        if item["hint"]:
            screen.line(console, (f"      → {screen.safe(item['hint'])}", "dim"))
    if count > _MOST_FAILURES:
        rest = f"    and {count - _MOST_FAILURES:,} more; studio runs show {run} --json names all"
        screen.line(console, (rest, "dim"))


def _tell_files(record: Record, run: str) -> None:
    console = screen.out()
    result = record.result(run)
    found = iter(result.get("files", ())) if result else record.files(run)
    for file in islice(found, _MOST_FILES):
        screen.line(console, ("→ ", "dim"), screen.safe(watching.near(file)))
    if rest := sum(1 for _ in found):
        screen.line(console, (f"  and {rest:,} more", "dim"))
    if result and not result.get("files") and result.get("result") is not None:
        values.show(console, values.told(result["result"]), indent=2)


def tell_event(event: Event) -> None:
    """One event in a line."""
    at = datetime.fromtimestamp(event.at).astimezone()
    told = "  ".join(
        f"{name} {_plain(value)}" for name, value in event.fields.items() if value not in ("", [])
    )
    screen.line(
        screen.out(), (f"{event.number:>6}  {at:%H:%M:%S}.{at.microsecond // 1000:03}  ", "dim"),
        f"{event.name:<16}  ", (f"{screen.safe(event.stage)}  " if event.stage else "", screen.ACCENT),
        screen.safe(told),
    )  # fmt: skip


def tell_freed(freed: Freed, *, as_json: bool) -> None:
    """What was removed, or would be."""
    if as_json:
        screen.print_json(asdict(freed))
        return
    console = screen.out()
    verb = "would go" if freed.rehearsed else "removed"
    for one in freed.runs:
        screen.line(console, (f"{one.id}  ", screen.ACCENT), f"{screen.safe(one.name)}  ",
                    (f"{one.state} {_moment(one.ended or one.submitted)}", "dim"))  # fmt: skip
    runs = "1 run" if len(freed.runs) == 1 else f"{len(freed.runs)} runs"
    cached = f", {freed.cached} remembered results" if freed.cached else ""
    screen.line(console, f"{runs}{cached} {verb}: {screen.size(freed.bytes)}")


def _steps(one: Summary) -> str:
    failed = f", {one.failed} failed" if one.failed else ""
    return f"{one.settled} settled{failed}" if one.steps else one.held


def _took(one: Summary) -> str:
    if one.started is None or one.ended is None:
        return ""
    return watching.clock(one.ended - one.started)


def _moment(at: float) -> str:
    return f"{datetime.fromtimestamp(at).astimezone():%Y-%m-%d %H:%M:%S}"


def _read(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _plain(value: Any) -> str:
    if isinstance(value, (Mapping, list)):
        return json.dumps(value, ensure_ascii=False)
    return f"{value:g}" if isinstance(value, float) else str(value)
