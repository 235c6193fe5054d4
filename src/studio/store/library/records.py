"""How files and contents lie in the tables of the library."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from studio.media.survey import VERSION, Survey
from studio.store.library.walking import Seen, Stamp

_COLUMNS = tuple(field.name for field in fields(Survey) if field.name != "thumbnail")
_NAMES = ("hash", "survey", *_COLUMNS)
_PUT_CONTENT = (
    f"INSERT INTO content ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))}) "
    f"ON CONFLICT (hash) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _NAMES[1:])}"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A file as it was when it was last looked at.

    Attributes:
        id: Its number in the table.
        stamp: Its stamp then.
        settled: Whether its content was read and needs no second look.
        measured: Whether it was decoded, too.
        missing: Whether it was not there the last time.
    """

    id: int
    stamp: Stamp
    settled: bool
    measured: bool
    missing: bool


def below(folder: Path) -> tuple[bytes, bytes]:
    """The bounds between which the paths below a folder lie."""
    name = os.fsencode(folder).rstrip(b"/")
    return name + b"/", name + b"0"


def known(connection: sqlite3.Connection, folder: Path) -> dict[bytes, Known]:
    """Everything known below a folder."""
    rows = connection.execute(
        "SELECT id, path, device, inode, size, modified, missing, survey, measured FROM file "
        "LEFT JOIN content USING (hash) WHERE path >= ? AND path < ?",
        below(folder),
    )
    return {
        row["path"]: Known(
            row["id"],
            Stamp(row["device"], row["inode"], row["size"], row["modified"]),
            settled=row["survey"] == VERSION,
            measured=bool(row["measured"]),
            missing=row["missing"] is not None,
        )
        for row in rows
    }


def surveyed(connection: sqlite3.Connection, *, measured: bool) -> set[bytes]:
    """The contents that need no second look."""
    rows = connection.execute(
        "SELECT hash FROM content WHERE survey = ? AND measured >= ?", (VERSION, measured)
    )
    return {row["hash"] for row in rows}


def hash_at(connection: sqlite3.Connection, stamp: Stamp) -> bytes | None:
    """The content of a file that was seen before at another place: renaming leaves its stamp as it is."""
    row = connection.execute(
        "SELECT hash FROM file WHERE inode = ? AND device = ? AND size = ? AND modified = ? "
        "AND hash IS NOT NULL LIMIT 1",
        (stamp.inode, stamp.device, stamp.size, stamp.modified),
    ).fetchone()
    return row["hash"] if row else None


def is_kept(connection: sqlite3.Connection, hash: bytes) -> bool:
    """Whether it is known what a content holds."""
    return connection.execute("SELECT 1 FROM content WHERE hash = ?", (hash,)).fetchone() is not None


def put_content(connection: sqlite3.Connection, hash: bytes, survey: Survey) -> None:
    """Keep what was found in a content."""
    values = [getattr(survey, name) for name in _COLUMNS]
    connection.execute(_PUT_CONTENT, (hash, VERSION, *values))
    if survey.thumbnail:
        connection.execute("INSERT OR REPLACE INTO thumbnail VALUES (?, ?)", (hash, survey.thumbnail))


def put_file(
    connection: sqlite3.Connection, seen: Seen, hash: bytes | None, fault: str, now: str, row: int | None
) -> None:
    """Keep where a content lies: in a new row, or in that of the file it was before."""
    stamp = seen.stamp
    values: dict[str, Any] = {
        "path": seen.path,
        "shown": os.fsdecode(seen.path).encode("utf-8", "backslashreplace").decode(),
        "device": stamp.device,
        "inode": stamp.inode,
        "size": stamp.size,
        "modified": stamp.modified,
        "hash": hash,
        "fault": fault,
        "missing": None,
    }
    if row is None:
        names = ", ".join((*values, "added"))
        marks = ", ".join("?" * (len(values) + 1))
        # Another scan may have come upon it in the meantime.
        changes = ", ".join(f"{name} = excluded.{name}" for name in values)
        connection.execute(
            f"INSERT INTO file ({names}) VALUES ({marks}) ON CONFLICT (path) DO UPDATE SET {changes}",
            [*values.values(), now],
        )
    else:
        changes = ", ".join(f"{name} = ?" for name in values)
        connection.execute(f"UPDATE file SET {changes} WHERE id = ?", [*values.values(), row])


def left(connection: sqlite3.Connection, hash: bytes) -> int | None:
    """The row of a file with this content that is no longer where it was."""
    rows = connection.execute("SELECT id, path FROM file WHERE hash = ?", (hash,))
    return next((row["id"] for row in rows if not os.path.lexists(row["path"])), None)


def mark(connection: sqlite3.Connection, rows: Iterator[int], missing: str | None) -> None:
    """Say since when files are missing, or that they are not."""
    connection.executemany("UPDATE file SET missing = ? WHERE id = ?", ((missing, row) for row in rows))


def forget_missing(connection: sqlite3.Connection, folder: Path) -> int:
    """Drop what is missing below a folder, and the contents that are nowhere else."""
    gone = connection.execute(
        "DELETE FROM file WHERE missing IS NOT NULL AND path >= ? AND path < ?", below(folder)
    ).rowcount
    connection.execute("DELETE FROM content WHERE hash NOT IN (SELECT hash FROM file WHERE hash IS NOT NULL)")
    return gone
