"""Binds a look book: draws a picture, writes it, forgets it; one sheet of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.media import contact
from studio.media.images import writing
from studio.media.images.canvas import Canvas
from studio.media.images.libvips import engine
from studio.render.lookbook import page

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.media.images.libvips import Raster
    from studio.render.lookbook.leaves import Picture, Section, Sheet

Track = Callable[[Iterable[Any], str, int], Iterator[Any]]

_QUALITY = 90
_CELL = 400
_INK = contact.Ink((18, 19, 22, 255))


@dataclass(frozen=True)
class Fault:
    """A picture that fails a check.

    Attributes:
        picture: The file.
        shows: What it shows.
        told: What is wrong.
    """

    picture: str
    shows: str
    told: str


@dataclass(frozen=True)
class Bound:
    """A look book that is done: how many pictures it holds, and which of them fail a check."""

    pictures: int
    faults: tuple[Fault, ...]


def bound(sections: Sequence[Section], styles: Sequence[str], folder: Path, track: Track) -> Bound:
    """Draw everything and write it.

    Args:
        sections: What there is.
        styles: The styles it is shown in.
        folder: Where it is written.
        track: Goes through the pictures, and tells how far the work is.
    """
    for name in ("pictures", "sheets"):
        (folder / name).mkdir()
    sheets = [sheet for section in sections for sheet in section.sheets]
    total = sum(sheet.count for sheet in sheets)
    entries: dict[str, list[page.Entry]] = {sheet.name: [] for sheet in sheets}
    for sheet, pictures in groupby(track(_all(sheets), "Drawing", total), key=lambda one: one[0]):
        entries[sheet.name] = list(_written(folder, sheet, (picture for _, picture in pictures)))
    found = tuple(
        Fault(entry.file, f"{entry.name}, {entry.detail}", told)
        for kept in entries.values()
        for entry in kept
        for told in entry.faults
    )
    page.write(folder / "index.html", sections, styles, entries)
    return Bound(total, found)


def _all(sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, Picture]]:
    for sheet in sheets:
        for picture in sheet.drawn():
            yield sheet, picture


def _written(folder: Path, sheet: Sheet, pictures: Iterator[Picture]) -> Iterator[page.Entry]:
    """Write the pictures of a sheet, and the sheet row by row beside them."""
    first = next(pictures)
    laid = _layout(sheet, first)
    raw = folder / f"{sheet.name}.raw"
    canvas = Canvas(raw, *laid.size, _INK.ground)
    with canvas:
        canvas.add(contact.head(laid, _INK, sheet.title, f"{sheet.count} pictures"))
        row: list[Raster] = []
        for number, picture in enumerate(chain([first], pictures)):
            raster = _raster(picture.pixels)
            entry = page.Entry(
                f"pictures/{sheet.name}-{number + 1:03}.jpg",
                picture.name,
                picture.detail,
                (raster.width, raster.height),
                picture.faults,
            )
            writing.write(raster, folder / entry.file, quality=_QUALITY)
            row.append(_placed(laid, raster, picture))
            if len(row) == laid.columns:
                canvas.add(contact.row(laid, _INK, row))
                row = []
            yield entry
        if row:
            canvas.add(contact.row(laid, _INK, row))
    writing.write(canvas.image(), folder / "sheets" / f"{sheet.name}.png")
    raw.unlink()


def _layout(sheet: Sheet, first: Picture) -> contact.Page:
    height, width = first.pixels.shape[:2]
    width = min(_CELL, max(width, round(height * sheet.shape)))
    return contact.Page(
        count=sheet.count,
        columns=min(sheet.columns, sheet.count),
        width=width,
        height=round(width / sheet.shape),
        gap=round(width / 16),
        lines=2,
        titled=True,
    )


def _placed(laid: contact.Page, raster: Raster, picture: Picture) -> Raster:
    """A picture in its place on the sheet, marked if it fails a check."""
    scale = min(1.0, laid.width / raster.width, laid.height / raster.height)
    small = raster.resize(scale) if scale < 1 else raster
    mark = "\N{BLACK CIRCLE} " if picture.faults else ""
    return contact.placed(laid, _INK, small, mark + picture.name, picture.detail)


def _raster(pixels: ndarray) -> Raster:
    return engine().Image.new_from_array(pixels).copy(interpretation="srgb")
