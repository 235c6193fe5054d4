"""Finds files in the library, by what they are and by what they say of themselves."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

from studio.core.materials import Bytes, Seconds, Unit
from studio.media.survey import Kind
from studio.store.library import records

Order = Literal["path", "length", "size", "date", "loudness", "rate"]

_CODECS = {
    "h265": "hevc",
    "x265": "hevc",
    "avc": "h264",
    "x264": "h264",
    "jpg": "jpeg",
    "tif": "tiff",
}
_ORDERS = {
    "path": "path",
    "length": "duration",
    "size": "size",
    "date": "date",
    "loudness": "loudness",
    "rate": "rate",
}
_SOUND_RATES = 1000
_DATE = (
    "CASE WHEN recorded != '' THEN replace(recorded, 'T', ' ') "
    "ELSE datetime(modified / 1000000000, 'unixepoch') END"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the library.

    Attributes:
        path: Where it is, or was.
        kind: Whether it is a film, a recording or a picture.
        size: Its size.
        date: When it was made, or else last changed.
        container: The format of the file.
        codec: The codec of its picture, or of its sound if it has no picture.
        sound_codec: The codec of its sound.
        width: Width as shown.
        height: Height as shown.
        duration: How long it is.
        rate: Frames a second, counted.
        nominal_rate: Frames a second as claimed.
        variable: Whether its frames are shown for different times.
        frames: How many frames it has.
        picture_duration: How long its picture is.
        sound_duration: How long its sound is.
        sample_rate: Samples of its sound a second.
        channels: Channels of its sound.
        loudness: The loudness of its sound; none where it is silent.
        true_peak: The highest point of its sound.
        silence: The share of its sound that is silent, 0 to 1.
        black: The share of its frames that are black, 0 to 1.
        damaged: How many packets of its sound could not be decoded.
        cut_off: Whether its end is missing.
        fault: Why it cannot be read, if it cannot.
        words: Title, artist and what else it says of itself.
        measured: Whether it was decoded, and not only its header read.
        missing: Since when it is missing, if it is.
        hash: The XXH3-128 of its content.
    """

    path: Path
    kind: Kind
    size: Bytes
    date: str
    container: str
    codec: str
    sound_codec: str
    width: int | None
    height: int | None
    duration: Seconds | None
    rate: float | None
    nominal_rate: float | None
    variable: bool | None
    frames: int | None
    picture_duration: Seconds | None
    sound_duration: Seconds | None
    sample_rate: int | None
    channels: int | None
    loudness: Annotated[float, Unit("LUFS")] | None
    true_peak: Annotated[float, Unit("dBTP")] | None
    silence: float | None
    black: float | None
    damaged: int | None
    cut_off: bool
    fault: str
    words: str
    measured: bool
    missing: str | None
    hash: str


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; what is left out does not matter.

    Attributes:
        words: All of them occur in the path, the title or another tag.
        kind: Films, recordings or pictures.
        longer: At least this long, in seconds.
        shorter: At most this long, in seconds.
        larger: At least so many bytes.
        smaller: At most so many bytes.
        codec: The codec of picture or sound, or the format of the file.
        rate: Frames a second, or samples a second from 1,000 on.
        louder: At least so loud, in LUFS.
        quieter: At most so loud, in LUFS.
        since: Made on this day or later; "2026", "2026-03" and "2026-03-31" are all days.
        until: Made on this day or sooner.
        folder: Below this folder.
        missing: Only what is missing; otherwise what is there.
        order: What to sort by.
        backwards: The greatest first.
        most: At most so many; 0 for all.
    """

    words: Sequence[str] = ()
    kind: Kind | None = None
    longer: float | None = None
    shorter: float | None = None
    larger: int | None = None
    smaller: int | None = None
    codec: str = ""
    rate: str = ""
    louder: float | None = None
    quieter: float | None = None
    since: str = ""
    until: str = ""
    folder: Path | None = None
    missing: bool = False
    order: Order = "path"
    backwards: bool = False
    most: int = 0


def find(connection: sqlite3.Connection, query: Query) -> Iterator[Entry]:
    """Find files, one after the other."""
    connection.create_function("holds", 2, _holds, deterministic=True)
    conditions, values = _conditions(query)
    order = f"{_ORDERS[query.order]} {'DESC' if query.backwards else 'ASC'} NULLS LAST, path"
    rows = connection.execute(
        f"SELECT *, content.fault AS content_fault, {_DATE} AS date FROM file JOIN content USING (hash) "
        f"WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT ?",
        [*values, query.most or -1],
    )
    return map(_entry, rows)


def thumbnail(connection: sqlite3.Connection, entry: Entry) -> bytes:
    """The small WebP that stands for a file; empty where there is none."""
    row = connection.execute(
        "SELECT picture FROM thumbnail WHERE hash = ?", (bytes.fromhex(entry.hash),)
    ).fetchone()
    return bytes(row["picture"]) if row else b""


def unread(connection: sqlite3.Connection, folder: Path | None = None) -> list[tuple[Path, str]]:
    """Files that are there and could not be read, each with the reason."""
    rows = connection.execute(
        "SELECT path, file.fault FROM file WHERE hash IS NULL AND missing IS NULL AND path >= ? AND path < ? "
        "ORDER BY path",
        records.below(folder) if folder else (b"", b"\xff"),
    )
    return [(Path(os.fsdecode(row["path"])), row["fault"]) for row in rows]


def _conditions(query: Query) -> tuple[list[str], list[Any]]:
    conditions = [f"missing IS {'NOT ' if query.missing else ''}NULL"]
    values: list[Any] = []
    for condition, value in (
        ("kind = ?", query.kind),
        ("duration >= ?", query.longer),
        ("duration <= ?", query.shorter),
        ("size >= ?", query.larger),
        ("size <= ?", query.smaller),
        ("loudness >= ?", query.louder),
        ("loudness <= ?", query.quieter),
        ("date >= ?", query.since or None),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    for word in query.words:
        conditions.append("holds(shown || char(10) || words, ?)")
        values.append(word.casefold())
    for condition, more in (_until(query), _codec(query), _rate(query), _folder(query)):
        conditions += [condition] if condition else []
        values += more
    return conditions, values


def _until(query: Query) -> tuple[str, list[Any]]:
    if not query.until:
        return "", []
    return "substr(date, 1, ?) <= ?", [len(query.until), query.until]


def _codec(query: Query) -> tuple[str, list[Any]]:
    if not query.codec:
        return "", []
    name = query.codec.lower().replace(".", "")
    return "? IN (codec, sound_codec, container)", [_CODECS.get(name, name)]


def _rate(query: Query) -> tuple[str, list[Any]]:
    if not query.rate:
        return "", []
    rate = float(Fraction(query.rate))
    if rate >= _SOUND_RATES:
        return "sample_rate = ?", [round(rate)]
    return "abs(rate - ?) < 0.005", [rate]


def _folder(query: Query) -> tuple[str, list[Any]]:
    if query.folder is None:
        return "", []
    return "path >= ? AND path < ?", [*records.below(query.folder.resolve())]


def _holds(text: str, word: str) -> bool:
    return word in text.casefold()


_FLAGS = ("variable", "cut_off", "measured")


def _entry(row: sqlite3.Row) -> Entry:
    values = {name: row[name] for name in Entry.__slots__ if name not in ("path", "hash", "fault")}
    values |= {name: None if values[name] is None else bool(values[name]) for name in _FLAGS}
    return Entry(
        path=Path(os.fsdecode(row["path"])), hash=row["hash"].hex(), fault=row["content_fault"], **values
    )
