"""The size of every file of a folder, asked by a plain pool of two processes; nothing is kept.

`python items_on_pool.py FOLDER CHUNKSIZE`
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path


def glance(file: Path) -> int:
    return file.stat().st_size


if __name__ == "__main__":
    files = sorted(Path(sys.argv[1]).iterdir())
    with ProcessPoolExecutor(2) as pool:
        print(len(list(pool.map(glance, files, chunksize=int(sys.argv[2])))))
