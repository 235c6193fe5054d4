"""Chalk on a board: a title, a menu with its prices, written line by line."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from studio.core.errors import Unavailable
from studio.media import fonts
from studio.render.graphics import shapes
from studio.render.graphics.look import bytes_of, mix, shade
from studio.render.graphics.sheet import Sheet, over
from studio.render.graphics.signs.setting import LONG, divided, set_in
from studio.render.graphics.words import alike, fitted
from studio.render.lettering.pairings import Typeface

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.look import Look
    from studio.render.graphics.signs.grammar import Sign

_WRITTEN, _PAUSE, _RATE = 0.5, 0.12, 12
_FRAME = 0.055


def chalk(sign: Sign, look: Look, size: tuple[float, float], scale: float, seed: int) -> Chalk:
    """A board in a frame of wood, ready to be written on.

    Args:
        sign: What it says.
        look: The style.
        size: Width and height in units.
        scale: Pixels per unit.
        seed: What its dust draws from.
    """
    whole = _slate(look, size, scale, seed)
    return Chalk(
        whole, tuple((sheet.rgba(), colour) for sheet, colour in _strokes(sign, look, size, scale)), seed
    )


@dataclass(frozen=True)
class Chalk:
    """A board, and what is to be written on it.

    Attributes:
        board: The empty board.
        strokes: One thing after the other: its picture, and its chalk.
        seed: What the tooth of the chalk draws from.
    """

    board: ndarray
    strokes: tuple[tuple[ndarray, str], ...]
    seed: int

    def at(self, shares: tuple[float, ...]) -> ndarray:
        """The board when so much of each stroke has been written."""
        whole = self.board.copy()
        for number, ((picture, colour), share) in enumerate(zip(self.strokes, shares, strict=False)):
            if share > 0:
                _chalked(whole, picture, colour, share, self.seed + number)
        return whole


def written(sign: Sign, seconds: float) -> tuple[float, ...]:
    """How much of each stroke has been written so many seconds after the writing began; drawn on twos."""
    seconds = math.floor(seconds * _RATE) / _RATE
    strokes = 2 * bool(sign.text) + bool(sign.small and not sign.lines) + len(sign.lines)
    return tuple(
        min(1.0, max(0.0, (seconds - number * (_WRITTEN + _PAUSE)) / _WRITTEN)) for number in range(strokes)
    )


def _hand(look: Look) -> Typeface:
    """A face written by hand; the headline's where there is none."""
    try:
        return Typeface(fonts.ours("amatic", "bold"), larger=1.5)
    except Unavailable:
        return look.faces.headline


_Stroke = tuple[Sheet, str]


def _strokes(sign: Sign, look: Look, size: tuple[float, float], scale: float) -> list[_Stroke]:
    """What is written, one thing after the other: its picture, and its chalk."""
    wide, high = size
    em = min(high, wide) * _FRAME
    face = _hand(look)
    white, bright = mix(look.shown("light"), "#ffffff", 0.5), mix(look.shown("accent2"), "#ffffff", 0.35)
    left, right, top, bottom = 2.6 * em, wide - 2.6 * em, 2.4 * em, high - 2.2 * em
    found: list[_Stroke] = []
    if wide > LONG * high and not sign.lines:
        by_hand = replace(look, faces=replace(look.faces, headline=face, label=face))
        box = (left, 1.8 * em, right - left, high - 3.6 * em)
        for words, x, y in divided(sign.text, sign.small, by_hand, box):
            stick = bright if found else white
            sheet = Sheet(wide, high, scale)
            sheet.write(words, (x, y), stick, align=0.5)
            found.append((sheet, stick))
        return found
    if sign.text:
        room = (bottom - top) * (0.27 if sign.lines else 0.72 if sign.small else 1.0)
        sheet = Sheet(wide, high, scale)
        for words, x, y in set_in(
            sign.text, face, (left, top, right - left, room), lines=2 if sign.lines else 3
        ):
            sheet.write(words, (x, y), white, align=0.5)
        found.append((sheet, white))
        top += room + 0.6 * em
        found.append((_underline(size, scale, (left + right) / 2, top, (right - left) * 0.34), bright))
        top += 1.1 * em
    if sign.small and not sign.lines:
        sheet = Sheet(wide, high, scale)
        for words, x, y in set_in(sign.small, face, (left, top, right - left, bottom - top), lines=1):
            sheet.write(words, (x, y), bright, align=0.5)
        found.append((sheet, bright))
    if sign.lines:
        found += _menu(sign, face, (left, top, right, bottom), (size, scale), (white, bright))
    return found


