"""How many bars a piece has, so that they fill its time exactly and its tempo suits its mood."""

from __future__ import annotations

import math

from studio.render.music.repertoire import REPERTOIRE


def bars_for(seconds: float, mood: str, tempo: float | None = None) -> float:
    """The number of bars for a length; whole bars, wherever there is room for one.

    Args:
        seconds: How long the piece lasts.
        mood: Its mood.
        tempo: Beats a minute, as near as whole bars allow; else what suits the mood.
    """
    slowest, usual, fastest = REPERTOIRE[mood].tempo
    exact = seconds * (tempo or usual) / 240
    if tempo or exact < 1:
        return max(0.5, round(2 * exact) / 2) if exact < 4 else float(round(exact))
    low, high = math.ceil(seconds * slowest / 240), math.floor(seconds * fastest / 240)
    counts = range(max(1, low), max(1, low, high) + 1)
    return float(min(counts, key=lambda count: abs(math.log(count / exact)) + _odd(count)))


def _odd(count: int) -> float:
    """What a number of bars costs that does not divide into phrases."""
    return 0.0 if count % 4 == 0 else 0.03 if count % 2 == 0 else 0.06
