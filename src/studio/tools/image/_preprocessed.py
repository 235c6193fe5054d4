"""What became of each picture of a set, and the reports that say so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import ToolFailed

if TYPE_CHECKING:
    from studio.media.images.collection import Member
    from studio.media.images.inspection import Fault, Findings
    from studio.media.report import Group, Scale, Tile

MOST_KEPT_SHOWN = 600
_GROUPS = {
    "unreadable": ("Unreadable", "Broken, or no picture at all."),
    "empty": ("Empty", "Nothing in them is visible."),
    "too small": ("Too small", "Smaller than {min_width} × {min_height}."),
    "too long": ("Too long", "The longer side is more than {max_aspect:g} times the shorter."),
    "too dark": ("Too dark", "Mean brightness below {min_exposure:g}."),
    "too bright": ("Too bright", "Mean brightness above {max_exposure:g}."),
    "flat": ("Flat", "Nearly one colour all over."),
    "blurred": ("Blurred", "Sharpness below {min_sharpness:g} in every part of the picture."),
    "duplicate": ("Duplicates", "A picture like each of them was kept."),
}
_SETTINGS = {
    "width": "{} px",
    "height": "{} px",
    "longest": "{} px",
    "fit": "{}",
    "format": "{}",
    "quality": "{}",
    "background": "{}",
    "normalise": "{}",
    "min_sharpness": "{:g}",
    "min_exposure": "{:g}",
    "max_exposure": "{:g}",
    "min_width": "{} px",
    "min_height": "{} px",
    "max_aspect": "{:g} to 1",
    "duplicates": "{}",
    "prefer": "{}",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One picture on its way.

    Attributes:
        member: The picture, and what belongs to it.
        bytes: Size of its file.
        digest: SHA-256 of its file.
        findings: What was measured; none if it could not be read.
        fault: Why it is left out, if it is.
        like: For a duplicate: the picture that is kept.
        suffix: What the name of its copy ends in.
        made: Its copy, once there is one.
        name: The path of its copy in the result.
        thumbnail: A small picture of it.
    """

    member: Member
    bytes: int = 0
    digest: str = ""
    findings: Findings | None = None
    fault: Fault | None = None
    like: Path | None = None
    suffix: str = ""
    made: Path | None = None
    name: Path | None = None
    thumbnail: Path | None = None


def write_report(entries: Sequence[Entry], folder: Path, *, title: str, asked: Mapping[str, Any]) -> None:
    """Write what became of all pictures: report.json to work with and report.html to look at.

    Args:
        entries: The pictures, each kept or rejected.
        folder: Where the pictures that are kept lie.
        title: The name of the folder they came from.
        asked: The tool's options.
    """
    from studio.media import report

    stem = _free_stem(folder)
    kept = [entry for entry in entries if entry.fault is None]
    _write_json(folder / f"{stem}.json", entries, source=title, asked=asked)
    settings = [
        (name.replace("_", " "), written.format(asked[name]))
        for name, written in _SETTINGS.items()
        if asked[name] not in (None, "off", "auto", "inside")
    ]
    page = report.Report(
        kicker="studio image preprocess",
        title=title,
        lead=_lead(len(kept), len(entries)),
        facts=_facts(entries, kept),
        settings=settings,
        scales=_scales(entries, asked),
        groups=_groups(entries, kept, asked),
    )
    report.write(page, folder / f"{stem}.html")


def _free_stem(folder: Path) -> str:
    """A picture called report may have brought a report.json of its own."""
    names = chain(["report"], (f"report-{number}" for number in count(2)))
    return next(
        stem for stem in names if not any((folder / f"{stem}.{end}").exists() for end in ("json", "html"))
    )


