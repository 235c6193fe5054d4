"""How things speed up and slow down: curves from 0 to 1, exact at both ends."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Literal

Ease = Literal["linear", "in", "out", "inout", "quint", "expo", "back", "spring", "anticipate", "slow"]

_BACK = 1.4
_ENDS = {0.0: 0.0, 1.0: 1.0}


def eased(ease: Ease, share: float) -> float:
    """How far something has come when a share of its time has gone.

    Args:
        ease: The curve.
        share: Share of the time, 0 to 1; what lies outside counts as its nearest end.
    """
    share = min(1.0, max(0.0, share))
    # Closed forms miss their ends by a rounding error, and a still end must be still.
    return _ENDS[share] if share in _ENDS else CURVES[ease](share)


def between(start: float, end: float, share: float) -> float:
    """A value on the way from one to another; exactly either of them at its end."""
    return end if share == 1.0 else start + (end - start) * share


def _linear(share: float) -> float:
    return share


def _cubic_in(share: float) -> float:
    return share**3


def _cubic_out(share: float) -> float:
    return 1 - (1 - share) ** 3


def _cubic(share: float) -> float:
    return 4 * share**3 if share < 0.5 else 1 - 4 * (1 - share) ** 3


def _quint(share: float) -> float:
    return 1 - float((1 - share) ** 5)


def _expo(share: float) -> float:
    return (1 - 2 ** (-10 * share)) / (1 - 2**-10)


def _back(share: float) -> float:
    """Goes a little too far, and comes back: 7 % at most."""
    left = share - 1
    return 1 + (_BACK + 1) * left**3 + _BACK * left**2


def _anticipate(share: float) -> float:
    """Draws back a little before it leaves."""
    return 1 - _back(1 - share)


def _spring(share: float) -> float:
    """A damped spring let go: 9 % too far, 1 % back, then at rest."""
    damping, turns = 5.6, 7.4
    swing = math.exp(-damping * share) * (math.cos(turns * share) + damping / turns * math.sin(turns * share))
    # What the swing still lacks at the end is taken out evenly, so that it ends at rest.
    rest = math.exp(-damping) * (math.cos(turns) + damping / turns * math.sin(turns))
    return 1 - swing + rest * share


def _slow(share: float) -> float:
    """Gentle at both ends, even between them: for cameras."""
    ramp = 0.3
    height = 1 / (1 - ramp)
    if share > 0.5:
        return 1 - _slow(1 - share)
    if share < ramp:
        return height * (share / 2 - ramp / (2 * math.pi) * math.sin(math.pi * share / ramp))
    return height * (share - ramp / 2)


CURVES: Mapping[str, Callable[[float], float]] = {
    "linear": _linear, "in": _cubic_in, "out": _cubic_out, "inout": _cubic, "quint": _quint,
    "expo": _expo, "back": _back, "spring": _spring, "anticipate": _anticipate, "slow": _slow,
}  # fmt: skip
