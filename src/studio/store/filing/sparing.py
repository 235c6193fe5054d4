"""Turns the choice of which equal files stay into acts on the others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from studio.media.filing.choosing import Equal, Things
from studio.media.filing.shelf import Shelf
from studio.store.filing.acts import Act, FilingPlan, Kind
from studio.store.filing.undoing import Problem

Then = Literal["report", "aside", "hardlink", "reflink", "delete"]


@dataclass(slots=True)
class Sparing:
    """What is to become of files that are not needed.

    Attributes:
        shelf: All files.
        things: What belongs together.
        names: Further names of files that have several, by the one that stands for them.
        folder: The folder they are seen from.
        then: What becomes of them.
        aside: The folder they are moved to, if they are.
        permanently: Delete for good, instead of into the trash.
        stays: What stays although it is not needed, and why.
    """

    shelf: Shelf
    things: Things
    names: dict[int, list[int]]
    folder: Path
    then: Then
    aside: Path | None = None
    permanently: bool = False
    stays: list[Problem] = field(default_factory=list)

    def plan(self, title: str, chosen: list[Equal], hashes: list[str], torn: dict[int, int]) -> FilingPlan:
        """The plan. Each act names the file that stays, and both are compared right before it.

        Args:
            title: What it is called.
            chosen: Which files stay and which are not needed.
            hashes: The XXH3-128 of each group, or nothing.
            torn: Files that must stay for the sake of what they belong to.
        """
        acts = [
            act
            for equal, hash in zip(chosen, hashes, strict=True)
            for place in equal.goes
            for act in self._acts(place, equal, hash, torn)
        ]
        made = datetime.now(UTC).isoformat(timespec="seconds")
        return FilingPlan(title, tuple(acts), made, self.folder)

    def _acts(self, place: int, equal: Equal, hash: str, torn: dict[int, int]) -> Iterator[Act]:
        path = self._path(place)
        removing = self.then in ("aside", "delete")
        if removing and place in torn:
            needed = Path(self.shelf.paths[torn[place]]).name
            title = self.things.titles[self.things.thing[place]]
            self.stays.append(Problem(path, f"stays: it belongs to {title}, of which {needed} has no copy"))
            return
        twin = self._twin(place, equal)
        if twin is None:
            self.stays.append(Problem(path, "stays: it lies on another file system than its copy"))
            return
        group = f"thing {self.things.thing[place]}" if removing and place in self.things.thing else ""
        for name in (place, *self.names.get(place, ())):
            source = self._path(name)
            yield Act(
                self._kind(),
                source,
                self._target(source),
                self.shelf.sizes[name],
                self.shelf.modified[name],
                hash,
                conflict="number",
                same_as=self._path(twin),
                why=f"equal to {self._near(twin)}",
                group=group,
            )

    def _twin(self, place: int, equal: Equal) -> int | None:
        """The file that stays, for links one on the same file system."""
        if self.then in ("aside", "delete"):
            return equal.stays[0]
        devices = self.shelf.devices
        return next((twin for twin in equal.stays if devices[twin] == devices[place]), None)

    def _kind(self) -> Kind:
        if self.then == "delete":
            return "delete" if self.permanently else "trash"
        return {"aside": "move", "hardlink": "hardlink", "reflink": "reflink"}[self.then]  # type: ignore[return-value]

    def _target(self, source: Path) -> Path | None:
        if self.then != "aside":
            return None
        assert self.aside
        near = (
            source.relative_to(self.folder) if source.is_relative_to(self.folder) else source.relative_to("/")
        )
        return self.aside / near

    def _near(self, place: int) -> str:
        return os.path.relpath(self.shelf.paths[place], self.folder)

    def _path(self, place: int) -> Path:
        return Path(os.path.abspath(self.shelf.paths[place]))
