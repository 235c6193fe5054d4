"""The peer of `bench/monitor.py`: a machine watched with psutil alone, as its manual shows it."""

from __future__ import annotations

import csv
import os
import sys
import time
from pathlib import Path

import psutil


def family(root: int) -> list[psutil.Process]:
    """A process and all below it, found by going through all there are."""
    process = psutil.Process(root)
    return [process, *process.children(recursive=True)]


def main() -> None:
    root = int(sys.argv[1])
    with Path(os.devnull).open("w", encoding="utf-8") as file:
        rows = csv.writer(file)
        while True:
            time.sleep(1)
            processes = family(root)
            rows.writerow(
                [
                    *psutil.cpu_percent(percpu=True),
                    psutil.virtual_memory().percent,
                    psutil.swap_memory().percent,
                    psutil.disk_usage("/").free,
                    psutil.disk_io_counters(),
                    psutil.net_io_counters(),
                    *(sum(sums) for sums in zip(*map(taken, processes), strict=True)),
                ]
            )
            file.flush()


def taken(process: psutil.Process) -> tuple[float, float]:
    """Processor time and memory of one process; nothing if it is gone."""
    try:
        times = process.cpu_times()
        return times.user + times.system, float(process.memory_info().rss)
    except psutil.Error:
        return 0.0, 0.0


if __name__ == "__main__":
    main()
