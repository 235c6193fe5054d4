"""A line that draws itself, with its area, its last value at its end."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from studio.render.graphics import shapes
from studio.render.graphics.charts.frame import Room
from studio.render.graphics.charts.grid import level, marked
from studio.render.graphics.charts.numbers import axis
from studio.render.graphics.look import standing
from studio.render.graphics.reveal import part
from studio.render.graphics.words import fitted, words

if TYPE_CHECKING:
    from studio.render.graphics.charts.frame import Page
    from studio.render.graphics.shapes import Point

_FINE = 14
_LABEL, _VALUE = 0.82, 1.5


def lines(page: Page) -> None:
    """Draw a line, and the area below it where that is asked for."""
    em, room, numbers = page.em, page.room, page.chart.numbers
    filled = page.chart.kind == "area"
    scale = axis(numbers, zero=filled, marks=4 if room.height > 9 * em else 3)
    labelled = any(one.label for one in page.chart.values)
    plot = Room(room.left, room.top + 1.7 * em, room.right, room.bottom - (1.75 if labelled else 0.3) * em)
    plot = marked(page, plot, scale)
    plot = Room(plot.left + 0.5 * em, plot.top, plot.right - 1.2 * em, plot.bottom)
    xs = [plot.left + plot.width * place / (len(numbers) - 1) for place in range(len(numbers))]
    ys = [level(plot, scale, value) for value in numbers]
    drawn = part(page.share, 0.12, 0.88, "inout")
    whole = monotone(xs, ys)
    head = _until(whole, plot.left + plot.width * drawn)
    if labelled:
        _labels(page, xs, room.bottom)
    if filled:
        _area(page, head, level(plot, scale, 0.0), plot)
    accent = page.look.accent()
    page.sheet.draw(shapes.path(shapes.joined(head), stroke=accent, width=0.26 * em) if drawn > 0 else "")
    _points(page, xs, ys, drawn)
    _told(page, xs, ys, drawn, plot)


def monotone(xs: list[float], ys: list[float]) -> list[Point]:
    """A smooth way through points that goes no higher and no lower than they do (Fritsch and Carlson)."""
    slopes = [
        (two - one) / (right - left) for one, two, left, right in zip(ys, ys[1:], xs, xs[1:], strict=False)
    ]
    tangents = [
        slopes[0],
        *((a + b) / 2 if a * b > 0 else 0.0 for a, b in pairwise(slopes)),
        slopes[-1],
    ]
    for place, slope in enumerate(slopes):
        if slope == 0:
            tangents[place] = tangents[place + 1] = 0.0
            continue
        first, second = tangents[place] / slope, tangents[place + 1] / slope
        length = (first**2 + second**2) ** 0.5
        if length > 3:
            tangents[place], tangents[place + 1] = 3 * first / length * slope, 3 * second / length * slope
    found: list[Point] = []
    for place in range(len(slopes)):
        wide = xs[place + 1] - xs[place]
        for step in range(_FINE):
            t = step / _FINE
            value = (
                (1 + 2 * t) * (1 - t) ** 2 * ys[place]
                + t * (1 - t) ** 2 * wide * tangents[place]
                + t * t * (3 - 2 * t) * ys[place + 1]
                - t * t * (1 - t) * wide * tangents[place + 1]
            )
            found.append((xs[place] + t * wide, value))
    return [*found, (xs[-1], ys[-1])]


def _until(points: list[Point], x: float) -> list[Point]:
    """The part of a way left of a place."""
    kept = [point for point in points if point[0] <= x + 1e-9]
    if len(kept) < len(points) and kept:
        (left, low), (right, high) = kept[-1], points[len(kept)]
        kept.append((x, low + (high - low) * (x - left) / (right - left)))
    return kept


def _area(page: Page, head: list[Point], base: float, plot: Room) -> None:
    if len(head) < 2:
        return
    accent = page.look.accent()
    page.sheet.define(
        f'<linearGradient id="area" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="{shapes.num(plot.top)}" '
        f'y2="{shapes.num(plot.bottom)}"><stop offset="0" stop-color="{accent}" stop-opacity="0.42"/>'
        f'<stop offset="1" stop-color="{accent}" stop-opacity="0.03"/></linearGradient>'
    )
    closed = f"{shapes.joined(head)}L{shapes.pair((head[-1][0], base))}L{shapes.pair((head[0][0], base))}Z"
    page.sheet.draw(shapes.path(closed, "url(#area)"))
    page.sheet.draw(shapes.line((plot.left, base), (plot.right, base), page.look.quiet(0.4), 0.06 * page.em))


def _labels(page: Page, xs: list[float], bottom: float) -> None:
    """As many labels as have room: the first, the last, and others at even steps."""
    em, values = page.em, page.chart.values
    made = [words(one.label, page.plain, _LABEL * em) if one.label else None for one in values]
    widest = max(one.width for one in made if one) + 0.8 * em
    step = 1
    while (xs[-1] - xs[0]) / (len(xs) - 1) * step < widest and step < len(xs) - 1:
        step += 1
    chosen = set(range(len(xs) - 1, -1, -step))
    for place in sorted(chosen):
        one = made[place]
        if one is None:
            continue
        room = min((xs[-1] - xs[0]) / (len(xs) - 1) * step * 0.95, page.room.width)
        one = fitted(values[place].label, page.plain, _LABEL * em, room)
        middle = min(max(xs[place], page.room.left + one.width / 2), page.room.right - one.width / 2)
        seen = part(page.share, 0.02 + 0.3 * place / len(xs), 0.3 + 0.3 * place / len(xs))
        colour = page.look.ink if place == page.chart.chosen else page.look.quiet(0.36)
        page.sheet.write(one, (middle, bottom - 0.35 * em), colour, align=0.5, opacity=seen)


def _points(page: Page, xs: list[float], ys: list[float], drawn: float) -> None:
    em, look = page.em, page.look
    if len(xs) > 14:
        return
    for place, (x, y) in enumerate(zip(xs, ys, strict=True)):
        reached = part(drawn, place / (len(xs) - 1) - 0.02, place / (len(xs) - 1) + 0.1, "back")
        if drawn * (len(xs) - 1) >= place - 0.01 and place != page.chart.chosen and drawn > 0:
            grown = max(0.0, reached) if drawn < 1 else 1.0
            page.sheet.draw(
                shapes.circle(x, y, 0.2 * em * grown, look.ground, stroke=look.accent(), width=0.13 * em)
            )


def _told(page: Page, xs: list[float], ys: list[float], drawn: float, plot: Room) -> None:
    """The value that matters, at its place on the line."""
    em, look, chosen = page.em, page.look, page.chart.chosen
    at = chosen / (len(xs) - 1)
    seen = 1.0 if page.share >= 1 else part(page.share, 0.12 + 0.72 * at, min(1.0, 0.3 + 0.72 * at), "back")
    if drawn < at - 0.02 or seen <= 0:
        return
    x, y = xs[chosen], ys[chosen]
    accent = look.accent()
    page.sheet.draw(
        shapes.circle(x, y, 0.95 * em * seen, accent, opacity=0.18),
        shapes.circle(x, y, 0.46 * em * seen, accent, stroke=look.ground, width=0.16 * em),
    )
    value = fitted(page.format(page.chart.numbers[chosen]), page.strong, _VALUE * em, plot.width * 0.6)
    # Beside the line, not on it: above where it comes from below.
    before = ys[chosen - 1] if chosen else ys[1]
    above = y - 1.3 * em > page.room.top and (before >= y - 0.1 * em or y > plot.bottom - 3 * em)
    left = min(max(x, page.room.left + value.width / 2), page.room.right - value.width / 2)
    baseline = y - 1.15 * em if above else y + 1.25 * em + value.rise
    page.sheet.write(
        value,
        (left, baseline + (1 - seen) * 0.5 * em),
        standing(accent, look.ground, 3.0),
        align=0.5,
        opacity=min(1.0, seen),
        moving=seen != 1,
    )
