"""How much of a film is made twice, because its checks found something: a share that estimates count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

AGAIN = "again"
"""Under which name it is written down how long a film took the first time, and what was made again of it."""

# Of ten films of ours one had a shot taken again, which took half as long again as the film had. So many
# films is what was seen elsewhere worth beside what was seen here.
_USUALLY, _ELSEWHERE = 0.05, 4
_LATEST = 60
# The share that films stay below nine times out of ten, by how much is made again of all together.
_SPREAD = 3.0
_MOST = 0.6


class Share(NamedTuple):
    """How much is made again, beside what is made the first time.

    Attributes:
        likely: On average.
        high: In nine films of ten it is less.
        films: How many were watched here.
        again: How many of those had anything made again.
    """

    likely: float
    high: float
    films: int
    again: int


def share(history: Sequence[tuple[str, float, float]]) -> Share:
    """What is to be reckoned with, from the films that were made on this machine so far.

    Args:
        history: What was written down, the latest last: of what, how much, and how long it took.
    """
    seen = [(first, again) for kind, first, again in history if kind == AGAIN and first > 0][-_LATEST:]
    # A film counts as one film, however long it is.
    shares = [min(_MOST, again / first) for first, again in seen]
    likely = (_ELSEWHERE * _USUALLY + sum(shares)) / (_ELSEWHERE + len(shares))
    high = min(_MOST, _SPREAD * likely)
    return Share(likely, high, len(seen), sum(one > 0 for one in shares))


def basis(more: Share) -> str:
    """What was reckoned with, in words."""
    counted = f"; {more.likely:.0%} more for shots that are taken again"
    return f"{counted}, as {more.again} of {more.films} films here had" if more.films else counted
