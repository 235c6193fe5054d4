"""The stages on Dagster: one job, executed in this process, every step recorded in SQLite.

`python on_dagster.py STAGES.json HOME`
"""

import json
import sys
from pathlib import Path

from dagster import (
    DagsterInstance,
    DependencyDefinition,
    GraphDefinition,
    In,
    MultiDependencyDefinition,
    NodeInvocation,
    Nothing,
    Out,
    op,
)


@op(ins={"after": In(Nothing)}, out=Out(Nothing))
def nothing() -> None:
    """Do nothing, after others."""


@op(out=Out(Nothing))
def first() -> None:
    """Do nothing, after no other."""


def graph(plan: list[list[int]]) -> GraphDefinition:
    dependencies = {}
    for stage, after in enumerate(plan):
        waits = MultiDependencyDefinition([DependencyDefinition(f"stage_{earlier}") for earlier in after])
        invocation = NodeInvocation("nothing" if after else "first", alias=f"stage_{stage}")
        dependencies[invocation] = {"after": waits} if after else {}
    return GraphDefinition("stages", node_defs=[first, nothing], dependencies=dependencies)


def main(plan: list[list[int]], home: Path) -> None:
    quiet = {"loggers": {"console": {"config": {"log_level": "WARNING"}}}}
    with DagsterInstance.from_config(str(home)) as instance:
        result = graph(plan).to_job().execute_in_process(instance=instance, run_config=quiet)
        print(sum(result.events_for_node(f"stage_{stage}") != [] for stage in range(len(plan))))


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2]))
