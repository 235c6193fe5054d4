"""Putting the files of a folder into folders, by what they are or when they were made."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from studio.core.errors import BadCall
from studio.core.materials import Folder
from studio.core.run import run
from studio.core.tool import tool
from studio.store.filing.filed import Filed

if TYPE_CHECKING:
    from studio.media.filing.dates import Dated
    from studio.media.filing.kinds import Classed
    from studio.media.filing.together import Item
    from studio.store.filing.drafting import Draft
    from studio.store.filing.filed import Observed
    from studio.store.filing.gathering import Gathered

_LAYOUTS = {"kind": "{kind}/{name}", "date": "{year}/{month}/{name}"}
_FIELDS = ("kind", "year", "month", "day", "hour", "minute", "second", "name", "stem", "suffix")


@dataclass(frozen=True, slots=True)
class _Judged:
    """A thing, and what decides where it goes."""

    item: Item
    classed: Classed
    dated: Dated | None


@tool(effect=True)
def organize(
    folder: Folder,
    *,
    by: Literal["kind", "date"] = "kind",
    layout: str = "",
    into: Folder | None = None,
    action: Literal["move", "copy"] = "move",
    conflict: Literal["number", "skip", "skip-equal", "overwrite"] = "number",
    recursive: bool = False,
    sequences: bool = True,
    sidecars: bool = True,
    apply: bool = False,
) -> Filed:
    """Put the files of a folder into folders, by what they are or when they were made.

    Nothing is touched before you say so: what would be done is written as a plan, which can be looked at
    and edited, and is carried out with studio files apply, or at once with --apply. Whatever was done,
    studio files undo takes it back.

    A file's class is one of nine: images, videos, audio, documents, spreadsheets, presentations, archives,
    code and executables, else other. The content decides when the ending of the name lies. A date is that
    of the camera or of the container if there is one, else that of the last change; the result says how
    many are which. Numbered frames count as one thing, and captions, subtitles and the like stay with
    their picture. Hidden files, links, pipes and devices are left alone.

    Args:
        folder: The folder whose files are put in order.
        by: By kind, or by date into years and months.
        layout: A layout of your own instead, of {kind} {year} {month} {day} {hour} {minute} {second} {name}
            {stem} {suffix}, such as {kind}/{year}/{name}.
        into: Where the new folders go; into the folder itself when left out.
        action: Move the files, or copy them.
        conflict: If a name is taken: number the file, skip it, skip it if both are equal and number it if
            not, or overwrite what is there, which then goes to the trash.
        recursive: Take the files of the folders below, too.
        sequences: Whether numbered frames count as one thing. Photographs that a camera numbered never do.
        sidecars: Whether captions, subtitles and the like stay with what they belong to.
        apply: Do it now, instead of writing a plan.

    Examples:
        studio files organize ~/Downloads
        studio files organize card/ --by date --into pictures/ --action copy --recursive --apply
        studio files organize delivery/ --layout "{kind}/{year}-{month}-{day}/{name}"
    """
    from studio.media.filing import naming
    from studio.store.filing import filed
    from studio.store.filing.drafting import Draft, Wish
    from studio.store.filing.gathering import gather

    template, needed = _template(layout or _LAYOUTS[by])
    goal = Path(os.path.abspath(into or folder))
    gathered = gather(folder, recursive=recursive, without=goal, frames_together=sequences, beside=sidecars)
    dating = bool(needed & set(naming.DATES))
    judged = run().each(lambda item: _judge(item, gathered, dating=dating), gathered.items)
    draft = Draft(gathered.root, kind=action, conflict=conflict)
    for one in judged:
        targets = tuple(goal / place for place in _places(one, template))
        draft.add(Wish(one.item, gathered.files_of(one.item), targets, _why(one)))
    title = f"Organize {filed.legible(gathered.root.name or gathered.root)} by {layout or by}"
    return filed.file(draft.plan(title), _observed(judged, gathered, draft), apply=apply)


def _template(layout: str) -> tuple[str, set[str]]:
    """The layout with a name at its end, and the fields it needs."""
    from studio.media.filing import naming

    needed = naming.fields(layout, _FIELDS, "--layout")
    parts = layout.strip("/").split("/")
    if layout.startswith("/") or {"", ".", ".."} & set(parts):
        raise BadCall(
            f"--layout {layout} leads elsewhere",
            hint="begin it with a folder's name, and say where it goes with --into",
        )
    last = naming.fields(parts[-1], _FIELDS, "--layout")
    return "/".join(parts if last & {"name", "stem"} else [*parts, "{name}"]), needed


def _judge(item: Item, gathered: Gathered, *, dating: bool) -> _Judged:
    from studio.media.filing import dates, kinds

    classed = kinds.classify(item.lead)
    modified = gathered.files[str(item.lead)].modified_ns
    return _Judged(item, classed, dates.dated(item.lead, classed.kind, modified) if dating else None)


def _places(judged: _Judged, template: str) -> Iterator[Path]:
    """Where each file of a thing goes, below the goal."""
    from studio.media.filing import naming

    item = judged.item
    values: dict[str, str | int] = {"kind": judged.classed.kind}
    values |= naming.of_date(judged.dated.when) if judged.dated else {}
    head, _, last = template.rpartition("/")
    folder = Path(naming.filled(head, {**values, **naming.of_name(item.names[0]), "stem": item.stem}))
    called = {
        name: naming.filled(last, {**values, **naming.of_name(name)}).rstrip(".") for name in item.names
    }
    yield from (folder / called[name] for name in item.names)
    for name, lead in item.beside.items():
        # What belongs to a sequence as a whole keeps its name.
        yield folder / (naming.beside(name, lead, called[lead]) if lead else name)


def _why(judged: _Judged) -> str:
    classed, dated = judged.classed, judged.dated
    why = f"{classed.kind} by content ({classed.format})" if classed.lies else classed.kind
    return f"{why}, {dated.when:%Y-%m-%d} by {dated.source}" if dated else why


def _observed(judged: list[_Judged], gathered: Gathered, draft: Draft) -> Observed:
    from studio.store.filing.filed import Observed

    return Observed(
        goings=draft.goings,
        sequences=[one.item.title for one in judged if one.item.sequence],
        beside=sum(len(one.item.beside) for one in judged),
        dates=dict(Counter(one.dated.source for one in judged if one.dated)),
        kinds=dict(Counter(one.classed.kind for one in judged for _ in one.item.names)),
        mislabelled=[f"{one.item.names[0]} is {one.classed.format}" for one in judged if one.classed.lies],
        stayed=[*gathered.stayed, *draft.skipped],
    )
