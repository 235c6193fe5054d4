"""Timecode: hours, minutes, seconds and frames, with and without numbers that are left out."""

from __future__ import annotations

import re
from fractions import Fraction

from studio.core.errors import BadInput

_DROPPING = {Fraction(30000, 1001): 2, Fraction(60000, 1001): 4}
_HOURS = 24
_WRITTEN = re.compile(r"(\d{2}):(\d{2}):(\d{2})([:;])(\d{2,3})")


def drops(rate: Fraction) -> bool:
    """Whether timecode of a rate leaves numbers out to keep up with the clock, as television does."""
    return rate in _DROPPING


def counted(rate: Fraction) -> int:
    """How many frames a second of timecode has.

    Raises:
        BadInput: There is no timecode of that rate.
    """
    nominal = round(rate)
    if rate not in (nominal, Fraction(nominal * 1000, 1001)) or not 1 <= nominal <= 120:
        raise BadInput(
            f"there is no timecode of {float(rate):g} frames a second",
            hint="choose 24, 25, 30, 50, 60, or a rate of television",
        )
    return nominal


def timecode(frame: int, rate: Fraction, *, drop: bool = False) -> str:
    """The timecode of a frame, counted from 0.

    Args:
        frame: The frame.
        rate: Frames a second.
        drop: Whether numbers are left out; only at 29.97 and 59.94 frames a second.
    """
    fps = counted(rate)
    if drop:
        frame += _left_out(frame, rate)
    seconds, frames = divmod(frame, fps)
    hours = seconds // 3600 % _HOURS
    mark = ";" if drop else ":"
    return f"{hours:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{frames:02}"


def frame_of(written: str, rate: Fraction) -> int:
    """The frame of a timecode; with a semicolon, numbers were left out."""
    found = _WRITTEN.fullmatch(written.strip())
    if not found:
        raise BadInput(f"{written!r} is no timecode", hint="write it as 01:02:03:04")
    hours, minutes, seconds, frames = (int(found[group]) for group in (1, 2, 3, 5))
    frame = (hours * 3600 + minutes * 60 + seconds) * counted(rate) + frames
    if found[4] == ";":
        if not drops(rate):
            raise BadInput(f"{written}: no numbers are left out at {float(rate):g}", hint="write a colon")
        passed = hours * 60 + minutes
        frame -= _DROPPING[rate] * (passed - passed // 10)
    return frame


def _left_out(frame: int, rate: Fraction) -> int:
    """How many numbers were left out before a frame: some each minute, but not each tenth."""
    each = _DROPPING[rate]
    minute = counted(rate) * 60 - each
    ten = 10 * minute + each
    tens, rest = divmod(frame, ten)
    return tens * 9 * each + (each * ((rest - each) // minute) if rest >= each else 0)
