"""The journal of a run over files: every step is written down, and on disk, before it is taken."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from studio.core.errors import NotFound, Refused, ToolFailed
from studio.store.filing import acts, copies, steps
from studio.store.filing.acts import FilingPlan
from studio.store.filing.steps import Step

FOLDER = "filing"
PLAN, LINES, ASIDE = "plan.json", "journal.jsonl", "aside"


class Journal:
    """One run's journal, which nobody else writes while it is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = int(folder.name)
        self.steps: dict[int, Step] = {}
        self.done: set[int] = set()
        self.open: dict[int, Step] = {}
        self.undone: set[int] = set()
        self.said: dict[int, tuple[str, str]] = {}
        self.token = ""
        self.ended = ""
        self._descriptor = -1
        self._last = 0
        self._finished: set[int] = set()
        self._by_act: dict[int, list[int]] = defaultdict(list)

    @property
    def plan(self) -> FilingPlan:
        return acts.read(self.folder / PLAN)

    @property
    def aside(self) -> Path:
        """Where things are kept that no trash takes."""
        return self.folder / ASIDE

    def next_serial(self) -> int:
        return self._last + 1

    def is_done(self, act: int) -> bool:
        """Whether an act was carried out and not taken back since."""
        return act in self._finished

    @property
    def finished(self) -> int:
        """How many acts are done and not taken back."""
        return len(self._finished)

    def standing(self) -> list[Step]:
        """The steps that are done, and neither took another back nor were taken back; the latest first."""
        return self._standing(self.steps)

    def standing_of(self, acts: Iterable[int]) -> list[Step]:
        """The same, of some acts only."""
        return self._standing(serial for act in acts for serial in self._by_act.get(act, ()))

    def _standing(self, serials: Iterable[int]) -> list[Step]:
        return [
            self.steps[serial]
            for serial in sorted(serials, reverse=True)
            if serial in self.done and serial not in self.undone and not self.steps[serial].undoes
        ]

    def intend(self, planned: Iterable[Step]) -> None:
        """Write down what is about to be done, and have it on disk."""
        planned = list(planned)
        self._append([{"step": step.plainly()} for step in planned], synced=True)
        for step in planned:
            self._take_step(step)

    def note_done(self, step: Step) -> None:
        self._write([{"done": step.serial}])

    def note_not(self, step: Step) -> None:
        self._write([{"not": step.serial}])

    def note_undone(self, step: Step) -> None:
        """Note that there is nothing left to take back."""
        self._write([{"undone": step.serial}])

    def say(self, act: int, outcome: str, why: str) -> None:
        """Note why an act was not carried out."""
        self._write([{"act": act, "said": outcome, "why": why}])

    def begin(self, what: str) -> None:
        self._write([{"begin": what, "at": now(), "token": self.token}], synced=True)

    def end(self, what: str) -> None:
        """Note that nothing more is to come, with the numbers that a list of runs shows."""
        self._write([{"end": what, "at": now(), "counts": self.counts()}], synced=True)

    def counts(self) -> dict[str, int]:
        """How many acts are done, were skipped, and failed."""
        told = [kind for act, (kind, _) in self.said.items() if act not in self._finished]
        return {"done": self.finished, "skipped": told.count("skipped"), "failed": told.count("failed")}

    def __enter__(self) -> Journal:
        self._descriptor = _locked(self.folder)
        try:
            self._take_in()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)
        self._descriptor = -1

    def _take_in(self) -> None:
        whole = 0
        with os.fdopen(os.dup(self._descriptor), "rb") as file:
            file.seek(0)
            for line in file:
                if (told := _parsed(line)) is None:
                    break
                whole += len(line)
                self._take(told)
            rest = file.read()
        if _acted_upon(rest):
            raise ToolFailed(
                f"the journal of run {self.number} is damaged in the middle",
                hint=f"look at {self.folder / LINES}; nothing was touched",
            )
        # What a crash left of the last line was never acted upon.
        os.ftruncate(self._descriptor, whole)
        os.lseek(self._descriptor, whole, os.SEEK_SET)
        self.token = self.token or secrets.token_hex(4)

    def _take(self, told: Mapping[str, Any]) -> None:
        match told:
            case {"step": written}:
                self._take_step(steps.read(written))
            case {"done": serial}:
                self._take_done(self.open.pop(serial))
            case {"undone": serial}:
                self._take_undone(serial)
            case {"not": serial}:
                self.open.pop(serial)
            case {"act": act, "said": outcome, "why": why}:
                self.said[act] = (outcome, why)
            case {"begin": _, "token": token}:
                self.token, self.ended = token, ""
            case {"end": what}:
                self.ended = what

    def _take_step(self, step: Step) -> None:
        self.steps[step.serial] = self.open[step.serial] = step
        self._by_act[step.act].append(step.serial)
        self._last = step.serial

    def _take_done(self, step: Step) -> None:
        self.done.add(step.serial)
        if step.undoes:
            self._take_undone(step.undoes)
        elif step.last:
            self._finished.add(step.act)

    def _take_undone(self, serial: int) -> None:
        self.undone.add(serial)
        if (step := self.steps.get(serial)) and step.last:
            self._finished.discard(step.act)

    def _write(self, told: Sequence[Mapping[str, Any]], *, synced: bool = False) -> None:
        self._append(told, synced=synced)
        for one in told:
            self._take(one)

    def _append(self, told: Sequence[Mapping[str, Any]], *, synced: bool) -> None:
        text = b"".join(json.dumps(one).encode("ascii") + b"\n" for one in told)
        place = os.lseek(self._descriptor, 0, os.SEEK_CUR)
        try:
            _write_all(self._descriptor, text)
            if synced:
                os.fsync(self._descriptor)
        except OSError as refused:
            with suppress(OSError):
                os.ftruncate(self._descriptor, place)
                os.lseek(self._descriptor, place, os.SEEK_SET)
            raise _unwritten(self.folder, refused) from None


