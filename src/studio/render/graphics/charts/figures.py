"""Numbers as pictures: one large one that counts up, and two that are compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studio.render.graphics import shapes
from studio.render.graphics.reveal import part, turn
from studio.render.graphics.words import Words, fitted, words, wrapped

if TYPE_CHECKING:
    from studio.render.graphics.charts.frame import Page
    from studio.render.graphics.sheet import Sheet
    from studio.render.lettering.pairings import Typeface

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def figure(page: Page) -> None:
    """Draw one large number; others stand below it, smaller."""
    chart, room, em = page.chart, page.room, page.em
    chosen = chart.values[chart.chosen]
    rest = [one for place, one in enumerate(chart.values) if place != chart.chosen][:4]
    below = (4.4 * em if rest else 0) + (2.2 * em if chosen.label else 0)
    final = page.format(chosen.value)
    size = (room.height - below) * 0.98
    while words(final, page.strong, size).width > room.width * 0.98:
        size *= 0.96
    whole = words(final, page.strong, size)
    size = min(size, (room.height - below) / max(whole.rise + whole.fall, 1) * size)
    whole = words(final, page.strong, size)
    baseline = room.top + (room.height - below - whole.rise - whole.fall) / 2 + whole.rise
    grown = part(page.share, 0.05, 0.82, "out")
    value = chosen.value * grown
    counted(
        page.sheet,
        final,
        value,
        page.strong,
        size,
        (room.left, baseline),
        page.look.accent(least=2.6),
        opacity=min(1.0, grown * 5),
    )
    _underlined(page, whole, baseline)
    if chosen.label:
        seen = part(page.share, 0.35, 0.65)
        told = wrapped(chosen.label, page.plain, 1.5 * em, room.width, lines=1)
        for one in told:
            page.sheet.write(
                one,
                (room.left, baseline + whole.fall + 2.4 * em + (1 - seen) * 0.4 * em),
                page.look.ink,
                opacity=seen,
                moving=seen < 1,
            )
    _others(page, [(one.label, page.format(one.value)) for one in rest])


def _underlined(page: Page, whole: Words, baseline: float) -> None:
    drawn = part(page.share, 0.3, 0.75, "inout")
    if drawn > 0:
        end = page.room.left + min(whole.width, 5 * page.em) * drawn
        y = baseline + whole.fall + 0.6 * page.em
        page.sheet.draw(
            shapes.line((page.room.left + 0.1 * page.em, y), (end, y), page.look.accent(), 0.24 * page.em)
        )


def _others(page: Page, told: list[tuple[str, str]]) -> None:
    room, em = page.room, page.em
    wide = room.width / max(2, len(told))
    for place, (label, value) in enumerate(told):
        seen = turn(page.share, place, len(told), begin=0.5, end=0.95)
        x = room.left + wide * place
        number = fitted(value, page.strong, 1.7 * em, wide * 0.9)
        page.sheet.write(number, (x, room.bottom - 1.5 * em), page.look.ink, opacity=seen)
        if label:
            name = fitted(label, page.plain, 0.9 * em, wide * 0.9)
            page.sheet.write(name, (x, room.bottom - 0.1 * em), page.look.quiet(0.3), opacity=seen)


def versus(page: Page) -> None:
    """Draw two values against each other, as lengths on one scale."""
    chart, room, em = page.chart, page.room, page.em
    first, second = chart.values
    reach = max(abs(first.value), abs(second.value)) or 1.0
    row = room.height / 2
    high = min(row * 0.42, 3.6 * em)
    texts = [page.format(one.value) for one in chart.values]
    size = min(2.6 * em, row * 0.36)
    gutter = max(words(text, page.strong, size).width for text in texts) + 0.7 * em
    long = room.width - gutter
    for place, one in enumerate((first, second)):
        grown = turn(page.share, place, 2, begin=0.12, end=0.9, lap=0.5, ease="quint")
        top = room.top + row * place + (row - high - 1.5 * em) / 2
        chosen = place == chart.chosen
        colour = page.look.accent() if chosen else page.look.quiet(0.66)
        if one.label:
            name = fitted(one.label, page.plain, 1.15 * em, room.width)
            ink = page.look.ink if chosen else page.look.quiet(0.25)
            page.sheet.write(
                name, (room.left, top + name.rise * 0.9), ink, opacity=part(page.share, 0.04, 0.3)
            )
        y = top + 1.5 * em
        end = room.left + long * abs(one.value) / reach * grown
        page.sheet.draw(
            shapes.path(shapes.beam(y, high, room.left, end, 0.3 * em), colour)
            if end - room.left > 0.1
            else ""
        )
        ink = page.look.accent(least=3.0) if chosen else page.look.quiet(0.2)
        whole = words(texts[place], page.strong, size)
        at = (end + 0.5 * em, y + high / 2 + whole.rise / 2)
        shown = words(page.format(one.value * grown), page.strong, size)
        page.sheet.write(shown, at, ink, opacity=min(1.0, 4 * grown), moving=grown < 1)


def counted(
    sheet: Sheet,
    final: str,
    value: float,
    face: Typeface,
    size: float,
    at: tuple[float, float],
    colour: str,
    *,
    align: float = 0.0,
    opacity: float = 1.0,
) -> None:
    """A number on its way: its digits stand where those of its last value will, so that nothing trembles.

    Args:
        sheet: Where it is written.
        final: The text it ends as.
        value: How far it has come.
        face: The typeface.
        size: Size of the type.
        at: Where its ink begins (or its middle lies), and its baseline.
        colour: Its colour.
        align: Which part of it lies there.
        opacity: How much of it is seen.
    """
    whole = words(final, face, size)
    shown = _reached(final, abs(value))
    if shown == final:
        sheet.write(whole, at, colour, align=align, opacity=opacity)
        return
    left = at[0] - align * whole.width
    told = whole.written.text
    begin = told.index(final) if final in told else len(told) - len(final)
    for place, letter in enumerate(shown):
        drawn = whole.written.drawn(whole.size * sheet.scale, begin + place, begin + place + 1)
        if letter == "\0" or drawn is None:
            continue
        middle = left - whole.left + (drawn.x + drawn.pixels.shape[1] / 2) / sheet.scale
        sheet.write(words(letter, face, size), (middle, at[1]), colour, align=0.5, opacity=opacity)


def _reached(final: str, value: float) -> str:
    """The text of a value in the places of a longer one; what is not reached yet is left out (\\0)."""
    found = _NUMBER.search(final)
    if not found:
        return final
    text = found.group()
    mark = re.search(r"[.,](?=\d+$)", text)
    decimals = (
        len(text) - mark.end()
        if mark
        and (
            len(text) - mark.end() != 3
            or (text.count(mark[0]) == 1 and not re.match(r"\d{1,3}[.,]\d{3}$", text))
        )
        else 0
    )
    whole = int("".join(filter(str.isdigit, text)))
    reached = min(whole, int(value * 10**decimals + 0.5))
    digits = str(reached).zfill(decimals + 1)
    made: list[str] = []
    for letter in reversed(text):
        if letter.isdigit():
            made.append(digits[-1] if digits else "\0")
            digits = digits[:-1]
        else:
            made.append(letter if digits else "\0")
    return final[: found.start()] + "".join(reversed(made)) + final[found.end() :]
