"""A production from the command line: a run for every input, hosted or accompanied until it is over."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core import delivery
from studio.faces.cli import hosting

if TYPE_CHECKING:
    from studio.assembly import Studio
    from studio.engine.once.planning import Plan, Task


def produce(studio: Studio, planned: Plan, *, as_json: bool, detach: bool, priority: int) -> int:
    """Order the runs, and see each through; returns the exit code.

    Args:
        studio: The product, with its settings.
        planned: What is to be done.
        as_json: Print the runs' events, and nothing else.
        detach: Leave them to whoever hosts.
        priority: Of the runs, among those that wait.
    """
    from studio.engine.orders.desk import Order

    for task in planned.tasks:
        _refuse_to_overwrite(task)
    order = Order(planned.tool.id, Path.cwd(), studio.plain, priority=priority)
    files = delivery.makes_files(planned.tool)
    with closing(studio.tables()) as tables:
        desk = studio.desk(tables)
        runs = [
            desk.submit_production(planned.tool, task.given, order, task.place if files else None)
            for task in planned.tasks
        ]
        if detach:
            with hosting.record_of(studio, tables) as record:
                return max(hosting.detached(record, run, as_json=as_json) for run in runs)
        return max(hosting.accompany(studio, desk, run, as_json=as_json) for run in runs)


def _refuse_to_overwrite(task: Task) -> None:
    """Know before the work is done that its result could not be delivered."""
    if task.expected and (found := delivery.in_the_way(task.expected, task.place)):
        raise delivery.exists(found)
