"""Turning sound up and down, and holding its peaks."""

from __future__ import annotations

from math import ceil

from studio.media.sound import rates

# True peaks lie between samples; at four times the rate there is a sample near each of them.
_TRUE_PEAK_RATE = 176_400
# The lowest limit the filter knows is -24 dB.
LOWEST = -24.0


def gain(decibels: float) -> list[str]:
    """The filters that turn up, in numbers that cannot overflow on the way."""
    return ["aformat=sample_fmts=fltp|dblp", f"volume={decibels:.4f}dB:precision=double"]


def samples(decibels: float) -> str:
    """The filter that lets no sample exceed a level."""
    limit = 10 ** (max(decibels, LOWEST) / 20)
    # Without `level` off it would turn up what it has limited; without `latency` it would come late.
    return f"alimiter=limit={limit:.6f}:level=false:latency=true"


def true_peaks(decibels: float, rate: int) -> list[str]:
    """The filters that let nothing exceed a level, not even between samples."""
    finer = rate * max(1, ceil(_TRUE_PEAK_RATE / rate))
    return [rates.stepped(finer), samples(decibels), rates.stepped(rate)]
