"""The page of a chart: its card, its title, the room that is left for the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.render.graphics import shapes
from studio.render.graphics.charts.numbers import Format, shared
from studio.render.graphics.reveal import part
from studio.render.graphics.sheet import Sheet
from studio.render.graphics.words import wrapped

if TYPE_CHECKING:
    from studio.render.graphics.charts.grammar import Chart
    from studio.render.graphics.look import Look
    from studio.render.lettering.pairings import Typeface

_SHORT = 3


@dataclass(frozen=True)
class Room:
    """Where something is drawn, in units."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Page:
    """A chart that is being drawn.

    Attributes:
        chart: The numbers.
        look: What it is drawn in.
        sheet: What it is drawn on.
        share: How much of its reveal has gone.
        room: What is left for the numbers.
        em: A measure that all sizes are taken from.
    """

    chart: Chart
    look: Look
    sheet: Sheet
    share: float
    room: Room
    em: float

    @property
    def format(self) -> Format:
        """How values are written."""
        chart = self.chart
        single = chart.kind in ("number", "versus")
        decimals, short = shared(chart.numbers, short_from=1e9 if single else 1e5)
        if chart.decimals is not None:
            decimals, short = chart.decimals, False
        group = "." if chart.point == "," else ","
        unit = "" if _told_once(chart) else chart.unit
        return Format(chart.before, unit, decimals, chart.point, group, short)

    @property
    def strong(self) -> Typeface:
        """The face values are written in."""
        return self.look.faces.headline

    @property
    def plain(self) -> Typeface:
        """The face labels are written in."""
        return self.look.faces.text


def page(
    chart: Chart, look: Look, size: tuple[float, float], scale: float, share: float, *, card: bool
) -> Page:
    """Begin a chart: the card and the title.

    Args:
        chart: The numbers.
        look: What it is drawn in.
        size: Width and height in units.
        scale: Pixels per unit.
        share: How much of its reveal has gone.
        card: Whether it lies on a card.
    """
    width, height = size
    sheet = Sheet(width, height, scale)
    em = min(width / 27, height / 16.5)
    pad = em * (1.5 if card else 0.35)
    if card:
        sheet.draw(shapes.rect((0, 0, width, height), look.ground, round=em * 0.8))
    top = _titled(chart, look, sheet, share, em, pad)
    return Page(chart, look, sheet, share, Room(pad, top, width - pad, height - pad), em)


def _told_once(chart: Chart) -> bool:
    """Whether the unit is a word, which is said once above and not with every value."""
    return chart.kind in ("bars", "ring") and len(chart.unit) > _SHORT


def _titled(chart: Chart, look: Look, sheet: Sheet, share: float, em: float, pad: float) -> float:
    top, room = pad, sheet.width - 2 * pad
    seen = part(share, 0.0, 0.22)
    rise = (1 - seen) * 0.5 * em
    moving = 0 < seen < 1
    if chart.title:
        size = 1.6 * em
        for one in wrapped(chart.title, look.faces.headline, size, room):
            top += one.rise if top == pad else 1.12 * one.size
            sheet.write(one, (pad, top + rise), look.ink, opacity=seen, moving=moving)
        top += 0.35 * em
    note = chart.note or (chart.unit if _told_once(chart) else "")
    if note:
        late = part(share, 0.08, 0.3)
        for one in wrapped(note, look.faces.text, 0.86 * em, room):
            top += 1.25 * one.size if chart.title or top > pad else one.rise
            sheet.write(one, (pad, top), look.quiet(0.34), opacity=late)
        top += 0.2 * em
    return top + (1.0 * em if chart.title or note else 0.2 * em)
