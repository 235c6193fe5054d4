"""The stages on Dask distributed: two worker processes on this machine, nothing kept.

`python on_dask.py STAGES.json HOME`
"""

import json
import sys
from pathlib import Path

from dask import delayed
from distributed import Client, LocalCluster


def nothing(stage: int, *_after: int) -> int:
    return stage


def main(plan: list[list[int]], home: Path) -> None:
    with (
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            local_directory=str(home),
        ) as cluster,
        Client(cluster) as client,
    ):
        made: list[object] = []
        for stage, after in enumerate(plan):
            made.append(delayed(nothing, pure=False)(stage, *(made[earlier] for earlier in after)))
        print(len(client.gather(client.compute(made))))


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2]))
