"""Setting frames of a film on one sheet."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Literal

from studio.core.errors import BadInput, StudioError
from studio.core.materials import Colour, Footage, Image, Pixels, Quality, Range, Seconds, Unit
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.contact import Ink, Page
    from studio.media.facts import MediaFacts
    from studio.media.films.frames import Frames

_CELL = 320
_MOST = 1000
_LONGEST_SIDE = {"jpg": 65_500, "png": 100_000, "webp": 16_383}
_QUALITY = 90
# Of the time between two pictures: how much earlier a frame may be that costs less to get.
_SLACK = 0.25

Gap = Annotated[int, Range(0, 10_000), Unit("px")]


@dataclass(frozen=True)
class FilmSheet:
    """A film at a glance.

    Attributes:
        picture: The sheet.
        shown: How many frames are on it.
        columns: How many stand side by side.
        apart: The time from one to the next.
    """

    picture: Image
    shown: int
    columns: int
    apart: Seconds


@tool(pure=True)
def sheet(
    film: Footage,
    *,
    count: Annotated[int, Range(1, _MOST)] | None = None,
    columns: Annotated[int, Range(1, _MOST)] | None = None,
    rows: Annotated[int, Range(1, _MOST)] | None = None,
    cell: Pixels = _CELL,
    gap: Gap | None = None,
    background: Colour = "#121316",
    captions: Literal["time", "none"] = "time",
    title: str = "",
    bare: bool = False,
    format: Literal["jpg", "png", "webp"] = "jpg",
    quality: Quality | None = None,
) -> FilmSheet:
    """Set frames from all over a film on one sheet, with their times beneath.

    Above stand the film's name, its length, size, rate, codecs and weight. Each time is that of the very
    frame above it. Frames are upright with square pixels; high dynamic range is brought down to what
    ordinary screens show. A part of the film that cannot be decoded leaves its place marked.

    Args:
        film: The film, or a numbered sequence, whose pictures bear their names.
        count: How many frames; 16 when left out, or as many as rows and columns hold.
        columns: How many stand side by side; chosen for a well-filled sheet when left out.
        rows: How many rows there are.
        cell: The width of one frame.
        gap: What is left between them.
        background: The colour of the sheet; letters are light or dark to suit.
        captions: Write the times beneath, or nothing.
        title: What to write above, instead of the film's name.
        bare: Write nothing above.
        format: The format of the sheet.
        quality: For jpg and webp, 1 to 100.

    Examples:
        studio video sheet clip.mp4
        studio video sheet clip.mp4 --columns 5 --rows 4 --cell 240 --out clip.png
        studio video sheet rushes/ --count 9 --background white --out sheets/
    """
    from studio.media import contact
    from studio.media.films.frames import evenly, frames
    from studio.media.images import writing
    from studio.media.images.colour import parse_colour

    if count and rows and columns:
        raise BadInput("count, rows and columns say it twice", hint="leave one of them out")
    ink = contact.Ink(parse_colour(background))
    with frames(film) as source:
        times = evenly(source.facts, _count(count, columns, rows))
        page = _page(source.facts, len(times), (columns, rows), cell, gap, captions, titled=not bare)
        _check_size(page, format)
        drawn = _drawn(page, ink, source, times, title)
        made = writing.write(drawn, run().folder / f"sheet.{format}", quality=quality or _QUALITY)
        apart = source.facts.main_video.duration / len(times)
    return FilmSheet(made, len(times), page.columns, round(apart, 3))


def _count(count: int | None, columns: int | None, rows: int | None) -> int:
    if columns and rows:
        return columns * rows
    if count:
        return count
    return 4 * (columns or rows or 4)


def _page(
    facts: MediaFacts,
    count: int,
    grid: tuple[int | None, int | None],
    cell: int,
    gap: int | None,
    captions: str,
    *,
    titled: bool,
) -> Page:
    from studio.media import contact
    from studio.media.films.transcoding.geometry import pixel_aspect

    film = facts.main_video
    shape = film.width * float(pixel_aspect(film)) / film.height
    columns, rows = grid
    wanted = columns or (-(-count // rows) if rows else contact.best_columns(count, shape))
    return contact.Page(
        count=count,
        columns=min(wanted, count),
        width=cell,
        height=max(1, round(cell / shape)),
        gap=round(cell / 16) if gap is None else gap,
        lines=0 if captions == "none" else 1,
        titled=titled,
    )


def _check_size(page: Page, format: str) -> None:
    width, height = page.size
    if max(width, height) > _LONGEST_SIDE[format]:
        raise BadInput(
            f"the sheet would be {width:,} × {height:,} pixels",
            hint="choose a smaller --cell, fewer frames, or --format png",
        )


def _drawn(page: Page, ink: Ink, source: Frames, times: list[float], title: str) -> Any:
    """The whole sheet, drawn row by row into a file, so that it never has to be in memory."""
    from studio.media import contact
    from studio.media.images.canvas import Canvas

    facts = source.facts
    canvas = Canvas(run().folder / "sheet.raw", *page.size, ink.ground)
    with canvas:
        canvas.add(contact.head(page, ink, title or facts.path.name, _told(facts)))
        slack = facts.main_video.duration / len(times) * _SLACK
        row: list[Any] = []
        for time in run().track(times, "Setting the sheet"):
            row.append(_place(page, ink, source, time, slack))
            if len(row) == page.columns:
                canvas.add(contact.row(page, ink, row))
                row = []
        if row:
            canvas.add(contact.row(page, ink, row))
    return canvas.image()


def _place(page: Page, ink: Ink, source: Frames, time: float, slack: float) -> Any:
    from studio.media import contact
    from studio.media.images.framing import framed

    try:
        shown = source.near(time, slack)
    except StudioError as broken:
        run().note("unreadable", time=round(time, 3), reason=broken.message)
        return contact.unplaced(page, ink, _clock(time, source.facts), "cannot be decoded")
    small = framed(shown.picture, page.frame).copy_memory()
    return contact.placed(page, ink, small, shown.name or _clock(shown.time, source.facts), "")


def _clock(time: float, facts: MediaFacts) -> str:
    """A time as players show it, with as much before and behind the point as the film's length needs."""
    hundredths = round(time * 100)
    minutes, rest = divmod(hundredths, 6000)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest // 100:02}" if facts.duration >= 600 else f"{rest // 100:02}.{rest % 100:02}"
    return f"{hours}:{minutes:02}:{seconds}" if facts.duration >= 3600 else f"{minutes}:{seconds}"


def _told(facts: MediaFacts) -> str:
    """What the film is, in one line."""
    film = facts.main_video
    rate = f"{float(Fraction(film.rate)):.5g} fps"
    count = len(facts.audio)
    heard = f"{facts.audio[0].codec} {facts.audio[0].layout}" if count == 1 else f"{count} sounds"
    parts = [
        _clock(facts.duration, facts),
        f"{film.width} × {film.height}",
        f"{rate} (varies)" if film.variable else rate,
        f"{film.codec}{' HDR' if film.hdr else ''}",
        *([heard] if count else []),
        _weight(facts.size),
    ]
    return "  ·  ".join(parts)


def _weight(size: int) -> str:
    for unit in ("kB", "MB"):
        size_in = size / (1000 if unit == "kB" else 1_000_000)
        if size_in < 1000:
            return f"{size_in:.3g} {unit}"
    return f"{size / 1e9:.3g} GB"
