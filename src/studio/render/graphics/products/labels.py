"""What goes round a product: a paper label, a print, a sleeve, a pattern."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from studio.render.graphics import shapes
from studio.render.graphics.look import mix, readable, shade
from studio.render.graphics.sheet import Sheet
from studio.render.graphics.words import alike, fitted, wrapped

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.look import Look
    from studio.render.graphics.products.grammar import Kind
    from studio.render.graphics.words import Words

SEEN = 1.75
"""How much of the way round is read at once, in radii."""
_LEADING = 1.04


class Said(NamedTuple):
    """What a label says: the name, a line below it, a picture in the name's place."""

    name: str
    line: str = ""
    logo: ndarray | None = None


class Named(NamedTuple):
    """Where something is said: the sheet, the look on its ground, the words, the radius they lie on."""

    sheet: Sheet
    look: Look
    said: Said
    radius: float
    ground: str = ""


def texture(
    kind: Kind, said: Said, look: Look, size: tuple[float, float], scale: float, ground: str, span: float
) -> ndarray:
    """The whole way round as straight RGBA; where there is no label it is transparent.

    Args:
        kind: What it is.
        said: What it says.
        look: What it is drawn in.
        size: The way round and the height, in units.
        scale: Pixels per unit.
        ground: The colour of what it lies on.
        span: How far round it goes, 0 to 1.
    """
    sheet = Sheet(*size, scale)
    _DRAWN[kind](Named(sheet, look, said, size[0] / math.tau, ground), span)
    return sheet.rgba()


def _paper(label: Named, span: float) -> None:
    """A paper label with a rule and a band in the colour of the brand."""
    sheet, look = label.sheet, label.look
    wide, high = sheet.width, sheet.height
    left, long = wide * (0.25 - span / 2), wide * span
    sheet_colour = look.shown("paper")
    for shift in (0.0, wide):
        sheet.draw(shapes.rect((left + shift, 0, long, high), sheet_colour, round=0.04 * high))
        sheet.draw(shapes.rect((left + shift, 0.86 * high, long, 0.08 * high), look.shown("accent")))
        sheet.draw(shapes.rect((left + shift, 0.06 * high, long, 0.018 * high), look.shown("accent")))
    named(label._replace(look=look.on(sheet_colour)), wide * 0.25, 0.13 * high, 0.8 * high)


def _print(label: Named, _span: float) -> None:
    """Printed all over: the name twice, a broad band between, a line of dots."""
    sheet, look, ground = label.sheet, label.look, label.ground
    wide, high = sheet.width, sheet.height
    on = look.on(ground)
    second = look.shown("accent2") if ground == look.shown("accent") else look.shown("accent")
    sheet.draw(shapes.rect((0, 0, wide, 0.13 * high), second))
    sheet.draw(shapes.rect((0, 0.15 * high, wide, 0.02 * high), mix(second, ground, 0.35)))
    sheet.draw(shapes.rect((0, 0.9 * high, wide, 0.1 * high), second))
    for middle in (0.25 * wide, 0.75 * wide):
        named(label._replace(look=on), middle, 0.24 * high, 0.8 * high)
        for number in range(5):
            x = middle + wide * 0.25 + (number - 2) * 0.1 * high
            sheet.draw(shapes.circle(x % wide, 0.52 * high, 0.026 * high, second))


def _sleeve(label: Named, _span: float) -> None:
    """A sleeve of brown card with the name stamped on it."""
    sheet, look = label.sheet, label.look
    wide, high = sheet.width, sheet.height
    card = mix(look.shown("wood"), look.shown("paper"), 0.25)
    sheet.draw(shapes.rect((0, 0, wide, high), card))
    ribs = max(40, round(wide * 3))
    for number in range(ribs):
        x = wide * number / ribs
        sheet.draw(shapes.rect((x, 0, wide / ribs * 0.45, high), shade(card, 0.96)))
    for middle in (0.25 * wide, 0.75 * wide):
        radius = min(0.4 * high, 0.9 * label.radius)
        sheet.draw(shapes.circle(middle, high / 2, radius, look.shown("accent")))
        sheet.draw(
            shapes.circle(
                middle, high / 2, radius * 0.9, "none", stroke=look.shown("paper"), width=0.03 * radius
            )
        )
        inner = label._replace(look=look.on(look.shown("accent")), radius=radius / SEEN * 1.5)
        named(inner, middle, high / 2 - 0.5 * radius, high / 2 + 0.5 * radius)


