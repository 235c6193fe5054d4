"""Which cue of one file is which of another that says the same, perhaps changed since."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence

from studio.media.captions.cues import Cue

_ALIKE: tuple[Callable[[Cue], Hashable], ...] = (
    lambda cue: (cue.start, cue.end, cue.lines),
    lambda cue: (cue.start, cue.end),
)
"""By what cues are the same, the surest first; of several that are, the first is the first."""


def matched(cues: Sequence[Cue], known: Sequence[Cue]) -> list[Cue | None]:
    """For each cue the one of another file that it is: by its times and words, by its times, by its words.

    What is none of them is the one that is shown in its middle, of several rather one that no other is.

    Args:
        cues: The cues, in the order of their times.
        known: Those of the other file, in the order of theirs.
    """
    found: dict[int, int] = {}
    for alike in _ALIKE:
        _pair(cues, known, found, alike)
    _pair_moved(cues, known, found)
    _pair_shown(cues, known, found)
    return [known[found[number]] if number in found else None for number in range(len(cues))]


def _pair(
    cues: Sequence[Cue], known: Sequence[Cue], found: dict[int, int], alike: Callable[[Cue], Hashable]
) -> None:
    taken = set(found.values())
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for at, cue in enumerate(known):
        if at not in taken:
            waiting[alike(cue)].append(at)
    for number, cue in enumerate(cues):
        if number not in found and waiting.get(alike(cue)):
            found[number] = waiting[alike(cue)].popleft()


def _pair_moved(cues: Sequence[Cue], known: Sequence[Cue], found: dict[int, int]) -> None:
    """Cues that say the same at a time that is partly theirs."""
    taken = set(found.values())
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, cue in enumerate(known):
        if at not in taken:
            waiting[cue.lines].append(at)
    for number, cue in enumerate(cues):
        if number in found or not (same := waiting.get(cue.lines)):
            continue
        at = max(same, key=lambda at: _shared(cue, known[at]))
        if _shared(cue, known[at]) > 0:
            found[number] = at
            same.remove(at)


def _pair_shown(cues: Sequence[Cue], known: Sequence[Cue], found: dict[int, int]) -> None:
    """Cues that are none of the others, and what is shown in their middle."""
    taken = set(found.values())
    left = sorted(
        (number for number in range(len(cues)) if number not in found), key=lambda n: _middle(cues[n])
    )
    shown: list[int] = []
    following = 0
    for number in left:
        cue, middle = cues[number], _middle(cues[number])
        while following < len(known) and known[following].start <= middle:
            shown.append(following)
            following += 1
        shown = [at for at in shown if middle < known[at].end]
        if shown:
            found[number] = max(shown, key=lambda at: (at not in taken, _shared(cue, known[at])))


def _middle(cue: Cue) -> float:
    return (cue.start + cue.end) / 2


def _shared(one: Cue, other: Cue) -> int:
    """How long both are shown, in milliseconds."""
    return min(one.end, other.end) - max(one.start, other.start)
