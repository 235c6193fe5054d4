"""Numbers at a glance: cards, a line that grows, a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.drawing.expressions import drawn
from studio.render.easing import eased
from studio.render.graphics import shapes
from studio.render.graphics.charts.lines import monotone
from studio.render.graphics.look import mix
from studio.render.graphics.screens.icons import icon
from studio.render.graphics.screens.kit import EDGE

if TYPE_CHECKING:
    from studio.render.graphics.screens.kit import Ui

_GROWS = 0.5
_COURSE = (0.3, 0.42, 0.38, 0.55, 0.5, 0.66, 0.62, 0.8, 0.78, 0.93)


def dashboard(ui: Ui) -> None:
    """Draw an overview."""
    top = ui.header(left="menu", right="bell", top=ui.status())
    side = 0.0
    if ui.wide:
        side = _rail(ui, top)
    left, wide = side + EDGE, ui.width - side - 2 * EDGE
    said = ui.screen.headline or ui.phrases.overview
    ui.write(said, (left, top + 34), 25, room=wide, face=ui.look.faces.headline)
    y = _cards(ui, left, top + 52, wide)
    if ui.wide:
        _course(ui, (left, y, wide * 0.62 - 8, ui.height - y - EDGE))
        _list(ui, (left + wide * 0.62 + 8, y, wide * 0.38 - 8, ui.height - y - EDGE))
    else:
        high = min(250.0, (ui.height - y) * 0.45)
        _course(ui, (left, y, wide, high))
        _list(ui, (left, y + high + 14, wide, ui.height - y - high - 14 - 88))
        ui.tabs(("home", "chart", "calendar", "user"), 1)


def _rail(ui: Ui, top: float) -> float:
    wide = 84.0
    ui.sheet.draw(shapes.rect((0, top, wide, ui.height - top), ui.card))
    for number, name in enumerate(("home", "chart", "calendar", "bag", "user")):
        at = (wide / 2, top + 44 + 66 * number)
        if number == 1:
            ui.sheet.draw(
                shapes.rect((at[0] - 24, at[1] - 24, 48, 48), mix(ui.card, ui.brand, 0.16), round=14)
            )
        ui.sheet.draw(icon(name, at, 25, ui.brand if number == 1 else ui.look.quiet(0.5)))
    return wide


def _cards(ui: Ui, left: float, top: float, wide: float) -> float:
    """Up to three numbers; grey bars stand for those nobody gave."""
    names = (ui.phrases.orders, ui.phrases.visitors, ui.phrases.returning)
    count, gap, high = 3, 12.0, 98.0
    each = (wide - gap * (count - 1)) / count
    hues = ("accent", "accent2", "accent3")
    for number in range(count):
        seen = ui.since(0.15 + 0.12 * number, 0.5)
        x, y = left + (each + gap) * number, top + (1 - seen) * 12
        ui.raised((x, y, each, high))
        item = ui.screen.items[number] if number < len(ui.screen.items) else None
        ui.sheet.draw(shapes.circle(x + 20, y + 23, 7, ui.look.shown(hues[number])))
        ui.write(
            item.name if item else names[number],
            (x + 33, y + 28),
            13.5,
            room=each - 42,
            colour=ui.look.quiet(0.35),
        )
        if item and item.price:
            ui.write(item.price, (x + 14, y + 66), 27, room=each - 26, face=ui.look.faces.headline)
        else:
            ui.blank((x + 14, y + 48, each * 0.5, 17), strength=0.6)
        share = (0.5 + 0.4 * drawn(7, number)) * ui.since(_GROWS + 0.15 * number, 0.9)
        ui.sheet.draw(
            shapes.rect((x + 14, y + high - 17, each - 28, 5), ui.line, round=3),
            shapes.rect(
                (x + 14, y + high - 17, (each - 28) * share, 5), ui.look.shown(hues[number]), round=3
            ),
        )
    return top + high + 16


def _course(ui: Ui, box: tuple[float, float, float, float]) -> None:
    """A line that grows from left to right, over bars."""
    x, y, wide, high = box
    ui.raised(box)
    ui.write(ui.phrases.week, (x + 18, y + 32), 17, face=ui.look.faces.headline)
    left, right, low, rise = x + 18, x + wide - 18, y + high - 20, high - 78
    for number in range(4):
        level = low - rise * number / 3
        ui.sheet.draw(shapes.rect((left, level, right - left, 1), ui.line))
    grown = eased("inout", (ui.seconds - _GROWS) / 1.6)
    xs = [left + (right - left) * at / (len(_COURSE) - 1) for at in range(len(_COURSE))]
    way = monotone(xs, [low - rise * value for value in _COURSE])
    for place, at in enumerate(xs[:-1]):
        step = xs[1] - xs[0]
        tall = rise * _COURSE[place] * 0.52 * ui.since(_GROWS + 0.08 * place, 0.5)
        ui.sheet.draw(
            shapes.rect((at + step * 0.28, low - tall, step * 0.44, tall), ui.look.quiet(0.86), round=4)
        )
    seen = [point for point in way if point[0] <= left + (right - left) * grown]
    if len(seen) < 2:
        return
    ui.sheet.define(shapes.gradient("under", [(0, ui.brand, 0.34), (1, ui.brand, 0.0)]))
    under = f"{shapes.joined(seen)}L{shapes.pair((seen[-1][0], low))}L{shapes.pair((left, low))}Z"
    ui.sheet.draw(
        shapes.path(under, "url(#under)"),
        shapes.path(shapes.joined(seen), stroke=ui.brand, width=4),
        shapes.circle(*seen[-1], 7, ui.brand, stroke=ui.card, width=3),
    )


def _list(ui: Ui, box: tuple[float, float, float, float]) -> None:
    x, y, wide, high = box
    ui.raised(box)
    row = 58.0
    more = ui.screen.items[3:]
    for number in range(max(0, int((high - 16) // row))):
        top = y + 10 + row * number
        seen = ui.since(0.6 + 0.12 * number, 0.5)
        hue = ui.look.shown(("accent3", "accent2", "accent")[number % 3])
        ui.sheet.draw(shapes.circle(x + 36, top + row / 2, 17, mix(hue, ui.card, 0.45), opacity=seen))
        item = more[number] if number < len(more) else None
        if item:
            ui.write(item.name, (x + 66, top + row / 2 + 6), 16, room=wide - 160, opacity=seen)
            ui.write(
                item.price,
                (x + wide - 18, top + row / 2 + 6),
                16,
                align=1.0,
                face=ui.look.faces.headline,
                opacity=seen,
            )
        else:
            ui.blank((x + 66, top + row / 2 - 11, wide * (0.34 + 0.12 * drawn(3, number)), 9), strength=0.72)
            ui.blank((x + 66, top + row / 2 + 5, wide * (0.2 + 0.1 * drawn(4, number)), 7))
            ui.blank((x + wide - 68, top + row / 2 - 5, 50, 10), strength=0.7)
        if top + 2 * row < y + high:
            ui.sheet.draw(shapes.rect((x + 18, top + row, wide - 36, 1), ui.line))
