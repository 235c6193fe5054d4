"""Shares of a whole as a ring, the share that matters in its middle."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studio.render.graphics import shapes
from studio.render.graphics.charts.figures import counted
from studio.render.graphics.look import mix
from studio.render.graphics.reveal import part, turn
from studio.render.graphics.words import alike, fitted, words

if TYPE_CHECKING:
    from studio.render.graphics.charts.frame import Page

_MOST = 7
_THICK = 0.215


class _Layout(NamedTuple):
    x: float
    y: float
    radius: float
    legend: tuple[float, float, float]
    """Left, top and width of the legend."""


def rings(page: Page) -> None:
    """Draw a ring."""
    values = page.chart.numbers
    whole = sum(values)
    layout = _layout(page)
    thick = layout.radius * _THICK * 2
    middle = layout.radius - thick / 2
    swept = part(page.share, 0.08, 0.85, "inout")
    sheet = page.sheet
    sheet.draw(shapes.circle(layout.x, layout.y, middle, "none", stroke=page.look.quiet(0.9), width=thick))
    at = 0.0
    colours = _colours(page)
    gap = 0.0 if len(values) == 1 else 0.006
    for place, value in enumerate(values):
        share = value / whole
        end = min(at + share, swept)
        if end > at + 1e-5 and share > 0:
            outer = layout.radius * (1.0 if place != page.chart.chosen else 1.035)
            begin, finish = at + min(gap, share * 0.25), max(at + share * 0.05, end - min(gap, share * 0.25))
            width = thick + 2 * (outer - layout.radius)
            sheet.draw(
                f'<path d="{shapes.arc((layout.x, layout.y), middle, begin, finish)}" fill="none" '
                f'stroke="{colours[place]}" stroke-width="{shapes.num(width)}"/>'
            )
        at += share
    _centre(page, layout, middle - thick / 2, values[page.chart.chosen] / whole)
    _legend(page, layout, colours, whole)


def _layout(page: Page) -> _Layout:
    room, em = page.room, page.em
    labelled = any(one.label for one in page.chart.values)
    rows = len(page.chart.values)
    if not labelled:
        radius = min(room.width, room.height) / 2 * 0.96
        return _Layout((room.left + room.right) / 2, (room.top + room.bottom) / 2, radius, (0, 0, 0))
    if room.width > 1.25 * room.height:
        radius = min(room.height / 2 * 0.96, room.width * 0.25)
        x = room.left + radius * 1.06
        left = x + radius + 1.8 * em
        y = (room.top + room.bottom) / 2
        return _Layout(x, y, radius, (left, y - rows * _row(page) / 2, room.right - left))
    high = rows * _row(page)
    radius = min(room.width / 2, (room.height - high - 1.4 * em) / 2) * 0.96
    x, y = (room.left + room.right) / 2, room.top + radius * 1.04
    wide = min(room.width, 22 * em)
    return _Layout(x, y, radius, (x - wide / 2, y + radius + 1.4 * em, wide))


def _row(page: Page) -> float:
    count = len(page.chart.values)
    most = page.room.height / count if page.room.width > 1.25 * page.room.height else 1.75 * page.em
    return min(2.3 * page.em, most)


def _colours(page: Page) -> list[str]:
    """The accent for the share that matters, steps of the ink for the others."""
    look, chosen = page.look, page.chart.chosen
    others = [place for place in range(len(page.chart.values)) if place != chosen]
    found = {chosen: look.accent()}
    second = mix(look.ink, look.shown("accent3"), 0.35)
    for number, place in enumerate(others):
        away = 0.3 + 0.5 * number / max(1, len(others) - 1) if len(others) > 1 else 0.6
        found[place] = mix(second, look.ground, away)
    return [found[place] for place in range(len(page.chart.values))]


def _centre(page: Page, layout: _Layout, inner: float, share: float) -> None:
    em, look = page.em, page.look
    seen = part(page.share, 0.15, 0.9, "out")
    label = page.chart.values[page.chart.chosen].label
    size = inner * 0.62
    final = f"{share * 100:.0f}%"
    while words(final, page.strong, size).width > inner * 1.45:
        size *= 0.94
    whole = words(final, page.strong, size)
    baseline = layout.y + whole.rise / 2 - (0.09 * inner if label else 0)
    counted(
        page.sheet,
        final,
        share * 100 * seen,
        page.strong,
        size,
        (layout.x, baseline),
        look.accent(least=3.0),
        align=0.5,
        opacity=min(1.0, seen * 3),
    )
    if label and inner > 2.6 * em:
        told = fitted(label, page.plain, min(0.95 * em, inner * 0.2), inner * 1.3, least=0.7)
        page.sheet.write(
            told,
            (layout.x, baseline + 0.24 * inner + told.rise * 0.5),
            look.quiet(0.3),
            align=0.5,
            opacity=part(page.share, 0.5, 0.8),
        )


def _legend(page: Page, layout: _Layout, colours: list[str], whole: float) -> None:
    left, top, wide = layout.legend
    if wide <= 0:
        return
    em, look, row = page.em, page.look, _row(page)
    size = min(1.02 * em, row * 0.56)
    form = page.format
    values = [
        words(form(one.value) if page.chart.unit else f"{one.value / whole * 100:.0f}%", page.strong, size)
        for one in page.chart.values
    ]
    room = wide - max(one.width for one in values) - 2.2 * size
    names = alike(
        [fitted(one.label or "\u2013", page.plain, size, room) for one in page.chart.values], page.plain
    )
    for place, (name, told) in enumerate(zip(names, values, strict=True)):
        seen = turn(page.share, place, len(colours), begin=0.2, end=0.85)
        y = top + row * (place + 0.5)
        chosen = place == page.chart.chosen
        page.sheet.draw(
            shapes.rect(
                (left, y - 0.42 * size, 0.84 * size, 0.84 * size),
                colours[place],
                round=0.24 * size,
                opacity=seen,
            )
        )
        ink = look.ink if chosen else look.quiet(0.25)
        shift = (1 - seen) * 0.6 * em
        page.sheet.write(
            name, (left + 1.5 * size + shift, y + 0.34 * size), ink, opacity=seen, moving=seen < 1
        )
        page.sheet.write(
            told,
            (left + wide, y + 0.34 * size),
            look.accent(least=3.0) if chosen else ink,
            align=1.0,
            opacity=seen,
        )
        if place < len(colours) - 1:
            low = top + row * (place + 1)
            page.sheet.draw(
                shapes.line((left, low), (left + wide, low), look.quiet(0.88), 0.045 * em, opacity=seen)
            )
