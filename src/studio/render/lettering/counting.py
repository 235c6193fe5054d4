"""Numbers that run up to their value, digit by digit in the places of the last ones."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.render.lettering.setting import Line, Piece

_NUMBER = re.compile(r"\d(?:[\d.,’'\u00a0\u202f٫٬]*\d)?")
_DECIMALS = re.compile(r"[.,٫](\d{1,2})$")


def digits(line: Line, piece: Piece, share: float) -> list[Piece] | None:
    """What is seen in the place of one character of a number; None where it is as it will stay.

    Args:
        line: The line.
        piece: The character.
        share: How much of its value the number has reached.
    """
    found = next(
        (one for one in _NUMBER.finditer(line.written.text) if one.start() <= piece.begin < one.end()), None
    )
    if found is None or line.role != "headline" or share >= 1 or len(piece.text) != 1:
        return None
    text = found.group()
    value = sum(
        unicodedata.digit(one) * 10**place for place, one in enumerate(filter(str.isdigit, reversed(text)))
    )
    decimals = _DECIMALS.search(text)
    shown = str(int(value * share)).zfill(len(decimals[1]) + 1 if decimals else 1)
    place = sum(one.isdigit() for one in text[piece.begin - found.start() + 1 :])
    if not piece.text.isdigit():
        return [piece] if len(shown) > place else []
    if place >= len(shown):
        return []
    digit = chr(ord(piece.text) - unicodedata.digit(piece.text) + int(shown[-1 - place]))
    drawn = line.written.like(digit, piece.begin).drawn(line.size, 0, 1)
    if drawn is None:
        return []
    middle = (piece.box.left + piece.box.right) / 2
    x = round(middle - drawn.pixels.shape[1] / 2)
    return [replace(piece, drawn=drawn, x=x, y=line.baseline + drawn.y, text=digit)]
