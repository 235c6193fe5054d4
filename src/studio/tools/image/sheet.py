"""Setting many pictures on one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Annotated, Any, Literal

from studio.core.errors import BadInput, StudioError
from studio.core.materials import Aspect, Colour, Image, Pixels, Quality, Range, Unit
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.contact import Ink, Page
    from studio.media.images.facts import PictureFacts

_CELL, _SMALLEST_CELL = 320, 96
_COMFORTABLE = 40_000_000
_MOST_PIXELS, _LONGEST_SIDE = 400_000_000, {"jpg": 65_500, "png": 100_000, "webp": 16_383}
_QUALITY = 90
_NARROWEST, _WIDEST = 0.5, 2.0

Gap = Annotated[int, Range(0, 10_000), Unit("px")]


@dataclass(frozen=True)
class Unreadable:
    """A picture that could not be shown.

    Attributes:
        picture: Its name.
        reason: What is wrong with it.
    """

    picture: str
    reason: str


@dataclass(frozen=True)
class Sheet:
    """Many pictures on one sheet.

    Attributes:
        picture: The sheet.
        shown: How many pictures are on it.
        columns: How many stand side by side.
        unreadable: Those whose place is marked, because they could not be read.
    """

    picture: Image
    shown: int
    columns: int
    unreadable: tuple[Unreadable, ...]


@tool(pure=True)
def sheet(
    pictures: list[Image],
    *,
    columns: Annotated[int, Range(1, 1000)] | None = None,
    cell: Pixels | None = None,
    aspect: Aspect | None = None,
    fit: Literal["inside", "fill"] = "inside",
    gap: Gap | None = None,
    background: Colour = "#121316",
    captions: Literal["name", "size", "none"] = "name",
    title: str = "",
    format: Literal["jpg", "png", "webp"] = "jpg",
    quality: Quality | None = None,
) -> Sheet:
    """Set many pictures on one sheet, with their names beneath.

    All of them go on the one sheet, in the order given; those of a folder in the order people count.
    The place of a picture that cannot be read is marked and says why. Of animations the first frame is
    shown. Small pictures are not enlarged.

    Args:
        pictures: The pictures to show.
        columns: How many stand side by side; chosen for a well-filled sheet a little wider than high when
            left out.
        cell: The width of the place for one picture; 320 when left out, and less for more than about
            400 pictures.
        aspect: The shape of that place, such as 3:2; that of most of the pictures when left out.
        fit: inside shows all of a picture, fill fills its place and cuts what is over.
        gap: What is left between them.
        background: The colour of the sheet; letters are light or dark to suit.
        captions: Write the names beneath, names with sizes, or nothing.
        title: What to write above.
        format: The format of the sheet: jpg, png or webp.
        quality: For jpg and webp, 1 to 100.

    Examples:
        studio image sheet renders/ --title "Harbour, take 4" --out harbour.jpg
        studio image sheet a.png b.png c.png --columns 3 --captions size
        studio image sheet frames/ --cell 160 --fit fill --captions none --background white
    """
    from studio.media import contact
    from studio.media.images import writing
    from studio.media.images.colour import parse_colour

    ink = contact.Ink(parse_colour(background))
    headers = run().each(_header, pictures)
    known = [facts for facts in headers if not isinstance(facts, StudioError)]
    if not known:
        raise _nothing_to_show(headers)
    shape = aspect or min(_WIDEST, max(_NARROWEST, median(facts.width / facts.height for facts in known)))
    width = cell or _comfortable_cell(len(pictures), shape)
    page = contact.Page(
        count=len(pictures),
        columns=min(columns or contact.best_columns(len(pictures), shape), len(pictures)),
        width=width,
        height=max(1, round(width / shape)),
        gap=round(width / 16) if gap is None else gap,
        lines={"none": 0, "name": 1, "size": 2}[captions],
        titled=bool(title.strip()),
        fit=fit,
    )
    _check_size(page, format)
    unreadable: list[Unreadable] = []
    drawn = _drawn(page, ink, pictures, headers, title, unreadable)
    made = writing.write(drawn, run().folder / f"sheet.{format}", quality=quality or _QUALITY)
    return Sheet(made, len(pictures) - len(unreadable), page.columns, tuple(unreadable))


def _header(picture: Path) -> PictureFacts | StudioError:
    from studio.media.images import reading

    try:
        return reading.header(picture)
    except StudioError as error:
        return error


def _nothing_to_show(headers: Sequence[PictureFacts | StudioError]) -> StudioError:
    first = headers[0]
    assert isinstance(first, StudioError)
    if len(headers) == 1:
        return first
    return BadInput(f"none of {len(headers)} pictures can be read; {first.message}", hint=first.hint)


def _comfortable_cell(count: int, shape: float) -> int:
    """The usual width, or as much of it as keeps the sheet easy to open."""
    return max(_SMALLEST_CELL, min(_CELL, round(sqrt(_COMFORTABLE / count * shape / 1.4))))


def _check_size(page: Page, format: str) -> None:
    width, height = page.size
    if max(width, height) > _LONGEST_SIDE[format] or width * height > _MOST_PIXELS:
        raise BadInput(
            f"the sheet would be {width:,} × {height:,} pixels",
            hint=f"choose a smaller --cell than {page.width}, other --columns, or make several sheets",
        )


def _drawn(
    page: Page,
    ink: Ink,
    pictures: Sequence[Path],
    headers: Sequence[PictureFacts | StudioError],
    title: str,
    unreadable: list[Unreadable],
) -> Any:
    """The whole sheet, drawn row by row into a file, so that it never has to be in memory."""
    from studio.media import contact
    from studio.media.images.canvas import Canvas

    def place(number: int) -> tuple[Any, Unreadable | None]:
        return _place(page, ink, pictures[number], headers[number])

    canvas = Canvas(run().folder / "sheet.raw", *page.size, ink.ground)
    with canvas:
        told = "1 picture" if len(pictures) == 1 else f"{len(pictures):,} pictures"
        canvas.add(contact.head(page, ink, title, told))
        for start in run().track(range(0, len(pictures), page.columns), "Setting the sheet"):
            numbers = range(start, min(start + page.columns, len(pictures)))
            found = run().each(place, numbers)
            # The engine's threads share one place for messages; alone, a picture gets its own.
            found = [place(number) if one[1] else one for number, one in zip(numbers, found, strict=True)]
            canvas.add(contact.row(page, ink, [drawn for drawn, _ in found]))
            unreadable += [fault for _, fault in found if fault]
    return canvas.image()


def _place(
    page: Page, ink: Ink, picture: Path, facts: PictureFacts | StudioError
) -> tuple[Any, Unreadable | None]:
    from studio.media import contact
    from studio.media.images import reading, thumbnails

    try:
        if isinstance(facts, StudioError):
            facts = reading.header(picture)
        small = thumbnails.small_copy(picture, page.frame, facts)
    except StudioError as error:
        reason = error.message.removeprefix(f"{picture.name} ")
        run().note("unreadable", picture=picture.name, reason=reason)
        return contact.unplaced(page, ink, picture.name, reason), Unreadable(picture.name, reason)
    frames = f", {facts.frames} frames" if facts.frames > 1 else ""
    detail = f"{facts.width} × {facts.height}{frames}"
    return contact.placed(page, ink, small, picture.name, detail), None
