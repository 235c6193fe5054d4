"""The stages on Prefect 3: one flow, threads, its own server for the time of the run, results persisted.

`python on_prefect.py STAGES.json HOME`
"""

import json
import sys
from pathlib import Path

from prefect import flow, task
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner


@task(persist_result=True)
def nothing(stage: int) -> int:
    return stage


@flow(task_runner=ThreadPoolTaskRunner(max_workers=2))
def stages(plan: list[list[int]]) -> int:
    made: list[PrefectFuture[int]] = []
    for stage, after in enumerate(plan):
        made.append(nothing.submit(stage, wait_for=[made[earlier] for earlier in after]))
    return len([future.result() for future in made])


if __name__ == "__main__":
    print(stages(json.loads(Path(sys.argv[1]).read_text())))
