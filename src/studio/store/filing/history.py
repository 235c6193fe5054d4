"""What was done to files, run by run."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import StudioError
from studio.store.filing import acts
from studio.store.filing import journal as journals

_FILE = journals.LINES


@dataclass(frozen=True, slots=True)
class Entry:
    """A run over files.

    Attributes:
        run: Its number.
        title: What it was about.
        folder: The folder it was about.
        begun: When it began, in ISO 8601.
        state: carried out, undone, undone in part, cut short, or at work.
        acts: How many acts its plan has.
        done: How many of them stand.
        skipped: How many stayed as they were on purpose.
        failed: How many could not be done.
    """

    run: int
    title: str
    folder: Path
    begun: str
    state: str
    acts: int
    done: int
    skipped: int
    failed: int


def history(home: Path) -> Iterator[Entry]:
    """All runs, the latest first."""
    for number in reversed(journals.numbers(home)):
        with suppress(FileNotFoundError, StudioError):
            if entry := _entry(home, number):
                yield entry


def _entry(home: Path, number: int) -> Entry | None:
    folder = home / journals.FOLDER / str(number)
    begun, state = "", "empty"
    counts: dict[str, int] = {}
    finished: set[int] = set()
    for told in journals.lines(folder):
        if "begin" in told:
            begun, state = begun or told["at"], "cut short"
        elif "step" in told and told["step"].get("last"):
            finished.add(told["step"]["serial"])
        elif "end" in told:
            state, counts = told["end"], told["counts"]
    if not begun:
        return None
    plan = acts.read(folder / journals.PLAN)
    if state == "cut short":
        done = {told["done"] for told in journals.lines(folder) if "done" in told}
        counts = {"done": len(finished & done)}
        state = "at work" if _is_held(folder) else state
    known = {name: counts.get(name, 0) for name in ("done", "skipped", "failed")}
    return Entry(number, plan.title, plan.folder, begun, state, len(plan.acts), **known)


def _is_held(folder: Path) -> bool:
    with (folder / _FILE).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
