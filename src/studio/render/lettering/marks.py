"""What is drawn beside the letters: a bar behind the words that matter, a caret that writes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from studio.render.rooms import Box

if TYPE_CHECKING:
    from studio.render.lettering.lines import Pixels
    from studio.render.lettering.setting import Block, Line, Piece

_PAD_ACROSS, _PAD_UP, _PAD_DOWN, _ROUND = 0.14, 0.08, 0.08, 0.08
_THICK = 0.075
_LETTERS = "\"'.,;:!?…()[]«»“”‘’„‚。、，！？।؟،"


class Stressed(NamedTuple):
    """Words that matter, next to one another on a line."""

    line: int
    left: float
    right: float


def stressed(block: Block, pieces: list[Piece]) -> list[Stressed]:
    """Where the words that matter stand; the widest word of the headline where nobody said which.

    Args:
        block: The type.
        pieces: The words of its headline.
    """
    wanted = {_bare(word) for word in block.stressed}
    found = [piece for piece in pieces if _bare(piece.text) in wanted]
    if not found and pieces:
        found = [max(pieces, key=lambda piece: (piece.box.right - piece.box.left, piece.line))]
    runs: list[Stressed] = []
    last: tuple[int, int] | None = None
    for piece in found:
        box = piece.box
        if last == (piece.line, piece.order - 1):
            before = runs.pop()
            runs.append(Stressed(piece.line, min(before.left, box.left), max(before.right, box.right)))
        else:
            runs.append(Stressed(piece.line, box.left, box.right))
        last = (piece.line, piece.order)
    return runs


def _bare(word: str) -> str:
    return word.strip(_LETTERS).casefold()


def bar_box(line: Line, run: Stressed, height: float) -> Box:
    """Where the bar behind a run of words lies once it has grown."""
    size = line.size
    ink = line.box
    top, bottom = ink.top - _PAD_UP * size, ink.bottom + _PAD_DOWN * size
    if height < 1:
        bottom = min(bottom, line.baseline + 0.16 * size)
        top = bottom - height * size
    across = _PAD_ACROSS * size
    return Box(run.left - across, top, run.right + across, bottom)


def bar(box: Box, colour: tuple[int, int, int], share: float, *, from_right: bool) -> Pixels:
    """A bar with rounded corners, as far as it has grown, in pixels as large as all of it.

    Once it has grown, the same object every time.
    """
    return _whole_bar(box, colour) if share >= 1 else _bar(box, colour, share, from_right)


@lru_cache(maxsize=32)
def _whole_bar(box: Box, colour: tuple[int, int, int]) -> Pixels:
    return _bar(box, colour, 1.0, False)


def _bar(box: Box, colour: tuple[int, int, int], share: float, from_right: bool) -> Pixels:
    width, height = box.right - box.left, box.bottom - box.top
    grown = max(0.0, min(1.0, share)) * width
    left = width - grown if from_right else 0.0
    return _rounded(width, height, (left, left + grown), min(_ROUND * height, grown / 2), colour)


def caret(block: Block, piece: Piece, colour: tuple[int, int, int]) -> tuple[Pixels, float, float]:
    """The caret after a piece: its pixels and its middle."""
    line = block.lines[piece.line]
    thick = max(2.0, _THICK * line.size)
    top, bottom = line.baseline - 0.8 * line.size, line.baseline + 0.14 * line.size
    gap = 0.1 * line.size
    x = piece.box.left - gap - thick / 2 if block.backwards else piece.box.right + gap + thick / 2
    return _rounded(thick, bottom - top, (0.0, thick), thick / 2, colour), x, (top + bottom) / 2


def _rounded(
    width: float, height: float, span: tuple[float, float], radius: float, colour: tuple[int, int, int]
) -> Pixels:
    """A rounded rectangle within a plate, its edges exact to a fraction of a pixel."""
    import math

    import numpy as np

    columns, rows = math.ceil(width) + 2, math.ceil(height) + 2
    # The middle of the plate is the middle of the box.
    x = np.abs(np.arange(columns) + 0.5 - (columns - width) / 2 - (span[0] + span[1]) / 2)
    y = np.abs(np.arange(rows) + 0.5 - rows / 2)
    across = x - (span[1] - span[0]) / 2 + radius
    down = y - height / 2 + radius
    outside = np.hypot(np.maximum(across, 0)[None, :], np.maximum(down, 0)[:, None])
    inside = np.minimum(np.maximum(across[None, :], down[:, None]), 0)
    cover = np.clip(radius - outside - inside + 0.5, 0, 1)
    pixels = np.empty((rows, columns, 4), np.uint8)
    pixels[..., :3] = colour
    pixels[..., 3] = np.round(255 * cover)
    return pixels
