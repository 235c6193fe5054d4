"""What a tool says that plans acts on files, or carries them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.materials import AnyFile
from studio.core.run import run
from studio.store.filing import carrying
from studio.store.filing.acts import FilingPlan
from studio.store.filing.home import home
from studio.store.filing.undoing import Problem

_SHOWN = 12
_MOST = 200


@dataclass(frozen=True)
class Stayed:
    """A file that stays as it is.

    Attributes:
        file: Its name.
        reason: Why.
    """

    file: str
    reason: str


@dataclass(frozen=True)
class Going:
    """A thing that goes somewhere else, or gets another name.

    Attributes:
        what: What it is called; numbered pictures are one thing.
        where: Where it goes.
    """

    what: str
    where: str


@dataclass(frozen=True)
class Filed:
    """What would be done to files, or was done.

    Attributes:
        plan: The plan, to look at, to edit and to carry out; none where it was carried out, or is empty.
        run: The number under which it can be taken back, if it was carried out.
        what: What it is about.
        files: How many files are moved, copied or given another name.
        first: Where the first twelve things go.
        sequences: The numbered pictures that count as one thing, and which of them are missing.
        beside: How many captions, subtitles and the like go along with what they belong to.
        dates: How many dates were taken from EXIF, from containers, and from when files were modified.
        kinds: How many files of each class there are.
        mislabelled: Files whose names stand for another class than their content.
        stayed: Files that stay as they are, and why; 200 at most.
        stayed_count: How many these are, where not all are listed.
        failed: Files that could not be touched, and why.
    """

    plan: AnyFile | None
    run: int | None
    what: str
    files: int
    first: tuple[Going, ...]
    sequences: tuple[str, ...]
    beside: int
    dates: dict[str, int]
    kinds: dict[str, int]
    mislabelled: tuple[str, ...]
    stayed: tuple[Stayed, ...]
    stayed_count: int | None
    failed: tuple[Stayed, ...]


@dataclass(frozen=True)
class Observed:
    """What a tool came to know of the files while it planned."""

    goings: Sequence[tuple[str, str]] = ()
    sequences: Sequence[str] = ()
    beside: int = 0
    dates: dict[str, int] | None = None
    kinds: dict[str, int] | None = None
    mislabelled: Sequence[str] = ()
    stayed: Sequence[Problem] = ()


def file(plan: FilingPlan, observed: Observed, *, apply: bool) -> Filed:
    """Write a plan down to be looked at, or carry it out.

    Args:
        plan: The plan.
        observed: What else there is to say.
        apply: Whether it is carried out.
    """
    written, number, files = None, None, len(plan.acts)
    stayed, failed = list(observed.stayed), []
    if plan.acts and apply:
        carried = carrying.carry_out(plan, home=home(), track=run().track)
        number, files = carried.run, carried.done
        stayed, failed = [*stayed, *carried.skipped], list(carried.failed)
    elif plan.acts:
        written = plan.write(run().folder / "plan.json")
    return Filed(
        plan=written,
        run=number,
        what=plan.title,
        files=files,
        first=tuple(Going(legible(what), legible(where)) for what, where in observed.goings[:_SHOWN]),
        sequences=tuple(map(legible, observed.sequences)),
        beside=observed.beside,
        dates=observed.dates or {},
        kinds=observed.kinds or {},
        mislabelled=tuple(map(legible, observed.mislabelled)),
        stayed=tuple(_stayed(plan, stayed[:_MOST])),
        stayed_count=len(stayed) if len(stayed) > _MOST else None,
        failed=tuple(_stayed(plan, failed[:_MOST])),
    )


def legible(name: object) -> str:
    """A name as text that any program can read: bytes that are no characters are spelled out."""
    return str(name).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _stayed(plan: FilingPlan, problems: Sequence[Problem]) -> list[Stayed]:
    return [Stayed(_near(one.path, plan.folder), legible(one.why)) for one in problems]


def _near(path: Path, folder: Path) -> str:
    return legible(path.relative_to(folder) if path.is_relative_to(folder) else path)
