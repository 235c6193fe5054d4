"""Few thin lines that say how much a height is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from studio.render.graphics import shapes
from studio.render.graphics.charts.frame import Room
from studio.render.graphics.charts.numbers import shared
from studio.render.graphics.reveal import part
from studio.render.graphics.words import words

if TYPE_CHECKING:
    from studio.render.graphics.charts.frame import Page
    from studio.render.graphics.charts.numbers import Axis

_SIZE = 0.72


def level(plot: Room, scale: Axis, value: float) -> float:
    """How far down a value lies."""
    return plot.bottom - plot.height * scale.share(value)


def marked(page: Page, plot: Room, scale: Axis) -> Room:
    """Draw the lines of a scale and what they stand for.

    Returns:
        The room between the marks and the right edge.
    """
    em, look, marks = page.em, page.look, scale.marks
    decimals, short = shared(marks, short_from=10_000)
    form = replace(page.format, decimals=decimals, short=short, unit=_short(page.chart.unit))
    told = [words(form(value), page.plain, _SIZE * em) for value in marks]
    gutter = max(one.width for one in told) + 0.7 * em
    inner = Room(plot.left + gutter, plot.top, plot.right, plot.bottom)
    for number, (value, one) in enumerate(zip(marks, told, strict=True)):
        seen = part(page.share, 0.02 + 0.04 * number, 0.3 + 0.04 * number)
        y = level(plot, scale, value)
        page.sheet.write(
            one, (inner.left - 0.55 * em, y + 0.33 * _SIZE * em), look.quiet(0.42), align=1.0, opacity=seen
        )
        if value != 0:
            end = inner.left + inner.width * seen
            page.sheet.draw(
                shapes.line((inner.left, y), (end, y), look.quiet(0.86), 0.05 * em) if seen else ""
            )
    return inner


def _short(unit: str) -> str:
    """Units that are read at every mark; long ones are said once, with the values."""
    return unit if len(unit) <= 1 else ""
