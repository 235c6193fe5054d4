"""Whether a film is cut with its music."""

from __future__ import annotations

from collections.abc import Sequence

from studio.media.checking.findings import Check, Fault, judged, skipped
from studio.media.checking.meant import Cut

WITHIN = 1
"""How many frames a cut may lie beside its bar."""


def bars(cuts: Sequence[Cut], frames: int, count: float, step: float) -> Check:
    """Whether every cut falls on a bar.

    Args:
        cuts: The cuts.
        frames: How many frames the film has.
        count: How many bars its music has.
        step: On what may be cut: whole bars, or halves of them.
    """
    if not cuts:
        return skipped("bars", "the film has no cut")
    off = [
        min(abs(cut.at - round(one * step * frames / count)) for one in _near(cut.at, frames, count, step))
        for cut in cuts
    ]
    faults = [
        Fault(f"a cut lies {away} frames beside its bar", cut.at, cut.at + 1, float(away))
        for cut, away in zip(cuts, off, strict=True)
        if away > WITHIN
    ]
    held = f"every cut falls on a {'bar' if step == 1 else 'half bar'}"
    return judged("bars", faults, held, measured=float(max(off)), bound=WITHIN, unit="frames")


def _near(frame: int, frames: int, count: float, step: float) -> tuple[int, int]:
    place = int(frame * count / frames / step)
    return place, place + 1
