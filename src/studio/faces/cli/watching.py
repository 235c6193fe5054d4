"""A run on the screen while it goes on: a bar for whatever is being done, a line for whatever is settled."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import ToolFailed
from studio.faces.cli import screen

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.live import Live
    from rich.text import Text

    from studio.engine.orders.record import Event, Summary
    from studio.engine.orders.unfolding import Step, Unfolding
    from studio.engine.plans import Plan

_BETWEEN_FRAMES = 0.1
_SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_MARKS = {
    "done": ("✓", "green"),
    "cached": ("↺", "green"),
    "skipped": ("–", "dim"),
    "failed": ("✗", "bold red"),
    "cancelled": ("–", "dim"),
    "waiting": ("·", "dim"),
    "running": ("·", screen.ACCENT),
    "made": ("·", screen.ACCENT),
    "paused": ("‖", screen.ACCENT),
}
_WIDEST_NAME = 28
_USUAL_NAME = 20
_WIDEST = 100
_MOST_FAILURES = 10
_CALL = re.compile(r"[\d.]+-")
_AROUND = 4


class Watch:
    """Shows the events of one run, wherever they come from: live, or replayed."""

    def __init__(
        self, run: Summary, plan: Plan | None, *, as_json: bool = False, quiet: bool = False
    ) -> None:
        from studio.engine.orders.unfolding import Unfolding

        self._run = run
        self._as_json = as_json
        self.seen: Unfolding = Unfolding(plan)
        console = screen.err()
        watched = console.is_terminal and not quiet and not as_json
        self._stage: Stage | None = Stage(console, run, self.seen) if watched else None
        self._said: set[str] = set()

    def __enter__(self) -> Watch:
        if self._stage:
            self._stage.open()
        return self

    def __exit__(self, *unused: object) -> None:
        if self._stage:
            self._stage.close()

    def pass_over(self, events: Iterator[Event]) -> None:
        """Take in what happened before, and say nothing of it."""
        for event in events:
            self.seen.take(event)

    def show(self, events: Sequence[Event]) -> None:
        """Show what has happened."""
        for event in events:
            settled = self.seen.take(event)
            if self._as_json:
                screen.print_json(asdict(event))
            elif self._stage:
                self._stage.take(event, settled)
            elif event.name == "item.failed" or (settled and settled.state == "failed"):
                told = event.fields
                where = f"{event.stage}: {near(told['source'])}" if "source" in told else event.stage
                # Each of many was named with a hint of its own.
                hint = "" if settled and settled.many else str(told["hint"])
                screen.complain(ToolFailed(_failed(where, str(told["error"])), hint=hint))
        if self.seen.held:
            self.remark(f"{self.seen.held}", once=True)

    def remark(self, reason: str, *, once: bool = False) -> None:
        """Say why nothing happens; empty when something does."""
        if self._stage:
            self._stage.reason = reason
        elif once and not self._as_json and reason not in self._said:
            self._said.add(reason)
            screen.line(screen.err(), (f"{self._run.name} waits: {screen.safe(reason)}", "dim"))

    def refresh(self) -> None:
        """Move the bars on, if it is time."""
        if self._stage:
            self._stage.refresh()

    def conclude(self) -> None:
        """The last line: what became of the run as a whole."""
        if self._stage:
            self._stage.close()
            for text in concluded(self._run, self.seen):
                screen.err().print(text, soft_wrap=True)
        elif not self._as_json and self.seen.state != "done":
            run = self._run
            if self.seen.state == "failed" and not self.seen.count("failed"):
                screen.complain(ToolFailed(self.seen.error, hint=self.seen.hint))
            told = {"failed": "has failed", "cancelled": "was cancelled"}.get(self.seen.state, "is paused")
            screen.complain(ToolFailed(f"{run.name} {told}", hint=_next(run.id, self.seen.state)))


@dataclass
class Stage:
    """The place on a terminal where a run is played."""

    console: Console
    run: Summary
    seen: Unfolding
    reason: str = ""
    _lines: list[Text] = field(default_factory=list)
    _failures: dict[str, int] = field(default_factory=dict)
    _live: Live | None = None
    _drawn: float = 0.0

    def open(self) -> None:
        """Say what is shown, and begin."""
        from rich.live import Live
        from rich.text import Text

        run = self.run
        title = Text.assemble((screen.safe(run.name), "bold"), (f"  {run.kind} {run.id}", "dim"))
        self.console.print(title, soft_wrap=True)
        self._live = Live(
            console=self.console, auto_refresh=False, transient=True,
            redirect_stdout=False, redirect_stderr=False,
        )  # fmt: skip
        self._live.start()

    def close(self) -> None:
        """Leave only what is settled on the screen."""
        if self._live:
            self._draw("")
            self._live.stop()
            self._live = None

    def take(self, event: Event, settled: Step | None) -> None:
        """Note what is to be printed for good."""
        if settled:
            self._lines += line_of(settled, self.seen, self.console.width)
        elif event.name == "item.failed":
            self._failures[event.stage] = number = self._failures.get(event.stage, 0) + 1
            if number <= _MOST_FAILURES:
                self._lines += _failure(event, more=number == _MOST_FAILURES, run=self.run.id)
        elif event.name == "item.shed":
            self._lines += _shed(event)
        elif event.name == "hook.failed":
            self._lines += _marked("failed", f"{event.fields['hook']}: {event.fields['error']}")

    def refresh(self) -> None:
        """Draw what goes on, not more often than the eye can follow."""
        now = time.monotonic()
        if self._live and now - self._drawn >= _BETWEEN_FRAMES:
            self._drawn = now
            self._draw(picture(self.seen, self.console, self.reason))

    def _draw(self, below: RenderableType) -> None:
        """Print what is settled, and below it what goes on."""
        from rich.text import Text

        assert self._live
        self._live.update(below, refresh=not self._lines)
        if self._lines:
            self.console.print(Text("\n").join(self._lines), soft_wrap=True)
            self._lines.clear()


def picture(seen: Unfolding, console: Console, reason: str) -> RenderableType:
    """What goes on at this moment: a bar for every step, and a line that sums up."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    now = time.time()
    bars = Table.grid(padding=(0, 1), expand=True)
    bars.width = min(console.width, _WIDEST)
    for ratio in (0, 0, 1, 0, 0, 0):
        bars.add_column(no_wrap=True, ratio=ratio or None, overflow="ellipsis")
    most = max(1, console.height - _AROUND)
    for step in seen.running[:most]:
        bars.add_row(*_bar(step, now, _width_of_names(seen)))
    parts: list[RenderableType] = [bars] if seen.running else []
    if (hidden := len(seen.running) - most) > 0:
        parts.append(Text(f"  and {hidden} more", "dim"))
    parts.append(Text(_sum(seen, now, reason), "dim", no_wrap=True, overflow="ellipsis"))
    return Group(*parts)


