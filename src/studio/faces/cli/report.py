"""What a person, or a program, sees of a call while it goes on and when it is done."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from studio.core import delivery
from studio.core.errors import BadCall
from studio.faces.cli import screen, values

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from studio.core.errors import StudioError
    from studio.engine.once.oneoff import Outcome
    from studio.engine.once.planning import Plan, Task


_MOTIONS = frozenset({"started", "progress", "settled", "on_card"})
_WAITING = frozenset({"held", "let_go"})


class Report:
    """Prints outcomes in order, with a bar beside them where somebody watches."""

    def __init__(self, plan: Plan, *, as_json: bool) -> None:
        self.errors: list[StudioError] = []
        self._said: set[str] = set()
        self._notes: dict[int, list[tuple[str, Mapping[str, Any]]]] = {}
        self._plan = plan
        self._as_json = as_json
        self._many = len(plan.tasks) > 1
        self._began = time.monotonic()
        self._bar: Progress | None = None
        self._row: TaskID | None = None
        self._watched = screen.err().is_terminal and not (as_json and screen.out().is_terminal)
        # A line printed past a live bar would tear it, so on one screen everything goes the bar's way.
        self._console = screen.err() if self._watched and screen.out().is_terminal else screen.out()

    def __enter__(self) -> Report:
        if self._watched:
            self._bar = _bar(many=self._many)
            self._bar.start()
            total = len(self._plan.tasks) if self._many else None
            self._row = self._bar.add_task(self._plan.tool.id, total=total, visible=self._many)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()
        if kind is None and self._many and not self._as_json and self._watched:
            self._summarise()

    def hear(self, task: Task, event: str, fields: Mapping[str, Any]) -> None:
        """Keep what a tool notes; move the bar when a task is settled or a lone one says how far it is."""
        if event in _WAITING:
            self._remark(str(fields.get("reason", "")))
        elif event not in _MOTIONS:
            self._notes.setdefault(task.number, []).append((event, fields))
        if self._bar is None or self._row is None:
            return
        if event == "settled" and self._many:
            self._bar.advance(self._row)
        elif event == "started" and self._many:
            self._bar.update(self._row, description=f"{self._plan.tool.id}  {screen.safe(task.source)[-32:]}")
        elif event == "progress" and not self._many:
            self._bar.update(
                self._row,
                description=str(fields.get("label", "")),
                completed=fields.get("done") or 0,
                total=fields.get("total"),
                visible=True,
            )

    def _remark(self, reason: str) -> None:
        """Say why nothing new is begun; a reason that was said is not said again."""
        if reason and reason not in self._said and not self._as_json:
            self._said.add(reason)
            screen.aside((f"{self._plan.tool.id} waits: {screen.safe(reason)}", "dim"))

    def show(self, outcome: Outcome) -> None:
        """Print one outcome."""
        self.errors += [outcome.error] if outcome.error else []
        if self._as_json:
            screen.print_json(self._object(outcome))
        elif outcome.error:
            self._show_failure(outcome)
        else:
            self._show_success(outcome)

    def _show_failure(self, outcome: Outcome) -> None:
        assert outcome.error
        error, source = outcome.error, outcome.task.source
        if self._many:
            told = error.message.removeprefix(f"{Path(source).name} ")
            separator = ": " if told == error.message else " "
            error = type(error)(f"{source}{separator}{told}", hint=error.hint)
        if isinstance(outcome.error, BadCall):
            # It is the call that is wrong, and once said is said.
            if outcome.error.message in self._said:
                return
            self._said.add(outcome.error.message)
            error = outcome.error
        screen.complain(error)

    def _show_success(self, outcome: Outcome) -> None:
        told = values.told(outcome.result, without=delivery.material_fields(outcome.result))
        if outcome.files:
            self._show_files(outcome, told)
        else:
            title = outcome.task.source if self._many else ""
            values.show(self._console, told, title=screen.safe(title))

    def _show_files(self, outcome: Outcome, told: Mapping[str, Any]) -> None:
        if not screen.out().is_terminal:
            for file in outcome.files:
                screen.print_plain(str(file))
            if summary := getattr(outcome.result, "summary", ""):
                # Whoever looks for something wants to know what was found, also where names alone are piped.
                screen.aside(screen.safe(summary))
            if self._watched:
                self._show_notes(outcome, screen.err())
            return
        source = screen.safe(outcome.task.source)
        for file in outcome.files:
            weight = "" if file.is_dir() else f"  {screen.size(file.stat().st_size)}"
            screen.line(
                self._console, ("✓ ", "green"), (f"{source} → ", "dim"), screen.safe(file), (weight, "dim")
            )
        if told:
            values.show(self._console, told, indent=2)
        self._show_notes(outcome, self._console)

    def _show_notes(self, outcome: Outcome, console: Console) -> None:
        for event, fields in self._notes.pop(outcome.task.number, ()):
            details = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in fields.items())
            screen.line(console, (f"  note: {event} {screen.safe(details)}".rstrip(), "dim"))

    def _object(self, outcome: Outcome) -> dict[str, Any]:
        found: dict[str, Any] = {"input": outcome.task.source, "ok": outcome.ok}
        if outcome.error:
            kind = type(outcome.error).__name__
            found["error"] = {"kind": kind, "message": outcome.error.message, "hint": outcome.error.hint}
        else:
            found["files"] = [str(file) for file in outcome.files]
            if not outcome.files or delivery.material_fields(outcome.result):
                found["result"] = self._plan.tool.Output.dump_python(outcome.result, mode="json")
            if notes := self._notes.pop(outcome.task.number, ()):
                found["notes"] = [{"event": event, **fields} for event, fields in notes]
        if not all(screen.is_text(name) for name in (outcome.task.source, *map(str, outcome.files))):
            found["names"] = "surrogateescape"
        return {**found, "seconds": round(outcome.seconds, 3)}

    def _summarise(self) -> None:
        done = len(self._plan.tasks) - len(self.errors)
        seconds = time.monotonic() - self._began
        failed = f", {len(self.errors)} failed" if self.errors else ""
        style = "red" if self.errors else "green"
        screen.err().print(f"{done} done{failed} in {seconds:.1f} s", style=style)


def _bar(*, many: bool) -> Progress:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    class Rate(TextColumn):
        def render(self, task: Any) -> Any:
            from rich.text import Text

            speed = task.finished_speed or task.speed
            return Text(f"{speed:.1f}/s" if speed else "", "dim")

    return Progress(
        SpinnerColumn(style=screen.ACCENT),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        *((MofNCompleteColumn(), Rate("")) if many else (TaskProgressColumn(),)),
        TimeRemainingColumn(compact=True),
        console=screen.err(),
        transient=True,
        # Otherwise the bar would catch what is meant for standard output, and a pipe would get nothing.
        redirect_stdout=False,
        redirect_stderr=False,
    )
