"""Takes back what a run did, or a part of it, or what it had begun."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from studio.core.errors import NotFound, Refused, ToolFailed
from studio.store.filing import journal as journals
from studio.store.filing import schedule, steps
from studio.store.filing.acts import FilingPlan
from studio.store.filing.batch import Batch, in_words
from studio.store.filing.copies import Seen, look
from studio.store.filing.journal import Journal
from studio.store.filing.outlook import device_below, is_case_only
from studio.store.filing.performing import settle
from studio.store.filing.steps import Step

Track = Callable[[Sequence[Any], str], Iterable[Any]]


def untracked(items: Sequence[Any], _: str) -> Iterator[Any]:
    """Go through the items and tell nobody."""
    return iter(items)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was not done.

    Attributes:
        path: The file.
        why: Why it was not, as the end of a sentence that begins with its name.
    """

    path: Path
    why: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back.

    Attributes:
        run: The number of the run.
        title: What the run was about.
        back: How many acts were taken back.
        left: What could not be, and why.
    """

    run: int
    title: str
    back: int
    left: tuple[Problem, ...]


class Obstacle(Exception):
    """Why a step cannot be taken back."""


class Nothing(Exception):
    """There is nothing left to take back in a step."""


def undo(
    home: Path, number: int | None = None, *, only: Sequence[str] = (), track: Track = untracked
) -> Undone:
    """Take back a run: every file where it was, whatever came to an end in the middle.

    Args:
        home: Where the journals are.
        number: The run; the latest that was not undone when left out.
        only: Patterns; of a run only what touched files they fit, and what belongs together with those.
        track: Goes through the steps and shows how far the work is.
    """
    number = _latest(home) if number is None else number
    with journals.existing(home, number) as journal:
        settle_open(journal)
        plan = journal.plan
        wanted = _wanted(plan, only) if only else None
        standing = journal.standing() if wanted is None else journal.standing_of(wanted)
        if wanted is not None and not standing:
            raise NotFound(
                f"run {number} did nothing to files called {' or '.join(only)}", hint="look at its plan"
            )
        before = journal.finished
        journal.begin("undo")
        left = take_back(journal, standing, track)
        rest = any(step.kind != "folder" for step in journal.standing())
        journal.end("undone in part" if rest else "undone")
        return Undone(number, plan.title, before - journal.finished, tuple(left))


def settle_open(journal: Journal) -> None:
    """Bring what a crash interrupted to one of its ends, and write down which."""
    for step in list(journal.open.values()):
        try:
            done = settle(step)
        except OSError as error:
            raise ToolFailed(
                f"what run {journal.number} began cannot be looked at: {step.path.name} {in_words(error)}",
                hint="see to that and try again",
            ) from None
        if done:
            journal.note_done(step)
        else:
            journal.note_not(step)


def take_back(journal: Journal, standing: Sequence[Step], track: Track = untracked) -> list[Problem]:
    """Take steps back, the latest first; returns what could not be."""
    return _TakingBack(journal).go(track(standing, "Undoing"))


class _TakingBack:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._batch = Batch(journal)
        self._stuck: set[int] = set()
        self._left: list[Problem] = []

    def go(self, standing: Iterable[Step]) -> list[Problem]:
        for step in standing:
            if step.act in self._stuck:
                continue
            if self._must_look_afresh(step):
                self._flush()
            try:
                inverse = self._opposites(step)
                for one in inverse:
                    self._batch.outlook.expect(one)
                self._batch.add(step.act, inverse)
            except Nothing:
                self._journal.note_undone(step)
            except Obstacle as obstacle:
                self._stick(step, str(obstacle))
            except OSError as error:
                self._stick(step, in_words(error))
            if self._batch.is_due:
                self._flush()
        self._flush()
        return self._left

    def _must_look_afresh(self, step: Step) -> bool:
        return step.kind == "folder" or self._batch.outlook.touches([step.place, step.path, step.twin])

    def _stick(self, step: Step, why: str) -> None:
        self._stuck.add(step.act)
        self._left.append(Problem(step.place, why))

    def _flush(self) -> None:
        for step, why in self._batch.flush().values():
            if step.kind != "unfolder":
                self._stick(step, why)

    def _opposites(self, step: Step) -> list[Step]:
        match step.kind:
            case "folder":
                return self._unfolder(step)
            case "delete":
                raise Obstacle("was deleted for good")
            case "clone":
                raise Nothing
            case "copy":
                return self._remove(step)
            case "link":
                return self._part(step)
        return self._bring_back(step)

    def _unfolder(self, step: Step) -> list[Step]:
        """A folder is taken away when it is empty again; one that holds other things stays."""
        if not step.path.is_dir():
            raise Nothing
        with os.scandir(step.path) as entries:
            if any(True for _ in entries):
                return []
        return [self._opposite(step)]

    def _remove(self, step: Step) -> list[Step]:
        if (there := _seen(step.place)) is None:
            raise Nothing
        assert step.seen
        if not there.has_same_content(step.seen):
            raise Obstacle("was changed since, and stays")
        if _seen(step.path) is None:
            raise Obstacle(f"stays, for {step.path} it was copied from is gone")
        return [replace(self._opposite(step), seen=there)]

    def _part(self, step: Step) -> list[Step]:
        now, twin = _seen(step.path), _seen(step.twin) if step.twin else None
        if now is None:
            raise Obstacle("is not there any more")
        assert step.seen
        is_parted = twin is None or not now.is_same_file(twin) or now.is_same_file(step.seen)
        if is_parted and now.looks_like(step.seen):
            raise Nothing
        # The twin may have gone its own way meanwhile, and left this name with what both had.
        if is_parted and (now.size, now.modified_ns) != (step.seen.size, step.twin_ns):
            raise Obstacle("was changed since, and stays")
        inverse = self._opposite(step)
        return [replace(inverse, temporary=self._temporary(step.path, inverse.serial))]

    def _bring_back(self, step: Step) -> list[Step]:
        assert step.seen
        there, origin = step.place, step.path
        now = _seen(there)
        if now is None or not (now.is_same_file(step.seen) or now.has_same_content(step.seen)):
            if (back := _seen(origin)) and back.has_same_content(step.seen):
                raise Nothing
            raise Obstacle("is not there any more" if now is None else "is another file now, and stays")
        plain = is_case_only(there, origin)
        if not plain and self._batch.outlook.exists(origin):
            raise Obstacle(f"stays, for something else is at {origin} now")
        made = [
            Step(self._batch.serial(), step.act, "folder", folder, undoes=-1)
            for folder in self._batch.outlook.missing_folders(origin.parent)
        ]
        inverse = replace(self._opposite(step), seen=now, plain=plain)
        if device_below(origin.parent) != now.device:
            inverse = replace(inverse, temporary=self._temporary(origin, inverse.serial))
        return [*made, inverse]

    def _opposite(self, step: Step) -> Step:
        inverse = steps.opposite(step, self._batch.serial())
        assert inverse
        return inverse

    def _temporary(self, path: Path, serial: int) -> Path:
        return path.with_name(f".studio-{self._journal.token}-{serial}")


def _wanted(plan: FilingPlan, only: Sequence[str]) -> list[int]:
    """The acts whose files fit a pattern, by name or by path from the plan's folder, with their units."""

    def fits(path: Path | None) -> bool:
        if path is None:
            return False
        near = str(path.relative_to(plan.folder)) if path.is_relative_to(plan.folder) else str(path)
        return any(fnmatchcase(name, pattern) for name in (near, path.name, str(path)) for pattern in only)

    found = {number for number, act in enumerate(plan.acts, 1) if fits(act.source) or fits(act.target)}
    return [act for unit in schedule.units(plan.acts) if found & set(unit.acts) for act in unit.acts]


def _latest(home: Path) -> int:
    for number in reversed(journals.numbers(home)):
        if journals.state(home, number) not in ("undone", "empty"):
            return number
    raise Refused("there is nothing to undo", hint="studio files history lists what was done")


def _seen(path: Path) -> Seen | None:
    with suppress(FileNotFoundError, NotADirectoryError):
        return look(path)
    return None