def _bar(step: Step, now: float, width: int) -> list[RenderableType]:
    from rich.progress_bar import ProgressBar
    from rich.text import Text

    spinner = _SPINNER[int(now / _BETWEEN_FRAMES) % len(_SPINNER)]
    name = Text.assemble((f"{spinner} ", screen.ACCENT), screen.safe(step.name)[:_WIDEST_NAME].ljust(width))
    bar = ProgressBar(step.total or None, step.behind, pulse=not step.total, animation_time=now)
    label = Text(screen.safe(step.label)[:24] or step.tool, "dim")
    if not step.total:
        return [name, label, bar, Text(f"{step.behind:,.0f}" if step.behind else ""), Text(""),
                Text(clock(now - step.began), "dim")]  # fmt: skip
    if step.many:
        count = Text(f"{step.settled:,.0f}/{step.total:,.0f}")
        if step.failed:
            count.append(f"  {step.failed:,} failed", "red")
        rate = Text(_pace(step.rate) if step.rate else "", "dim")
    else:
        count, rate = Text(f"{step.behind / step.total:.0%}"), Text("")
    left = Text(clock(now - step.began) if step.left is None else f"{clock(step.left)} left", "dim")
    return [name, label, bar, count, rate, left]


def _pace(rate: float) -> str:
    return f"{rate:,.1f}/s" if rate >= 1 else f"{rate * 60:.1f}/min"


def _sum(seen: Unfolding, now: float, reason: str) -> str:
    if reason and (seen.held or not seen.running):
        return f"  waits: {screen.safe(reason)}"
    settled = seen.count("done", "cached", "skipped", "failed")
    of = f" of {seen.total:,}" if seen.plan else ""
    failed = f"  ✗ {seen.count('failed')}" if seen.count("failed") else ""
    state = f"{seen.state}  " if seen.state in ("pausing", "waiting") else ""
    took = f"  {clock(now - seen.began)}" if seen.began else ""
    shed = f"  {seen.shed:,} put back" if seen.shed else ""
    return f"  {state}{settled:,}{of} steps{failed}{shed}{took}"


