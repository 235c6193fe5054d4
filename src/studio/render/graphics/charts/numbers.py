"""Numbers for people: axes in steps of 1, 2 and 5, values with as many digits as are read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 5.0, 10.0)
_POWERS = ((1e12, "tn"), (1e9, "bn"), (1e6, "M"), (1e3, "k"))
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALLEST, _LARGEST = 1e-4, 1e15
_DIGITS = 3


@dataclass(frozen=True)
class Axis:
    """A scale with marks at round numbers.

    Attributes:
        low: Where it begins.
        high: Where it ends.
        step: From one mark to the next.
    """

    low: float
    high: float
    step: float

    @property
    def marks(self) -> list[float]:
        """The marks, from the lowest."""
        count = round((self.high - self.low) / self.step)
        return [_clean(self.low + number * self.step, self.step) for number in range(count + 1)]

    def share(self, value: float) -> float:
        """Where a value lies, 0 at the low end and 1 at the high one."""
        return (value - self.low) / (self.high - self.low)


def axis(values: Sequence[float], *, zero: bool = True, marks: int = 4) -> Axis:
    """A scale that holds all values, in steps of 1, 2 or 5.

    Args:
        values: What it must hold.
        zero: Whether it begins at zero, as it must where lengths are compared.
        marks: About how many steps it should have.
    """
    low, high = min(values), max(values)
    if zero:
        low, high = min(0.0, low), max(0.0, high)
    if high - low <= max(abs(low), abs(high)) * 1e-9:
        spread = abs(high) * 0.1 or 1.0
        low, high = (min(0.0, low), max(0.0, high)) if zero and high != 0 else (low - spread, high + spread)
        if zero and low == high:
            high = 1.0
    raw = (high - low) / marks
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(one * power for one in _STEPS if one * power >= raw * 0.9999)
    return Axis(
        _clean(math.floor(low / step + 1e-9) * step, step),
        _clean(math.ceil(high / step - 1e-9) * step, step),
        step,
    )


def _clean(value: float, step: float) -> float:
    """A multiple of a step without the dust of counting."""
    places = max(0, 2 - math.floor(math.log10(step)))
    return round(value, places) + 0.0 if places < 300 else value


@dataclass(frozen=True)
class Format:
    """How values are written.

    Attributes:
        before: What stands before them: €, $.
        unit: What stands after them: %, km, per year.
        decimals: How many decimals they have; as many as are needed if None.
        point: The mark before decimals.
        group: The mark between thousands.
        short: Whether thousands and millions are shortened to k and M.
    """

    before: str = ""
    unit: str = ""
    decimals: int | None = None
    point: str = "."
    group: str = ","
    short: bool = False

    def __call__(self, value: float) -> str:
        sign = "\u2212" if value < 0 and self._bare(abs(value)).strip("0.,") else ""
        glue = "" if not self.unit or self.unit[0] in "%°‰x×'\u2032" else "\u00a0"
        return f"{sign}{self.before}{self._bare(abs(value))}{glue}{self.unit}"

    def _bare(self, value: float) -> str:
        if value and (value < _SMALLEST or value >= _LARGEST):
            power = math.floor(math.log10(value))
            digits = self._plain(value / 10.0**power, 1)
            # Our fonts have raised digits, and no raised minus.
            return (
                f"{digits}e\u2212{-power}"
                if power < 0
                else f"{digits}\u00a0×\u00a010{str(power).translate(_RAISED)}"
            )
        if self.short:
            for thousand, letter in _POWERS:
                if value >= thousand * 0.99995:
                    return f"{self._plain(value / thousand, None)}\u00a0{letter}"
        return self._plain(value, self.decimals)

    def _plain(self, value: float, decimals: int | None) -> str:
        if decimals is None:
            decimals = _needed(value)
        text = f"{value:,.{decimals}f}"
        return text.replace(",", "\0").replace(".", self.point).replace("\0", self.group)


def _needed(value: float) -> int:
    """How many decimals say three digits of a value, without zeros at the end."""
    if value == 0 or value >= 100:
        return 0 if value == round(value) or value >= 100 else 1
    places = max(0, _DIGITS - 1 - math.floor(math.log10(value)))
    text = f"{value:.{places}f}"
    return len(text.partition(".")[2].rstrip("0"))


def shared(values: Sequence[float], *, short_from: float = 100_000) -> tuple[int | None, bool]:
    """How all values of a chart are written alike: their decimals, and whether they are shortened."""
    largest = max(abs(value) for value in values)
    if largest >= short_from:
        return None, True
    if largest and largest < _SMALLEST:
        return None, False
    return min(4, max(_needed(abs(value)) for value in values)), False
