"""Pictures of goods where the client gave none: quiet still lives of simple shapes, never a wrong thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.drawing.expressions import drawn
from studio.render.graphics import shapes
from studio.render.graphics.look import mix

if TYPE_CHECKING:
    from studio.render.graphics.screens.kit import Ui


def still_life(ui: Ui, box: tuple[float, float, float, float], seed: int, *, round: float = 12.0) -> None:
    """A few shapes on a ground, lit from the left.

    Args:
        ui: Where it is drawn.
        box: Left, top, width, height.
        seed: What tells it from the next one.
    """
    x, y, wide, high = box
    hues = [ui.look.shown(name) for name in ("accent", "accent2", "accent3")]
    first = hues[seed % 3]
    other = hues[(seed + 1) % 3]
    ui.sheet.draw(shapes.rect(box, mix(first, ui.card, 0.8), round=round))
    size = min(wide, high)
    base = y + 0.8 * high
    middle = x + wide * (0.42 + 0.16 * drawn(seed, 1))
    for number, (colour, share) in enumerate(((first, 0.56), (other, 0.36))):
        at = middle + (number * 2 - 0.7) * 0.2 * size
        part = size * share * (0.86 + 0.28 * drawn(seed, 2 + number))
        ui.sheet.draw(
            shapes.ellipse(at + 0.12 * part, base, 0.62 * part, 0.07 * part, ui.look.ink, opacity=0.14)
        )
        kind = (seed + number) % 3
        if kind == 0:
            _round(ui, at, base - part / 2, part / 2, colour)
        elif kind == 1:
            _block(ui, (at - 0.36 * part, base - part, 0.72 * part, part), colour, 0.16 * part)
        else:
            _block(ui, (at - 0.46 * part, base - 0.62 * part, 0.92 * part, 0.62 * part), colour, 0.3 * part)


def _round(ui: Ui, x: float, y: float, radius: float, colour: str) -> None:
    bend, flat = shapes.num(radius), shapes.num(0.62 * radius)
    top, foot = shapes.pair((x, y - radius)), shapes.pair((x, y + radius))
    ui.sheet.draw(
        shapes.circle(x, y, radius, mix(colour, ui.look.ink, 0.28)),
        shapes.path(f"M{top}A{bend} {bend} 0 0 0 {foot}A{flat} {bend} 0 0 0 {top}Z", colour),
        shapes.circle(x - 0.36 * radius, y - 0.38 * radius, 0.16 * radius, "#ffffff", opacity=0.5),
    )


def _block(ui: Ui, box: tuple[float, float, float, float], colour: str, round: float) -> None:
    x, y, wide, high = box
    ui.sheet.draw(
        shapes.rect(box, mix(colour, ui.look.ink, 0.26), round=round),
        shapes.rect((x, y, wide * 0.66, high), colour, round=round),
        shapes.rect(
            (x + 0.1 * wide, y + 0.12 * high, 0.09 * wide, 0.6 * high),
            "#ffffff",
            round=0.05 * wide,
            opacity=0.4,
        ),
    )
