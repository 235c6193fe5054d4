"""What things do by themselves: trees sway, signs swing, wheels turn; each a plain function of time."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from studio.render.drawing.expressions import drawn

if TYPE_CHECKING:
    from studio.render.drawing.plain import Move


class Motion(NamedTuple):
    """How a piece stands at a moment: moved by units, turned by degrees, enlarged, how much of it is seen."""

    x: float = 0.0
    y: float = 0.0
    turn: float = 0.0
    scale: float = 1.0
    opacity: float = 1.0


STILL = Motion()


def at(move: Move | None, seconds: float, seed: int) -> Motion:
    """How a piece stands at a moment.

    Args:
        move: How it moves.
        seconds: The moment.
        seed: What tells its phase from that of its neighbours.
    """
    if move is None:
        return STILL
    phase = seconds / move.period + drawn(seed, move.x + 31 * move.y)
    return KINDS.get(move.kind, _still)(move.amount, phase, seed)


def _still(_amount: float, _phase: float, _seed: int) -> Motion:
    return STILL


def _wave(phase: float) -> float:
    return math.sin(2 * math.pi * phase)


def _sway(amount: float, phase: float, _seed: int) -> Motion:
    """A plant in the wind: gusts of two lengths over one another."""
    return Motion(turn=amount * (0.7 * _wave(phase) + 0.3 * _wave(phase * 2.37 + 0.2)))


def _swing(amount: float, phase: float, _seed: int) -> Motion:
    return Motion(turn=amount * _wave(phase))


def _bob(amount: float, phase: float, _seed: int) -> Motion:
    return Motion(y=amount * _wave(phase), turn=0.25 * amount * _wave(phase + 0.22))


def _drift(amount: float, phase: float, _seed: int) -> Motion:
    return Motion(x=amount * _wave(phase), y=0.12 * amount * _wave(phase * 0.61 + 0.3))


def _spin(amount: float, phase: float, _seed: int) -> Motion:
    return Motion(turn=math.fmod((amount or 360) * phase, 360))


def _flicker(amount: float, phase: float, seed: int) -> Motion:
    """A flame or a weak lamp: never the same twice, never off."""
    step = math.floor(phase * 6)
    share = phase * 6 - step
    before, after = drawn(seed, step), drawn(seed, step + 1)
    value = before + (after - before) * share * share * (3 - 2 * share)
    return Motion(opacity=1 - min(0.9, amount if amount <= 1 else 0.25) * value)


def _blink(amount: float, phase: float, _seed: int) -> Motion:
    """On and off, softly."""
    on = 0.5 + 0.5 * max(-1.0, min(1.0, 4 * _wave(phase)))
    return Motion(opacity=1 - (amount if amount <= 1 else 1.0) * (1 - on))


def _breathe(amount: float, phase: float, _seed: int) -> Motion:
    return Motion(scale=1 + 0.01 * amount * _wave(phase))


def _turn(amount: float, phase: float, _seed: int) -> Motion:
    """To one side and back, resting at the ends."""
    swing = _wave(phase)
    return Motion(turn=amount * math.copysign(1 - (1 - abs(swing)) ** 2, swing))


KINDS: Mapping[str, Callable[[float, float, int], Motion]] = {
    "sway": _sway, "swing": _swing, "bob": _bob, "drift": _drift, "spin": _spin, "flicker": _flicker,
    "blink": _blink, "breathe": _breathe, "turn": _turn,
}  # fmt: skip
