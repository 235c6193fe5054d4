"""What calls have cost on this machine: the ground for saying beforehand how long others will take."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.engine.bench import Bench
from studio.engine.stages.spread import Done

_KEPT_FOR = 90 * 86400.0


@dataclass
class Cost:
    """What the calls of a stage have cost so far."""

    calls: int = 0
    seconds: float = 0.0
    bytes_in: int = 0
    bytes_out: int = 0

    def add(self, burst: Iterable[Done]) -> None:
        """Count in the calls that came to something."""
        for done in burst:
            if done.made:
                self.calls += 1
                self.seconds += done.made.settled.seconds
                self.bytes_in += _weight(done.piece.given)
                self.bytes_out += sum(file["size"] for file in done.made.settled.files)


def write_down(bench: Bench, tool: str, cost: Cost) -> None:
    """Remember it, and forget what is too old to tell anything."""
    now = time.time()

    def change() -> None:
        bench.tables.change(
            "INSERT INTO measured (tool, at, calls, seconds, bytes_in, bytes_out) "
            "VALUES (:tool, :now, :calls, :seconds, :bytes_in, :bytes_out)",
            tool=tool, now=now, **vars(cost),
        )  # fmt: skip
        bench.tables.change(
            "DELETE FROM measured WHERE tool = :tool AND at < :old", tool=tool, old=now - _KEPT_FOR
        )

    bench.journal.write(change)


def _weight(given: Mapping[str, Any]) -> int:
    """The bytes of the files among the parameters, as the wire carries these."""
    weight = 0
    for value in given.values():
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, dict) and "path" in one:
                with suppress(OSError):
                    weight += Path(one["path"]).stat().st_size
    return weight
