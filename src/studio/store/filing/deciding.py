"""Decides at the very moment what an act comes to: looks at the files again, and finds a free name."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Literal

from studio.core.errors import StudioError
from studio.media.filing import numbering
from studio.media.hashing import content_hash
from studio.store.filing import copies, steps, trash
from studio.store.filing.acts import Act
from studio.store.filing.batch import Batch, in_words
from studio.store.filing.copies import Seen, look
from studio.store.filing.journal import Journal
from studio.store.filing.outlook import device_below, is_case_only
from studio.store.filing.schedule import Unit
from studio.store.filing.steps import Step, StepKind

Outcome = Literal["skipped", "failed"]

_FIRST_NUMBER = 2
_SORTS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFLNK: "a link",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFBLK: "a device",
    stat.S_IFCHR: "a device",
}


class Stays(Exception):
    """An act is not done, and why."""

    def __init__(self, act: int, outcome: Outcome, why: str) -> None:
        super().__init__(act, outcome, why)
        self.act = act
        self.outcome = outcome
        self.why = why


class Deciding:
    """Turns one unit of acts into steps, or says why it stays undone."""

    def __init__(self, journal: Journal, acts: Mapping[int, Act], batch: Batch, unit: Unit) -> None:
        self._journal = journal
        self._batch = batch
        self._unit = unit
        self._acts = {number: acts[number] for number in unit.acts if not journal.is_done(number)}
        self._leaving = {act.source for act in self._acts.values() if act.kind in ("move", "trash", "delete")}
        self._seen: dict[int, Seen] = {}
        self._places: dict[int, Path] = {}
        self._steps: list[Step] = []

    def steps(self) -> list[Step]:
        """What is to be done now; nothing where all of it was done before."""
        for number, act in self._acts.items():
            parked = [one.place for one in self._journal.standing_of([number]) if _is_parked(one, act)]
            self._places[number] = parked[0] if parked else act.source
            self._seen[number] = self._looked(number, act)
        targets = self._targets()
        for turn in self._unit.turns:
            if turn.act not in self._acts:
                continue
            if turn.park:
                self._park(turn.act)
            else:
                self._decide(turn.act, *targets.get(turn.act, (None, False)))
        return self._steps

    def _looked(self, number: int, act: Act) -> Seen:
        place = self._places[number]
        try:
            seen = look(place)
        except (FileNotFoundError, NotADirectoryError):
            raise Stays(number, "failed", "is not there any more") from None
        except OSError as error:
            raise Stays(number, "failed", in_words(error)) from None
        if not stat.S_ISREG(seen.mode):
            raise Stays(number, "failed", f"is {_SORTS.get(stat.S_IFMT(seen.mode), 'no file')}, not a file")
        if (seen.size, seen.modified_ns) != (act.size, act.modified_ns):
            raise Stays(number, "failed", "was changed since the plan was made")
        try:
            if act.hash and content_hash(place).hex() != act.hash:
                raise Stays(number, "failed", "was changed since the plan was made")
        except StudioError as error:
            raise Stays(number, "failed", error.message.removeprefix(f"{place.name} ")) from None
        return seen

    def _targets(self) -> dict[int, tuple[Path, bool]]:
        """Where each act goes, and whether something there is overwritten; alike for all of the unit."""
        wanted = {number: act.target for number, act in self._acts.items() if act.target}
        counted = Counter(wanted.values())
        for number, target in wanted.items():
            if target == self._acts[number].source:
                raise Stays(number, "skipped", "is there already")
            if counted[target] > 1:
                raise Stays(number, "failed", f"would take the place of another at {target.name}")
        taken = [number for number, target in wanted.items() if self._is_taken(number, target)]
        if not taken:
            return {number: (target, False) for number, target in wanted.items()}
        conflict = self._acts[taken[0]].conflict
        if conflict == "overwrite":
            return self._overwritten(wanted, taken)
        if conflict == "skip-equal" and self._are_equal(wanted, taken):
            raise Stays(taken[0], "skipped", f"is at {wanted[taken[0]]} already, byte for byte")
        if conflict == "skip":
            raise Stays(taken[0], "skipped", f"something is at {wanted[taken[0]]} already")
        return self._numbered(wanted)

    def _is_taken(self, number: int, target: Path) -> bool:
        if not self._batch.outlook.exists(target):
            return False
        return target not in self._leaving and not is_case_only(self._places[number], target)

    def _overwritten(self, wanted: Mapping[int, Path], taken: list[int]) -> dict[int, tuple[Path, bool]]:
        for number in taken:
            if not stat.S_ISREG(look(wanted[number]).mode):
                raise Stays(number, "failed", f"what is at {wanted[number]} is no file")
        return {number: (target, number in taken) for number, target in wanted.items()}

    def _are_equal(self, wanted: Mapping[int, Path], taken: list[int]) -> bool:
        try:
            return len(taken) == len(wanted) and all(
                stat.S_ISREG(look(wanted[number]).mode) and copies.equal(self._places[number], wanted[number])
                for number in taken
            )
        except OSError:
            return False

    def _numbered(self, wanted: Mapping[int, Path]) -> dict[int, tuple[Path, bool]]:
        base = numbering.base([target.name for target in wanted.values()])
        for number in count(_FIRST_NUMBER):
            found = {
                act: target.with_name(numbering.numbered(target.name, base, number))
                for act, target in wanted.items()
            }
            if not any(self._batch.outlook.exists(target) for target in found.values()):
                return {act: (target, False) for act, target in found.items()}
        raise AssertionError

    def _park(self, number: int) -> None:
        """Let a file step aside, so that others can have its place."""
        place = self._places[number]
        if place != self._acts[number].source:
            return
        serial = self._batch.serial()
        aside = self._temporary(place, serial)
        self._expect(Step(serial, number, "move", place, aside, seen=self._seen[number]))
        self._places[number] = aside

    def _decide(self, number: int, target: Path | None, overwrites: bool) -> None:
        act = self._acts[number]
        try:
            if target:
                self._go(number, act, target, overwrites=overwrites)
            elif act.kind == "trash":
                self._discard(number, act.source, self._seen[number], last=True)
            elif act.kind == "delete":
                serial = self._batch.serial()
                self._expect(Step(serial, number, "delete", act.source, seen=self._seen[number], last=True))
            else:
                self._share(number, act)
        except NotADirectoryError as wrong:
            raise Stays(number, "failed", f"cannot go there: {wrong.filename} {wrong.strerror}") from None
        except OSError as error:
            raise Stays(number, "failed", in_words(error)) from None

    def _go(self, number: int, act: Act, target: Path, *, overwrites: bool) -> None:
        place, seen = self._places[number], self._seen[number]
        for folder in self._batch.outlook.missing_folders(target.parent):
            self._expect(Step(self._batch.serial(), number, "folder", folder))
        if overwrites:
            self._discard(number, target, look(target))
        across = device_below(target.parent) != seen.device
        if across and act.kind == "move" and not os.access(place.parent, os.W_OK):
            raise PermissionError(13, "its folder may not be written", os.fspath(place))
        serial = self._batch.serial()
        temporary = self._temporary(target, serial) if across or act.kind == "copy" else None
        kind: StepKind = "copy" if act.kind == "copy" else "move"
        plain = is_case_only(place, target)
        self._expect(
            Step(serial, number, kind, place, target, seen=seen, temporary=temporary, plain=plain, last=True)
        )

    def _discard(self, number: int, path: Path, seen: Seen, *, last: bool = False) -> None:
        bin = trash.bin_for(path, seen.device, self._journal.aside)
        file, info = bin.place(path.name, self._batch.outlook.exists)
        serial = self._batch.serial()
        temporary = self._temporary(file, serial) if bin.device != seen.device else None
        self._expect(
            Step(serial, number, "trash", path, file, seen=seen, info=info, temporary=temporary, last=last)
        )

    def _share(self, number: int, act: Act) -> None:
        """Let a file share its content with an equal one, under the same name as before."""
        assert act.same_as
        seen = self._seen[number]
        try:
            twin = self._batch.outlook.look(act.same_as)
        except OSError as error:
            raise Stays(number, "failed", f"cannot be linked: {act.same_as.name} {in_words(error)}") from None
        if not stat.S_ISREG(twin.mode):
            raise Stays(number, "failed", f"cannot be linked: {act.same_as.name} is no file")
        if twin.is_same_file(seen):
            raise Stays(number, "skipped", f"is one file with {act.same_as} already")
        serial = self._batch.serial()
        step = Step(
            serial,
            number,
            "link" if act.kind == "hardlink" else "clone",
            act.source,
            seen=seen,
            twin=act.same_as,
            twin_ns=twin.modified_ns,
            temporary=self._temporary(act.source, serial),
            attributes=steps.packed(copies.attributes(act.source)),
            last=True,
        )
        self._expect(step)
        if step.kind == "link":
            self._batch.outlook.linked[act.source] = twin

    def _temporary(self, path: Path, serial: int) -> Path:
        """A name beside a file that nobody else uses."""
        return path.with_name(f".studio-{self._journal.token}-{serial}")

    def _expect(self, step: Step) -> None:
        self._batch.outlook.expect(step)
        self._steps.append(step)


def _is_parked(step: Step, act: Act) -> bool:
    return step.kind == "move" and not step.last and step.path == act.source
