"""Drafts a plan in which no two files go to one name, before anything is touched."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Literal

from studio.core.errors import Refused
from studio.media.filing import numbering, together
from studio.media.filing.together import Item
from studio.media.filing.walking import Found
from studio.media.sequences import sequences_of
from studio.store.filing import journal
from studio.store.filing.acts import FORMAT, Act, Conflict, FilingPlan
from studio.store.filing.outlook import is_case_only
from studio.store.filing.undoing import Problem

Choice = Literal["refuse", "skip", "skip-equal", "number", "overwrite"]

_FIRST_NUMBER = 2
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """Where the files of one thing are to go, together.

    Attributes:
        item: The thing.
        files: Its files, as they were found.
        targets: Where each of them goes.
        why: What led to it.
    """

    item: Item
    files: tuple[Found, ...]
    targets: tuple[Path, ...]
    why: str = ""

    def goes(self, targets: Sequence[Path], folder: Path) -> tuple[str, str]:
        """What goes where, in a few words; a sequence is one thing."""
        frames = [target.name for target in targets[: len(self.item.names)]]
        place, name = targets[0].parent, frames[0]
        if self.item.sequence and (found := sequences_of(place, frames)):
            name = together.title(found[0])
        there = place.relative_to(folder) if place.is_relative_to(folder) else place
        return self.item.title, str(there / name)


class Draft:
    """Takes wishes in, and makes a plan of them.

    Attributes:
        skipped: What stays where it is because something is at its target already.
        goings: What goes where, as people call it.
    """

    def __init__(self, folder: Path, *, kind: Literal["move", "copy"], conflict: Choice) -> None:
        self.skipped: list[Problem] = []
        self.goings: list[tuple[str, str]] = []
        self._folder = folder
        self._kind = kind
        self._conflict = conflict
        self._wishes: list[Wish] = []

    def add(self, wish: Wish) -> None:
        """Take a wish in; a thing that is where it should be is no wish."""
        if any(target != Path(file.path) for file, target in zip(wish.files, wish.targets, strict=True)):
            self._wishes.append(wish)

    def plan(self, title: str) -> FilingPlan:
        """The plan: collisions are refused, or settled as was chosen."""
        leaving = {Path(file.path) for wish in self._wishes for file in wish.files}
        self._leaving = leaving if self._kind == "move" else set()
        self._taken: dict[Path, Path] = {}
        self._tried: dict[Path, int] = {}
        self._collisions: list[str] = []
        acts: list[Act] = []
        for number, wish in enumerate(self._wishes, 1):
            if targets := self._settled(wish):
                acts += self._acts(wish, targets, str(number))
                self.goings.append(wish.goes(targets, self._folder))
        if self._collisions:
            raise self._refusal()
        return FilingPlan(title, tuple(acts), journal.now(), self._folder)

    def _settled(self, wish: Wish) -> Sequence[Path]:
        """Where the files of a wish go in the end; nowhere if they stay."""
        lead = Path(wish.files[0].path)
        ours = [self._taken[target] for target in wish.targets if target in self._taken]
        there = [target for one, target in self._pairs(wish) if self._is_there(one, target)]
        if not ours and not there:
            return self._take(wish, wish.targets)
        if self._conflict == "refuse":
            self._collisions.append(
                f"{ours[0].name} and {lead.name} would both become {self._shared(wish)}"
                if ours
                else f"{lead.name} would become {there[0].name}, which is there already"
            )
            return ()
        if self._conflict == "skip":
            self.skipped.append(Problem(lead, f"stays: {there[0] if there else wish.targets[0]} is taken"))
            return ()
        if self._conflict == "number" or (ours and self._conflict == "overwrite"):
            return self._take(wish, self._numbered(wish))
        return self._take(wish, wish.targets)

    def _shared(self, wish: Wish) -> str:
        return next(target.name for target in wish.targets if target in self._taken)

    def _pairs(self, wish: Wish) -> Iterable[tuple[Path, Path]]:
        return ((Path(file.path), target) for file, target in zip(wish.files, wish.targets, strict=True))

    def _is_there(self, source: Path, target: Path) -> bool:
        """Whether something is at a target that will not have left by then."""
        if target == source or target in self._leaving or not os.path.lexists(target):
            return False
        return not is_case_only(source, target)

    def _take(self, wish: Wish, targets: Sequence[Path]) -> Sequence[Path]:
        for file, target in zip(wish.files, targets, strict=True):
            self._taken.setdefault(target, Path(file.path))
        return targets

    def _numbered(self, wish: Wish) -> Sequence[Path]:
        base = numbering.base([target.name for target in wish.targets])
        # A thousand files of one name would else try all numbers a thousand times.
        for number in count(self._tried.get(wish.targets[0], _FIRST_NUMBER)):
            found = [
                target.with_name(numbering.numbered(target.name, base, number)) for target in wish.targets
            ]
            if not any(target in self._taken or os.path.lexists(target) for target in found):
                self._tried[wish.targets[0]] = number + 1
                return found
        raise AssertionError

    def _acts(self, wish: Wish, targets: Sequence[Path], group: str) -> Iterable[Act]:
        conflict: Conflict = "skip" if self._conflict == "refuse" else self._conflict
        for file, target in zip(wish.files, targets, strict=True):
            source = Path(file.path)
            if target != source:
                yield Act(
                    self._kind,
                    source,
                    target,
                    file.size,
                    file.modified_ns,
                    conflict=conflict,
                    why=wish.why,
                    group=group if len(targets) > 1 else "",
                )

    def _refusal(self) -> Refused:
        told = "; ".join(self._collisions[:_NAMED])
        more = f"; and {len(self._collisions) - _NAMED:,} more" if len(self._collisions) > _NAMED else ""
        return Refused(
            f"names would collide: {told}{more}",
            hint="give them other names, add a counter, or say --conflict number",
        )


def is_plan(path: Path) -> bool:
    """Whether a file is a plan of ours, which is nobody's to be filed."""
    if path.suffix != ".json":
        return False
    try:
        with path.open("rb") as file:
            return FORMAT.encode() in file.read(200)
    except OSError:
        return False
