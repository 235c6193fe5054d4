"""How far a run has come, after as many of its events as were read: the same for everyone who reads them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from studio.engine.journal import ENDED
from studio.engine.orders.record import Event
from studio.engine.plans import Plan

SETTLED = ("done", "cached", "skipped", "failed")
_WINDOW = 10.0


@dataclass
class Step:
    """One step of a run on its way.

    Attributes:
        total: Of many calls or of a tool that says so: how many there are.
        done: How many of them are done.
        failed: How many failed.
        part: How much of those that are under way is done, each counting as one.
        label: What the tool says it is doing.
        many: Whether it is one call for each of many things.
    """

    name: str
    tool: str = ""
    state: str = "waiting"
    total: float | None = None
    done: float = 0
    failed: int = 0
    part: float = 0.0
    label: str = ""
    many: bool = False
    seconds: float = 0.0
    began: float = 0.0
    files: list[str] = field(default_factory=list)
    error: str = ""
    hint: str = ""
    reason: str = ""
    _samples: deque[tuple[float, float]] = field(default_factory=deque)

    @property
    def settled(self) -> float:
        """How many of them are settled, one way or the other."""
        return self.done + self.failed

    @property
    def behind(self) -> float:
        """How far it has come, with what is done of those that are under way."""
        return self.settled + self.part

    @property
    def rate(self) -> float | None:
        """How many a second lately, as far as that can be said."""
        if len(self._samples) < 2:
            return None
        (first, before), (last, now) = self._samples[0], self._samples[-1]
        return (now - before) / (last - first) if last > first and now > before else None

    @property
    def left(self) -> float | None:
        """How many seconds the rest will take at this rate."""
        return (self.total - self.behind) / self.rate if self.total and self.rate else None

    def advance(self, at: float, told: dict[str, Any]) -> None:
        """Take in how far it is."""
        if self.many:
            self.failed = int(told.get("failed", self.failed))
            self.part = float(told.get("part", 0.0))
        elif (label := str(told.get("label", ""))) != self.label:
            # A tool that goes on to something else begins to count anew.
            self.label = label
            self._samples.clear()
        self.done = told.get("done") or 0
        self.total = told.get("total")
        self._samples.append((at, self.behind))
        while self._samples and self._samples[0][0] < at - _WINDOW and len(self._samples) > 2:
            self._samples.popleft()


@dataclass
class Unfolding:
    """A run as its events tell it.

    Attributes:
        plan: What it is to do, where that is known beforehand.
        held: Why nothing new is begun.
        shed: How often a call was ended to make room for others, and put back into the queue.
    """

    plan: Plan | None
    state: str = "waiting"
    held: str = ""
    began: float = 0.0
    ended: float = 0.0
    error: str = ""
    hint: str = ""
    last: int = 0
    shed: int = 0
    steps: dict[str, Step] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many steps there are, or are known of."""
        return len(self.plan.stages) if self.plan else len(self.steps)

    @property
    def running(self) -> list[Step]:
        """What goes on at this moment, in the order in which it began."""
        found = [step for step in self.steps.values() if step.state == "running"]
        return sorted(found, key=lambda step: step.began)

    def count(self, *states: str) -> int:
        """How many steps are in these states."""
        return sum(step.state in states for step in self.steps.values())

    def take(self, event: Event) -> Step | None:
        """Take in one event; returns the step that it settles."""
        self.last = event.number
        kind, _, what = event.name.partition(".")
        if kind == "run":
            self._take_run(event, what)
        elif kind == "stage":
            return self._take_step(event, what)
        elif event.name == "item.shed":
            self.shed += 1
        elif event.name == "item.failed" and event.stage in self.steps:
            self.steps[event.stage].many = True
        return None

    def _take_run(self, event: Event, what: str) -> None:
        fields = dict(event.fields)
        if what == "held":
            self.held = str(fields.get("reason", ""))
            return
        if what == "let_go":
            self.held = ""
            return
        if what in ("result", "progress"):
            return
        self.state = "waiting" if what == "recovered" else what
        self.held = ""
        if what == "running" and not self.began:
            self.began = event.at
        if what in ENDED:
            self.ended = event.at
            self.error, self.hint = str(fields.get("error", "")), str(fields.get("hint", ""))
        if what in ("recovered", "paused", *ENDED):
            # What its host had begun and not brought to an end is begun again.
            for step in self.running:
                step.state = "waiting"

    def _take_step(self, event: Event, what: str) -> Step | None:
        step = self.steps.setdefault(event.stage, Step(event.stage))
        fields = dict(event.fields)
        step.tool = str(fields.get("tool", step.tool))
        if what == "running":
            self.steps[event.stage] = Step(
                event.stage, step.tool, "running", many="total" in fields, began=event.at
            )
            if "total" in fields:
                self.steps[event.stage].advance(event.at, fields)
        elif what == "progress":
            step.advance(event.at, fields)
        elif what in SETTLED:
            step.state = what
            step.seconds = float(fields.get("wall", fields.get("seconds", 0.0)))
            step.failed = int(fields.get("failed", step.failed))
            step.done = fields.get("done", step.done)
            step.files = list(fields.get("files", ()))
            step.error, step.hint = str(fields.get("error", "")), str(fields.get("hint", ""))
            step.reason = str(fields.get("reason", ""))
            return step
        return None
