"""The stages on a plain pool of two processes, each started when what it waits for is done; nothing kept.

`python on_pool.py STAGES.json HOME`
"""

import json
import sys
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path


def nothing(stage: int) -> int:
    return stage


def main(plan: list[list[int]]) -> None:
    missing = {stage: len(after) for stage, after in enumerate(plan)}
    waiting: dict[int, list[int]] = {stage: [] for stage in missing}
    for stage, after in enumerate(plan):
        for earlier in after:
            waiting[earlier].append(stage)
    done = 0
    with ProcessPoolExecutor(2) as pool:
        running: set[Future[int]] = {pool.submit(nothing, stage) for stage in missing if not missing[stage]}
        while running:
            ended, running = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                done += 1
                for stage in waiting[future.result()]:
                    missing[stage] -= 1
                    if not missing[stage]:
                        running.add(pool.submit(nothing, stage))
    print(done)


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text()))
