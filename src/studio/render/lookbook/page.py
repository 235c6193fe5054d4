"""The look book as a page: large pictures, what each is beneath it, and a mark on what fails a check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.scratch import unwritable
from studio.media.report import typeface

if TYPE_CHECKING:
    from studio.render.lookbook.leaves import Section, Sheet

_STYLE = Path(__file__).with_name("page.css")
_TITLE = "Look book"


@dataclass(frozen=True)
class Entry:
    """A picture as the page names it.

    Attributes:
        file: Where it lies, from the page.
        name: What it shows.
        detail: How.
        size: Its width and height.
        faults: What of it fails a check.
    """

    file: str
    name: str
    detail: str
    size: tuple[int, int]
    faults: tuple[str, ...]


Entries = Mapping[str, Sequence[Entry]]


def write(path: Path, sections: Sequence[Section], styles: Sequence[str], entries: Entries) -> None:
    """Write the page.

    Args:
        path: The file; pictures and sheets lie beside it.
        sections: What there is.
        styles: The styles it is shown in.
        entries: The pictures of every sheet.
    """
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in _lines(sections, styles, entries))
    except OSError as refused:
        raise unwritable(path, refused) from None


def _lines(sections: Sequence[Section], styles: Sequence[str], entries: Entries) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="dark">'
    yield f"<title>{_TITLE}</title>\n<style>\n{typeface()}\n{_STYLE.read_text('utf-8')}</style>"
    yield from _header(sections, styles, entries)
    yield "<main>"
    yield from _failing(entries)
    for number, section in enumerate(sections):
        yield f'<section id="section-{number}"><h2>{_text(section.title)}</h2>'
        yield f'<p class="note">{_text(section.note)}</p>'
        for sheet in section.sheets:
            yield from _sheet(sheet, entries[sheet.name])
        yield "</section>"
    yield "</main>\n</html>"


def _header(sections: Sequence[Section], styles: Sequence[str], entries: Entries) -> Iterator[str]:
    count = sum(len(kept) for kept in entries.values())
    marked = sum(bool(entry.faults) for kept in entries.values() for entry in kept)
    told = f"{count:,} pictures in {_listed(styles)}." if count != 1 else f"1 picture in {_listed(styles)}."
    yield f"<header><h1>{_TITLE}</h1>"
    yield f'<p class="lead">{_text(told)} {_marked(marked)}</p></header>'
    yield '<nav aria-label="Sections"><ul>'
    for number, section in enumerate(sections):
        held = sum(len(entries[sheet.name]) for sheet in section.sheets)
        yield f'<li><a href="#section-{number}">{_text(section.title)} <b>{held:,}</b></a></li>'
    yield "</ul></nav>"


def _marked(count: int) -> str:
    if not count:
        return "None of them fails a check."
    return f'<a href="#failing">{count:,} of them {"fails" if count == 1 else "fail"} a check.</a>'


def _failing(entries: Entries) -> Iterator[str]:
    """Everything that fails a check, in one list."""
    failing = [entry for kept in entries.values() for entry in kept if entry.faults]
    if not failing:
        return
    yield '<details id="failing"><summary>What fails a check</summary><ul>'
    for entry in failing:
        told = "; ".join(entry.faults)
        yield (
            f'<li><a href="#{_id(entry)}">{_text(entry.name)}, {_text(entry.detail)}</a> '
            f"<span>{_text(told)}</span></li>"
        )
    yield "</ul></details>"


def _sheet(sheet: Sheet, kept: Sequence[Entry]) -> Iterator[str]:
    yield f'<article><h3>{_text(sheet.title)} <a href="sheets/{_text(sheet.name)}.png">sheet</a></h3>'
    yield f'<p class="note">{_text(sheet.note)}</p>'
    yield f'<div class="pictures" style="--columns:{min(sheet.columns, max(1, len(kept)))}">'
    for entry in kept:
        yield from _picture(entry)
    yield "</div></article>"


def _picture(entry: Entry) -> Iterator[str]:
    width, height = entry.size
    marked = ' class="failing"' if entry.faults else ""
    name = f"{_text(entry.name)}, {_text(entry.detail)}"
    yield f'<figure id="{_id(entry)}"{marked}><a href="{_text(entry.file)}">'
    yield f'<img src="{_text(entry.file)}" width="{width}" height="{height}" alt="{name}" loading="lazy"></a>'
    yield f"<figcaption>{_text(entry.name)} <span>{_text(entry.detail)}</span>"
    yield from (f"<em>{_text(fault)}</em>" for fault in entry.faults)
    yield "</figcaption></figure>"


def _id(entry: Entry) -> str:
    return _text(Path(entry.file).stem)


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"the style {names[0]}"
    return f"the styles {', '.join(names[:-1])} and {names[-1]}"


def _text(value: str) -> str:
    return escape(value)
