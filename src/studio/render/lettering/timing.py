"""When type comes and goes, and how long it must stand to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studio.media import scripts

if TYPE_CHECKING:
    from studio.render.lettering.grammar import Move
    from studio.render.lettering.lines import Role
    from studio.render.lettering.setting import Text

_AT_LEAST, _A_WORD = 1.2, 0.3
_LONGEST_ENTRY, _LONGEST_EXIT = 2.2, 0.45
_ENTRY_SHARE = 0.45
_BETWEEN = {"label": 0.14, "headline": 0.2, "text": 0.0}
# What stands small moves more quickly than the headline.
_SMALL_STAGGER = 0.55


def needed(text: Text) -> float:
    """How many seconds a text must be on screen to be read."""
    count = sum(scripts.words(part) for part in (text.headline, text.second, text.label))
    return _AT_LEAST + _A_WORD * count


def too_short(text: Text, seconds: float) -> float:
    """By how many seconds a text is on screen too short; 0 where it can be read."""
    lacking = needed(text) - seconds
    return lacking if lacking > 1e-6 else 0.0


class Turn(NamedTuple):
    """When a unit begins to come, and when it begins to go, in seconds."""

    comes: float
    goes: float


def turns(steps: list[tuple[Role, int]], move: Move, seconds: float) -> list[Turn]:
    """When each unit has its turn: label, headline and second line one after another.

    Args:
        steps: For each unit its role, and which of that role it is.
        move: How the type moves.
        seconds: How long it is on screen.
    """
    starts: list[float] = []
    begin, last, role_now = 0.0, 0.0, steps[0][0] if steps else "headline"
    for role, number in steps:
        if role != role_now:
            begin = last + _BETWEEN[role_now]
            role_now = role
        stagger = move.enter.stagger * (1.0 if role == "headline" else _SMALL_STAGGER)
        last = begin + stagger * number
        starts.append(0.0 if move.unit == "block" else last)
    longest = min(_LONGEST_ENTRY, _ENTRY_SHARE * seconds)
    starts = _pressed(starts, max(0.0, longest - move.enter.over))
    ends = [move.leave.stagger * place for place in range(len(steps))]
    ends = _pressed(ends, max(0.0, _LONGEST_EXIT - move.leave.over))
    going = seconds - move.leave.over - max(ends, default=0.0)
    return [Turn(start, going + end) for start, end in zip(starts, ends, strict=True)]


def _pressed(times: list[float], longest: float) -> list[float]:
    """Times made to end in time."""
    last = max(times, default=0.0)
    return times if last <= longest else [time * longest / last for time in times]
