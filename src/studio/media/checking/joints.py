"""Where a film jumps: its cuts, those nobody planned, and the seams at which parts of a take are joined."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from studio.media.checking.findings import Check, Fault, judged, skipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.media.checking.meant import Cut, Meant
    from studio.media.checking.watching import Seen

JOIN = 1.5
"""How many times as far as its neighbours the first frame of a chunk may lie from the one before it."""

STEP = 2.0
"""How far colours may step there, as eyes tell them apart (dE)."""

# A jump is so many steps of 8 bits, and so many times what happens around it; a cut that was planned is
# believed sooner than one that was not.
_LEAST, _TIMES = 4.0, 3.2
_PLANNED_LEAST, _PLANNED_TIMES = 1.2, 2.0
# What is laid over a picture covers no more of it than makes such a jump.
_LAID_OVER = 10.0
_BESIDE = 4
_RETURNS = 0.4
_CHANGED = 2.0
_GRAIN = 0.35


def jumps(seen: Seen) -> list[int]:
    """The frames at which another picture begins: not those of a flash, and none of a fast move."""
    usual = around(seen.apart)
    return [
        number
        for number in range(1, seen.count)
        if seen.apart[number] > max(_LEAST, _TIMES * usual[number]) and not _flashes(seen, number)
    ]


def around(values: Any) -> Any:
    """What is usual beside each frame: the livelier of its two sides, each the median of some frames."""
    import numpy as np

    return np.fmax(*_sides(values))


def _sides(values: Any) -> tuple[Any, Any]:
    """The medians of the frames before and behind each; at both ends there is but one of them."""
    import numpy as np

    gap = np.full(_BESIDE, np.nan)
    # The first frame differs from none.
    padded = np.concatenate([gap, [np.nan], values[1:], gap])
    views = np.lib.stride_tricks.sliding_window_view(padded, _BESIDE)
    count = len(values)
    with warnings.catch_warnings():
        # Where there is no frame at all beside one, that is as it should be.
        warnings.simplefilter("ignore", RuntimeWarning)
        before, behind = (np.nanmedian(views[at : at + count], axis=1) for at in (0, _BESIDE + 1))
    lonely = np.isnan(before), np.isnan(behind)
    sides = np.where(lonely[0], behind, before), np.where(lonely[1], before, behind)
    return np.nan_to_num(sides[0]), np.nan_to_num(sides[1])


def _flashes(seen: Seen, number: int) -> bool:
    """Whether the picture comes back at once, or has just come back."""
    for lasts in (1, 2, 3):
        ahead, behind = number + lasts, number - lasts
        if ahead < seen.count and seen.further[ahead][lasts - 1] < _RETURNS * seen.apart[number]:
            return True
        if behind > 0 and seen.further[number][lasts - 1] < _RETURNS * seen.apart[number]:
            return True
    return False


def cuts(seen: Seen, meant: Meant, faulty: Sequence[tuple[int, int]] = ()) -> Check:
    """Whether every cut that was planned is seen, and no other.

    Args:
        seen: The film.
        meant: What it was meant to be.
        faulty: Frames that are black, frozen or repeated: they begin and end with jumps of their own.
    """
    import numpy as np

    calm = np.fmin(*_sides(seen.apart))
    faults = [
        Fault("a cut that was planned is not seen", cut.at, cut.at + 1, float(seen.apart[cut.at]))
        for cut in meant.cuts
        if cut.straight
        and cut.at < seen.count
        and not _beside(cut.at, faulty)
        and not seen.apart[cut.at] >= max(_PLANNED_LEAST, _PLANNED_TIMES * calm[cut.at])
    ]
    faults += [
        Fault("a cut that nobody planned", jump, jump + 1, float(seen.apart[jump]))
        for jump in jumps(seen)
        if not _expected(jump, meant.cuts)
        and not _beside(jump, faulty)
        and not (meant.near_change(jump) and seen.apart[jump] < _LAID_OVER)
    ]
    count = len(meant.cuts)
    told = "no cut was planned, and none is seen" if not count else f"all {count} seen, and no other"
    return judged(
        "cuts", sorted(faults, key=lambda one: one.frame or 0), told if count != 1 else "seen, and no other"
    )


def _expected(frame: int, planned: Sequence[Cut]) -> bool:
    return any(frame == cut.at if cut.straight else cut.first <= frame <= cut.end for cut in planned)


def _beside(frame: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first - 1 <= frame <= end + 1 for first, end in spans)


def seams(seen: Seen, meant: Meant) -> Check:
    """Whether the chunks of a take go together as if it had been made in one go.

    What most of the picture does is compared: a caption that comes just then is no seam.
    """
    import numpy as np

    places = [
        (place, first, min(end, seen.count))
        for stretch, first, end in meant.alone()
        for place in stretch.seams
        if max(first, 0) < place < min(end, seen.count)
    ]
    if not places:
        return skipped("seams", "every shot was made in one go")
    faults, worst = [], 0.0
    for place, first, end in places:
        # What is drawn on every second frame moves on every second one only.
        beside = [place + step for step in (-6, -4, -2, 2, 4, 6) if first < place + step < end]
        usual = float(np.median(seen.most[beside])) if beside else 0.0
        times = (float(seen.most[place]) + _GRAIN) / (usual + _GRAIN)
        worst = max(worst, times)
        around = [one for one in range(place - 4, place + 5) if first < one < end and one != place]
        step = apart_to_eyes(seen.step[place] - np.median(seen.step[around], axis=0)) if around else 0.0
        if step > STEP:
            faults.append(Fault(f"colours step by {step:.1f} dE at a seam", place, place + 1, step))
        elif times > JOIN:
            faults.append(
                Fault(f"a seam {times:.1f} times as wide as what is beside it", place, place + 1, times)
            )
    return judged("seams", faults, f"{len(places)} joined unseen", measured=worst, bound=JOIN, unit="times")


def apart_to_eyes(step: Any) -> float:
    """A small step in luma and chroma of BT.709 video as dE: lightness and both colours of Lab, nearly."""
    import numpy as np

    luma, blue, red = (float(part) for part in step)
    return float(np.sqrt((luma / 2.19) ** 2 + (0.72 * blue) ** 2 + (0.78 * red) ** 2))
