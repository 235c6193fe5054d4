"""What is said of files that people write: their faults, what a plan of theirs will do, and its cost."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput, Refused
from studio.faces import outcomes
from studio.faces.cli import screen

if TYPE_CHECKING:
    from rich.text import Text

    from studio.assembly import Studio
    from studio.core.written.findings import Finding
    from studio.engine.orders.estimates import Average, Estimate, Whole
    from studio.engine.plans import Plan, Stage

_NOT_MEASURED = "not measured yet"


def tell_findings(findings: Sequence[Finding], *, as_json: bool) -> int:
    """Show every fault; returns the exit code."""
    for finding in findings:
        if as_json:
            screen.print_json(asdict(finding))
            continue
        place = f"{screen.safe(finding.file)}:{finding.line}:{finding.column}"
        screen.line(screen.out(), (place, "dim"), f" {screen.safe(finding.message)}")
        if finding.hint:
            screen.line(screen.out(), (f"  → {screen.safe(finding.hint)}", screen.ACCENT))
    if not as_json:
        count = "1 fault" if len(findings) == 1 else f"{len(findings)} faults"
        screen.err().print(f"{count} found.", style="red")
    return outcomes.UNUSABLE


def tell_good(file: Path, what: str, *, as_json: bool) -> int:
    """Say that nothing is wrong; returns the exit code."""
    if not as_json:
        screen.line(screen.err(), ("✓ ", "green"), f"{screen.safe(file)}: {what}, nothing wrong")
    return outcomes.DONE


def chosen(words: Sequence[str]) -> dict[str, str]:
    """The parameters that were typed as NAME=VALUE."""
    found = {}
    for word in words:
        name, separator, value = word.partition("=")
        if not separator or not name:
            raise BadInput(f"--set {word}: write NAME=VALUE", hint="such as --set width=800")
        found[name.strip()] = value
    return found


def known_costs(studio: Studio) -> dict[str, Average]:
    """What calls have cost so far; nothing is made where nothing was kept yet."""
    from studio.engine.orders.estimates import averages
    from studio.store.sqlite import FILE

    if not (studio.settings.database_url.get_secret_value() or (studio.settings.home / FILE).exists()):
        return {}
    tables = studio.tables()
    try:
        return averages(tables)
    finally:
        tables.close()


def write_picture(plan: Plan, file: Path, *, overwrite: bool) -> None:
    """Write the plan as SVG."""
    from studio.engine.drawing.svg import Box, drawn

    if file.exists() and not overwrite:
        raise Refused(f"{file} exists", hint="choose another name, or allow it with --overwrite")
    boxes = {
        stage.name: Box(stage.tool, _many(stage), stage.fans_out, bool(stage.out), bool(stage.when))
        for stage in plan.stages
    }
    try:
        file.write_text(drawn(plan.name, {one.name: one.after for one in plan.stages}, boxes), "utf-8")
    except OSError as refused:
        reason = (refused.strerror or str(refused)).lower()
        raise Refused(f"{file} cannot be written: {reason}", hint="choose another place") from None
    screen.line(screen.err(), (screen.safe(file), "dim"))


def tell_plan(plan: Plan, estimates: Sequence[Estimate], whole: Whole) -> None:
    """Show what would be done, in which order, and what it will cost."""
    from rich.table import Table
    from rich.text import Text

    from studio.engine.drawing.lanes import drawn

    console = screen.out()
    console.print(Text(screen.safe(plan.name), "bold"))
    table = Table.grid(padding=(0, 2))
    by_name = {stage.name: stage for stage in plan.stages}
    cost = {one.stage: one for one in estimates}
    fans = frozenset(stage.name for stage in plan.stages if stage.fans_out)
    for line in drawn({stage.name: stage.after for stage in plan.stages}, fans):
        graph = Text(f"  {line.graph}", screen.ACCENT)
        if not line.stage:
            table.add_row(graph)
            continue
        stage = by_name[line.stage]
        table.add_row(
            graph,
            Text(stage.name, "bold"),
            Text(stage.tool),
            Text(_many(stage) or "", "dim"),
            _cost(cost[stage.name]),
            Text(_notes(stage), "dim"),
        )
    screen.table(console, table)
    _tell_groups(plan)
    _tell_whole(whole)


def plan_as_json(plan: Plan, estimates: Sequence[Estimate], whole: Whole, folder: Path) -> dict[str, Any]:
    """The plan and what it will cost, in plain values."""
    import json

    from studio.engine.pipeline.order import levels

    return {
        "plan": json.loads(plan.frozen()),
        "folder": str(folder),
        "groups": levels({stage.name: stage.after for stage in plan.stages}),
        "stages": [asdict(one) for one in estimates],
        "seconds": whole.seconds,
        "size": whole.size,
        "not_measured": list(whole.unknown),
    }


def _tell_groups(plan: Plan) -> None:
    from studio.engine.pipeline.order import levels

    groups = levels({stage.name: stage.after for stage in plan.stages})
    if len(groups) < len(plan.stages):
        together = "  →  ".join(" + ".join(group) for group in groups)
        screen.line(screen.out(), ("At the same time: ", "dim"), screen.safe(together))


def _tell_whole(whole: Whole) -> None:
    console = screen.out()
    if not whole.seconds:
        screen.line(console, ("Estimated: ", "dim"), _NOT_MEASURED)
        return
    least = "at least " if whole.unknown else ""
    told = f"{least}{duration(whole.seconds)}, {screen.size(whole.size)} of results"
    screen.line(console, ("Estimated: ", "dim"), told)
    if whole.unknown:
        screen.line(console, ("Not known: ", "dim"), screen.safe(", ".join(whole.unknown)))


def _many(stage: Stage) -> str:
    if stage.manifest:
        return "1 item" if stage.total == 1 else f"{stage.total:,} items"
    if stage.each is None:
        return ""
    if isinstance(stage.each, list):
        return f"each of {len(stage.each)}"
    return f"each of {screen.safe(os.path.relpath(stage.each) if stage.each[:1] == '/' else stage.each)}"


def _cost(estimate: Estimate) -> Text:
    from rich.text import Text

    if estimate.seconds is not None:
        told = duration(estimate.seconds)
        return Text(f"{told}, {screen.size(estimate.size)}" if estimate.size else told)
    return Text("" if estimate.measured else _NOT_MEASURED, "dim")


def _notes(stage: Stage) -> str:
    notes = [f"if {stage.when}"] if stage.when else []
    notes += [f"→ {stage.out}"] if stage.out else []
    return screen.safe("  ".join(notes))


def duration(seconds: float) -> str:
    """A time as people say it."""
    if seconds < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes, left = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {left} s" if left else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
