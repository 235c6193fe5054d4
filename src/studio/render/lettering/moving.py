"""How type stands at a moment: every piece of it, moved by rule."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from studio.render.easing import between, eased
from studio.render.lettering import counting, marks, windows
from studio.render.lettering.timing import Turn, turns

if TYPE_CHECKING:
    from studio.render.lettering.grammar import Move, State
    from studio.render.lettering.lines import Pixels, Role
    from studio.render.lettering.marks import Stressed
    from studio.render.lettering.setting import Block, Line, Piece
    from studio.render.lettering.windows import Weights

Rgb = tuple[int, int, int]
_Point = tuple[float, float]

_HOLDS_LETTERS = 0.6
_COUNTING_COMES = 0.5
_SEEN_SOONER = 1.7
_IDLE, _BLINK = 1.6, 0.8


class Colours(NamedTuple):
    """What type is coloured with, as 8-bit red, green and blue."""

    headline: Rgb
    text: Rgb
    label: Rgb
    bar: Rgb
    on_bar: Rgb


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A plate of type in the frame.

    Attributes:
        pixels: Red, green, blue and straight alpha.
        x: Where its middle lies, in pixels from the left.
        y: Where its middle lies, from the top.
        scale: How much larger it is than it was drawn.
        turn: Turned clockwise, in degrees.
        opacity: How much of it is seen.
        lasting: Whether the very same pixels come again in other frames, so that keeping them pays.
    """

    pixels: Pixels
    x: float
    y: float
    scale: float = 1.0
    turn: float = 0.0
    opacity: float = 1.0
    lasting: bool = True


def at(block: Block, move: Move, seconds: float, *, lasts: float, colours: Colours) -> list[Placed]:
    """Every plate of a block at a moment, in the order they are painted.

    Args:
        block: The type.
        move: How it moves.
        seconds: The moment, counted from when the type begins to come.
        lasts: How long it is on screen, coming and going included.
        colours: What it is coloured with.
    """
    if not 0 <= seconds < lasts:
        return []
    moment = _Moment(block, move, seconds, lasts, colours)
    return [*moment.bars(), *moment.letters(), *moment.caret()]


class _Stand(NamedTuple):
    """Where a piece stands: its middle, its size and turn, and how much of it is seen."""

    x: float
    y: float
    scale: float
    turn: float
    opacity: float


