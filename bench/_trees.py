"""Folders full of files to find copies in: made anew each time, and the same each time."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

_A_FOLDER = 100
_COPIES = 0.3
_TWINS = 0.02
_END = 4096
_LONG_AGO = 1_700_000_000


def large(folder: Path) -> str:
    """20,000 files of 2 GB, most of them of sizes that pictures and sounds have."""
    chance = random.Random(1)
    sizes = [int(min(20_000_000, 400 + chance.lognormvariate(10.6, 1.4))) for _ in range(20_000)]
    scale = 2_000_000_000 / sum(sizes)
    return _fill(folder, chance, 20_000, lambda number: max(1, int(sizes[number] * scale)))


def small(folder: Path) -> str:
    """200,000 files of 100 bytes to 8 KiB."""
    chance = random.Random(2)
    return _fill(folder, chance, 200_000, lambda _: int(100 * 2 ** chance.uniform(0, 6.35)))


def _fill(folder: Path, chance: random.Random, count: int, size: Callable[[int], int]) -> str:
    """Fill a folder; some files differ in their middle alone. Returns one line that says what is there."""
    originals: list[Path] = []
    written = 0
    for number in range(count):
        path = (
            folder / f"{number // _A_FOLDER // 20:03}" / f"{number // _A_FOLDER:05}" / f"file-{number:06}.dat"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        content = _content(chance, originals, size(number))
        path.write_bytes(content)
        os.utime(path, (_LONG_AGO + number, _LONG_AGO + number))
        written += len(content)
        originals.append(path)
    return f"{count:,} files of {written / 1e9:.2f} GB, {_COPIES:.0%} of them copies, read before (warm)"


def _content(chance: random.Random, there: list[Path], size: int) -> bytes:
    drawn = chance.random()
    if there and drawn < _COPIES:
        return there[chance.randrange(len(there))].read_bytes()
    if there and drawn < _COPIES + _TWINS:
        twin = bytearray(there[chance.randrange(len(there))].read_bytes())
        twin[len(twin) // 2] ^= 1
        return bytes(twin)
    return chance.randbytes(size)
