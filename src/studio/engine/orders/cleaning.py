"""Clearing away: runs that ended long ago, results nobody asked for again, content that nothing shows."""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studio.core.errors import Refused
from studio.engine.bench import RUNS
from studio.engine.journal import ENDED
from studio.engine.orders.record import Record, Summary
from studio.store.assets import Assets
from studio.store.backend import Row

_AT_WORK = ("running", "pausing")
_FORSAKEN = 3600.0


@dataclass(frozen=True)
class Wanted:
    """What is to go.

    Attributes:
        named: These runs, whatever they are, unless they are at work.
        older: Runs that ended so many seconds ago, and results that nobody has used since.
        larger: How many bytes may stay: the results used least lately go first, then the oldest runs.
    """

    named: frozenset[str] = frozenset()
    older: float | None = None
    larger: int | None = None


@dataclass(frozen=True)
class Freed:
    """What went, or would go.

    Attributes:
        cached: How many results are no longer remembered.
        bytes: How much room that gave back.
    """

    runs: tuple[Summary, ...]
    cached: int
    bytes: int
    rehearsed: bool


@dataclass
class Holdings:
    """Who holds which content: what a run shows or a remembered result stands for stays."""

    sizes: dict[str, int] = field(default_factory=dict)
    holders: Counter[str] = field(default_factory=Counter)

    @property
    def bytes(self) -> int:
        """What all that is held takes."""
        return sum(size for name, size in self.sizes.items() if self.holders[name] > 0)

    def hold(self, contents: dict[str, int]) -> None:
        """One more holder of these."""
        self.sizes |= contents
        self.holders.update(contents.keys())

    def let_go(self, contents: Collection[str]) -> None:
        """One holder less."""
        self.holders.subtract(dict.fromkeys(contents, 1))


def clean(record: Record, wanted: Wanted, *, rehearse: bool = False) -> Freed:
    """Remove what is wanted gone; refused while anything is being carried out.

    Args:
        record: What there is.
        wanted: What is to go.
        rehearse: Only say what would go.
    """
    if rehearse:
        chosen = _chosen(record, wanted)
        return Freed(chosen.runs, len(chosen.cached), chosen.bytes, rehearsed=True)
    chosen = record.tables.atomic(lambda: _removed(record, wanted))
    for run in chosen.runs:
        shutil.rmtree(record.home / RUNS / run.id, ignore_errors=True)
    _sweep_forsaken(record)
    freed = record.tables.atomic(lambda: _collected(record))
    return Freed(chosen.runs, len(chosen.cached), max(freed, chosen.bytes), rehearsed=False)


@dataclass(frozen=True)
class _Chosen:
    runs: tuple[Summary, ...]
    cached: tuple[str, ...]
    bytes: int


def _removed(record: Record, wanted: Wanted) -> _Chosen:
    _keep_still(record)
    chosen = _chosen(record, wanted)
    ids = [{"run": run.id} for run in chosen.runs]
    record.tables.change_many("DELETE FROM command WHERE run = :run", ids)
    record.tables.change_many("DELETE FROM run WHERE id = :run", ids)
    gone = [{"fingerprint": fingerprint} for fingerprint in chosen.cached]
    record.tables.change_many("DELETE FROM cached WHERE fingerprint = :fingerprint", gone)
    return chosen


def _keep_still(record: Record) -> None:
    """Inside a transaction: no host can write anything, nor come, until it is at its end; none is at work."""
    record.tables.change("UPDATE host SET seen = seen")
    if at_work := record.runs(_AT_WORK, most=1):
        host = record.host()
        raise Refused(
            f"{host.shown if host else 'somebody'} is at work on {at_work[0].id}",
            hint="clean up when it is done, or pause it first",
        )


def _collected(record: Record) -> int:
    try:
        _keep_still(record)
    except Refused:
        # Somebody was quick to begin something; the next time will do.
        return 0
    rows = record.tables.all("SELECT files FROM cached")
    kept = {file["hash"] for row in rows for file in json.loads(row["files"])}
    return Assets(record.home).collect(kept)


def _chosen(record: Record, wanted: Wanted) -> _Chosen:
    now = time.time()
    everything = record.runs()
    folders = {run.id: _contents(record.home / RUNS / run.id) for run in everything}
    cached = record.tables.all("SELECT fingerprint, files, used FROM cached ORDER BY used")
    remembered = {row["fingerprint"]: _of_cached(row, Assets(record.home)) for row in cached}
    holdings = Holdings()
    for contents in (*folders.values(), *remembered.values()):
        holdings.hold(contents)
    before = holdings.bytes
    runs = [run for run in everything if run.id in wanted.named]
    if busy := [run for run in runs if run.state in _AT_WORK]:
        raise Refused(f"{busy[0].id} is at work", hint=f"studio runs cancel {busy[0].id} ends it")
    forgotten: list[str] = []
    if wanted.older is not None:
        ended = [run for run in everything if run.state in ENDED and run not in runs]
        runs += [run for run in ended if (run.ended or run.submitted) < now - wanted.older]
        forgotten += [row["fingerprint"] for row in cached if row["used"] < now - wanted.older]
    for run in runs:
        holdings.let_go(folders[run.id])
    for fingerprint in forgotten:
        holdings.let_go(remembered[fingerprint])
    if wanted.larger is not None:
        forgotten += _until_small(holdings, wanted.larger, cached, remembered, forgotten)
        oldest = [run for run in reversed(everything) if run.state in ENDED and run not in runs]
        for run in oldest:
            if holdings.bytes <= wanted.larger:
                break
            holdings.let_go(folders[run.id])
            runs.append(run)
    return _Chosen(tuple(runs), tuple(forgotten), before - holdings.bytes)


def _until_small(
    holdings: Holdings,
    most: int,
    cached: Sequence[Row],
    remembered: dict[str, dict[str, int]],
    forgotten: Collection[str],
) -> list[str]:
    """Forget results, those used least lately first, until what is left is small enough."""
    gone: list[str] = []
    for row in cached:
        if holdings.bytes <= most:
            break
        if row["fingerprint"] not in forgotten:
            holdings.let_go(remembered[row["fingerprint"]])
            gone.append(row["fingerprint"])
    return gone


def _contents(folder: Path) -> dict[str, int]:
    """The files of a run by what they are on disk: two that share their content are one."""
    found = {}
    for file in folder.rglob("*") if folder.is_dir() else ():
        if file.is_file() and not file.is_symlink():
            state = file.stat()
            found[f"{state.st_dev}:{state.st_ino}"] = state.st_size
    return found


def _of_cached(row: Row, assets: Assets) -> dict[str, int]:
    found: dict[str, int] = {}
    for file in json.loads(row["files"]):
        place = assets.place(file["hash"])
        for one in place.rglob("*") if place.is_dir() else [place]:
            if one.is_file():
                state = one.stat()
                found[f"{state.st_dev}:{state.st_ino}"] = state.st_size
    return found


def _sweep_forsaken(record: Record) -> None:
    """Folders whose run is gone, as a kill between the two leaves them; a new run's folder comes first."""
    known = {row["id"] for row in record.tables.all("SELECT id FROM run")}
    folder = record.home / RUNS
    for place in folder.iterdir() if folder.is_dir() else ():
        if place.name not in known and place.stat().st_mtime < time.time() - _FORSAKEN:
            shutil.rmtree(place, ignore_errors=True)