def _menu(
    sign: Sign,
    face: Typeface,
    room: tuple[float, float, float, float],
    paper: tuple[tuple[float, float], float],
    chalks: tuple[str, str],
) -> list[_Stroke]:
    left, top, right, bottom = room
    size, scale = paper
    row = (bottom - top) / len(sign.lines)
    large = min(row * 0.74, (right - left) * 0.135) / face.larger
    prices = [
        fitted(one.price, face, large, (right - left) * 0.3) if one.price else None for one in sign.lines
    ]
    gutter = max((one.width for one in prices if one), default=0.0)
    names = alike(
        [fitted(one.name, face, large, right - left - gutter - 1.2 * large) for one in sign.lines], face
    )
    found: list[_Stroke] = []
    for number, (name, price) in enumerate(zip(names, prices, strict=True)):
        y = top + row * (number + 0.5) + 0.3 * name.size
        sheet = Sheet(*size, scale)
        sheet.write(name, (left, y), chalks[0])
        if price:
            sheet.write(price, (right, y), chalks[1], align=1.0)
            start, end = left + name.width + 0.3 * name.size, right - price.width - 0.3 * name.size
            for at in range(int((end - start) / (0.34 * name.size)) + 1):
                sheet.draw(
                    shapes.circle(
                        start + at * 0.34 * name.size,
                        y - 0.03 * name.size,
                        0.035 * name.size,
                        chalks[0],
                        opacity=0.8,
                    )
                )
        found.append((sheet, chalks[0]))
    return found


def _underline(size: tuple[float, float], scale: float, middle: float, y: float, half: float) -> Sheet:
    sheet = Sheet(*size, scale)
    wave = [(middle + half * at / 6, y + (0.1 if at % 2 else -0.1) * half * 0.09) for at in range(-6, 7)]
    sheet.draw(shapes.path(shapes.curve(wave), stroke="#ffffff", width=max(0.026 * half, 1.2 / scale)))
    return sheet


def _slate(look: Look, size: tuple[float, float], scale: float, seed: int) -> ndarray:
    """The board: slate with the dust of what was wiped off, in a frame of wood."""
    import cv2
    import numpy as np

    wide, high = size
    em = min(high, wide) * _FRAME
    sheet = Sheet(wide, high, scale)
    wood = look.shown("wood")
    slate = mix(mix(look.shown("dark"), look.shown("foliage"), 0.14), "#1c2124", 0.55)
    sheet.define(shapes.gradient("rail", [(0, shade(wood, 1.14), 1), (1, shade(wood, 0.86), 1)]))
    sheet.draw(
        shapes.rect((0, 0, wide, high), "url(#rail)", round=0.3 * em),
        shapes.rect((0.12 * em, 0.1 * em, wide - 0.24 * em, 0.12 * em), shade(wood, 1.35), opacity=0.6),
        shapes.rect((em, em, wide - 2 * em, high - 2 * em), shade(slate, 0.72)),
        shapes.rect((em, em + 0.16 * em, wide - 2 * em, high - 2.16 * em), slate),
        *(shapes.line(*ends, shade(wood, 0.55), 0.05 * em, opacity=0.6) for ends in _mitres(wide, high, em)),
    )
    rgba = sheet.rgba()
    chance = np.random.Generator(np.random.Philox(seed))
    rough = chance.random((max(3, rgba.shape[0] // 24), max(3, rgba.shape[1] // 10)), np.float32)
    dust: Any = cv2.resize(rough, rgba.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    dust = cv2.GaussianBlur(dust, (0, 0), max(0.8, 0.3 * em * scale), sigmaY=max(0.5, 0.1 * em * scale))
    inner = np.zeros(rgba.shape[:2], np.float32)
    first = round(1.1 * em * scale)
    inner[first : rgba.shape[0] - first, first : rgba.shape[1] - first] = 1
    rgba[..., :3] = np.clip(rgba[..., :3] + (np.clip(dust - 0.42, 0, 1) * 46 * inner)[..., None], 0, 255)
    return rgba


def _mitres(wide: float, high: float, em: float) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The joints of a frame at its corners."""
    return [
        ((0, 0), (em, em)),
        ((wide, 0), (wide - em, em)),
        ((0, high), (em, high - em)),
        ((wide, high), (wide - em, high - em)),
    ]


def _chalked(whole: ndarray, stroke: ndarray, colour: str, share: float, seed: int) -> None:
    """Lay a stroke of chalk on the board: broken by its tooth, as far as the hand has come."""
    import numpy as np

    chance = np.random.Generator(np.random.Philox(seed))
    tooth = chance.random(stroke.shape[:2], np.float32)
    streak = (tooth + np.roll(tooth, 1, 1) + np.roll(tooth, 1, 0)) / 3
    grain = np.clip(0.62 + 0.62 * (streak - 0.3) / 0.4, 0.34, 1)
    alpha = stroke[..., 3] * grain
    if share < 1:
        filled = np.flatnonzero((stroke[..., 3] > 0).any(axis=0))
        if len(filled):
            edge = filled[0] + (filled[-1] + 1 - filled[0]) * share
            alpha *= np.clip((edge - np.arange(stroke.shape[1])) / 6, 0, 1)
    laid = stroke.copy()
    clear = (stroke[..., 3:] > 0) & (stroke[..., :3].max(axis=-1, keepdims=True) == 0)
    laid[..., :3] = np.where(clear, np.array(bytes_of(colour), np.uint8), stroke[..., :3])
    laid[..., 3] = alpha
    over(whole, laid, 0, 0)
