"""The stages on bare DBOS: one workflow, a reserved step for each stage, SQLite tuned as it can be.

`python on_dbos.py STAGES.json HOME`
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import sqlalchemy
from dbos import DBOS, DBOSConfig, StepReservation


def engine(path: Path) -> sqlalchemy.Engine:
    """As DBOS makes one, but with a write-ahead log and without a sync for each commit."""
    made = sqlalchemy.create_engine(f"sqlite:///{path}")

    @sqlalchemy.event.listens_for(made, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = "IMMEDIATE"
        for pragma in ("busy_timeout=30000", "foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    return made


async def nothing(stage: int) -> int:
    return stage


@DBOS.workflow()
async def stages(plan: list[list[int]]) -> int:
    """Steps are reserved in order, and started as soon as what they wait for is done."""
    reserved = [DBOS.reserve_step() for _ in plan]
    tasks: list[asyncio.Task[int]] = []

    async def one(stage: int, after: list[int], step: StepReservation) -> int:
        await asyncio.gather(*(tasks[earlier] for earlier in after))
        return int(await step.run_async(None, nothing, stage))

    for stage, (after, step) in enumerate(zip(plan, reserved, strict=True)):
        tasks.append(asyncio.create_task(one(stage, after, step)))
    return len(await asyncio.gather(*tasks))


async def main(plan: list[list[int]], home: Path) -> None:
    config: DBOSConfig = {
        "name": "bench",
        "system_database_engine": engine(home / "dbos.sqlite"),
        "log_level": "WARNING",
        "run_admin_server": False,
    }
    DBOS(config=config)
    DBOS.launch()
    print(await stages(plan))
    DBOS.destroy()


if __name__ == "__main__":
    asyncio.run(main(json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])))
