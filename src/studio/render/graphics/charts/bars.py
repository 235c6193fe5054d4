"""Bars: upright where their labels have room, lying where they have not; always from zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.graphics import shapes
from studio.render.graphics.charts.frame import Room
from studio.render.graphics.charts.grid import level, marked
from studio.render.graphics.charts.numbers import Axis, axis
from studio.render.graphics.look import shade
from studio.render.graphics.reveal import part, turn
from studio.render.graphics.words import Words, alike, fitted, words, wrapped

if TYPE_CHECKING:
    from studio.render.graphics.charts.frame import Page

_BEGIN, _END = 0.1, 0.9
_WIDEST = 5.2
_LABEL, _VALUE = 0.86, 1.16


def bars(page: Page) -> None:
    """Draw bars."""
    values = page.chart.values
    slot = page.room.width / len(values)
    labels = [_label(page, one.label, slot * 0.86) for one in values]
    if all(label is not None for label in labels):
        flat = alike([one for label in labels for one in label or []], page.plain)
        _upright(page, [[flat.pop(0) for _ in label or []] for label in labels])
    else:
        _lying(page)


def _label(page: Page, text: str, room: float) -> list[Words] | None:
    """A label below its bar; None where it does not fit there without becoming small."""
    if not text:
        return []
    found = wrapped(text, page.plain, _LABEL * page.em, room, lines=2, least=0.88, together=0.88)
    whole = "".join(one.written.text.strip("\u200e\u200f") for one in found)
    fits = all(one.width <= room for one in found) and "\u2026" not in whole
    return found if fits else None


def _upright(page: Page, labels: list[list[Words]]) -> None:
    em, room = page.em, page.room
    numbers = page.chart.numbers
    scale = axis(numbers, marks=4 if room.height > 9 * em else 3)
    lines = max((len(one) for one in labels), default=0)
    below = (0.55 + 1.05 * lines) * em if lines else 0.2 * em
    above = 1.7 * em
    plot = Room(room.left, room.top + above * (max(numbers) > 0), room.right, room.bottom - below)
    if min(numbers) < 0:
        plot = Room(plot.left, plot.top, plot.right, plot.bottom - 1.3 * em)
    plot = marked(page, plot, scale)
    slot = plot.width / len(numbers)
    wide = min(slot * 0.62, _WIDEST * em)
    base = level(plot, scale, 0.0)
    _paints(page)
    told = _all_told(page, slot * 0.96)
    for place, value in enumerate(numbers):
        grown = turn(page.share, place, len(numbers), begin=_BEGIN, end=_END, ease="quint")
        middle = plot.left + slot * (place + 0.5)
        top = base + (level(plot, scale, value) - base) * grown
        fill = "url(#chosen)" if place == page.chart.chosen else "url(#others)"
        page.sheet.draw(
            shapes.path(shapes.column(middle - wide / 2, wide, base, top, 0.3 * em), fill)
            if abs(top - base) * page.sheet.scale > 0.05
            else ""
        )
        if told or place == page.chart.chosen:
            _value(page, place, grown, (middle, top), slot * 0.96 if told else 6 * em, down=value < 0)
        _below(page, labels[place], (middle, room.bottom - below), place)
    _baseline(page, plot, base)


def _paints(page: Page) -> None:
    accent, quiet = page.look.accent(), page.look.quiet(0.68)
    page.sheet.define(shapes.gradient("chosen", [(0, shade(accent, 1.05), 1), (1, accent, 1)]))
    page.sheet.define(shapes.gradient("others", [(0, page.look.quiet(0.72), 1), (1, quiet, 1)]))


def _all_told(page: Page, room: float) -> bool:
    """Whether every value has room over its bar; if not, only the one that matters is told."""
    size = _VALUE * page.em * 0.92
    return all(
        words(page.format(value), page.strong, size).width * 0.9 <= room for value in page.chart.numbers
    )


def _value(page: Page, place: int, grown: float, at: tuple[float, float], room: float, *, down: bool) -> None:
    """The value at the end of its bar, which runs up as the bar grows."""
    value, em = page.chart.numbers[place], page.em
    chosen = place == page.chart.chosen
    size = _VALUE * em * (1.18 if chosen else 0.92)
    final = fitted(page.format(value), page.strong, size, room, least=0.55)
    shown = fitted(page.format(value * grown), page.strong, final.size / page.strong.larger, room, least=0.3)
    colour = page.look.accent(least=3.0) if chosen else page.look.quiet(0.22)
    y = at[1] + 0.42 * em + final.rise if down else at[1] - 0.42 * em
    seen = min(1.0, grown * 4)
    box = (
        at[0] - shown.width / 2 - 0.2 * em,
        y - shown.rise - 0.12 * em,
        shown.width + 0.4 * em,
        shown.rise + 0.24 * em,
    )
    page.sheet.draw(shapes.rect(box, page.look.ground, round=0.2 * em, opacity=0.82 * seen))
    page.sheet.write(shown, (at[0], y), colour, align=0.5, opacity=seen, moving=grown < 1)


def _below(page: Page, label: list[Words], at: tuple[float, float], place: int) -> None:
    chosen = place == page.chart.chosen
    seen = turn(page.share, place, len(page.chart.values), begin=0.02, end=0.5)
    colour = page.look.ink if chosen else page.look.quiet(0.3)
    for number, one in enumerate(label):
        y = at[1] + (1.2 + 1.05 * number) * page.em
        page.sheet.write(one, (at[0], y), colour, align=0.5, opacity=seen)


def _baseline(page: Page, plot: Room, base: float) -> None:
    drawn = part(page.share, 0.0, 0.3, "inout")
    end = plot.left + plot.width * drawn
    page.sheet.draw(
        shapes.line((plot.left, base), (end, base), page.look.quiet(0.25), 0.085 * page.em) if drawn else ""
    )


def _lying(page: Page) -> None:
    em, room = page.em, page.room
    numbers = page.chart.numbers
    scale = Axis(min(0.0, *numbers), max(0.0, *numbers) or 1.0, 1.0) if len(numbers) > 1 else axis(numbers)
    row = min(room.height / len(numbers), 4.2 * em)
    top = room.top + (room.height - row * len(numbers)) / 2
    size = min(1.0 * em, row * 0.46)
    names = [
        wrapped(
            one.label, page.plain, size, room.width * 0.42, lines=2 if row > 1.9 * em else 1, together=0.9
        )
        if one.label
        else []
        for one in page.chart.values
    ]
    flat = alike([one for name in names for one in name], page.plain)
    names = [[flat.pop(0) for _ in name] for name in names]
    gutter = max((one.width for name in names for one in name), default=0.0)
    widest = max(words(page.format(value), page.strong, 1.1 * size).width for value in numbers)
    left = room.left + (gutter + 0.8 * em if gutter else 0)
    if min(numbers) < 0:
        left += widest + 0.5 * em
    right = room.right - (widest * 1.12 + 0.6 * em if max(numbers) > 0 else 0.3 * em)
    _paints(page)
    base = _across(scale, left, right, 0.0)
    for place, value in enumerate(numbers):
        grown = turn(page.share, place, len(numbers), begin=_BEGIN, end=_END, ease="quint")
        middle = top + row * (place + 0.5)
        end = base + (_across(scale, left, right, value) - base) * grown
        high = min(row * 0.58, 2.1 * em)
        chosen = place == page.chart.chosen
        fill = page.look.accent() if chosen else page.look.quiet(0.7)
        page.sheet.draw(
            shapes.path(shapes.beam(middle - high / 2, high, base, end, 0.28 * em), fill)
            if abs(end - base) * page.sheet.scale > 0.05
            else ""
        )
        _beside(page, place, grown, end, middle, size)
        seen = turn(page.share, place, len(numbers), begin=0.02, end=0.5)
        for number, one in enumerate(names[place]):
            y = middle + 0.34 * size + (number - (len(names[place]) - 1) / 2) * 1.12 * size
            colour = page.look.ink if chosen else page.look.quiet(0.25)
            page.sheet.write(one, (room.left + gutter, y), colour, align=1.0, opacity=seen)
    drawn = part(page.share, 0.0, 0.3, "inout") * row * len(numbers)
    page.sheet.draw(
        shapes.line((base, top), (base, top + drawn), page.look.quiet(0.25), 0.085 * em) if drawn else ""
    )


def _beside(page: Page, place: int, grown: float, end: float, middle: float, size: float) -> None:
    value = page.chart.numbers[place]
    chosen = place == page.chart.chosen
    shown = words(page.format(value * grown), page.strong, size * (1.18 if chosen else 1.0))
    colour = page.look.accent(least=3.0) if chosen else page.look.quiet(0.22)
    gap = 0.45 * page.em
    at = (end - gap, middle + 0.36 * size) if value < 0 else (end + gap, middle + 0.36 * size)
    seen = min(1.0, grown * 4)
    page.sheet.write(shown, at, colour, align=1.0 if value < 0 else 0.0, opacity=seen, moving=grown < 1)


def _across(scale: Axis, left: float, right: float, value: float) -> float:
    """Where a value lies; lying bars end where the longest of them ends, not at a round number."""
    return left + (right - left) * scale.share(value)
