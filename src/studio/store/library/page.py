"""The library as one page to look at, or as a table for other programs."""

from __future__ import annotations

import csv
import dataclasses
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from studio.core.errors import BadInput, Refused, ToolFailed
from studio.media import report
from studio.media.survey import Kind
from studio.store.library.problems import Problem, problems
from studio.store.library.searching import Entry, Query, find, thumbnail

MOST = 600
"""How many tiles a group of the page shows unless told otherwise."""

_TITLES: dict[Kind, str] = {"video": "Films", "audio": "Recordings", "image": "Pictures"}
_LENGTHS = (1, 10, 60, 600, 3600, 36000)
_LOUDNESSES = (-50, -40, -30, -23, -16, -10, 0)


def write(
    connection: sqlite3.Connection,
    target: Path,
    *,
    folder: Path | None = None,
    most: int = MOST,
    overwrite: bool = False,
) -> Path:
    """Write what the library knows: a page (.html), or a table of every file (.json, .csv).

    Args:
        connection: The database.
        target: The file to write; its ending says what it becomes.
        folder: Only what lies below this folder.
        most: How many files each group of the page shows.
        overwrite: Replace a file that is there.
    """
    writers: dict[str, Callable[[Path], Any]] = {
        ".html": lambda path: report.write(_page(connection, folder, most, target.parent), path),
        ".json": lambda path: _written(path, connection, folder, _json),
        ".csv": lambda path: _written(path, connection, folder, _csv),
    }
    if not (writer := writers.get(target.suffix.lower())):
        raise BadInput(
            f"a report cannot be a {target.suffix or 'file without ending'}",
            hint="call it something.html, something.json or something.csv",
        )
    if os.path.lexists(target) and not overwrite:
        raise Refused(f"{target} exists", hint="choose another --out, or allow it with --overwrite")
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        writer(draft)
        draft.replace(target)
    except OSError as error:
        raise ToolFailed(f"cannot write {target}: {(error.strerror or str(error)).lower()}") from None
    finally:
        with suppress(OSError):
            draft.unlink()
    return target


def plain(entry: Entry) -> dict[str, Any]:
    """An entry as plain values; a name that is no text keeps its bytes by surrogate escape."""
    return {**dataclasses.asdict(entry), "path": str(entry.path)}


def _written(
    path: Path,
    connection: sqlite3.Connection,
    folder: Path | None,
    write: Callable[[IO[str], Iterator[dict[str, Any]]], None],
) -> None:
    entries = (plain(entry) for entry in find(connection, Query(folder=folder)))
    with path.open("w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        write(file, entries)


def _json(file: IO[str], entries: Iterator[dict[str, Any]]) -> None:
    file.write("[")
    for number, entry in enumerate(entries):
        file.write(f"{',' if number else ''}\n{json.dumps(entry)}")
    file.write("\n]\n")


def _csv(file: IO[str], entries: Iterator[dict[str, Any]]) -> None:
    table = csv.DictWriter(file, [field.name for field in dataclasses.fields(Entry)], lineterminator="\n")
    table.writeheader()
    table.writerows(entries)


def _page(connection: sqlite3.Connection, folder: Path | None, most: int, beside: Path) -> report.Report:
    entries = list(find(connection, Query(folder=folder)))
    wrong = list(problems(connection, folder=folder))
    missing = list(find(connection, Query(folder=folder, missing=True)))
    gallery = _Gallery(connection, beside, most)
    by_kind = {kind: [entry for entry in entries if entry.kind == kind] for kind in _TITLES}
    groups = [report.Group("Problems", len(wrong), gallery.wrong(wrong))] if wrong else []
    groups += [
        report.Group(_TITLES[kind], len(found), gallery.tiles(found))
        for kind, found in by_kind.items()
        if found
    ]
    groups += [report.Group("Missing", len(missing), gallery.tiles(missing))] if missing else []
    return report.Report(
        kicker="Media library",
        title=folder.resolve().name if folder else "Everything",
        lead=_lead(entries, wrong, missing),
        facts=[
            *((_TITLES[kind], f"{len(found):,}", _length(found)) for kind, found in by_kind.items() if found),
            ("Size", report.weight(sum(entry.size for entry in entries)), ""),
            ("Problems", f"{len(wrong):,}", ""),
        ],
        settings=[("As of", datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"))],
        scales=list(_scales(entries)),
        groups=groups,
    )


class _Gallery:
    """Makes tiles of entries as they are written, so that never more than one picture is held."""

    def __init__(self, connection: sqlite3.Connection, beside: Path, most: int) -> None:
        self._connection = connection
        self._beside = beside.resolve()
        self._most = most

    def tiles(self, entries: Sequence[Entry]) -> Iterator[report.Tile]:
        for entry in entries[: self._most]:
            yield self._tile(entry.path, entry, described(entry))

    def wrong(self, found: Sequence[Problem]) -> Iterator[report.Tile]:
        for problem in found[: self._most]:
            yield self._tile(problem.path, problem.entry, problem.about)

    def _tile(self, path: Path, entry: Entry | None, detail: str) -> report.Tile:
        picture = thumbnail(self._connection, entry) if entry else b""
        link = "" if entry and entry.missing else os.path.relpath(path, self._beside)
        return report.Tile(path.name, detail, picture, link)


def described(entry: Entry) -> str:
    """What there is to say of a file in a line."""
    size = f"{entry.width} × {entry.height}" if entry.width else ""
    rate = f"{entry.rate:.5g} fps" if entry.rate else ""
    sound = f"{entry.sample_rate / 1000:g} kHz" if entry.sample_rate and entry.kind == "audio" else ""
    loud = f"{entry.loudness:.1f} LUFS" if entry.loudness is not None else ""
    length = clock(entry.duration) if entry.duration else ""
    return " · ".join(filter(None, (size, length, rate, entry.codec, sound, loud, report.weight(entry.size))))


def clock(seconds: float) -> str:
    """A length as clocks show it; what is shorter than a second in tenths."""
    if seconds < 1:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _length(entries: Sequence[Entry]) -> str:
    """How long they take one after the other, as people say it."""
    seconds = round(sum(entry.duration or 0 for entry in entries if entry.kind != "image"))
    minutes, hours = seconds // 60 % 60, seconds // 3600
    parts = (f"{hours:,} h" if hours else "", f"{minutes} min" if minutes else "")
    return " ".join(filter(None, parts)) or (f"{seconds} s" if seconds else "")


def _lead(entries: Sequence[Entry], wrong: Sequence[Problem], missing: Sequence[Entry]) -> str:
    if not entries:
        return "Nothing is in the library yet." if not missing else "Everything that was here is missing."
    folders = len({entry.path.parent for entry in entries})
    places = "one folder" if folders == 1 else f"{folders:,} folders"
    files = len({problem.path for problem in wrong})
    state = "Nothing is wrong with them" if not files else f"{files:,} should be looked at"
    gone = f"; {len(missing):,} are missing" if missing else ""
    return f"{len(entries):,} files in {places}. {state}{gone}."


def _scales(entries: Sequence[Entry]) -> Iterator[report.Scale]:
    lengths = [entry.duration for entry in entries if entry.duration and entry.kind != "image"]
    if lengths:
        yield report.Scale("Length in seconds", lengths, _LENGTHS, logarithmic=True)
    loud = [entry.loudness for entry in entries if entry.loudness is not None]
    if loud:
        yield report.Scale("Loudness in LUFS", loud, _LOUDNESSES)
