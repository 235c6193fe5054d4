"""Giving many files other names at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.errors import BadCall, BadInput, Refused
from studio.core.materials import Folder, Range
from studio.core.tool import tool
from studio.store.filing.filed import Filed

if TYPE_CHECKING:
    from studio.media.filing.dates import Dated
    from studio.media.filing.renaming import Rule
    from studio.media.filing.together import Item
    from studio.store.filing.drafting import Wish
    from studio.store.filing.gathering import Gathered
    from studio.store.filing.undoing import Problem

Count = Annotated[int, Range(0, 10**9)]


@tool(effect=True)
def rename(
    folder: Folder,
    *,
    find: str = "*",
    to: str | None = None,
    regex: bool = False,
    case: Literal["keep", "lower", "upper", "title"] = "keep",
    offset: Annotated[int, Range(-(10**9), 10**9)] = 0,
    start: Count = 1,
    step: Annotated[int, Range(1, 10**6)] = 1,
    order: Literal["name", "date", "size"] = "name",
    conflict: Literal["refuse", "number", "skip", "skip-equal", "overwrite"] = "refuse",
    recursive: bool = False,
    sequences: bool = True,
    sidecars: bool = True,
    apply: bool = False,
) -> Filed:
    """Give many files of a folder other names at once.

    Nothing is touched before you say so: the new names are written as a plan, which can be looked at and
    edited, and is carried out with studio files apply, or at once with --apply. Whatever was done, studio
    files undo takes it back.

    All new names are checked against one another and against what is there before the first is given.
    Names may be exchanged, and may differ from the old ones in their letter case alone. Numbered frames
    count as one thing and keep their numbers, and captions, subtitles and the like stay with their picture.

    Args:
        folder: The folder whose files get other names.
        find: Which files, as a pattern of their whole names, such as IMG_*.jpg; with --regex a regular
            expression, whose first match within a name is replaced.
        to: The new name, or what replaces the match, of {1} {2} for what * and ? or groups stand for,
            {n} or {n:03} for a counter, {frame:04} {name} {stem} {suffix} {parent} {year} {month} {day}
            {hour} {minute} {second}, and the names of groups. A pattern's new name without an ending keeps
            the old one.
        regex: Take --find as a regular expression.
        case: The case of the letters; title leaves the ending as it is.
        offset: What is added to the numbers of frames, such as 1000.
        start: Where the counter begins, in every folder.
        step: How far it goes each time.
        order: Count by name as people count, by date, or by size.
        conflict: If names collide: refuse all of it, number the file, skip it, skip it if both are equal and
            number it if not, or overwrite what is there, which then goes to the trash.
        recursive: Take the files of the folders below, too.
        sequences: Whether numbered frames count as one thing. Photographs that a camera numbered never do.
        sidecars: Whether captions, subtitles and the like stay with what they belong to.
        apply: Do it now, instead of writing a plan.

    Examples:
        studio files rename card/ --find "IMG_*.jpg" --to "coast_{n:03}.jpg" --order date
        studio files rename shots/ --find "sh([0-9]+)_v[0-9]+" --to "shot_{1}" --regex --apply
        studio files rename frames/ --find "*.exr" --offset 1000
        studio files rename scans/ --case lower
    """
    from studio.media.filing import renaming
    from studio.store.filing import filed
    from studio.store.filing.drafting import Draft
    from studio.store.filing.gathering import gather

    rule = renaming.rule(find, to, regex=regex, case=case, offset=offset)
    gathered = gather(folder, recursive=recursive, frames_together=sequences, beside=sidecars)
    chosen = [item for item in gathered.items if rule.fits(item.names[0])]
    parted = _parted(gathered, rule)
    if not chosen and not parted:
        raise BadInput(f"no file in {folder} fits {find}", hint="look at --find; --recursive goes deeper")
    draft = Draft(gathered.root, kind="move", conflict=conflict)
    dates = _dates(chosen, gathered, wanted=rule.needs_dates or order == "date")
    for item, number in _counted(_ordered(chosen, order, dates, gathered), start, step):
        draft.add(_wish(item, number, rule, dates, gathered))
    said = find if to is None else f"{find} to {to}"
    plan = draft.plan(f"Rename {said}, in {filed.legible(gathered.root.name or gathered.root)}")
    observed = filed.Observed(
        goings=draft.goings,
        sequences=[item.title for item in chosen if item.sequence],
        beside=sum(len(item.beside) for item in chosen),
        stayed=[*gathered.stayed, *draft.skipped, *parted],
    )
    return filed.file(plan, observed, apply=apply)


def _dates(items: list[Item], gathered: Gathered, *, wanted: bool) -> dict[Path, Dated]:
    """When each thing was made, where anybody asks."""
    from studio.core.run import run
    from studio.media.filing import dates, kinds

    def date(item: Item) -> Dated:
        kind = kinds.classify(item.lead).kind
        return dates.dated(item.lead, kind, gathered.files[str(item.lead)].modified_ns)

    if not wanted:
        return {}
    return dict(zip((item.lead for item in items), run().each(date, items), strict=True))


def _ordered(items: list[Item], order: str, dates: dict[Path, Dated], gathered: Gathered) -> list[Item]:
    from studio.media.folders import natural

    def rank(item: Item) -> tuple[object, ...]:
        name = natural(item.names[0])
        if order == "date":
            return str(item.folder), dates[item.lead].when.replace(tzinfo=None), name, item.names[0]
        size = sum(gathered.files[str(item.folder / one)].size for one in item.names)
        return str(item.folder), size if order == "size" else 0, name, item.names[0]

    return sorted(items, key=rank)


def _counted(items: list[Item], start: int, step: int) -> Iterator[tuple[Item, int]]:
    """Every thing with its number; counting begins anew in each folder."""
    folder, number = Path(), start
    for item in items:
        number = number + step if item.folder == folder else start
        folder = item.folder
        yield item, number


def _wish(item: Item, number: int, rule: Rule, dates: dict[Path, Dated], gathered: Gathered) -> Wish:
    from studio.media.filing import naming
    from studio.store.filing.drafting import Wish

    dated = dates.get(item.lead)
    names = rule.names(item, number, dated.when if dated else None)
    for old, new in names.items():
        if fault := naming.fault(new):
            hint = "put files into folders with studio files organize" if "/" in new else "change --to"
            raise (BadCall if "/" in new else Refused)(
                f"{old} would become {new!r}, which {fault}", hint=hint
            )
    why = f"{dated.when:%Y-%m-%d} by {dated.source}" if dated and rule.needs_dates else ""
    return Wish(item, gathered.files_of(item), tuple(item.folder / names[name] for name in item.files), why)


def _parted(gathered: Gathered, rule: Rule) -> list[Problem]:
    """What fits, but lies beside something that does not: it keeps its name, so that both stay together."""
    from studio.store.filing.undoing import Problem

    return [
        Problem(item.folder / name, f"stays beside {lead or item.title}; --no-sidecars parts them")
        for item in gathered.items
        if not rule.fits(item.names[0])
        for name, lead in item.beside.items()
        if rule.fits(name)
    ]
