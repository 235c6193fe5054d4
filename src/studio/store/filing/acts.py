"""What is to be done to files: single acts, and the plan that holds them, which people may read and edit."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from studio.core.errors import BadInput, NotFound
from studio.core.scratch import unwritable

Kind = Literal["move", "copy", "hardlink", "reflink", "trash", "delete"]
Conflict = Literal["skip", "skip-equal", "number", "overwrite"]

FORMAT = "studio filing plan 1"

_NEED_TARGET = ("move", "copy")
_NEED_TWIN = ("hardlink", "reflink")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that is to be done to one file.

    Attributes:
        kind: What is done. A hardlink or reflink takes the place of its source and shares the content of
            `same_as`.
        source: The file it is done to.
        target: Where a move or copy goes.
        size: How many bytes the file had when the plan was made.
        modified_ns: When it was modified then, in nanoseconds.
        hash: The XXH3-128 of its content then, in hexadecimal; empty where nobody read it.
        conflict: What happens if the target is there already; what is overwritten goes to the trash.
        same_as: The file of equal content that stays; both are compared byte by byte right before the act.
        why: What led to it, in a few words.
        group: Acts of one group, other than "", are done together or not at all: a picture and its caption.
    """

    kind: Kind
    source: Path
    target: Path | None
    size: int
    modified_ns: int
    hash: str = ""
    conflict: Conflict = "skip"
    same_as: Path | None = None
    why: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class FilingPlan:
    """Acts that belong together, in their order.

    Attributes:
        title: What it is about, in a line.
        acts: The acts.
        made: When it was made, as `2026-11-26T12:30:00+00:00`.
        folder: The folder it is about; in the file, names are seen from there.
    """

    title: str
    acts: tuple[Act, ...]
    made: str
    folder: Path

    @property
    def text(self) -> str:
        """The plan as JSON, an act a line. Names that are not UTF-8 are kept by surrogate escape."""
        head = {"format": FORMAT, "title": self.title, "made": self.made, "folder": str(self.folder)}
        lines = ",\n".join(f"  {json.dumps(_plain(act, self.folder))}" for act in self.acts)
        return f'{json.dumps(head, indent=1)[:-2]},\n "acts": [\n{lines}\n ]\n}}\n'

    def write(self, file: Path) -> Path:
        """Write the plan into a file."""
        try:
            file.write_text(self.text, encoding="ascii")
        except OSError as refused:
            raise unwritable(file, refused) from None
        return file


def read(file: Path) -> FilingPlan:
    """Read a plan that was written, and perhaps edited by hand."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotFound(f"there is no plan {file}") from None
    except OSError as refused:
        raise BadInput(f"{file} cannot be read: {(refused.strerror or str(refused)).lower()}") from None
    except ValueError as wrong:
        raise BadInput(f"{file} is no JSON: {wrong}", hint="put it right, or make the plan again") from None
    if not isinstance(found, Mapping) or found.get("format") != FORMAT:
        raise BadInput(f"{file} is no plan for files", hint="make one, as with studio files organize FOLDER")
    try:
        folder = Path(found["folder"])
        acts = tuple(_act(one, number, folder) for number, one in enumerate(_list(found["acts"]), 1))
        return FilingPlan(str(found["title"]), acts, str(found["made"]), folder)
    except KeyError as missing:
        raise BadInput(f"{file} lacks {missing.args[0]!r}", hint="make the plan again") from None
    except ValueError as wrong:
        raise BadInput(f"{file}: {wrong}", hint="put it right, or make the plan again") from None


_NAMES = {field.name for field in fields(Act)}
_CHOICES = {"kind": get_args(Kind), "conflict": get_args(Conflict)}
_NUMBERS = ("size", "modified_ns")
_PLACES = ("source", "target", "same_as")


def _plain(act: Act, folder: Path) -> dict[str, Any]:
    """An act as JSON, without what is as usual."""
    told: dict[str, Any] = {}
    for field in fields(Act):
        value = getattr(act, field.name)
        if value == field.default or value is None:
            continue
        told[field.name] = _near(value, folder) if isinstance(value, Path) else value
    return told


def _near(path: Path, folder: Path) -> str:
    place, above = str(path), f"{str(folder).rstrip('/')}/"
    return place[len(above) :] if place.startswith(above) else place


def _act(given: Any, number: int, folder: Path) -> Act:
    try:
        if not isinstance(given, Mapping):
            raise ValueError("it is not written as {…}")
        _check(given)
    except ValueError as wrong:
        raise ValueError(f"act {number}: {wrong}") from None
    places = {name: folder / given[name] for name in _PLACES if name in given}
    return Act(**{"target": None, **given, **places})


def _check(given: Mapping[str, Any]) -> None:
    """Refuse what is no act, whoever wrote it."""
    kind = given.get("kind")
    needed = ["kind", "source", "size", "modified_ns"]
    needed += ["target"] * (kind in _NEED_TARGET) + ["same_as"] * (kind in _NEED_TWIN)
    if missing := [name for name in needed if name not in given]:
        raise ValueError(f"{missing[0]} is missing")
    for name, value in given.items():
        if name not in _NAMES:
            raise ValueError(f"acts have no {name}")
        if type(value) is not (wanted := int if name in _NUMBERS else str):
            raise ValueError(f"{name} is {'a whole number' if wanted is int else 'text'}")
        if name in _CHOICES and value not in _CHOICES[name]:
            raise ValueError(f"{name} is one of {', '.join(_CHOICES[name])}")
        if name in _PLACES and (not value or "\0" in str(value)):
            raise ValueError(f"{name} is no name of a file")


def _list(given: Any) -> Sequence[Any]:
    if not isinstance(given, list):
        raise ValueError("acts are not written as […]")
    return given
