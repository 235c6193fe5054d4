"""A film at more frames a second: what lies between two frames is made up, but never across a cut."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from studio.core.errors import BadInput
from studio.media.films.inbetweens import Between

if TYPE_CHECKING:
    from numpy import ndarray

FASTEST, MOST = 120, 4
_NEAR = Fraction(1, 50)


def count(frames: int, fps: Fraction, rate: Fraction) -> int:
    """How many frames a film has at another rate.

    Args:
        frames: How many it has.
        fps: At which rate.
        rate: The other rate.

    Raises:
        BadInput: The rate does not fit: the film would not end with a whole frame, or have fewer.
    """
    if rate < fps:
        raise BadInput(
            f"{_told(rate)} frames a second are fewer than the film has, {_told(fps)}",
            hint="plan the film at that rate instead",
        )
    if rate > FASTEST or rate > MOST * fps:
        raise BadInput(
            f"{_told(rate)} frames a second are too many for a film of {_told(fps)}",
            hint=f"ask for {_told(min(Fraction(FASTEST), MOST * fps))} at most",
        )
    whole = frames * rate / fps
    if whole.denominator != 1:
        raise BadInput(
            f"{frames} frames at {_told(fps)} a second would be {float(whole):.2f} at {_told(rate)}",
            hint=f"ask for a rate in which that is a whole number, such as {_told(2 * fps)}",
        )
    return int(whole)


def quickened(
    frames: Iterator[ndarray], fps: Fraction, rate: Fraction, wanted: int, cuts: Collection[int]
) -> Iterator[ndarray]:
    """So many frames at a higher rate.

    Args:
        frames: yuv420p as it lies in memory, luma over both chromas.
        fps: Frames a second that are given.
        rate: Frames a second that are wanted.
        wanted: How many.
        cuts: The first frames of shots that come straight after others: nothing moves on the way to them.
    """
    before = next(frames)
    after = next(frames, before)
    at = 0
    between: Between | None = None
    for number in range(wanted):
        moment = number * fps / rate
        while at < int(moment):
            at += 1
            before, after, between = after, next(frames, after), None
        share = moment - at
        if share < _NEAR or before is after or at + 1 in cuts:
            yield before
        elif share > 1 - _NEAR:
            yield after
        else:
            between = between or Between(before, after)
            yield between.at(float(share))


def _told(rate: Fraction) -> str:
    return f"{float(rate):.5g}"