def create(home: Path, plan: FilingPlan) -> Journal:
    """Begin the journal of a plan, under the next free number: there whole, or not at all."""
    folder = home / FOLDER
    made = folder / f".new-{secrets.token_hex(4)}"
    try:
        made.mkdir(parents=True)
        plan.write(made / PLAN)
        (made / LINES).touch()
        copies.sync_file(made / PLAN)
        copies.sync_folder(made)
        named = _numbered(made, max(numbers(home), default=0) + 1)
        copies.sync_folder(folder)
    except OSError as refused:
        raise _unwritten(folder, refused) from None
    return Journal(named)


def _numbered(made: Path, number: int) -> Path:
    """Give a new run the first free number; a folder that holds something is never replaced."""
    while True:
        try:
            return made.rename(made.with_name(str(number)))
        except OSError as taken:
            if taken.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            number += 1


def existing(home: Path, number: int) -> Journal:
    """The journal of a run there was."""
    folder = home / FOLDER / str(number)
    if not (folder / LINES).exists():
        raise NotFound(f"there is no run {number}", hint="studio files history lists them")
    return Journal(folder)


def numbers(home: Path) -> list[int]:
    """The numbers of all runs, in their order."""
    with suppress(FileNotFoundError):
        names = [entry.name for entry in os.scandir(home / FOLDER)]
        return sorted(int(name) for name in names if re.fullmatch(r"[1-9]\d*", name))
    return []


def lines(folder: Path) -> Iterator[Mapping[str, Any]]:
    """What a journal says, as far as it is whole."""
    with (folder / LINES).open("rb") as file:
        for line in file:
            if (told := _parsed(line)) is None:
                return
            yield told


def state(home: Path, number: int) -> str:
    """How a run ended: carried out, undone or undone in part; cut short, or empty if it never began."""
    ended = "empty"
    for told in lines(home / FOLDER / str(number)):
        ended = told.get("end", "cut short" if "begin" in told else ended)
    return ended


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _parsed(line: bytes) -> Mapping[str, Any] | None:
    if not line.endswith(b"\n"):
        return None
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _acted_upon(rest: bytes) -> bool:
    """Whether what follows an unreadable line was on disk before: a step in it was taken."""
    told = [one for line in rest.splitlines(keepends=True) if (one := _parsed(line))]
    intended = {one["step"]["serial"] for one in told if "step" in one}
    return any(one.get("done", one.get("not")) in intended for one in told)


def _locked(folder: Path) -> int:
    try:
        descriptor = os.open(folder / LINES, os.O_RDWR)
    except OSError as refused:
        raise _unwritten(folder, refused) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise Refused(
            f"another process is at work on run {folder.name}", hint="try again when that one is done"
        ) from None
    return descriptor


def _write_all(descriptor: int, text: bytes) -> None:
    view = memoryview(text)
    while view:
        view = view[os.write(descriptor, view) :]


def _unwritten(place: Path, refused: OSError) -> ToolFailed:
    reason = (refused.strerror or str(refused)).lower()
    hint = "free some space" if refused.errno == errno.ENOSPC else "look at the folder's permissions"
    return ToolFailed(f"the journal in {place} cannot be written: {reason}", hint=f"{hint}, then try again")
