"""What was found out about equal files, as JSON, as a table, and as a page to look at."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from studio.media import report
from studio.media.filing.choosing import Equal
from studio.media.filing.shelf import Shelf
from studio.media.report import Group, Report, Tile

_SHOWN = 200
_TILES = 24


@dataclass(frozen=True, slots=True)
class Account:
    """Equal files, and which of them are not needed.

    Attributes:
        by: What is equal: content, name or size.
        folder: The folder names are seen from.
        shelf: All files.
        equals: Groups of equal files.
        hashes: The hash of each group, in hexadecimal; empty where nothing was read.
        waste: The bytes that each group takes more than once.
        names: Further names of files that have several, by the one that stands for them.
        belongs: What a file is a part of, if it is: `shot.####.exr [1-240]`.
    """

    by: str
    folder: Path
    shelf: Shelf
    equals: Sequence[Equal]
    hashes: Sequence[str]
    waste: Sequence[int]
    names: dict[int, list[int]]
    belongs: dict[int, str]


def write(account: Account, file: Path) -> Path:
    """Write an account in the format that the name of the file asks for."""
    return _WRITERS[file.suffix](account, file)


def _write_json(account: Account, file: Path) -> Path:
    with file.open("w", encoding="ascii") as out:
        head = {"by": account.by, "folder": str(account.folder), "names": "surrogateescape"}
        out.write(f'{json.dumps(head, indent=1)[:-2]},\n "groups": [\n')
        out.write(",\n".join(_lines(account)))
        out.write("\n ]\n}\n")
    return file


def _lines(account: Account) -> Iterator[str]:
    """A line of JSON for each group; there may be very many."""
    quoted, path_of = json.encoder.encode_basestring_ascii, account.shelf.paths.__getitem__
    sizes, with_names = account.shelf.sizes, partial(_with_names, account)
    for equal, hash, waste in zip(account.equals, account.hashes, account.waste, strict=True):
        stays = ", ".join(map(quoted, map(path_of, with_names(equal.stays))))
        copies = ", ".join(map(quoted, map(path_of, with_names(equal.goes))))
        yield (
            f'  {{"size": {sizes[equal.stays[0]]}, "hash": "{hash}", "waste": {waste}, '
            f'"stays": [{stays}], "copies": [{copies}]}}'
        )


def _write_csv(account: Account, file: Path) -> Path:
    import csv
    from datetime import UTC, datetime

    with file.open("w", encoding="utf-8", errors="surrogateescape", newline="") as out:
        table = csv.writer(out)
        table.writerow(("group", "role", "path", "size", "modified", "hash", "part_of"))
        for number, equal in enumerate(account.equals):
            for role, places in (("stays", equal.stays), ("copy", equal.goes)):
                for place in _with_names(account, places):
                    when = datetime.fromtimestamp(account.shelf.modified[place] / 1e9, UTC)
                    table.writerow(
                        (number + 1, role, account.shelf.paths[place], account.shelf.sizes[place],
                         when.isoformat(timespec="seconds"), account.hashes[number],
                         account.belongs.get(place, ""))
                    )  # fmt: skip
    return file


def _write_html(account: Account, file: Path) -> Path:
    order = sorted(range(len(account.equals)), key=lambda number: -account.waste[number])
    copies = sum(len(_with_names(account, equal.goes)) for equal in account.equals)
    without = "1 file is" if copies == 1 else f"{copies:,} files are"
    lead = f"{without} not needed; {report.weight(sum(account.waste))} would be free."
    groups = [_group(account, number) for number in order[:_SHOWN]]
    if len(order) > _SHOWN:
        rest = len(order) - _SHOWN
        note = f"{rest:,} smaller groups are not shown here; the JSON or CSV report has them all."
        groups.append(Group("And more", 0, note=note, empty=""))
    facts = (
        ("Groups", f"{len(account.equals):,}", ""),
        ("Copies", f"{copies:,}", ""),
        ("Space taken twice", report.weight(sum(account.waste)), ""),
        ("Files looked at", f"{len(account.shelf):,}", ""),
    )
    title = account.folder.name or str(account.folder)
    return report.write(Report(f"Equal by {account.by}", title, lead, facts, groups=groups), file)


def _group(account: Account, number: int) -> Group:
    equal = account.equals[number]
    places = [*_with_names(account, equal.stays), *_with_names(account, equal.goes)]
    size = report.weight(account.shelf.sizes[equal.stays[0]])
    title = os.path.basename(account.shelf.paths[equal.stays[0]])  # noqa: PTH119 -- a path of text is enough
    note = f"{size} each, {report.weight(account.waste[number])} taken more than once"
    return Group(title, len(places), _tiles(account, equal, places[:_TILES]), note=note)


def _tiles(account: Account, equal: Equal, places: Sequence[int]) -> Iterator[Tile]:
    """Equal files look alike: one small picture is made for all of them."""
    small = _thumbnail(Path(account.shelf.paths[equal.stays[0]])) if account.by == "content" else b""
    for place in places:
        path = account.shelf.paths[place]
        role = "stays" if place in equal.stays else "copy"
        part = f", part of {account.belongs[place]}" if place in account.belongs else ""
        near = os.path.relpath(path, account.folder)
        yield Tile(near, f"{role}{part}", small, os.path.abspath(path))


def _thumbnail(path: Path) -> bytes:
    from studio.core.errors import StudioError
    from studio.media.glimpses import picture_thumbnail
    from studio.media.kinds import suffixes

    if path.suffix.lower() not in suffixes("image"):
        return b""
    try:
        return picture_thumbnail(path)
    except StudioError:
        return b""


def _with_names(account: Account, places: Sequence[int]) -> Sequence[int]:
    if not account.names:
        return places
    return [name for place in places for name in (place, *account.names.get(place, ()))]


_WRITERS: dict[str, Callable[[Account, Path], Path]] = {
    ".json": _write_json, ".csv": _write_csv, ".html": _write_html,
}  # fmt: skip