@dataclass(frozen=True)
class _Moment:
    """One moment of one block."""

    block: Block
    move: Move
    seconds: float
    lasts: float
    colours: Colours

    @cached_property
    def pieces(self) -> list[tuple[Piece, Turn]]:
        pieces = _cut(self.block, self.move)
        return list(
            zip(pieces, turns(_steps(pieces, self.block, self.move), self.move, self.lasts), strict=True)
        )

    @cached_property
    def leaves(self) -> float:
        return min((turn.goes for _, turn in self.pieces), default=self.lasts)

    @cached_property
    def heads(self) -> list[tuple[Piece, Turn]]:
        return [one for one in self.pieces if self.block.lines[one[0].line].role == "headline"]

    @cached_property
    def stressed(self) -> list[Stressed]:
        return marks.stressed(self.block, [piece for piece, _ in self.heads]) if self.move.bar else []

    def letters(self) -> Iterator[Placed]:
        for piece, turn in self.pieces:
            line = self.block.lines[piece.line]
            for shown in self._shown(line, piece, turn):
                stand = self._stand(shown, line, turn)
                if stand.opacity > 0:
                    painted = self._painted(shown, line, stand)
                    yield from (one for one in painted if one.lasting or one.pixels[..., 3].any())

    def _shown(self, line: Line, piece: Piece, turn: Turn) -> list[Piece]:
        """The piece itself, or what a number that is still counting has in its place."""
        if not self.move.counts:
            return [piece]
        coming = self.move.enter
        share = eased(coming.ease, (self.seconds - turn.comes) / max(coming.over, 0.001))
        digits = counting.digits(line, piece, share)
        return [piece] if digits is None else digits

    def _painted(self, piece: Piece, line: Line, stand: _Stand) -> Iterator[Placed]:
        colour: Rgb = getattr(self.colours, line.role)
        covered = self._covered(piece)
        if covered == 1:
            yield _placed(piece, self.colours.on_bar, stand, None)
        elif covered > 0:
            backwards = self.block.backwards
            yield _placed(piece, self.colours.on_bar, stand, windows.sideways(piece, covered, backwards))
            yield _placed(piece, colour, stand, windows.sideways(piece, 1 - covered, not backwards))
        else:
            window = windows.upright(line, piece, stand.y) if self.move.window else None
            yield _placed(piece, colour, stand, window)

    def _stand(self, piece: Piece, line: Line, turn: Turn) -> _Stand:
        coming, going = self.move.enter, self.move.leave
        over = min(coming.over, _COUNTING_COMES) if self.move.counts else coming.over
        here = (self.seconds - turn.comes) / over if over else float(self.seconds >= turn.comes)
        gone = (self.seconds - turn.goes) / going.over if going.over else 0.0
        if here < 1 and here <= 1 - gone:
            seen = between(coming.state.opacity, 1.0, eased("out", here * _SEEN_SOONER))
            return self._moved(piece, line, coming.state, 1 - eased(coming.ease, here), seen)
        if gone > 0:
            seen = between(1.0, going.state.opacity, eased("inout", gone))
            return self._moved(piece, line, going.state, eased(going.ease, gone), seen)
        return self._moved(piece, line, coming.state, 0.0, 1.0)

    def _moved(self, piece: Piece, line: Line, state: State, away: float, seen: float) -> _Stand:
        """Where a piece stands that is some share of the way towards a state."""
        box, own = piece.box, line.box
        middle = _middle(self.block.box)
        x, y = _middle(box)
        scale, turn = 1 + (state.scale - 1) * away, state.turn * away
        if self.move.unit == "block":
            x, y = _around(middle, (x, y), scale, turn)
        unit = windows.height(line) if self.move.window else line.size
        x += (x - (own.left + own.right) / 2) * state.spread * away
        x += (-1 if self.block.backwards else 1) * state.x * line.size * away
        y += state.y * unit * away
        grown = 1 + self.move.grows * self.seconds / self.lasts
        x, y = _around(middle, (x, y), grown, 0.0)
        return _Stand(x, y, scale * grown, turn, seen)

    def bars(self) -> Iterator[Placed]:
        """The bar behind the words that matter, as far as it has grown."""
        bar = self.move.bar
        seen = 1 - eased("inout", (self.seconds - self.leaves) / max(0.01, self.move.leave.over))
        for run in self.stressed:
            share = self._grown(run)
            if bar and share > 0 and seen > 0:
                box = marks.bar_box(self.block.lines[run.line], run, bar.height)
                pixels = marks.bar(box, self.colours.bar, share, from_right=self.block.backwards)
                yield Placed(pixels, *_middle(box), opacity=seen, lasting=share == 1)

    def _grown(self, run: Stressed) -> float:
        """How much of the bar behind a run of words there is; the runs of further lines follow the first."""
        bar = self.move.bar
        assert bar is not None
        comes = max(turn.comes for piece, turn in self.heads if piece.line == run.line)
        begin = comes + 0.6 * self.move.enter.over + bar.after + 0.6 * bar.over * self.stressed.index(run)
        return eased("inout", (self.seconds - begin) / bar.over)

    def _covered(self, piece: Piece) -> float:
        """How much of a piece the bar has come to lie behind."""
        bar = self.move.bar
        if bar is None or bar.height < _HOLDS_LETTERS:
            return 0.0
        box = piece.box
        for run in self.stressed:
            if run.line == piece.line and run.left <= _middle(box)[0] <= run.right:
                area = marks.bar_box(self.block.lines[run.line], run, bar.height)
                reached = self._grown(run) * (area.right - area.left)
                before = area.right - box.right if self.block.backwards else box.left - area.left
                return min(1.0, max(0.0, (reached - before) / (box.right - box.left)))
        return 0.0

    def caret(self) -> Iterator[Placed]:
        """The caret after the last letter that is written, blinking once nothing more comes."""
        if not self.move.caret or self.seconds > self.leaves:
            return
        written = [piece for piece, turn in self.heads if turn.comes <= self.seconds]
        idle = self.seconds - max((turn.comes for _, turn in self.heads), default=0.0)
        if written and idle < _IDLE and (idle <= 0 or math.fmod(idle, _BLINK) < _BLINK / 2):
            pixels, x, y = marks.caret(self.block, written[-1], self.colours.headline)
            yield Placed(pixels, x, y, lasting=False)


def _placed(piece: Piece, colour: Rgb, stand: _Stand, weights: Weights | None) -> Placed:
    import numpy as np

    pixels = piece.drawn.tinted(colour)
    if weights is not None:
        pixels = pixels.copy()
        pixels[..., 3] = np.round(pixels[..., 3] * weights)
    return Placed(pixels, *stand, lasting=weights is None)


def _middle(box: tuple[float, float, float, float]) -> _Point:
    left, top, right, bottom = box
    return (left + right) / 2, (top + bottom) / 2


def _around(middle: _Point, point: _Point, scale: float, turn: float) -> _Point:
    """A point moved with all that is turned and enlarged around a middle."""
    if scale == 1 and turn == 0:
        return point
    x, y = point[0] - middle[0], point[1] - middle[1]
    cos, sin = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
    return middle[0] + x * cos - y * sin, middle[1] + x * sin + y * cos


def _cut(block: Block, move: Move) -> list[Piece]:
    """The pieces a move needs; small type is never cut into letters."""
    if move.counts:
        return list(block.pieces("count"))
    if move.bar or move.unit == "block":
        return list(block.pieces("word"))
    if move.unit != "letter":
        return list(block.pieces(move.unit))
    small = [piece for piece in block.pieces("word") if block.lines[piece.line].role != "headline"]
    large = [piece for piece in block.pieces("letter") if block.lines[piece.line].role == "headline"]
    return sorted([*small, *large], key=lambda piece: (piece.line, piece.order))


def _steps(pieces: list[Piece], block: Block, move: Move) -> list[tuple[Role, int]]:
    """For each piece its role, and which unit of that role it belongs to."""
    counts: dict[Role, int] = {}
    steps: list[tuple[Role, int]] = []
    last: Piece | None = None
    for piece in pieces:
        role = block.lines[piece.line].role
        if last is None or block.lines[last.line].role != role:
            counts[role] = 0
        elif move.unit != "line" or piece.line != last.line:
            # What cannot be cut into letters takes as long as its letters would.
            counts[role] += len(last.text) if move.unit == "letter" else 1
        last = piece
        steps.append((role, counts[role]))
    return steps
