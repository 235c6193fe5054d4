"""The theme of a piece: three cells of a bar each, from which its melody is made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

_SHAPES: dict[str, tuple[float, ...]] = {
    "arch": (0, 0.5, 1, 0.75, 0.4),
    "fall": (1, 0.8, 0.55, 0.3, 0),
    "rise": (0, 0.2, 0.5, 0.75, 1),
    "dip": (0.6, 0.2, 0, 0.4, 0.8),
    "wave": (0.2, 0.9, 0.3, 1, 0.5),
    "leap": (0, 1, 0.8, 0.6, 0.4),
    "turn": (0.5, 0.75, 0.5, 0.25, 0.5),
    "late": (0.3, 0.2, 0.3, 0.5, 1),
    "bow": (1, 0.4, 0, 0.1, 0.7),
}
_SPANS = (3, 4, 5, 6)
_LEAP, _WIDEST = 3, 5
_LEAST = 3
_IDEAS = 12
_CORRECTIONS = 3
_LESS, _MORE = 0.25, 0.3
_BAR = 16
_PLANS = ("haht", "hhat", "haat", "htht")


@dataclass(frozen=True, slots=True)
class Cell:
    """A bar of melody before it meets a chord.

    Attributes:
        onsets: Where its notes begin, in sixteenths.
        lengths: How long they are, in sixteenths.
        steps: How far each lies from the first, in steps of the scale.
    """

    onsets: tuple[int, ...]
    lengths: tuple[int, ...]
    steps: tuple[int, ...]

    @property
    def bars(self) -> int:
        """How many bars it takes."""
        return 1 + max(self.onsets) // _BAR

    @property
    def broad(self) -> Cell:
        """The same, twice as slow."""
        return replace(
            self,
            onsets=tuple(2 * onset for onset in self.onsets),
            lengths=tuple(2 * length for length in self.lengths),
        )


@dataclass(frozen=True, slots=True)
class Theme:
    """What a melody is made of.

    Attributes:
        head: What is remembered.
        answer: What goes on from it.
        tail: What closes it.
        plan: In which order they stand in a full phrase: h, a, t.
        drift: How many steps higher the head comes again within a phrase.
    """

    head: Cell
    answer: Cell
    tail: Cell
    plan: str
    drift: int

    def cell(self, letter: str) -> Cell:
        """The cell a letter stands for; capitals are twice as slow."""
        found = {"h": self.head, "a": self.answer, "t": self.tail}[letter.lower()]
        return found.broad if letter.isupper() else found


def invented(chance: Random, rhythms: tuple[str, ...]) -> Theme:
    """Invent a theme.

    Args:
        chance: Where ideas come from.
        rhythms: Rhythms of one bar, x for a note.
    """
    first, second = (_bent(onsets_of(rhythm), chance) for rhythm in chance.sample(rhythms, 2))
    ideas = [_cell(chance, first) for _ in range(_IDEAS)]
    head = next((idea for idea in ideas if _memorable(idea)), ideas[-1])
    answering = second if chance.random() < 0.6 else head.onsets
    answer = _cell(chance, answering)
    if answering == head.onsets and answer.steps == head.steps:
        answer = replace(answer, steps=tuple(-step for step in answer.steps))
    return Theme(head, answer, _tail(head), chance.choice(_PLANS), chance.choice((-1, 0, 0, 1)))


def _bent(onsets: tuple[int, ...], chance: Random) -> tuple[int, ...]:
    """A rhythm as it is, with a note less, or with one more where there is room."""
    how = chance.random()
    if how < _LESS and len(onsets) > 3:
        dropped = chance.choice(onsets[1:])
        return tuple(onset for onset in onsets if onset != dropped)
    gaps = [onset for onset, after in pairwise((*onsets, _BAR)) if after - onset >= 4]
    if how > 1 - _MORE and gaps and len(onsets) < 7:
        return tuple(sorted((*onsets, chance.choice(gaps) + 2)))
    return onsets


def _memorable(cell: Cell) -> bool:
    """Whether a cell goes somewhere: on too few notes nothing is remembered."""
    goes = max(cell.steps) - min(cell.steps)
    return goes >= _LEAST and len(set(cell.steps)) >= min(_LEAST, len(cell.steps))


def onsets_of(rhythm: str) -> tuple[int, ...]:
    """Where the notes of a written rhythm begin."""
    return tuple(place for place, sign in enumerate(rhythm) if sign != "-")


def _cell(chance: Random, onsets: tuple[int, ...]) -> Cell:
    return Cell(onsets, _until_next(onsets), contour(chance, len(onsets)))


def _until_next(onsets: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(after - onset for onset, after in pairwise((*onsets, _BAR)))


def _tail(head: Cell) -> Cell:
    """A close: the head's first notes, then one that stays, reached by step."""
    kept = [onset for onset in head.onsets if onset < 8][:3]
    rest = 8 if kept[-1] < 7 else 10
    onsets = (*kept, rest)
    steps = list(head.steps[: len(kept)])
    steps.append(steps[-1] - 1 if steps[-1] >= 0 else steps[-1] + 1)
    return Cell(onsets, _until_next(onsets), tuple(steps))


def contour(chance: Random, count: int) -> tuple[int, ...]:
    """A line of so many notes that goes somewhere: few leaps, and after a leap a step back."""
    shape = _SHAPES[chance.choice(sorted(_SHAPES))]
    span = chance.choice(_SPANS)
    line = [
        round(_between(shape, number / max(1, count - 1)) * span + chance.uniform(-0.45, 0.45))
        for number in range(count)
    ]
    for _ in range(_CORRECTIONS):
        for place in range(1, count):
            leap = max(-_WIDEST, min(_WIDEST, line[place] - line[place - 1]))
            line[place] = line[place - 1] + leap
            if abs(leap) >= _LEAP and place + 1 < count:
                line[place + 1] = line[place] - (1 if leap > 0 else -1)
        for place in range(2, count):
            if line[place] == line[place - 1] == line[place - 2]:
                line[place] += chance.choice((-1, 1))
    return tuple(step - line[0] for step in line)


def _between(shape: tuple[float, ...], place: float) -> float:
    exact = place * (len(shape) - 1)
    lower = min(int(exact), len(shape) - 2)
    return shape[lower] + (shape[lower + 1] - shape[lower]) * (exact - lower)


def ornamented(cell: Cell, chance: Random) -> Cell:
    """A cell as a good player repeats it: a passing note in its longest gap, its rhythm else kept."""
    gaps = [
        place
        for place, length in enumerate(cell.lengths[:-1])
        if length >= 4 and abs(cell.steps[place + 1] - cell.steps[place]) in (0, 2)
    ]
    if not gaps:
        return replace(cell, steps=(*cell.steps[:-1], cell.steps[-1] + chance.choice((-1, 1))))
    place = chance.choice(gaps)
    one, other = cell.steps[place], cell.steps[place + 1]
    passing = (one + other) // 2 if one != other else one + chance.choice((-1, 1))
    half = cell.lengths[place] // 2
    onsets = (
        *cell.onsets[: place + 1],
        cell.onsets[place] + cell.lengths[place] - half,
        *cell.onsets[place + 1 :],
    )
    lengths = (*cell.lengths[:place], cell.lengths[place] - half, half, *cell.lengths[place + 1 :])
    return Cell(onsets, lengths, (*cell.steps[: place + 1], passing, *cell.steps[place + 1 :]))
