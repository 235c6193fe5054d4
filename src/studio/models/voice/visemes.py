"""The shapes a mouth takes while it speaks, from the sounds it makes.

Nine shapes, as drawn animation has them: A lips shut, B teeth nearly shut, C open, D wide open, E rounded,
F pursed, G lower lip under the teeth, H tongue raised, X at rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from studio.models.voice.speech import Phone

Shape = Literal["A", "B", "C", "D", "E", "F", "G", "H", "X"]

HELD = 0.06
"""No shape is seen for less."""
EARLY = 0.04
"""Mouths move before they sound."""

_BREAK = 0.1
"""A silence shorter than this does not shut the mouth."""
_UNWRITTEN = re.compile(r"[ˈˌːˑ\u0300-\u036f\u02b0-\u02ff0-9.]")
_SHAPES: dict[str, Shape] = {
    **dict.fromkeys("pbmʙɓ", "A"),
    **dict.fromkeys("eɛæœøiɪyʏɨɘᵻ", "C"),
    **dict.fromkeys("aɑɐʌɒäɶ", "D"),
    **dict.fromkeys("oɔəɜɚɝɞɵɤ", "E"),
    **dict.fromkeys("uʊwʉɯɥʍ", "F"),
    **dict.fromkeys("fvɱʋ", "G"),
    **dict.fromkeys("lɫɭʎʟ", "H"),
}
_CLOSED = frozenset("AG")
"""Whoever does not see these sees that the sound is not the mouth's."""


@dataclass(frozen=True)
class Mouth:
    """A shape, and when it is seen.

    Attributes:
        shape: Which one.
        start: When it is taken, in seconds.
        end: When the next one is.
    """

    shape: Shape
    start: float
    end: float

    @property
    def held(self) -> float:
        return self.end - self.start


def mouths(phones: Sequence[Phone], seconds: float) -> tuple[Mouth, ...]:
    """All shapes from the beginning of a recording to its end, without gaps.

    Args:
        phones: The sounds.
        seconds: How long the recording is.
    """
    moved = [
        replace(one, start=max(0.0, one.start - EARLY), end=max(0.0, one.end - EARLY))
        for phone in phones
        for one in _shaped(phone)
    ]
    return tuple(_merged(_opened(_held(_merged(_with_rest(moved, seconds))))))


def _shaped(phone: Phone) -> Iterator[Mouth]:
    """One shape for each letter of a sound: two for those that glide."""
    letters = _UNWRITTEN.sub("", phone.symbol) or "k"
    step = (phone.end - phone.start) / len(letters)
    for at, letter in enumerate(letters):
        shape = _SHAPES.get(letter, "B")
        yield Mouth(shape, phone.start + at * step, phone.start + (at + 1) * step)


def _with_rest(moved: Iterable[Mouth], seconds: float) -> Iterator[Mouth]:
    """The same, at rest where it is silent."""
    now = 0.0
    last: Mouth | None = None
    for mouth in moved:
        if last is None or mouth.start - now > _BREAK:
            if last:
                yield last
            yield Mouth("X", now, mouth.start)
        else:
            yield replace(last, end=mouth.start)
        last, now = mouth, mouth.end
    if last:
        yield last
    yield Mouth("X", now, seconds)


def _merged(found: Iterable[Mouth]) -> Iterator[Mouth]:
    last: Mouth | None = None
    for mouth in found:
        if mouth.held <= 0:
            continue
        if last and last.shape == mouth.shape:
            last = replace(last, end=mouth.end)
            continue
        if last:
            yield last
        last = mouth
    if last:
        yield last


def _held(found: Iterable[Mouth]) -> list[Mouth]:
    """Every shape long enough to be seen: short ones give way, but shut lips take what they need."""
    kept: list[Mouth] = []
    for mouth in found:
        begun = mouth
        if kept and kept[-1].held < HELD - 1e-9:
            last = kept.pop()
            need = HELD - last.held
            if last.shape in _CLOSED and mouth.held - need >= HELD - 1e-9:
                kept.append(replace(last, end=last.end + need))
                begun = replace(mouth, start=mouth.start + need)
            elif mouth.shape not in _CLOSED and last.shape in _CLOSED:
                kept.append(replace(last, end=mouth.end))
                continue
            elif kept:
                kept[-1] = replace(kept[-1], end=mouth.start)
            else:
                begun = replace(mouth, start=last.start)
        if kept and kept[-1].shape == begun.shape:
            kept[-1] = replace(kept[-1], end=begun.end)
        else:
            kept.append(begun)
    if len(kept) > 1 and kept[-1].held < HELD:
        last = kept.pop()
        kept[-1] = replace(kept[-1], end=last.end)
    return kept


def _opened(found: Iterable[Mouth]) -> Iterator[Mouth]:
    """A mouth opens wide by way of half open."""
    before: Shape = "X"
    for mouth in found:
        if mouth.shape == "D" and before in ("A", "B", "X") and mouth.held >= 2 * HELD:
            yield Mouth("C", mouth.start, mouth.start + HELD)
            yield replace(mouth, start=mouth.start + HELD)
        else:
            yield mouth
        before = mouth.shape
