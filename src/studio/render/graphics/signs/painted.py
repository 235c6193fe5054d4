"""Signs by a painter's hand and from the enameller's oven."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.drawing.expressions import drawn
from studio.render.graphics import shapes
from studio.render.graphics.look import mix, readable, shade
from studio.render.graphics.sheet import Sheet
from studio.render.graphics.signs.setting import LONG, divided

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.look import Look
    from studio.render.graphics.signs.grammar import Sign


def painted(sign: Sign, look: Look, size: tuple[float, float], scale: float, seed: int) -> ndarray:
    """A board of wood with painted letters and the shade a sign painter gives them."""
    wide, high = size
    sheet = Sheet(wide, high, scale)
    em = min(high, wide * 0.5)
    board = shade(mix(look.shown("accent"), look.paint("ink"), 0.62), 0.92)
    _wood(sheet, board, em, seed)
    light = readable(board, look.shown("cream"), look.shown("brass"))
    edge = 0.075 * em
    inner = (edge, edge, wide - 2 * edge, high - 2 * edge)
    sheet.draw(shapes.rect(inner, "none", round=0.05 * em, stroke=look.shown("brass"), width=0.018 * em))
    sheet.draw(
        shapes.rect(
            (inner[0] + 0.03 * em, inner[1] + 0.03 * em, inner[2] - 0.06 * em, inner[3] - 0.06 * em),
            "none",
            round=0.03 * em,
            stroke=look.shown("brass"),
            width=0.006 * em,
            opacity=0.7,
        )
    )
    free = 0.17 if wide < LONG * high else 0.145
    room = (0.17 * em, free * em, wide - 0.34 * em, high - 2 * free * em)
    deep = mix(board, "#000000", 0.5)
    for words, x, y in divided(sign.text, sign.small, look, room):
        thick = 0.045 * words.size
        for step in range(6, 0, -1):
            away = thick * step / 6
            sheet.write(words, (x + away, y + away), deep, align=0.5, opacity=0.75, moving=True)
        sheet.write(
            words,
            (x - 0.008 * words.size, y - 0.008 * words.size),
            shade(light, 1.06),
            align=0.5,
            moving=True,
        )
        sheet.write(words, (x, y), light, align=0.5, moving=True)
    return sheet.rgba()


def _wood(sheet: Sheet, board: str, em: float, seed: int) -> None:
    """Boards side by side with their grain, lit from above."""
    wide, high = sheet.width, sheet.height
    sheet.define(shapes.gradient("fall", [(0, shade(board, 1.1), 1), (1, shade(board, 0.9), 1)]))
    sheet.draw(shapes.rect((0, 0, wide, high), "url(#fall)", round=0.05 * em))
    dark, light = mix(board, "#000000", 0.4), shade(board, 1.22)
    for number in range(max(5, round(high / em * 16))):
        y = high * drawn(seed, number)
        long = wide * (0.12 + 0.3 * drawn(seed, number + 100))
        x = (wide - long) * drawn(seed, number + 200)
        bend = 0.012 * em * (drawn(seed, number + 300) - 0.5)
        line = shapes.curve([(x, y), (x + long / 2, y + bend), (x + long, y)])
        sheet.draw(shapes.path(line, stroke=dark if number % 2 else light, width=0.006 * em, opacity=0.28))
    sheet.draw(
        shapes.rect((0, 0, wide, 0.012 * em), shade(board, 1.5), opacity=0.55),
        shapes.rect((0, high - 0.02 * em, wide, 0.02 * em), "#000000", opacity=0.3),
    )


def enamel(sign: Sign, look: Look, size: tuple[float, float], scale: float, seed: int) -> ndarray:
    """A plate of enamel: rounded, glossy, screwed on, its corners chipped a little."""
    wide, high = size
    sheet = Sheet(wide, high, scale)
    em = min(high, wide * 0.5)
    ground = look.shown("accent")
    light = readable(ground, look.shown("cream"), look.paint("ink"))
    corner = 0.14 * em
    sheet.define(
        shapes.gradient("glaze", [(0, shade(ground, 1.12), 1), (0.5, ground, 1), (1, shade(ground, 0.84), 1)])
    )
    sheet.define(
        '<clipPath id="plate">' + shapes.rect((0, 0, wide, high), "#000", round=corner) + "</clipPath>"
    )
    edge = 0.065 * em
    sheet.draw(
        shapes.rect((0, 0, wide, high), shade(ground, 0.62), round=corner),
        shapes.rect(
            (0.008 * em, 0.006 * em, wide - 0.016 * em, high - 0.022 * em), "url(#glaze)", round=corner
        ),
        shapes.rect(
            (edge, edge, wide - 2 * edge, high - 2 * edge),
            "none",
            round=corner * 0.7,
            stroke=light,
            width=0.026 * em,
        ),
    )
    room = (0.19 * em, 0.17 * em, wide - 0.38 * em, high - 0.34 * em)
    for words, x, y in divided(sign.text, sign.small, look, room):
        sheet.write(
            words, (x, y + 0.012 * words.size), shade(ground, 0.6), align=0.5, opacity=0.7, moving=True
        )
        sheet.write(words, (x, y), light, align=0.5, moving=True)
    sheet.cut()
    fall = shapes.curve([(wide, 0.3 * high), (0.55 * wide, 0.37 * high), (0, 0.52 * high)])
    gloss = f"{fall}V0H{shapes.num(wide)}Z"
    sheet.define(shapes.gradient("gloss", [(0, "#ffffff", 0.3), (1, "#ffffff", 0.04)]))
    sheet.draw(shapes.group(shapes.path(gloss, "url(#gloss)"), clip="plate"))
    _screws(sheet, look, em)
    _chips(sheet, look, em, seed)
    return sheet.rgba()


def _screws(sheet: Sheet, look: Look, em: float) -> None:
    radius, away = 0.026 * em, 0.032 * em
    metal = look.shown("metal")
    for x in (away + radius * 0.5, sheet.width - away - radius * 0.5):
        for y in (away + radius * 0.5, sheet.height - away - radius * 0.5):
            sheet.draw(
                shapes.circle(x + 0.15 * radius, y + 0.3 * radius, radius, "#000000", opacity=0.35),
                shapes.circle(x, y, radius, shade(metal, 0.9)),
                shapes.circle(x - 0.2 * radius, y - 0.25 * radius, 0.62 * radius, shade(metal, 1.15)),
                shapes.line(
                    (x - 0.55 * radius, y + 0.2 * radius),
                    (x + 0.55 * radius, y - 0.2 * radius),
                    shade(metal, 0.5),
                    0.22 * radius,
                ),
            )


def _chips(sheet: Sheet, look: Look, em: float, seed: int) -> None:
    rust = mix(look.shown("crust"), look.paint("ink"), 0.35)
    for number in range(3):
        side = drawn(seed, number + 40) > 0.5
        x = (sheet.width - 0.03 * em if side else 0.03 * em) + 0.01 * em * (drawn(seed, number + 50) - 0.5)
        y = sheet.height * (0.25 + 0.5 * drawn(seed, number + 60))
        points = [
            (
                x
                + 0.026 * em * (0.6 + 0.6 * drawn(seed, 70 + 9 * number + at)) * (-1 if (at // 2) % 2 else 1),
                y + 0.03 * em * (0.6 + 0.6 * drawn(seed, 80 + 9 * number + at)) * (-1 if at in (0, 1) else 1),
            )
            for at in range(4)
        ]
        sheet.draw(
            shapes.polygon(points, mix(rust, "#ffffff", 0.5), opacity=0.6),
            shapes.polygon([(px * 0.6 + x * 0.4, py * 0.6 + y * 0.4) for px, py in points], rust),
        )
