"""The single steps that acts are made of, each of which either happened or did not."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

from studio.store.filing.copies import Seen

StepKind = Literal[
    "folder", "unfolder", "move", "trash", "untrash", "copy", "remove", "link", "part", "clone", "delete"
]

_OPPOSITE: dict[str, StepKind] = {
    "folder": "unfolder",
    "move": "move",
    "trash": "untrash",
    "untrash": "trash",
    "copy": "remove",
    "link": "part",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the world.

    Attributes:
        serial: Its number in the journal.
        act: The number of the act it belongs to, from 1 on.
        kind: What it does. `remove` takes a copy away, `part` makes a hard link a file of its own again.
        path: What it is done to.
        target: Where it goes, or is restored to.
        seen: What lay at the path before.
        twin: The file that is linked to, or from which a copy was made.
        twin_ns: When that one was modified, in nanoseconds.
        temporary: Where a copy or link comes into being before it takes its place.
        info: What the trash keeps beside a file, to know where it came from.
        attributes: Extended attributes of what lay there, where a link takes its place.
        plain: A change of letter case only, on a file system that thinks both names the same.
        undoes: The step that is taken back by this one.
        last: Whether the act is done with it.
    """

    serial: int
    act: int
    kind: StepKind
    path: Path
    target: Path | None = None
    seen: Seen | None = None
    twin: Path | None = None
    twin_ns: int = 0
    temporary: Path | None = None
    info: Path | None = None
    attributes: Mapping[str, str] | None = None
    plain: bool = False
    undoes: int = 0
    last: bool = False

    @property
    def place(self) -> Path:
        """Where the thing is afterwards."""
        return self.target or self.path

    def plainly(self) -> dict[str, Any]:
        """As JSON, without what is as usual."""
        told: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default or value is None:
                continue
            if isinstance(value, Seen):
                value = [getattr(value, part.name) for part in fields(Seen)]
            told[field.name] = str(value) if isinstance(value, Path) else value
        return told


def read(told: Mapping[str, Any]) -> Step:
    """A step from its JSON."""
    given: dict[str, Any] = dict(told)
    for name in ("path", "target", "twin", "temporary", "info"):
        if name in given:
            given[name] = Path(given[name])
    if "seen" in given:
        given["seen"] = Seen(*given["seen"])
    return Step(**given)


def opposite(step: Step, serial: int) -> Step | None:
    """The step that takes another back; None where nothing can, or nothing need be done."""
    if not (kind := _OPPOSITE.get(step.kind)):
        return None
    taken = replace(step, serial=serial, kind=kind, undoes=step.serial, last=False, temporary=None)
    if kind in ("move", "untrash", "trash"):
        assert step.target
        return replace(taken, path=step.target, target=step.path)
    if kind == "remove":
        assert step.target
        return replace(taken, path=step.target, target=None, twin=step.path)
    return taken


def packed(attributes: Mapping[str, bytes]) -> dict[str, str] | None:
    """Extended attributes as text."""
    return {name: base64.b64encode(value).decode() for name, value in attributes.items()} or None


def unpacked(attributes: Mapping[str, str] | None) -> dict[str, bytes]:
    """Extended attributes from their text."""
    return {name: base64.b64decode(value) for name, value in (attributes or {}).items()}
