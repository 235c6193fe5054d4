"""Type set into its room: as large as it fits, on a scale of sizes, in lines that end well."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from studio.core.errors import BadInput
from studio.media import scripts
from studio.media.breaking import LONGEST, LONGEST_SMALL, broken, tokens
from studio.render.lettering.lines import Setting
from studio.render.rooms import Box, Room

if TYPE_CHECKING:
    from studio.render.lettering.lines import Cut, Drawn, Role, Written
    from studio.render.lettering.pairings import Faces, Typeface

Align = Literal["start", "left", "centre", "right"]
Anchor = Literal["top", "middle", "bottom"]

SMALLEST = 0.022
"""The smallest type that is read, in parts of the height of the frame."""
LARGEST = 0.2
"""The largest headline, in parts of the shorter side of the frame."""

_MARKED = re.compile(r"\*(\S(?:[^*]*\S)?)\*")
_MOST_LETTERS = 240
_MOST_LINES = {"headline": 4, "text": 4, "label": 2}
# How many steps of the scale lie between headline and text, the best first.
_STEPS = {1.25: (4, 5, 3, 6, 2), 1.333: (3, 4, 2, 5)}
_DESCENT = 0.21
_BAD_BREAK, _EACH_LINE, _ODD_STEP, _HYPHEN = 1.5, 0.4, 0.35, 1.2


@dataclass(frozen=True, slots=True)
class Text:
    """What is said.

    Attributes:
        headline: What is said.
        second: What is added to it.
        label: A small line above it.
        stressed: The words of the headline that matter most.
    """

    headline: str
    second: str = ""
    label: str = ""
    stressed: str = ""

    @classmethod
    def marked(cls, headline: str, second: str = "", label: str = "") -> Text:
        """What is said, where *the words that matter* are marked by asterisks."""
        stressed = " ".join(_MARKED.findall(headline))
        return cls(_MARKED.sub(r"\1", headline), second, label, stressed)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that has found its place: where it begins on its baseline, in pixels."""

    written: Written
    role: Role
    size: float
    x: int
    baseline: int

    @property
    def box(self) -> Box:
        """Where its ink lies."""
        ink = self.written.ink.times(self.size)
        return Box(self.x + ink.left, self.baseline + ink.top, self.x + ink.right, self.baseline + ink.bottom)


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that moves as one; x and y are its upper left corner at rest, in pixels."""

    drawn: Drawn
    x: int
    y: int
    line: int
    order: int
    begin: int
    text: str

    @property
    def box(self) -> Box:
        height, width = self.drawn.pixels.shape[:2]
        return Box(self.x, self.y, self.x + width, self.y + height)


@dataclass(frozen=True)
class Block:
    """Type in its place.

    Attributes:
        lines: From the top.
        width: Width of the frame it was set for.
        height: Height of that frame.
        backwards: Whether it runs from right to left.
        stressed: The words that matter most, as they are drawn.
    """

    lines: tuple[Line, ...]
    width: int
    height: int
    backwards: bool
    stressed: tuple[str, ...] = ()

    @cached_property
    def box(self) -> Box:
        """Where all its ink lies."""
        boxes = [line.box for line in self.lines]
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )

    def pieces(self, unit: Cut) -> tuple[Piece, ...]:
        """All of it in pieces, in the order they are read."""
        return _pieces(self.lines, unit)


@lru_cache(maxsize=64)
def _pieces(lines: tuple[Line, ...], unit: Cut) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for number, line in enumerate(lines):
        order = 0
        for begin, end in line.written.spans(unit):
            if drawn := line.written.drawn(line.size, begin, end):
                text = line.written.text[begin:end].strip("\u200e\u200f")
                found.append(
                    Piece(drawn, line.x + drawn.x, line.baseline + drawn.y, number, order, begin, text)
                )
                order += 1
    return tuple(found)


def block(
    text: Text,
    faces: Faces,
    frame: tuple[int, int],
    room: Room,
    *,
    align: Align = "start",
    anchor: Anchor = "middle",
) -> Block:
    """Set type as large as it fits into its room.

    Args:
        text: What is said.
        faces: The typefaces.
        frame: Width and height of the frame in pixels.
        room: Where it may stand.
        align: Which edge its lines share; start is the left for scripts that run to the right.
        anchor: Where it stands where the room is higher.

    Raises:
        BadInput: It does not fit at any size that can be read.
    """
    for said in (text.headline, text.second, text.label):
        if len(said) > _MOST_LETTERS:
            raise BadInput(
                f"{len(said):,} characters are too many for a frame: {said[:40]!r}...",
                hint=f"say it in {_MOST_LETTERS} or fewer",
            )
    backwards = scripts.right_to_left(text.headline)
    edge = ("right" if backwards else "left") if align == "start" else align
    chosen = _fitted(text, faces, frame, room, _Manner(backwards, edge))
    lines = _placed(chosen, frame, room, edge, anchor)
    return Block(tuple(lines), *frame, backwards, tuple(text.stressed.split()))


class _Manner(NamedTuple):
    """Which way lines run, and which edge they share."""

    backwards: bool
    edge: str


class _Part(NamedTuple):
    """One text of a block, broken into lines, at a step of the scale."""

    role: Role
    lines: tuple[Written, ...]
    cost: float
    leading: float
    larger: float
    edge: str

    def widest(self) -> float:
        """How wide it is once its lines share an edge, over which their marks may hang."""
        inner, left, right = 0.0, 0.0, 0.0
        for one in self.lines:
            low, high = one.hangs(self.edge)
            inner = max(inner, one.ink.right - one.ink.left - low - high)
            left, right = max(left, low), max(right, high)
        return (left + inner + right) * self.larger


class _Chosen(NamedTuple):
    parts: tuple[tuple[_Part, float], ...]
    score: float


def _fitted(
    text: Text, faces: Faces, frame: tuple[int, int], room: Room, manner: _Manner
) -> tuple[tuple[_Part, float], ...]:
    found: list[_Chosen] = []
    for hyphenate in (False, True):
        options = _options(text, faces, manner, hyphenate)
        dear = _HYPHEN if hyphenate else 0.0
        found += [
            chosen._replace(score=chosen.score - dear) for chosen in _sized(options, faces.scale, frame, room)
        ]
    if found:
        return max(found, key=lambda chosen: chosen.score).parts
    raise BadInput(
        f"the type does not fit into its room: {text.headline[:60]!r}",
        hint="say it in fewer words, or give it more room",
    )


def _options(text: Text, faces: Faces, manner: _Manner, hyphenate: bool) -> dict[Role, list[_Part]]:
    given: dict[Role, tuple[str, Typeface]] = {
        "label": (text.label, faces.label),
        "headline": (text.headline, faces.headline),
        "text": (text.second, faces.text),
    }
    return {
        role: list(_breakings(role, said, _setting(said, face, manner), manner.edge, hyphenate))
        for role, (said, face) in given.items()
        if said.strip()
    }


def _setting(said: str, face: Typeface, manner: _Manner) -> Setting:
    return Setting(face, scripts.right_to_left(said, otherwise=manner.backwards))


def _breakings(role: Role, said: str, setting: Setting, edge: str, hyphenate: bool) -> Iterator[_Part]:
    pieces = tokens(said, hyphenate=hyphenate)
    face = setting.typeface
    longest = LONGEST if role == "headline" else LONGEST_SMALL
    for count in range(1, _MOST_LINES[role] + 1):
        if found := broken(pieces, count, setting.width, longest):
            lines, cost = found
            written = tuple(setting.written(line) for line in lines)
            yield _Part(role, written, cost, face.leading, face.larger, edge)


def _sized(
    options: dict[Role, list[_Part]], scale: float, frame: tuple[int, int], room: Room
) -> Iterator[_Chosen]:
    """Every way to set the block that fits, with how good it is."""
    width, height = frame
    smallest = SMALLEST * height
    across, down = room.width * width, room.height * height
    steps = _STEPS[scale] if len(options) > 1 else (0,)
    highest = int(math.log(max(1.0, LARGEST * min(frame) / smallest), scale))
    for step in range(highest + 1):
        size = smallest * scale**step
        heads = [part for part in options["headline"] if part.widest() * size <= across]
        for odd, less in enumerate(steps):
            if less > step:
                continue
            small = smallest * scale ** (step - less)
            for parts in _combined(options, heads, small, across):
                sizes = tuple((part, size if part.role == "headline" else small) for part in parts)
                if _stack(sizes)[1] <= down:
                    bad = sum(part.cost for part in parts) * _BAD_BREAK
                    many = sum(len(part.lines) for part in parts) * _EACH_LINE
                    yield _Chosen(sizes, step - bad - many - odd * _ODD_STEP)


def _combined(
    options: dict[Role, list[_Part]], heads: list[_Part], small: float, across: float
) -> Iterator[tuple[_Part, ...]]:
    fitting = {
        role: next((part for part in parts if part.widest() * small <= across), None)
        for role, parts in options.items()
        if role != "headline"
    }
    if None in fitting.values():
        return
    for head in heads:
        yield tuple(part for part in (fitting.get("label"), head, fitting.get("text")) if part is not None)


def _stack(parts: tuple[tuple[_Part, float], ...]) -> tuple[list[float], float]:
    """Baselines of all lines from the top of the ink, and how high all of it is."""
    baselines: list[float] = []
    bottom = ends = 0.0
    before: _Part | None = None
    for part, small in parts:
        size = small * part.larger
        for number, line in enumerate(part.lines):
            ink = line.ink.times(size)
            if before is None:
                baseline = -ink.top
            elif number:
                baseline = max(baselines[-1] + part.leading * size, bottom - ink.top + 0.05 * size)
            else:
                baseline = bottom - ink.top + _gap(before, part, small)
            baselines.append(baseline)
            # Lines without descenders still keep the distance that others have.
            bottom = baseline + max(ink.bottom, _DESCENT * size)
            ends = baseline + ink.bottom
            before = part
    return baselines, ends


def _gap(before: _Part, part: _Part, small: float) -> float:
    return small * (0.55 if before.role == "label" else 0.62 if part.role == "text" else 0.5)


def _placed(
    parts: tuple[tuple[_Part, float], ...], frame: tuple[int, int], room: Room, edge: str, anchor: Anchor
) -> list[Line]:
    width, height = frame
    baselines, tall = _stack(parts)
    spare = room.height * height - tall
    top = room.top * height + spare * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[anchor]
    left, right = room.left * width, (room.left + room.width) * width
    lines = []
    heights = iter(baselines)
    for part, small in parts:
        size = small * part.larger
        for written in part.lines:
            x = _across(written, size, left, right, edge)
            lines.append(Line(written, part.role, size, x, round(top + next(heights))))
    return _within(lines, left, right)


def _across(written: Written, size: float, left: float, right: float, edge: str) -> int:
    """Where a line begins, so that its letters and not its marks stand on the edge."""
    ink = written.ink.times(size)
    low, high = (part * size for part in written.hangs(edge))
    if edge == "left":
        return round(left - ink.left - low)
    if edge == "right":
        return round(right - ink.right + high)
    return round((left + right) / 2 - (ink.left + low + ink.right - high) / 2)


def _within(lines: list[Line], left: float, right: float) -> list[Line]:
    """Move the whole block inwards where something hangs out of the room."""
    out = max(0.0, left - min(line.box.left for line in lines))
    out -= max(0.0, max(line.box.right for line in lines) - right)
    shift = math.ceil(out) if out > 0 else math.floor(out)
    return [replace(line, x=line.x + shift) for line in lines]
