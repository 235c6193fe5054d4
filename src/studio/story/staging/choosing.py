"""Which of all views each shot takes: what its line speaks of, in an order that varies, never one twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studio.story.staging.chance import noise
from studio.story.staging.speakers import heard, speaking
from studio.story.staging.subjects import told
from studio.story.staging.tables import craft

if TYPE_CHECKING:
    from studio.story.grammar import Beat, Brief
    from studio.story.staging.grammar import Scale
    from studio.story.staging.slots import Slot
    from studio.story.staging.subjects import Stock
    from studio.story.staging.view import View

_ONCE: tuple[Scale, ...] = ("graphic", "sign", "type")
# Graphics, signs and type come again only after so many shots.
_APART = 9
# Where a film is at home, and how much rather figures are drawn than only said.
_AT_HOME, _COUNTS = 0.4, 1.4
# How much whoever says a line is to be seen in its beat.
_SAYS = 3.0
# The move that begins out of focus.
_SOFT_AT_FIRST = "rack"
_LUCK, _WORDY, _AS_DRAWN = 0.3, 1.5, 0.7
STILL = "still"
"""How the end card is taken."""


@dataclass(frozen=True)
class Choice:
    """What a shot shows, and how it is taken.

    Attributes:
        view: What it shows.
        move: How the camera moves.
        flip: Whether its people look the other way.
    """

    view: View
    move: str
    flip: bool = False


@dataclass
class _Past:
    """What a film has shown so far."""

    choices: list[Choice] = field(default_factory=list)
    signatures: set[tuple[str, str, str, bool]] = field(default_factory=set)
    seen_at: dict[str, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    seen: int = 0

    @property
    def last(self) -> Choice | None:
        return self.choices[-1] if self.choices else None

    def gap(self, what: str) -> int | None:
        """How many shots ago something was seen; None if it was not."""
        at = self.seen_at.get(what)
        return None if at is None else len(self.choices) - at

    def add(self, choice: Choice, time: str) -> None:
        view = choice.view
        self.signatures.add((view.seen, time, choice.move, choice.flip))
        for what in (view.picture, view.seen, view.scaled, view.placed, *view.about):
            self.seen_at[what] = len(self.choices)
            self.counts[what] += 1
            self.seen += 1
        self.choices.append(choice)


def chosen(brief: Brief, slots: Sequence[Slot], views: Sequence[View], stock: Stock) -> list[Choice]:
    """Choose a view and a move for every shot but the end card, whose ground is chosen elsewhere.

    Args:
        brief: What was asked for.
        slots: The shots, in order.
        views: All ways to show what the film has.
        stock: What it has.
    """
    said = {slot.beat.id: slot.beat for slot in slots}
    suits = {id: _suits(beat, views, told(beat, brief, stock), stock) for id, beat in said.items()}
    past = _Past()
    for number, slot in enumerate(slots):
        if slot.card:
            continue
        beside = slots[max(0, number - 1) : number + 2]
        wordy = any(other.written for other in beside if other is not slot)
        worth = {
            view: _worth(view, slot, suits[slot.beat.id][view], past)
            + _LUCK * noise(brief.seed, number, view.seen)
            - _WORDY * (view.scale == "type" and wordy)
            for view in views
            if _possible(view, slot, brief.fps)
        }
        past.add(_taken(brief, number, slot, worth or dict.fromkeys(views, 0.0), past), slot.time)
    return past.choices


def _possible(view: View, slot: Slot, fps: float) -> bool:
    """Whether a view can carry the words of a shot, and has the time it takes; shapes alone need words."""
    if slot.frames < view.takes * fps:
        return False
    if slot.written:
        return view.room
    return view.scale != "type" or bool(slot.spare)


def _suits(beat: Beat, views: Sequence[View], speaks: Mapping[str, float], stock: Stock) -> dict[View, float]:
    """How well each view suits a beat, whatever was shown before."""
    wanted = craft().wanted[beat.role]
    speakers = speaking(beat, stock)
    return {
        view: view.tells
        + _relevance(view, speaks, stock)
        + wanted.get(view.scale, 0.0)
        + _SAYS * heard(view, speakers)
        for view in views
    }


def _worth(view: View, slot: Slot, suits: float, past: _Past) -> float:
    value = suits - _worn(view, past)
    if last := past.last:
        before = last.view
        value += 0.3 * (craft().after[before.scale] == view.scale) - 0.6 * (before.scale == view.scale)
        value -= 0.5 * (before.size == view.size) + 0.5 * (before.about[:1] == view.about[:1])
        value -= 0.25 * (before.place == view.place and slot.number == 0)
    return value


def _relevance(view: View, speaks: Mapping[str, float], stock: Stock) -> float:
    """How much a view shows what is spoken of: what it is about first, where it is, what else is in it."""
    if not view.about:
        return 0.15 if speaks else 0.8
    first, *others = (_asked(key, speaks, stock) for key in view.about)
    at_home = _AT_HOME * stock.places.get(view.place, 0.5)
    return first + at_home + 0.35 * sum(others) / max(1, len(others))


def _asked(key: str, speaks: Mapping[str, float], stock: Stock) -> float:
    """How much something is asked for: by the line, by the brief, by its trade."""
    subject = stock.subjects.get(key)
    usual = subject.worth if subject else 0.6 * stock.places.get(key.partition(":")[2], 0.0)
    counts = _COUNTS if subject and subject.kind == "figure" else 1.0
    return 0.9 * counts * speaks.get(key, 0.0) + 0.6 * usual


def _worn(view: View, past: _Past) -> float:
    """How much less a view is worth because it, or its like, was seen."""
    worn = 0.0
    for what, weight, fades in (
        (view.picture, 1.3, 8),
        (view.seen, 1.5, 40),
        (view.placed, 0.2, 3),
    ):
        if (gap := past.gap(what)) is not None:
            worn += weight / (1 + gap / fades)
    if view.about and (gap := past.gap(view.about[0])) is not None:
        worn += 0.7 / (1 + gap / 4)
    if view.scale in _ONCE and (gap := past.gap(view.scaled)) is not None:
        worn += 2.0 if gap < _APART else 0.4
    return worn + 3.0 * past.counts[view.picture] / (past.seen or 1)


def _taken(brief: Brief, number: int, slot: Slot, worth: Mapping[View, float], past: _Past) -> Choice:
    """The best view with a move that makes it no repetition; if all are, the best view there is."""
    ranked = sorted(worth, key=lambda view: -worth[view])
    found = (choice for view in ranked for choice in _moved(brief, number, view, slot, past))
    fresh = (one for one in found if (one.view.seen, slot.time, one.move, one.flip) not in past.signatures)
    return next(fresh, None) or next(_moved(brief, number, ranked[0], slot, past))


def _moved(brief: Brief, number: int, view: View, slot: Slot, past: _Past) -> Iterator[Choice]:
    """A view with its moves, those first that mean what is told; never that of the shot before.

    The first picture stands for the film wherever it lies, so it is sharp.
    """
    taken = {past.last.move if past.last else _SOFT_AT_FIRST, STILL if slot.last else ""}

    def wish(move: str) -> float:
        return 0.5 * (move in craft().intended[slot.beat.role]) + noise(brief.seed, number, move)

    flips = (False, True) if any("person" in thing for thing in view.cast) else (False,)
    for flip in flips if noise(brief.seed, number, "flip") < _AS_DRAWN else flips[::-1]:
        for move in sorted(set(_moves(view)) - taken, key=wish, reverse=True):
            yield Choice(view, move, flip)


def _moves(view: View) -> Sequence[str]:
    if view.goes:
        return craft().with_somebody
    if view.whole:
        return craft().with_a_landmark
    if view.size == "wide" or view.scale in ("sign", "type", "graphic"):
        return craft().moves[view.scale]
    return tuple(move for move in craft().moves[view.scale] if move != "reveal")
