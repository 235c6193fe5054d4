"""`studio library`: what media lies on disk, what it is, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Group, Parameter

from studio.core.errors import BadInput
from studio.faces import outcomes
from studio.faces.cli import screen

if TYPE_CHECKING:
    import sqlite3

    from studio.store.library.problems import Problem
    from studio.store.library.scanning import Scanned, Watch
    from studio.store.library.searching import Entry, Query

library = App(
    name="library",
    help="Know what media lies on disk, find it, and see what is wrong with it.",
    usage="Usage: studio library COMMAND",
    group_commands=Group("What can be done"),
)


def _option(told: str, metavar: str = "") -> Parameter:
    return Parameter(help=told, metavar=metavar or None, negative=(), show_default=False)


Json = Annotated[bool, _option("Print one JSON object a line and nothing else.")]
Below = Annotated[Path | None, _option("Only what lies below this folder.", "FOLDER")]


@library.command(usage="Usage: studio library scan FOLDER… [OPTIONS]")
def scan(
    *folders: Annotated[Path, Parameter(name="FOLDER", negative=())],
    quick: Annotated[
        bool,
        _option("Read headers only: no loudness, black frames, thumbnails. A later scan makes up for it."),
    ] = False,
    forget: Annotated[bool, _option("Forget what is missing.")] = False,
    jobs: Annotated[int | None, _option("How many files to look at at a time; 2 if not set.", "N")] = None,
    json: Json = False,
) -> int:
    """Look through folders, and remember what lies there.

    Only what is new or changed is opened. A scan may be stopped at any time and goes on where it was.

    Args:
        folders: The folders to look through, and all below them.
    """
    from studio.store.library.scanning import scan as look_through

    if not folders:
        raise BadInput("library scan needs a folder", hint="see studio library scan --help")
    unread = 0
    with _opened() as (connection, usual):
        for folder in folders:
            with _bar(str(folder)) as watch:
                found = look_through(
                    connection, folder, jobs=jobs or usual, measure=not quick, forget=forget, watch=watch
                )
            unread += len(found.unread)
            _tell(found, as_json=json)
    return outcomes.SOME_FAILED if unread else outcomes.DONE


@Parameter(name="*")
@dataclass(frozen=True)
class Wanted:
    """What `find` looks for, as it is typed."""

    kind: Annotated[Literal["video", "audio", "image"] | None, _option("Films, recordings or pictures.")] = (
        None
    )
    longer: Annotated[str, _option("At least this long, such as 90 or 1:30.", "TIME")] = ""
    shorter: Annotated[str, _option("At most this long.", "TIME")] = ""
    larger: Annotated[str, _option("At least this size, such as 10MB.", "SIZE")] = ""
    smaller: Annotated[str, _option("At most this size.", "SIZE")] = ""
    codec: Annotated[str, _option("Codec of picture or sound, or format: h264, aac, png.", "NAME")] = ""
    rate: Annotated[str, _option("Frames a second, or samples a second: 25, 24000/1001, 48000.", "RATE")] = ""
    louder: Annotated[float | None, _option("At least so loud.", "LUFS")] = None
    quieter: Annotated[float | None, _option("At most so loud.", "LUFS")] = None
    since: Annotated[str, _option("Made then or later: 2026, 2026-03 or 2026-03-31.", "DATE")] = ""
    until: Annotated[str, _option("Made then or sooner.", "DATE")] = ""
    folder: Below = None
    missing: Annotated[bool, _option("Find what is missing, rather than what is there.")] = False
    sort: Annotated[
        Literal["path", "length", "size", "date", "loudness", "rate"], _option("What to sort by.")
    ] = "path"
    reverse: Annotated[bool, _option("The greatest first.")] = False
    most: Annotated[int, _option("Find no more than so many.", "N")] = 0

    def query(self, words: Sequence[str]) -> Query:
        """The same as the library takes it."""
        from studio.core.materials import parse_bytes, parse_rate, parse_seconds
        from studio.store.library.searching import Query

        return Query(
            words=words,
            kind=self.kind,
            longer=_read(parse_seconds, self.longer, "--longer"),
            shorter=_read(parse_seconds, self.shorter, "--shorter"),
            larger=_read(parse_bytes, self.larger, "--larger"),
            smaller=_read(parse_bytes, self.smaller, "--smaller"),
            codec=self.codec,
            rate=_read(parse_rate, self.rate, "--rate") or "",
            louder=self.louder,
            quieter=self.quieter,
            since=_read(_day, self.since, "--since") or "",
            until=_read(_day, self.until, "--until") or "",
            folder=self.folder,
            missing=self.missing,
            order=self.sort,
            backwards=self.reverse,
            most=self.most,
        )


@library.command(usage="Usage: studio library find [WORD…] [OPTIONS]")
def find(
    *words: Annotated[str, Parameter(name="WORD", negative=())],
    wanted: Wanted = Wanted(),
    json: Json = False,
) -> int:
    """Find files among those that were scanned.

    Args:
        words: All of them occur in the path, the title or another tag.
    """
    from studio.store.library.searching import find as look_up

    query = wanted.query(words)
    with _opened() as (connection, _):
        _list(look_up(connection, query), as_json=json)
    return outcomes.DONE


@library.command(usage="Usage: studio library report [OPTIONS]")
def report(
    *,
    out: Annotated[
        Path, _option("The file to write, else library.html; .json and .csv make tables of it.", "FILE")
    ] = Path("library.html"),
    folder: Below = None,
    most: Annotated[int, _option("How many files each part of the page shows; 600 if not set.", "N")] = 600,
    overwrite: Annotated[bool, _option("Replace a file that is there.")] = False,
) -> int:
    """Write what the library knows as one page with pictures, or as a table for other programs."""
    from studio.store.library import page

    with _opened() as (connection, _):
        made = page.write(connection, out, folder=folder, most=most, overwrite=overwrite)
    screen.line(screen.out(), screen.safe(made) if screen.out().is_terminal else str(made))
    return outcomes.DONE


@library.command(usage="Usage: studio library problems [OPTIONS]")
def problems(
    *,
    folder: Below = None,
    rate: Annotated[str, _option("The frame rate films are meant to have; others are listed.", "RATE")] = "",
    json: Json = False,
) -> int:
    """List files that are cut off, unreadable, silent or black, or whose rates and lengths do not fit.

    The exit code is 1 if there is anything, so that a script can tell.
    """
    from studio.core.materials import parse_rate
    from studio.store.library.problems import problems as look_for

    found = 0
    with _opened() as (connection, _):
        for problem in look_for(connection, folder=folder, rate=_read(parse_rate, rate, "--rate") or ""):
            found += 1
            _show(problem, as_json=json)
    if not found and not json:
        screen.err().print("Nothing is wrong with what was scanned.", style="green")
    return outcomes.SOME_FAILED if found else outcomes.DONE


@contextmanager
def _opened() -> Iterator[tuple[sqlite3.Connection, int]]:
    """The database, and how many things to do at a time."""
    from studio.assembly import open_studio
    from studio.store import database

    settings = open_studio().settings
    with database.opened(settings.home) as connection:
        yield connection, settings.jobs


def _read(parse: Callable[[object], object], given: str, option: str) -> Any:
    if not given:
        return None
    try:
        return parse(given)
    except ValueError as wrong:
        raise BadInput(f"{option} {given}: {wrong}", hint="see studio library --help") from None


def _day(given: object) -> object:
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", str(given)):
        raise ValueError("write a date such as 2026, 2026-03 or 2026-03-31")
    return given


@contextmanager
def _bar(label: str) -> Iterator[Watch | None]:
    console = screen.err()
    if not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        row = progress.add_task(f"Scanning {screen.safe(label)[-32:]}", total=None)
        yield lambda done, total: progress.update(row, completed=done, total=total)


def _tell(found: Scanned, *, as_json: bool) -> None:
    if as_json:
        screen.print_json({**asdict(found), "folder": str(found.folder)})
        return
    counts = [
        f"{count:,} {word}"
        for word in ("new", "changed", "moved", "missing", "forgotten")
        if (count := getattr(found, word))
    ]
    news = ", ".join(counts) or "nothing new"
    files = "1 file" if found.files == 1 else f"{found.files:,} files"
    screen.line(screen.out(), f"{screen.safe(found.folder)}: {files}, {news}")
    for one in found.unread:
        screen.line(screen.err(), ("✗ ", "bold red"), screen.safe(one))


def _list(entries: Iterator[Entry], *, as_json: bool) -> None:
    from studio.store.library.page import described, plain

    console = screen.out()
    found = 0
    for entry in entries:
        found += 1
        if as_json:
            screen.print_json(plain(entry))
        elif console.is_terminal:
            gone = (f"  missing since {entry.missing[:10]}", screen.ACCENT) if entry.missing else ""
            screen.line(console, screen.safe(_near(entry.path)), (f"  {described(entry)}", "dim"), gone)
        else:
            screen.line(console, str(entry.path))
    if console.is_terminal and not as_json:
        count = "Nothing found." if not found else "1 file" if found == 1 else f"{found:,} files"
        screen.err().print(count, style="dim")


def _show(problem: Problem, *, as_json: bool) -> None:
    if as_json:
        path = str(problem.path)
        screen.print_json({"path": path, "sort": problem.sort, "about": problem.about})
    else:
        screen.line(screen.out(), f"{screen.safe(_near(problem.path))} ", (problem.about, screen.ACCENT))


def _near(path: Path) -> Path:
    """A path as it is seen from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
