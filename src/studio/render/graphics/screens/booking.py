"""Booking: a month, a day that is chosen, times that come up, a button that says it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.graphics import shapes
from studio.render.graphics.look import mix, readable
from studio.render.graphics.screens.icons import icon
from studio.render.graphics.screens.kit import EDGE, pulse

if TYPE_CHECKING:
    from studio.render.graphics.screens.kit import Ui

_DAY, _TIME, _BOOK = 1.1, 2.2, 3.3
_CHOSEN, _FULL = 17, (4, 5, 11, 12, 19, 25, 26)
_DAYS = 30


def booking(ui: Ui) -> None:
    """Draw a calendar."""
    top = ui.header(left="back", right="calendar", top=ui.status())
    left, wide = (EDGE, ui.width - 2 * EDGE) if not ui.wide else (ui.width * 0.08, ui.width * 0.46)
    said = ui.screen.headline or ui.phrases.book
    ui.write(said, (left, top + 38), 26, room=wide, face=ui.look.faces.headline)
    cell = min(wide / 7, (ui.height - top - 120) / 8.2) if ui.wide else wide / 7
    chosen = _month(ui, left, top + 58, wide, cell)
    below = top + 58 + 54 + cell * 6 + 12
    if ui.wide:
        side = left + wide + 40
        touched, pressed = _times(ui, (side, top + 58, ui.width - side - ui.width * 0.08))
    else:
        touched, pressed = _times(ui, (left, below, wide))
    ui.finger(chosen, _DAY)
    ui.finger(touched, _TIME)
    ui.finger(pressed, _BOOK)


def _month(ui: Ui, left: float, top: float, wide: float, cell: float) -> tuple[float, float]:
    """The month; returns where the chosen day lies."""
    ui.raised((left, top, wide, 54 + cell * 6), round=18)
    ui.write(ui.phrases.month, (left + wide / 2, top + 32), 18, align=0.5, face=ui.look.faces.headline)
    ui.sheet.draw(
        icon("back", (left + 26, top + 26), 18, ui.look.quiet(0.4)),
        icon("forth", (left + wide - 26, top + 26), 18, ui.look.quiet(0.4)),
    )
    step = (wide - 16) / 7
    for number, letter in enumerate(ui.phrases.days):
        x = left + 8 + step * (number + 0.5)
        ui.write(letter, (x, top + 54 + cell * 0.56), 12.5, align=0.5, colour=ui.look.quiet(0.45))
    found = (0.0, 0.0)
    picked = ui.since(_DAY, 0.3)
    for day in range(1, _DAYS + 1):
        place = day - 1 + 2
        at = (left + 8 + step * (place % 7 + 0.5), top + 54 + cell * (place // 7 + 1.42))
        full = day in _FULL
        colour = ui.look.quiet(0.68) if full else ui.look.ink
        if day == _CHOSEN:
            found = at
            ui.sheet.draw(shapes.circle(*at, cell * 0.42 * picked, ui.brand))
            colour = readable(ui.brand, "#ffffff", ui.look.ink) if picked > 0.5 else colour
        ui.write(str(day), (at[0], at[1] + 5.5), 15.5, align=0.5, colour=colour)
        if not full and day % 3 == 0 and day != _CHOSEN:
            ui.sheet.draw(shapes.circle(at[0], at[1] + 12, 2, ui.look.shown("accent2")))
    return found


def _times(ui: Ui, room: tuple[float, float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    """The times of the day, and the button; returns where both are touched."""
    left, top, wide = room
    items = [one.name for one in ui.screen.items[:4]] or ui.phrases.times
    columns = 2
    gap = 12.0
    box = ((wide - gap) / columns, 46.0)
    touched = (0.0, 0.0)
    for number, text in enumerate(items):
        seen = ui.since(_DAY + 0.2 + 0.07 * number, 0.4)
        x = left + (box[0] + gap) * (number % columns)
        y = top + (box[1] + gap) * (number // columns) + (1 - seen) * 16
        chosen = number == 1
        picked = ui.since(_TIME, 0.25) if chosen else 0.0
        if chosen:
            touched = (x + box[0] / 2, y + box[1] / 2)
        face = mix(ui.card, ui.brand, picked * 0.16)
        ui.sheet.draw(
            shapes.rect(
                (x, y, *box), face, round=13, opacity=seen, stroke=mix(ui.line, ui.brand, picked), width=1.6
            )
        )
        ui.write(
            text,
            (x + box[0] / 2, y + 29),
            16,
            room=box[0] - 20,
            align=0.5,
            opacity=seen,
            colour=mix(ui.look.ink, ui.look.accent(least=3.0), picked),
        )
    rows = -(-len(items) // columns)
    low = top + rows * (box[1] + gap) + 8
    done = ui.since(_BOOK + 0.1, 0.35)
    said = ui.phrases.booked if done > 0.5 else ui.screen.button or ui.phrases.book
    green = mix(ui.brand, ui.look.shown("leaf"), done)
    ui.button((left, low, wide, 58), said, pressed=pulse(ui.seconds, _BOOK), colour=green)
    if done > 0.5:
        at = (left + 36, low + 29)
        ui.sheet.draw(icon("check", at, 26 * done, readable(green, "#ffffff", ui.look.ink), bold=2.8))
    return touched, (left + wide / 2, low + 29)
