"""A shop: goods as cards, a basket that fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.easing import eased
from studio.render.graphics import shapes
from studio.render.graphics.look import mix, readable
from studio.render.graphics.screens.goods import still_life
from studio.render.graphics.screens.icons import icon
from studio.render.graphics.screens.kit import EDGE, pulse
from studio.render.graphics.words import wrapped

if TYPE_CHECKING:
    from studio.render.graphics.screens.grammar import Item
    from studio.render.graphics.screens.kit import Ui

_TAP, _SCROLL = 2.9, 1.1


def shop(ui: Ui) -> None:
    """Draw a shop."""
    columns = 4 if ui.wide else 2
    top = ui.header(top=ui.status(), badge=1 + int(ui.seconds > _TAP + 0.1))
    bottom = ui.height if ui.wide else ui.height - 74
    page = ui.window(bottom - top)
    reach = 92.0 if not ui.wide else 70.0
    scrolled = reach * eased("inout", (ui.seconds - _SCROLL) / 0.9)
    y = 8 - scrolled
    y = _banner(page, y)
    page.write(ui.phrases.fresh, (EDGE, y + 30), 19, face=ui.look.faces.headline)
    touched = _cards(page, y + 46, columns)
    ui.show(page, top)
    if not ui.wide:
        ui.tabs(("home", "search", "heart", "user"), 0)
    ui.finger((touched[0], touched[1] + top), _TAP)


def _banner(ui: Ui, top: float) -> float:
    high = 148.0 if not ui.wide else 190.0
    box = (EDGE, top, ui.width - 2 * EDGE, high)
    on = readable(ui.brand, "#ffffff", ui.look.ink)
    right = ui.width - EDGE
    clip = '<clipPath id="banner">' + shapes.rect(box, "#000", round=20) + "</clipPath>"
    ui.sheet.define(clip)
    ui.sheet.draw(
        shapes.rect(box, ui.brand, round=20),
        shapes.group(
            shapes.circle(
                right - 46, top + high * 0.9, high * 0.62, mix(ui.brand, ui.look.shown("accent2"), 0.75)
            )
            + shapes.circle(
                right - 130, top + high * 1.05, high * 0.4, mix(ui.brand, ui.look.shown("accent3"), 0.6)
            )
            + shapes.circle(right - 30, top + 16, high * 0.2, mix(ui.brand, "#ffffff", 0.35)),
            clip="banner",
        ),
    )
    said = ui.screen.headline or ui.name
    lines = wrapped(said, ui.look.faces.headline, 27, (ui.width - 2 * EDGE) * 0.58, lines=3)
    step = lines[0].size * 1.08
    first = top + high / 2 - step * (len(lines) - 1) / 2 + lines[0].rise * 0.5 - 12
    for number, one in enumerate(lines):
        ui.sheet.write(one, (EDGE + 20, first + number * step), on)
    ui.sheet.draw(
        shapes.rect((EDGE + 20, first + step * (len(lines) - 1) + 18, 58, 5), on, round=3, opacity=0.8)
    )
    return top + high + 6


def _cards(ui: Ui, top: float, columns: int) -> tuple[float, float]:
    """The goods; returns where the one lies that is put into the basket."""
    gap = 14.0
    wide = (ui.width - 2 * EDGE - gap * (columns - 1)) / columns
    high = wide * 1.26 if not ui.wide else wide * 0.98
    items: list[Item | None] = [*ui.screen.items]
    items += [None] * max(0, 2 * columns - len(items))
    touched = (0.0, 0.0)
    for number, item in enumerate(items[: 3 * columns]):
        x = EDGE + (wide + gap) * (number % columns)
        y = top + (high + gap) * (number // columns)
        ui.raised((x, y, wide, high))
        still_life(ui, (x + 8, y + 8, wide - 16, high - 74), number + 1, round=11)
        if item:
            ui.write(item.name, (x + 13, y + high - 40), 15.5, room=wide - 26)
            ui.write(item.price, (x + 13, y + high - 16), 16, room=wide - 66, face=ui.look.faces.headline)
        else:
            ui.blank((x + 13, y + high - 51, wide * 0.62, 10))
            ui.blank((x + 13, y + high - 27, wide * 0.3, 10), strength=0.74)
        at = (x + wide - 26, y + high - 24)
        put = number == 1
        pressed = pulse(ui.seconds, _TAP) if put else 0.0
        done = put and ui.seconds > _TAP + 0.1
        ui.sheet.draw(
            shapes.circle(*at, 16 - 2 * pressed, ui.brand if put or not done else ui.look.ink),
            icon("check" if done else "plus", at, 17, readable(ui.brand, "#ffffff", ui.look.ink), bold=2.6),
        )
        touched = at if put else touched
    return touched