def _leaves(label: Named, _span: float) -> None:
    """A band of leaves painted under the glaze."""
    sheet, ground = label.sheet, label.ground
    wide, high = sheet.width, sheet.height
    light = readable(ground, mix(ground, "#ffffff", 0.72), mix(ground, "#101018", 0.6))
    count = max(6, round(wide / high * 2.6))
    step = wide / count
    stem = [(step * at / 2, high * (0.5 + 0.05 * (-1) ** at)) for at in range(-1, 2 * count + 2)]
    sheet.draw(shapes.path(shapes.curve(stem), stroke=light, width=0.025 * high))
    for number in range(count):
        for side in (-1, 1):
            leaf = (
                f"M0 0C{0.1 * step:.2f} {-0.32 * high:.2f} {0.5 * step:.2f} {-0.36 * high:.2f} "
                f"{0.62 * step:.2f} {-0.4 * high:.2f}C{0.6 * step:.2f} {-0.16 * high:.2f} "
                f"{0.3 * step:.2f} {0.02 * high:.2f} 0 0Z"
            )
            flipped = f'<g transform="scale(1 {side})">{shapes.path(leaf, light)}</g>'
            x = step * (number + (0.25 if side > 0 else 0.75))
            sheet.draw(shapes.group(flipped, move=(x, high / 2)))
    for y in (0.03, 0.97):
        sheet.draw(shapes.rect((0, high * y - 0.012 * high, wide, 0.024 * high), light))
    if label.said.name or label.said.logo is not None:
        _medallion(label, light)


def _medallion(label: Named, light: str) -> None:
    sheet = label.sheet
    for middle in (0.25 * sheet.width, 0.75 * sheet.width):
        radius = 0.42 * sheet.height
        sheet.draw(
            shapes.circle(middle, sheet.height / 2, radius, label.ground, stroke=light, width=0.06 * radius)
        )
        inner = label._replace(look=label.look.on(label.ground), radius=radius / SEEN * 1.55)
        named(inner, middle, sheet.height / 2 - 0.5 * radius, sheet.height / 2 + 0.5 * radius)


def _pleats(label: Named, _span: float) -> None:
    """Folds of cloth, one darker and one lighter than the last."""
    sheet = label.sheet
    count = 44
    step = sheet.width / count
    for number in range(count):
        dark, light = shade("#ffffff", 0.25), "#ffffff"
        sheet.draw(shapes.rect((step * number, 0, step * 0.28, sheet.height), dark, opacity=0.13))
        sheet.draw(shapes.rect((step * (number + 0.5), 0, step * 0.22, sheet.height), light, opacity=0.16))
    for y in (0.0, 0.965):
        sheet.draw(
            shapes.rect(
                (0, sheet.height * y, sheet.width, 0.035 * sheet.height),
                label.look.shown("accent"),
                opacity=0.85,
            )
        )


_DRAWN: Mapping[Kind, Callable[[Named, float], None]] = {
    "label": _paper,
    "print": _print,
    "sleeve": _sleeve,
    "leaves": _leaves,
    "pleats": _pleats,
}


def named(label: Named, middle: float, top: float, bottom: float) -> None:
    """Set the name, or the logo, and the line below it, within what is read at once."""
    sheet, look, said = label.sheet, label.look, label.said
    room, high = label.radius * SEEN, bottom - top
    below = 0.24 * high if said.line else 0.0
    if said.logo is not None:
        _pictured(label, middle, top, bottom - below)
    elif said.name:
        _lines(label, middle, top, bottom - below)
    if said.line:
        told = fitted(said.line, look.faces.label, 0.13 * high, room)
        sheet.write(told, (middle, bottom - 0.03 * high), look.quiet(0.2), align=0.5)


def _lines(label: Named, middle: float, top: float, bottom: float) -> None:
    """The name on one line, or on two or three: whichever makes it largest."""
    room, high = label.radius * SEEN, bottom - top
    face = label.look.faces.headline
    best: list[Words] = []
    for count in (1, 2, 3):
        size = 0.92 * high / (count * _LEADING) / face.larger
        made = wrapped(label.said.name, face, size, room, lines=count, least=0.2, together=1.0)
        made = alike(made, face)
        if not best or made[0].size > best[0].size * 1.06:
            best = made
    step = _LEADING * best[0].size
    first = top + (high - step * (len(best) - 1) - best[0].rise) / 2 + best[0].rise
    for number, one in enumerate(best):
        label.sheet.write(one, (middle, first + number * step), label.look.ink, align=0.5)


def _pictured(label: Named, middle: float, top: float, bottom: float) -> None:
    import cv2

    logo = label.said.logo
    assert logo is not None
    room = label.radius * SEEN * label.sheet.scale, (bottom - top) * label.sheet.scale
    factor = min(room[0] / logo.shape[1], room[1] / logo.shape[0])
    size = max(1, round(logo.shape[1] * factor)), max(1, round(logo.shape[0] * factor))
    small = cv2.resize(logo, size, interpolation=cv2.INTER_AREA)
    scale = label.sheet.scale
    label.sheet.lay(small, (middle - size[0] / scale / 2, (top + bottom) / 2 - size[1] / scale / 2))