def line_of(step: Step, seen: Unfolding, width: int) -> list[Text]:
    """What stays on the screen of a step that is settled."""
    from rich.text import Text

    mark, style = _MARKS[step.state]
    name = screen.safe(step.name)[:_WIDEST_NAME].ljust(_width_of_names(seen))
    text = Text.assemble((f"{mark} ", style), name, (f"  {step.tool}", "dim"))
    if step.many and step.state != "skipped":
        text.append(f"  {step.done:,.0f} done")
    if step.failed:
        text.append(f"  {step.failed:,} failed", "red")
    if step.state == "done" or (step.many and step.state != "skipped"):
        text.append(f"  {clock(step.seconds)}", "dim")
    if step.state == "cached":
        text.append("  made before", "dim")
    if step.reason:
        text.append(f"  {screen.safe(step.reason)}", "dim")
    if target := _target(step, seen):
        text.append("  → ", "dim").append(target)
    if step.state != "failed" or step.many:
        return [text]
    if _CALL.match(step.name):
        text = Text.assemble((f"{mark} ", style), screen.safe(_failed(step.name, step.error)))
        return [text, *([Text(f"  → {screen.safe(step.hint)}", "dim")] if step.hint else [])]
    told = [Text.assemble("  ", screen.safe(step.error))] if len(step.error) > width // 2 else []
    if not told:
        text.append(f"  {screen.safe(step.error)}")
    return [text, *told, *([Text(f"  → {screen.safe(step.hint)}", "dim")] if step.hint else [])]


def _target(step: Step, seen: Unfolding) -> str:
    """Where it went: the first file, or the folder of many; nothing if it stays with the run."""
    if seen.plan:
        out = next((stage.out for stage in seen.plan.stages if stage.name == step.name), "")
        if not out or step.state not in ("done", "cached"):
            return ""
        if step.many:
            return "" if "{" in out else screen.safe(out)
    elif step.state == "done":
        return ""
    more = f" and {len(step.files) - 1} more" if len(step.files) > 1 else ""
    return f"{screen.safe(near(step.files[0]))}{more}" if step.files else ""


def _failure(event: Event, *, more: bool, run: str) -> list[Text]:
    from rich.text import Text

    told = event.fields
    lines = _marked("failed", f"{event.stage}: {near(told['source'])}: {told['error']}")
    if told["hint"]:
        lines.append(Text(f"  → {screen.safe(told['hint'])}", "dim"))
    if more:
        lines.append(Text(f"  further ones are counted only; studio runs show {run} names all", "dim"))
    return lines


def _shed(event: Event) -> list[Text]:
    """A call that made room for others; it is no failure, and comes again."""
    told = event.fields
    of = f": {near(told['source'])}" if told["source"] else ""
    return _marked("paused", f"{event.stage}{of} was put back: {told['reason']}")


def _marked(state: str, told: str) -> list[Text]:
    from rich.text import Text

    mark, style = _MARKS[state]
    return [Text.assemble((f"{mark} ", style), screen.safe(told))]


def concluded(run: Summary, seen: Unfolding) -> list[Text]:
    """The run as a whole, in a line, and what may be done next."""
    from rich.text import Text

    mark, style = _MARKS.get(seen.state, ("·", "dim"))
    took = f" in {clock(seen.ended - seen.began)}" if seen.ended and seen.began else ""
    counts = [
        f"{count:,} {word}" for word in ("done", "cached", "skipped", "failed") if (count := seen.count(word))
    ]
    line = Text.assemble((f"{mark} {screen.safe(run.name)} {seen.state}{took}", style))
    line.append(f"  {', '.join(counts)}" if counts else "", "dim")
    if seen.state == "failed" and not seen.count("failed"):
        line.append(f"\n  {screen.safe(seen.error)}")
        line.append(f"\n  → {screen.safe(seen.hint)}" if seen.hint else "", "dim")
    further = _next(run.id, seen.state)
    return [line, *([Text(f"  → {further}", "dim")] if further else [])]


def _failed(where: str, told: str) -> str:
    """What went wrong, and where: behind it, if that is the number of a call within a production."""
    return f"{told} ({where})" if _CALL.match(where) else f"{where}: {told}"


def _next(run: str, state: str) -> str:
    return {
        "failed": f"studio runs show {run} says more; studio runs retry {run} tries again what failed",
        "cancelled": f"studio runs retry {run} takes it up again",
        "paused": f"studio runs resume {run} goes on",
    }.get(state, "")


def near(path: str) -> str:
    """A path as it is seen from here; what is no path stays as it is."""
    return path.removeprefix(f"{Path.cwd()}/")


def _width_of_names(seen: Unfolding) -> int:
    if seen.plan is None:
        # Its steps are not known beforehand, and what is printed stays where it is.
        return _USUAL_NAME
    return min(_WIDEST_NAME, max((len(stage.name) for stage in seen.plan.stages), default=0))


def clock(seconds: float) -> str:
    """A duration as people say it."""
    if seconds < 60:
        return f"{max(0.0, seconds):.1f} s"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
