"""A plan: what a run will do, decided before it starts, as plain values that are frozen in a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

INTERPRETER = 1
"""Raised only when plans of before can no longer be carried out; a run remembers what it was made for."""


@dataclass(frozen=True)
class Retries:
    """How often a failed step is tried again, and how long it waits before.

    Attributes:
        times: How often, after the first.
        wait: Seconds before the first of them.
        factor: How much longer every next wait is.
        most: The longest wait in seconds.
        jitter: The share by which a wait is stretched at random, so that many do not come back at once.
    """

    times: int = 0
    wait: float = 1.0
    factor: float = 2.0
    most: float = 300.0
    jitter: float = 0.25


@dataclass(frozen=True)
class Stage:
    """One tool, called once or for each of many things.

    Attributes:
        name: What others call it.
        tool: The tool's id.
        given: Its parameters under the names people use; strings may hold references.
        after: The stages it waits for: those it names in `after` and those it takes results from.
        each: What it is called for, one by one: a reference to a list or a folder, or a list.
        manifest: The file of frozen items instead, one JSON object a line; below the run's folder.
        total: How many items the manifest holds.
        when: The condition under which it runs; always if empty.
        out: Where its result is delivered to; it stays with the run if empty.
        overwrite: Whether what is there may be replaced.
        keep: Whether the result is kept with the run besides being delivered.
        cache: Whether results of earlier runs may be used.
        jobs: How many of its items are worked on at a time at most; 0: as many as there are workers.
        timeout: Seconds one call may take; 0: as long as it needs.
        retries: What happens when a call fails.
        continue_on_error: Whether the run goes on, and counts as done, when this stage has failed.
        cpu: Cores one call uses; 0: what the tool says.
        memory: Memory one call uses, as people write it; what the tool says if empty.
    """

    name: str
    tool: str
    given: Mapping[str, Any] = field(default_factory=dict)
    after: tuple[str, ...] = ()
    each: Any = None
    manifest: str = ""
    total: int = 0
    when: str = ""
    out: str = ""
    overwrite: bool = False
    keep: bool = True
    cache: bool = True
    jobs: int = 0
    timeout: float = 0.0
    retries: Retries = Retries()
    continue_on_error: bool = False
    cpu: float = 0.0
    memory: str = ""

    @property
    def fans_out(self) -> bool:
        return self.each is not None or bool(self.manifest)


@dataclass(frozen=True)
class Hook:
    """What is done when a run has ended: a command is started, or a page is told.

    Attributes:
        command: The program and its arguments.
        webhook: The address that gets the run as JSON.
    """

    command: tuple[str, ...] = ()
    webhook: str = ""


@dataclass(frozen=True)
class Plan:
    """A whole run.

    Attributes:
        name: What people call it.
        kind: pipeline or batch.
        stages: In an order in which every stage comes after those it waits for.
        on_success: What is done when all went well.
        on_failure: What is done when not.
        interpreter: The version of the interpreter it was made for.
    """

    name: str
    kind: str
    stages: tuple[Stage, ...]
    on_success: tuple[Hook, ...] = ()
    on_failure: tuple[Hook, ...] = ()
    interpreter: int = INTERPRETER

    def frozen(self) -> str:
        """The plan as JSON; the same plan always gives the same text."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=True)


def thawed(text: str) -> Plan:
    """The plan that was frozen."""
    told = json.loads(text)
    stages = tuple(
        Stage(**{**stage, "after": tuple(stage["after"]), "retries": Retries(**stage["retries"])})
        for stage in told["stages"]
    )
    hooks = {
        name: tuple(Hook(tuple(hook["command"]), hook["webhook"]) for hook in told[name])
        for name in ("on_success", "on_failure")
    }
    return Plan(told["name"], told["kind"], stages, **hooks, interpreter=told["interpreter"])
