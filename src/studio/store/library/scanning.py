"""Brings the library up to date with a folder: looks at what is new or changed, and at nothing else."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.run import Run, entered
from studio.media.survey import Survey, survey
from studio.store.database import transaction
from studio.store.library import records, walking
from studio.store.library.records import Known
from studio.store.library.walking import Seen

_BATCH = 64
_LONGEST_WAIT = 2.0
_AHEAD = 4

Watch = Callable[[int, int], None]
"""Told how many files are done, and of how many."""


@dataclass(frozen=True)
class Scanned:
    """What a scan found.

    Attributes:
        folder: Where it looked.
        files: How many files of media there are.
        unchanged: How many were known and are as they were; they were not opened.
        new: How many were not known.
        changed: How many have another content than before.
        moved: How many were known at another place.
        missing: How many are no longer there, new among them or not.
        forgotten: How many missing ones were dropped.
        unread: Files and folders that could not be read, each with the reason.
    """

    folder: Path
    files: int
    unchanged: int
    new: int
    changed: int
    moved: int
    missing: int
    forgotten: int
    unread: tuple[str, ...]


@dataclass(slots=True)
class _Count:
    files: int = 0
    unchanged: int = 0
    new: int = 0
    changed: int = 0
    moved: int = 0
    unread: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Examined:
    """One file that was looked at; without a hash it could not be read."""

    seen: Seen
    hash: bytes | None = None
    survey: Survey | None = None
    fault: str = ""


def scan(
    connection: sqlite3.Connection,
    folder: Path,
    *,
    jobs: int = 2,
    measure: bool = True,
    forget: bool = False,
    watch: Watch | None = None,
) -> Scanned:
    """Look through a folder and all below it.

    What was done is kept in small steps: a scan that was stopped, however, goes on where it was.

    Args:
        connection: The database.
        folder: The folder.
        jobs: How many files are looked at at a time.
        measure: Decode what is new: loudness, silence, black frames, thumbnails. Without, only headers are
            read, and a later scan makes up for it.
        forget: Drop what is missing.
        watch: Told of the progress.
    """
    walk = walking.start(folder)
    known = records.known(connection, walk.folder)
    found = list(walk)
    count = _Count(files=len(found))
    todo = []
    back = []
    for seen in found:
        before = known.get(seen.path)
        if before and before.stamp == seen.stamp and before.settled and before.measured >= measure:
            count.unchanged += 1
            back += [before.id] if before.missing else []
        else:
            todo.append(seen)
    _work_off(connection, todo, known, count, _Examiner(connection, measure), jobs, watch)
    count.unread += [f"{os.fsdecode(place)}: {reason}" for place, reason in walk.closed.items()]
    with transaction(connection):
        records.mark(connection, iter(back), None)
        missing = _mark_missing(connection, walk, {seen.path for seen in found})
        forgotten = records.forget_missing(connection, walk.folder) if forget else 0
    return Scanned(
        folder=walk.folder,
        files=count.files,
        unchanged=count.unchanged,
        new=count.new,
        changed=count.changed,
        moved=count.moved,
        missing=missing - forgotten,
        forgotten=forgotten,
        unread=tuple(count.unread),
    )


class _Examiner:
    """Looks at single files, in any thread; knows which contents were looked at before."""

    def __init__(self, connection: sqlite3.Connection, measure: bool) -> None:
        self.stop = threading.Event()
        self._measure = measure
        self._surveyed = records.surveyed(connection, measured=measure)
        self._waiting: dict[bytes, Survey] = {}

    def examine(self, seen: Seen, hash: bytes | None) -> _Examined:
        """Look at a file; the hash is given where it is known without reading it."""
        path = Path(os.fsdecode(seen.path))
        with entered(Run(Path(), cancelled=self.stop.is_set)):
            try:
                return self._examine(path, seen, hash)
            except StudioError as fault:
                return _Examined(seen, fault=fault.message.removeprefix(f"{path.name} "))

    def _examine(self, path: Path, seen: Seen, hash: bytes | None) -> _Examined:
        from studio.media.hashing import content_hash

        hash = hash or content_hash(path)
        found = self._waiting.get(hash)
        if not found and hash not in self._surveyed:
            found = survey(path, measure=self._measure)
        try:
            now = walking.stamp(path.stat())
        except FileNotFoundError:
            return _Examined(seen, fault="was taken away while it was read")
        if now != seen.stamp:
            return _Examined(seen, fault="is still being written")
        if found:
            # Whichever copy of a content is written first has to bring along what was found in it.
            self._waiting[hash] = found
        return _Examined(seen, hash, found)

    def written(self, hash: bytes) -> None:
        """Need no longer bring along what was found in a content."""
        self._surveyed.add(hash)
        self._waiting.pop(hash, None)


def _work_off(
    connection: sqlite3.Connection,
    todo: list[Seen],
    known: dict[bytes, Known],
    count: _Count,
    examiner: _Examiner,
    jobs: int,
    watch: Watch | None,
) -> None:
    batch: list[_Examined] = []
    written = time.monotonic()
    with ThreadPoolExecutor(jobs) as threads:
        try:
            for done, examined in enumerate(_examined(connection, todo, examiner, threads, jobs), 1):
                batch.append(examined)
                if len(batch) >= _BATCH or time.monotonic() - written > _LONGEST_WAIT:
                    _write(connection, batch, known, count, examiner)
                    batch, written = [], time.monotonic()
                if watch:
                    watch(done, len(todo))
        finally:
            examiner.stop.set()
            threads.shutdown(wait=False, cancel_futures=True)
            if batch:
                _write(connection, batch, known, count, examiner)


def _examined(
    connection: sqlite3.Connection,
    todo: list[Seen],
    examiner: _Examiner,
    threads: ThreadPoolExecutor,
    jobs: int,
) -> Iterator[_Examined]:
    """Keep the threads busy without promising them everything at once."""
    waiting: set[Future[_Examined]] = set()
    for seen in todo:
        waiting.add(threads.submit(examiner.examine, seen, records.hash_at(connection, seen.stamp)))
        if len(waiting) >= jobs * _AHEAD:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)


def _write(
    connection: sqlite3.Connection,
    batch: list[_Examined],
    known: dict[bytes, Known],
    count: _Count,
    examiner: _Examiner,
) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with transaction(connection):
        for one in batch:
            if one.hash and one.survey:
                records.put_content(connection, one.hash, one.survey)
            elif one.hash and not records.is_kept(connection, one.hash):
                one = replace(one, hash=None, fault="was forgotten by another scan; scan again")  # noqa: PLW2901
            before = known.get(one.seen.path)
            row = before.id if before else records.left(connection, one.hash) if one.hash else None
            records.put_file(connection, one.seen, one.hash, one.fault, now, row)
            _tally(count, one, before, row)
    for one in batch:
        if one.hash and one.survey:
            examiner.written(one.hash)


def _tally(count: _Count, one: _Examined, before: Known | None, row: int | None) -> None:
    if one.fault:
        count.unread.append(f"{os.fsdecode(one.seen.path)} {one.fault}")
    if before and before.stamp == one.seen.stamp:
        count.unchanged += 1
    elif before:
        count.changed += 1
    elif row is not None:
        count.moved += 1
    else:
        count.new += 1


def _mark_missing(connection: sqlite3.Connection, walk: walking.Walk, there: set[bytes]) -> int:
    """Mark what is gone. What lies in a folder that could not be listed may still be there."""
    closed = tuple(place + b"/" for place in walk.closed)
    rows = connection.execute(
        "SELECT id, path, missing FROM file WHERE path >= ? AND path < ?", records.below(walk.folder)
    ).fetchall()
    gone = [row for row in rows if row["path"] not in there and not row["path"].startswith(closed)]
    now = datetime.now(UTC).isoformat(timespec="seconds")
    records.mark(connection, (row["id"] for row in gone if row["missing"] is None), now)
    return len(gone)
