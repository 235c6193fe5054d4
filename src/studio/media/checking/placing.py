"""Where a film has frames too many or too few: found by what its takes show on each of its frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import ndarray

WIDE, HIGH = 64, 36
_ALIKE = 2
_GRAIN = 0.1


def small(luma: ndarray) -> ndarray:
    """A frame as small as it is compared."""
    import cv2
    import numpy as np

    made: ndarray = cv2.resize(luma, (WIDE, HIGH), interpolation=cv2.INTER_AREA).astype(np.int16)
    return made


def misplaced(shown: Sequence[ndarray], planned: Mapping[int, ndarray], by: int) -> int | None:
    """The frame from which on all others come too late or too early.

    Up to there every frame is the one that was planned for it, and from there on the one that was planned so
    many frames before or after: the place at which both together fit best.

    Args:
        shown: The frames of the film, small.
        planned: The frames it was to have, where that is known.
        by: How many frames it has too many, or if negative too few.
    """
    import numpy as np

    if not by or not planned:
        return None
    count = max(planned) + 1
    as_meant, moved = np.zeros(count), np.zeros(count)
    for number, frame in planned.items():
        as_meant[number], moved[number] = (_apart(shown, number + step, frame) for step in (0, by))
    before = np.concatenate([[0.0], np.cumsum(as_meant)])
    behind = np.concatenate([np.cumsum(moved[::-1])[::-1], [0.0]])
    both = before + behind
    best = np.flatnonzero(both <= both.min() + 1e-6)
    first, last = int(best[0]), min(int(best[-1]), len(shown))
    if abs(by) == 1 and last - first > _ALIKE:
        begin = max(0, first - 1)
        return begin + _stumbles(shown[begin : last + 2], by)
    # A frame that comes twice is the first time where it should be.
    return last


def _stumbles(shown: Sequence[ndarray], by: int) -> int:
    """Where a picture that moves stands still for a frame, or goes twice as far, of frames nobody planned."""
    import numpy as np

    far = np.array([np.abs(one - other).mean() for one, other in pairwise(shown)])
    beside = np.pad(far, 1, mode="reflect")
    usual = (beside[:-2] + beside[2:]) / 2 + _GRAIN
    gone = (far + _GRAIN) / usual
    return int(gone.argmin() if by > 0 else gone.argmax()) + 1


def _apart(shown: Sequence[ndarray], number: int, frame: Any) -> float:
    """How far a frame is from a planned one; nothing can be said beyond both ends."""
    import numpy as np

    return float(np.abs(shown[number] - frame).mean()) if 0 <= number < len(shown) else 0.0