def _write_json(path: Path, entries: Sequence[Entry], *, source: str, asked: Mapping[str, Any]) -> None:
    pictures = [_plain(entry) for entry in entries]
    kept = sum(picture["kept"] for picture in pictures)
    told = {
        "tool": "image.preprocess",
        "source": source,
        "options": dict(asked),
        "kept": kept,
        "rejected": len(pictures) - kept,
        "pictures": pictures,
    }
    try:
        path.write_text(json.dumps(told, indent=1) + "\n", "ascii")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ToolFailed(f"{path.name} could not be written: {reason}") from error


def _plain(entry: Entry) -> dict[str, Any]:
    """All that is known of a picture, as JSON; names that are no text keep their bytes as surrogates."""
    told: dict[str, Any] = {"picture": str(entry.member.name), "kept": entry.fault is None}
    if entry.fault:
        told |= entry.fault._asdict()
    told |= {"as": str(entry.name)} if entry.name else {}
    told |= {"like": str(entry.like)} if entry.like else {}
    told |= {"bytes": entry.bytes, "sha256": entry.digest} if entry.digest else {}
    told |= asdict(entry.findings) if entry.findings else {}
    return told


def _lead(kept: int, total: int) -> str:
    if total == 1:
        return "The only picture was kept." if kept else "The only picture was left out."
    if kept == total:
        return f"All {total:,} pictures were kept."
    return f"{kept:,} of {total:,} pictures were kept." if kept else f"None of {total:,} pictures was kept."


def _facts(entries: Sequence[Entry], kept: Sequence[Entry]) -> list[tuple[str, str, str]]:
    from studio.media.report import weight

    rejected = len(entries) - len(kept)
    before = sum(entry.bytes for entry in entries)
    after = sum(entry.made.stat().st_size for entry in kept if entry.made)
    facts = [
        ("Kept", f"{len(kept):,}", f"{len(kept) / len(entries):.0%}"),
        ("Rejected", f"{rejected:,}", f"{rejected / len(entries):.0%}"),
        ("Size", weight(after), f"before {weight(before)}"),
    ]
    captions = sum(len(entry.member.beside) for entry in kept)
    return [*facts, ("Captions", f"{captions:,}", "")] if captions else facts


def _scales(entries: Sequence[Entry], asked: Mapping[str, Any]) -> list[Scale]:
    from studio.media.report import Scale

    found = [entry.findings for entry in entries if entry.findings]
    if not found:
        return []
    brightest = asked["max_exposure"] if asked["max_exposure"] < 1 else 0
    return [
        Scale(
            "Sharpness",
            [each.sharpness for each in found],
            ticks=(1, 10, 100, 1000, 10_000),
            low=asked["min_sharpness"],
            logarithmic=True,
        ),
        Scale(
            "Mean brightness",
            [each.exposure for each in found],
            ticks=(0, 0.25, 0.5, 0.75, 1),
            low=asked["min_exposure"],
            high=brightest,
        ),
    ]


def _groups(entries: Sequence[Entry], kept: Sequence[Entry], asked: Mapping[str, Any]) -> list[Group]:
    from studio.media.report import Group

    groups = []
    for reason, (title, note) in _GROUPS.items():
        found = [entry for entry in entries if entry.fault and entry.fault.reason == reason]
        if found:
            groups.append(Group(title, len(found), _tiles(found), note.format(**asked)))
    shown = kept[:MOST_KEPT_SHOWN]
    return [*groups, Group("Kept", len(kept), _tiles(shown), empty="No picture passed. Loosen a limit.")]


def _tiles(entries: Sequence[Entry]) -> Iterator[Tile]:
    """The pictures one after the other, so that only one thumbnail is in memory."""
    from studio.media.report import Tile

    for entry in entries:
        thumbnail = entry.thumbnail.read_bytes() if entry.thumbnail else b""
        found = entry.findings
        if entry.fault:
            yield Tile(str(entry.member.name), entry.fault.detail, thumbnail)
        elif found:
            detail = f"{found.width} × {found.height}, sharpness {found.sharpness:.0f}"
            yield Tile(str(entry.name), detail, thumbnail, link=str(entry.name))
