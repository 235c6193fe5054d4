"""A talk: messages that come one by one, somebody writing, an answer that is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.graphics import shapes
from studio.render.graphics.look import mix, readable
from studio.render.graphics.screens.icons import icon
from studio.render.graphics.screens.kit import EDGE
from studio.render.graphics.words import words, wrapped

if TYPE_CHECKING:
    from studio.render.graphics.screens.kit import Ui

_FIRST, _EACH, _WRITES = 0.4, 1.5, 0.9
_SIZE = 17.0


def chat(ui: Ui) -> None:
    """Draw a talk."""
    top = _who(ui, ui.status())
    left, wide = (0.0, ui.width) if not ui.wide else (ui.width * 0.3, ui.width * 0.7)
    if ui.wide:
        _others(ui, top, left)
    said = [one.name for one in ui.screen.items] or list(ui.phrases.messages)
    page = ui.window(ui.height - 92 - top)
    heights = [_height(text, ui, wide) for text in said]
    come = [ui.since(_FIRST + _EACH * number, 0.4) for number in range(len(said))]
    total = 20 + sum((high + 14) * seen for high, seen in zip(heights, come, strict=True)) + 62
    y = page.height - total
    for number, text in enumerate(said):
        if come[number] > 0:
            _bubble(page, text, (left, y + (1 - come[number]) * 14, wide), come[number], own=number % 2 == 0)
        y += (heights[number] + 14) * come[number]
    following = next((number for number, seen in enumerate(come) if seen == 0), None)
    waits = ui.seconds - (_FIRST + _EACH * (following or 0) - _WRITES)
    if following is not None and following % 2 == 1 and waits > 0:
        _dots(page, left + EDGE, y, min(1.0, waits * 5))
    ui.show(page, top)
    typed = said[following] if following is not None and following % 2 == 0 else ""
    share = min(1.0, max(0.0, waits / (_WRITES * 0.9)))
    _field(ui, typed[: round(len(typed) * share)] if waits > 0 else "", left, wide)


def _who(ui: Ui, top: float) -> float:
    high = 66.0
    ui.sheet.draw(
        shapes.rect((0, 0, ui.width, top + high), ui.card),
        shapes.rect((0, top + high - 1, ui.width, 1), ui.line),
    )
    if not ui.wide:
        ui.sheet.draw(icon("back", (26, top + high / 2), 22, ui.brand, bold=2.4))
    x = 64.0 if not ui.wide else 48.0
    ui.sheet.draw(shapes.circle(x, top + high / 2, 21, ui.brand))
    ui.write(
        ui.name[:1].upper(),
        (x, top + high / 2 + 7),
        20,
        align=0.5,
        face=ui.look.faces.headline,
        colour=readable(ui.brand, "#ffffff", ui.look.ink),
    )
    ui.sheet.draw(
        shapes.circle(x + 15, top + high / 2 + 15, 6, ui.look.shown("leaf"), stroke=ui.card, width=2.5)
    )
    ui.write(ui.name, (x + 34, top + high / 2 - 1), 18, room=ui.width - x - 120, face=ui.look.faces.headline)
    ui.write(ui.phrases.online, (x + 34, top + high / 2 + 18), 13.5, colour=ui.look.quiet(0.4))
    ui.sheet.draw(icon("call", (ui.width - 34, top + high / 2), 22, ui.brand))
    return top + high


def _height(text: str, ui: Ui, wide: float) -> float:
    return 24 + 22 * len(_lines(text, ui, wide))


def _lines(text: str, ui: Ui, wide: float) -> list[str]:
    made = wrapped(text, ui.look.faces.text, _SIZE, min(wide * 0.66, 420), lines=4, least=0.95)
    return [one.written.text.strip("\u200e\u200f") for one in made]


def _bubble(ui: Ui, text: str, room: tuple[float, float, float], seen: float, *, own: bool) -> None:
    left, y, wide = room
    lines = [words(one, ui.look.faces.text, _SIZE) for one in _lines(text, ui, wide)]
    across, down = max(one.width for one in lines) + 32, 24 + 22.0 * len(lines)
    x = left + wide - EDGE - across if own else left + EDGE
    face = ui.brand if own else mix(ui.card, ui.look.ink, 0.05)
    ink = readable(face, "#ffffff", ui.look.ink)
    tip = (x + across - 16, y + down - 16) if own else (x, y + down - 16)
    ui.sheet.draw(
        shapes.rect((x, y, across, down), face, round=19, opacity=seen),
        shapes.rect((*tip, 16, 16), face, round=5, opacity=seen),
    )
    for number, one in enumerate(lines):
        ui.sheet.write(one, (x + 16, y + 28 + 22 * number), ink, opacity=seen)


def _dots(ui: Ui, x: float, y: float, seen: float) -> None:
    face = mix(ui.card, ui.look.ink, 0.05)
    ui.sheet.draw(shapes.rect((x, y, 72, 42), face, round=19, opacity=seen))
    for number in range(3):
        phase = (ui.seconds * 1.6 - number * 0.22) % 1.0
        rise = max(0.0, 1 - abs(phase - 0.25) * 4)
        ui.sheet.draw(
            shapes.circle(
                x + 20 + 16 * number, y + 22 - 5 * rise, 4.5, ui.look.quiet(0.5 - 0.25 * rise), opacity=seen
            )
        )


def _field(ui: Ui, typed: str, left: float, wide: float) -> None:
    top = ui.height - 92
    ui.sheet.cut()
    ui.sheet.draw(
        shapes.rect((left, top, wide, 92), ui.card),
        shapes.rect((left, top, wide, 1), ui.line),
        shapes.rect(
            (left + EDGE, top + 14, wide - 2 * EDGE - 58, 46),
            ui.look.ground,
            round=23,
            stroke=ui.line,
            width=1.2,
        ),
    )
    x, y = left + EDGE + 20, top + 43
    if typed.strip():
        room = wide - 2 * EDGE - 110
        made = words(typed, ui.look.faces.text, _SIZE)
        while made.width > room and len(typed) > 1:
            typed = typed[1:]
            made = words(typed, ui.look.faces.text, _SIZE)
        ui.sheet.write(made, (x, y), ui.look.ink)
        ui.sheet.draw(
            shapes.rect(
                (x + made.width + 3, top + 25, 2.2, 24),
                ui.brand,
                round=1,
                opacity=1.0 if ui.seconds * 1.8 % 1 < 0.6 else 0.15,
            )
        )
    else:
        ui.write(ui.phrases.write, (x, y), _SIZE, colour=ui.look.quiet(0.5))
    at = (left + wide - EDGE - 23, top + 37)
    ui.sheet.draw(
        shapes.circle(*at, 23, ui.brand), icon("send", at, 22, readable(ui.brand, "#ffffff", ui.look.ink))
    )


def _others(ui: Ui, top: float, wide: float) -> None:
    """The other talks, at the left of a wide screen."""
    ui.sheet.draw(
        shapes.rect((0, top, wide, ui.height - top), ui.card),
        shapes.rect((wide - 1, top, 1, ui.height), ui.line),
    )
    for number in range(7):
        y = top + 18 + 76 * number
        if number == 0:
            ui.sheet.draw(shapes.rect((10, y - 8, wide - 20, 70), mix(ui.card, ui.brand, 0.12), round=14))
        hue = ui.look.shown(("accent", "accent2", "accent3")[number % 3])
        ui.sheet.draw(shapes.circle(46, y + 27, 22, mix(hue, ui.card, 0.25 if number == 0 else 0.55)))
        ui.blank((82, y + 12, wide * (0.34 + 0.1 * (number % 3)), 11), strength=0.66)
        ui.blank((82, y + 34, wide * (0.52 - 0.08 * (number % 2)), 9))
