"""From one sample rate to another, with nothing added that was not there."""

from __future__ import annotations

# ffmpeg's own choice is 1 dB down at 0.45 of the rate and lets a fifth of what lies just above come back
# as aliases. This one is flat to a hundredth of a decibel, and its aliases lie 120 dB below.
_FINE = "filter_size=128:cutoff=0.97:filter_type=kaiser:kaiser_beta=12"
# Flat to a hundredth of a decibel up to 21 of 24 kHz, with aliases 65 dB below: enough for the way up to
# a multiple and back again, on which little is added, for a third of the work.
_QUICK = "filter_size=32:cutoff=0.99:filter_type=kaiser:kaiser_beta=6"


def resampled(rate: int, *, more: str = "") -> str:
    """The filter that changes the rate, and does nothing where it is right already."""
    return f"aresample={rate}:{_FINE}{more}"


def stepped(rate: int) -> str:
    """The filter that goes to a multiple of the rate, or back from there."""
    return f"aresample={rate}:{_QUICK}"
