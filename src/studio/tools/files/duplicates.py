"""Finding files that are there more than once, and clearing them away if asked to."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.errors import BadCall
from studio.core.materials import AnyFile, Bytes, Folder, Range, Unit, parse_bytes
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.store.filing.equals import Search

Size = Annotated[int, Range(0), Unit("bytes", parse_bytes)]


@dataclass(frozen=True)
class Repeated:
    """Files that are equal, or whole sequences of them.

    Attributes:
        what: The one that stays.
        copies: How many more there are.
        waste: What they take.
    """

    what: str
    copies: int
    waste: Size


@dataclass(frozen=True)
class Unneeded:
    """A file that stays as it is, or could not be looked at.

    Attributes:
        file: Its name.
        reason: Why.
    """

    file: str
    reason: str


@dataclass(frozen=True)
class Duplicates:
    """What is there more than once.

    Attributes:
        summary: What was found, in words.
        report: Every group of equal files.
        plan: What would be done, to look at, to edit and to carry out; none where it was carried out.
        run: The number under which it can be taken back, if it was carried out.
        files: How many files were looked at.
        size: What they take together.
        groups: How many contents, names or sizes there are more than once.
        copies: How many files are not needed.
        waste: What would be free without them. Several names of one file take nothing.
        hard_links: How many names are further names of a file.
        planned: How many files something would be done to.
        done: How many files something was done to.
        largest: The twelve that waste most.
        remembered: How many hashes were known from before.
        stayed: Copies that stay, and why; 200 at most.
        failed: What could not be done, and why.
        unread: What could not be looked at, and why; 200 at most.
        unread_count: How many these are, where not all are listed.
    """

    summary: str
    report: AnyFile
    plan: AnyFile | None
    run: int | None
    files: int
    size: Size
    groups: int
    copies: int
    waste: Size
    hard_links: int
    planned: int | None
    done: int | None
    largest: tuple[Repeated, ...]
    remembered: int
    stayed: tuple[Unneeded, ...]
    failed: tuple[Unneeded, ...]
    unread: tuple[Unneeded, ...]
    unread_count: int | None


@tool(effect=True)
def duplicates(
    folders: list[Folder],
    *,
    by: Literal["content", "name", "size"] = "content",
    algorithm: Literal["xxh3", "sha256", "md5"] = "xxh3",
    keep: Literal["first", "oldest", "newest", "shortest"] = "first",
    reference: list[Folder] = [],  # noqa: B006
    then: Literal["report", "aside", "hardlink", "reflink", "delete"] = "report",
    aside: Folder | None = None,
    permanently: bool = False,
    smallest: Bytes = 1,
    hidden: bool = False,
    follow: bool = False,
    sequences: bool = True,
    cache: bool = True,
    format: Literal["json", "csv", "html"] = "json",
    apply: bool = False,
) -> Duplicates:
    """Find files that are there more than once, and clear the copies away if asked to.

    Nothing is touched before you say so: what would be done is written as a plan, which can be looked at
    and edited, and is carried out with studio files apply, or at once with --apply. Each copy is compared
    byte by byte with the file that stays right before anything is done to it. studio files undo takes it
    back, but for what was deleted permanently.

    Files are compared by size, then by their first and last 4 KiB, and only what still agrees is read as a
    whole. Hashes are remembered, so the next search reads only what has changed. Further names of one file
    (hard links) waste nothing and count as one; empty files are never copies of one another. A frame of a
    sequence is cleared away only if all of the sequence has a copy, and a picture only together with its
    caption or subtitles.

    Args:
        folders: The folders to look through, with all below them.
        by: What must be equal. By name or size is only for a report.
        algorithm: The hash that tells contents apart.
        keep: Which stays: the one in the folder named first, the oldest, the newest, or that of the
            shortest path.
        reference: Folders that are looked through too, in which nothing is ever touched; what is there is
            not needed elsewhere.
        then: What becomes of the copies: report them, move them aside, replace them by hard links or by
            clones that share their blocks, or delete them (into the trash).
        aside: The folder they are moved to.
        permanently: Delete for good. This cannot be undone.
        smallest: Files below this size do not count.
        hidden: Look at files and folders whose names begin with a dot, too.
        follow: Follow links to files and folders.
        sequences: Whether numbered frames count as one thing. Photographs that a camera numbered never do.
        cache: Use hashes that are remembered, and remember new ones.
        format: The format of the report; html shows pictures.
        apply: Do it now, instead of writing a plan.

    Examples:
        studio files duplicates pictures/
        studio files duplicates work/ backup/ --keep oldest --format html
        studio files duplicates downloads/ --reference archive/ --then delete
        studio files duplicates renders/ --then hardlink --apply
    """
    from studio.media.filing import accounts
    from studio.store.filing.equals import Wanted, nothing_collected, search

    _refuse(by, then, aside, permanently=permanently, apply=apply)
    with nothing_collected():
        found = search(Wanted(
            folders, reference, by=by, algorithm=algorithm, keep=keep, smallest=smallest, hidden=hidden,
            follow=follow, sequences=sequences, cache=cache, without=[aside] if aside else [],
        ))  # fmt: skip
        report = accounts.write(found.account, run().folder / f"report.{format}")
    return _told(found, by, report, then, aside, permanently=permanently, apply=apply)


def _refuse(by: str, then: str, aside: Path | None, *, permanently: bool, apply: bool) -> None:
    """Options that contradict one another."""
    if then != "report" and by != "content":
        raise BadCall(
            f"files of the same {by} need not be equal, and nothing is done to them",
            hint="leave out --then, or compare --by content",
        )
    if (then == "aside") != (aside is not None):
        raise BadCall(
            "moving copies aside takes a folder, and the folder takes --then aside",
            hint="say both: --then aside --aside FOLDER",
        )
    if permanently and then != "delete":
        raise BadCall("only what is deleted can be deleted permanently", hint="say --then delete, too")
    if apply and then == "report":
        raise BadCall("a report leaves nothing to apply", hint="say what is to be done, as in --then aside")


def _told(
    found: Search, by: str, report: Path, then: str, aside: Path | None, *, permanently: bool, apply: bool
) -> Duplicates:
    from studio.store.filing import carrying
    from studio.store.filing.home import home

    place = Path(os.path.abspath(aside)) if aside else None
    plan, stays = found.plan(then, aside=place, permanently=permanently)
    written, carried = None, None
    if plan and plan.acts and apply:
        carried = carrying.carry_out(plan, home=home(), track=run().track)
    elif plan and plan.acts:
        written = plan.write(run().folder / "plan.json")
    stayed = [*stays, *(carried.skipped if carried else ())]
    planned = len(plan.acts) if written and plan else None
    done = carried.done if carried else None
    return Duplicates(
        summary=_summary(found, by, planned, done),
        report=report,
        plan=written,
        run=carried.run if carried else None,
        files=len(found.shelf),
        size=sum(found.shelf.sizes),
        groups=len(found.chosen),
        copies=found.copies,
        waste=sum(found.waste),
        hard_links=sum(map(len, found.names.values())),
        planned=planned,
        done=done,
        largest=tuple(Repeated(*one) for one in found.largest()),
        remembered=found.remembered,
        stayed=_few((one.path, one.why) for one in stayed),
        failed=_few((one.path, one.why) for one in (carried.failed if carried else ())),
        unread=_few(found.unread),
        unread_count=len(found.unread) if len(found.unread) > _MOST else None,
    )


def _summary(found: Search, by: str, planned: int | None, done: int | None) -> str:
    from studio.media.report import weight

    groups, copies = len(found.chosen), f"{found.copies:,} cop{'ies' if found.copies != 1 else 'y'}"
    if not groups:
        files = f"of {len(found.shelf):,} file{'s' * (len(found.shelf) != 1)}"
        return f"{files}, none has a copy" if by == "content" else f"{files}, no two have one {by}"
    told = f"{groups:,} group{'s' * (groups != 1)} of "
    if by != "content":
        return f"{told}files of one {by}, {found.copies:,} more than one of each"
    if done is not None:
        return f"{told}equal files, {copies}; {done:,} dealt with"
    freed = f"{told}equal files, {copies}, {weight(sum(found.waste))} could be freed"
    return freed if planned is None else f"{freed}; the plan, once applied, deals with {planned:,}"


_MOST = 200


def _few(problems: object) -> tuple[Unneeded, ...]:
    from itertools import islice

    from studio.store.filing.filed import legible

    return tuple(Unneeded(legible(path), legible(why)) for path, why in islice(iter(problems), _MOST))  # type: ignore[call-overload]
