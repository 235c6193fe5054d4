"""From words with times to cues: parted where a reader pauses, and long enough to be read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from studio.media.breaking import LONGEST_SMALL
from studio.media.captions.cues import GRID, Cue, Word
from studio.media.captions.lines import Piece, broken, cost, length, pieces

SHORTEST, LONGEST = 1000, 6000
"""How long a cue is seen, in milliseconds."""
EASY, FASTEST = 17.0, 20.0
"""How many characters a second are read at ease, and at most."""
LATE = 80
"""How long after its first word a cue may come, in milliseconds."""

LONG_PAUSE = 1000
"""How long a pause after a sentence is that no cue reaches across, in milliseconds."""

_GAP_FRAMES, _LEAST_GAP, _WIDEST_GAP = 2, LATE - GRID, 250
_CLOSED, _LINGERS, _ANY_PAUSE = 500, 250, 1500
# What a cue pays: for being there, for its length, for ending within a phrase, for a line that does, for
# ending where nothing pauses, for the part of a sentence beside a whole one, for what is missing to a second,
# and for each character a second that is too many.
_EACH, _FULL, _PARTED, _BROKEN, _NO_PAUSE, _TWO_THOUGHTS, _SHORT, _SHORTER, _HURRIED, _TOO_FAST = (
    1.0, 1.0, 2.5, 0.6, 0.4, 1.2, 5.0, 40.0, 0.15, 2.0,
)  # fmt: skip


def cued(
    words: Sequence[Word],
    *,
    language: str = "en",
    fps: float = 24.0,
    until: float = math.inf,
    longest: int = LONGEST_SMALL,
) -> list[Cue]:
    """Cues of what is said.

    A cue comes with its first word, or where words follow one another without a pause, at most 80 ms later,
    so that there is a gap before it; it stays until its last word has been said, and longer where that is
    needed to read it and nobody speaks.

    Args:
        words: The words in the order they are said.
        language: Their language: en, de, it, es, fr; others are parted by their marks.
        fps: Frames a second of the film; cues lie two of them apart where the words leave room.
        until: When the film ends, in seconds.
        longest: The most characters of a line; fewer in upright films, whose lines are short.
    """
    said = pieces(words, language, longest)
    timing = _Timing(min(_WIDEST_GAP, _up(_GAP_FRAMES * 1000 / fps)), 1000 * until)
    found: list[Cue] = []
    for first, end in pairwise(_Parting(said, language, longest, timing).ends()):
        run = said[first:end]
        lines = broken(run, language, longest)
        assert lines, "what was parted fits"
        start = max(_down(run[0].start), found[-1].end + min(_LEAST_GAP, timing.gap) if found else 0)
        spoken = max(_up(run[-1].end), start + GRID)
        following = timing.following(_down(said[end].start) if end < len(said) else math.inf, run[-1])
        found.append(Cue(start, _up(timing.gone(start, spoken, length(run), following)), lines))
    return found


def _down(milliseconds: float) -> int:
    return math.floor(milliseconds / GRID) * GRID


def _up(milliseconds: float) -> int:
    return math.ceil(milliseconds / GRID) * GRID


@dataclass(frozen=True)
class _Timing:
    """How long cues stay.

    Attributes:
        gap: What lies between two of them, in milliseconds.
        until: When the film ends.
    """

    gap: int
    until: float

    def following(self, start: float, last: Piece) -> float:
        """What a cue makes room for: the next words, or the end of what its own are said to."""
        return min(start, last.until + self.gap)

    def gone(self, start: float, spoken: float, characters: int, following: float) -> float:
        """When a cue goes that begins and has been said at these times, and is followed at another."""
        close = max(spoken, following - self.gap)
        last = min(close, max(spoken, self.until), max(spoken, start + LONGEST))
        wanted = max(spoken + _LINGERS, start + SHORTEST, start + 1000 * characters / EASY)
        # A gap that is too short to rest in only flickers.
        return last if last == close and close - wanted < _CLOSED else min(wanted, last)


class _Parting:
    """How what is said is best parted into cues: the way that costs least in all."""

    def __init__(self, said: list[Piece], language: str, longest: int, timing: _Timing) -> None:
        self._said, self._longest, self._timing = said, longest, timing
        self._costs = [cost(one, other, language) for one, other in pairwise(said)]
        self._reach = [0, *accumulate(piece.reach for piece in said)]

    def ends(self) -> list[int]:
        """Where cues begin and end, as numbers of pieces."""
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(self._said) + 1):
            options = [(best[first][0] + self._price(first, end), first) for first in self._begins(end)]
            best.append(min(options))
        found = [len(self._said)]
        while found[-1]:
            found.append(best[found[-1]][1])
        return found[::-1]

    def _begins(self, end: int) -> Iterator[int]:
        """Where a cue may begin that ends there."""
        yield end - 1
        for first in range(end - 2, -1, -1):
            if self._apart(first) or self._said[end - 1].end - self._said[first].start > LONGEST:
                return
            if math.isinf(self._line_break(first, end)):
                return
            yield first

    def _apart(self, at: int) -> bool:
        """Whether a piece and the next may not stand in one cue."""
        one, other = self._said[at], self._said[at + 1]
        pause = other.start - one.end
        if one.voice != other.voice or one.until != other.until:
            return True
        return pause >= (LONG_PAUSE if one.ends else _ANY_PAUSE)

    def _line_break(self, first: int, end: int) -> float:
        """What it costs to break a cue into two lines; nothing if it needs but one."""
        if self._length(first, end) <= self._longest:
            return 0.0
        breaks = (
            self._costs[at - 1]
            for at in range(first + 1, end)
            if self._length(first, at) <= self._longest and self._length(at, end) <= self._longest
        )
        return min(breaks, default=math.inf)

    def _length(self, first: int, end: int) -> int:
        last = self._said[end - 1]
        return self._reach[end] - self._reach[first] - len(last.gap) + len(last.hyphen)

    def _comes(self, first: int) -> float:
        """When a cue comes: later than its first word, where that leaves no gap."""
        start = self._said[first].start
        return start if not first else max(start, self._said[first - 1].end + min(LATE, self._timing.gap))

    def _price(self, first: int, end: int) -> float:
        last, characters = self._said[end - 1], self._length(first, end)
        start = self._comes(first)
        following = self._said[end].start if end < len(self._said) else math.inf
        room = self._timing.following(following, last)
        shown = self._timing.gone(start, last.end, characters, room) - start
        speed = 1000 * characters / max(shown, 1.0)
        price = _EACH + _FULL * (characters / (2 * self._longest)) ** 2
        price += _BROKEN * self._line_break(first, end)
        price += _SHORT * (shown < SHORTEST) + _SHORTER * max(0.0, SHORTEST - shown) / 1000
        price += _HURRIED * max(0.0, speed - EASY) + _TOO_FAST * max(0.0, speed - FASTEST)
        if end < len(self._said):
            price += _PARTED * self._costs[end - 1] + _NO_PAUSE * (following - last.end < self._timing.gap)
        if any(piece.ends for piece in self._said[first : end - 1]):
            begun = first > 0 and not self._said[first - 1].ends
            price += _TWO_THOUGHTS * (begun + (not last.ends))
        return price
