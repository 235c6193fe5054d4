"""Colours that wander off within a shot, and light that flickers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from studio.media.checking.findings import Check, Fault, judged
from studio.media.checking.joints import apart_to_eyes, around
from studio.media.checking.watching import PACE

if TYPE_CHECKING:
    from studio.media.checking.meant import Meant
    from studio.media.checking.watching import Seen

DRIFT = 4.0
"""How far all colours of a shot together may move from where they were, as eyes tell them apart (dE)."""

FLICKER = 0.6
"""How far the light may go to and fro from frame to frame, in steps of 8 bits."""

_SETTLES = 0.8
_FEWEST, _MOST = 3, 2.0
_ANOTHER, _TIMES = 4.0, 2.5
_WINDOW, _OFTEN = 9, 5


def drift(seen: Seen, meant: Meant, faulty: Sequence[tuple[int, int]] = ()) -> Check:
    """Whether colours stay where they are.

    Cameras and people move some of the picture; only where most of it becomes another colour, step by step
    and to the same side, colours wander.

    Args:
        seen: The film.
        meant: What it was meant to be.
        faulty: Frames that are black, frozen or repeated, beside which nothing can be said of colours.
    """
    import numpy as np

    faults, worst = [], 0.0
    steep = seen.apart > np.maximum(_ANOTHER, _TIMES * around(seen.apart))
    for _, first, end in meant.alone():
        places = range(-(-first // PACE) * PACE + PACE, min(end, seen.count), PACE)
        steady = [at for at in places if not _settles(meant, at) and not _jumps(steep, at, faulty)]
        if len(steady) < _FEWEST:
            continue
        # What happens while type settles is not known; colours that wander do so then, too.
        share = min(_MOST, len(places) / len(steady))
        far = [share * apart_to_eyes(step) for step in np.cumsum([seen.changed[at] for at in steady], axis=0)]
        most = max(far)
        worst = max(worst, most)
        if most > DRIFT:
            begun = next(at for at, one in zip(steady, far, strict=True) if one > DRIFT)
            faults.append(Fault(f"colours wander off by {most:.1f} dE", begun, end, most))
    return judged("drift", faults, "colours stay", measured=worst, bound=DRIFT, unit="dE")


def _settles(meant: Meant, frame: int) -> bool:
    """Whether type comes or goes about then, with the shade that lies beneath it."""
    return any(frame - PACE - one < _SETTLES * meant.fps and one - frame <= PACE for one in meant.veils)


def _jumps(steep: Any, frame: int, faulty: Sequence[tuple[int, int]]) -> bool:
    """Whether the picture has become another one since the fourth frame before."""
    beside = any(first <= frame and frame - PACE < end + 1 for first, end in faulty)
    return beside or bool(steep[frame - PACE + 1 : frame + 1].any())


def flicker(seen: Seen, meant: Meant, faulty: Sequence[tuple[int, int]] = ()) -> Check:
    """Whether the light is even.

    Args:
        seen: The film.
        meant: What it was meant to be.
        faulty: Frames that are black, frozen or repeated, whose light is another fault.
    """
    import numpy as np

    faults, worst = [], 0.0
    for _, first, end in meant.alone():
        light = seen.mean[max(first, 0) : min(end, seen.count), 0]
        if len(light) < _WINDOW + 2:
            continue
        away = light[1:-1] - (light[:-2] + light[2:]) / 2
        turned = np.concatenate([[False], away[1:] * away[:-1] < 0])
        strong = np.where(turned, np.abs(away), 0.0)
        for begun, over in faulty:
            strong[max(0, begun - first - 3) : max(0, over - first + 2)] = 0.0
        views = np.sort(np.lib.stride_tricks.sliding_window_view(strong, _WINDOW), axis=1)
        # So far it goes in most frames of the window.
        course = views[:, -_OFTEN]
        most = float(course.max())
        worst = max(worst, most)
        if most > FLICKER:
            begun = max(first, 0) + 1 + int(np.argmax(course > FLICKER))
            faults.append(Fault(f"the light flickers by {most:.1f} steps", begun, begun + _WINDOW, most))
    return judged("flicker", faults, "the light is even", measured=worst, bound=FLICKER, unit="steps")
