"""Music that plays: a cover that breathes, a wave, a bar that goes on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from studio.render.drawing.expressions import drawn
from studio.render.graphics import shapes
from studio.render.graphics.look import mix, readable
from studio.render.graphics.screens.icons import icon
from studio.render.graphics.screens.kit import EDGE
from studio.render.graphics.words import fitted

if TYPE_CHECKING:
    from studio.render.graphics.screens.kit import Ui

_LONG, _BEGUN = 214.0, 38.0
_BARS = 44


def player(ui: Ui) -> None:
    """Draw a player."""
    ui.sheet.define(
        shapes.gradient("mood", [(0, mix(ui.brand, ui.look.ground, 0.62), 1), (0.7, ui.look.ground, 1)])
    )
    ui.sheet.draw(shapes.rect((0, 0, ui.width, ui.height), "url(#mood)"))
    top = ui.status()
    ui.write(ui.phrases.now, (ui.width / 2, top + 34), 15, align=0.5, colour=ui.look.quiet(0.25))
    ui.sheet.draw(
        icon("back", (EDGE + 12, top + 28), 22, ui.look.ink),
        icon("dots", (ui.width - EDGE - 12, top + 28), 24, ui.look.ink, bold=3),
    )
    if ui.wide:
        size = ui.height - top - 130
        _cover(ui, (ui.width * 0.08, top + 70, size))
        left = ui.width * 0.08 + size + 60
        _playing(ui, left, top + 70 + size * 0.18, ui.width * 0.92 - left)
    else:
        size = min(ui.width - 2 * EDGE - 36, ui.height * 0.42)
        _cover(ui, ((ui.width - size) / 2, top + 64, size))
        _playing(ui, EDGE + 12, top + 64 + size + 46, ui.width - 2 * EDGE - 24)


def _cover(ui: Ui, box: tuple[float, float, float]) -> None:
    """A cover of circles in the client's colours that breathes with the music."""
    x, y, size = box
    beat = 0.5 + 0.5 * math.sin(ui.seconds * math.tau * 0.9)
    ui.sheet.draw(shapes.rect((x + 4, y + 12, size - 8, size), ui.look.ink, round=26, opacity=0.12))
    ui.sheet.define(
        '<clipPath id="cover">' + shapes.rect((x, y, size, size), "#000", round=24) + "</clipPath>"
    )
    first, second, third = (ui.look.shown(name) for name in ("accent", "accent2", "accent3"))
    turn = ui.seconds * 14
    middle = (x + size * 0.5, y + size * 0.5)
    discs = "".join(
        shapes.circle(
            0,
            0,
            size * (0.5 - 0.085 * number) * (1 + 0.012 * beat * (number + 1)),
            mix(second, third, number / 5),
        )
        for number in range(5)
    )
    arcs = "".join(
        shapes.path(
            shapes.arc(
                (0, 0), size * (0.14 + 0.085 * number), 0.1 * number, 0.1 * number + 0.3 + 0.08 * number
            ),
            stroke=mix(first, "#ffffff", 0.12 * number),
            width=size * 0.028,
        )
        for number in range(4)
    )
    ui.sheet.draw(
        shapes.group(
            shapes.rect((x, y, size, size), first)
            + shapes.group(discs, move=(middle[0] + 0.16 * size, middle[1] + 0.2 * size))
            + shapes.group(arcs, move=(middle[0] + 0.16 * size, middle[1] + 0.2 * size), turn=turn),
            clip="cover",
        )
    )


def _playing(ui: Ui, left: float, top: float, wide: float) -> None:
    title = ui.screen.headline or ui.name
    made = fitted(title, ui.look.faces.headline, 29, wide - 50)
    ui.sheet.write(made, (left, top + 10), ui.look.ink)
    ui.sheet.draw(icon("heart", (left + wide - 14, top), 27, ui.brand))
    if ui.screen.headline:
        ui.write(ui.screen.name, (left, top + 38), 17, room=wide, colour=ui.look.quiet(0.3))
    _wave(ui, left, top + 96, wide)
    at = (_BEGUN + ui.seconds) / _LONG
    ui.write(_clock(at * _LONG), (left, top + 150), 13.5, colour=ui.look.quiet(0.35))
    ui.write(_clock(_LONG), (left + wide, top + 150), 13.5, align=1.0, colour=ui.look.quiet(0.35))
    middle, y = left + wide / 2, top + 206
    for name, aside in (("shuffle", -2), ("before", -1), ("next", 1), ("again", 2)):
        small = abs(aside) == 2
        ui.sheet.draw(
            icon(
                name,
                (middle + aside * wide * 0.2, y),
                24 if small else 30,
                ui.look.quiet(0.4) if small else ui.look.ink,
            )
        )
    ui.sheet.draw(
        shapes.circle(middle, y, 37, ui.brand),
        icon("pause", (middle, y), 30, readable(ui.brand, "#ffffff", ui.look.ink)),
    )


def _wave(ui: Ui, left: float, middle: float, wide: float) -> None:
    at = (_BEGUN + ui.seconds) / _LONG
    step = wide / _BARS
    for number in range(_BARS):
        share = (number + 0.5) / _BARS
        tall = 8 + 34 * drawn(11, number) * (0.55 + 0.45 * math.sin(math.pi * share))
        near = max(0.0, 1 - abs(share - at) * 9)
        tall *= 1 + 0.35 * near * math.sin(ui.seconds * 9 + number)
        colour = ui.brand if share <= at else ui.look.quiet(0.76)
        ui.sheet.draw(
            shapes.rect(
                (left + step * number + step * 0.2, middle - tall / 2, step * 0.56, tall), colour, round=step
            )
        )


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
