"""How graphics come: each part in its turn, eased, exactly at rest in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.easing import eased

if TYPE_CHECKING:
    from studio.render.easing import Ease


def part(share: float, begin: float, end: float, ease: Ease = "out") -> float:
    """How far something has come that begins and ends at shares of the whole reveal."""
    return eased(ease, (share - begin) / (end - begin))


def turn(
    share: float,
    number: int,
    count: int,
    *,
    begin: float = 0.0,
    end: float = 1.0,
    lap: float = 0.6,
    ease: Ease = "out",
) -> float:
    """How far one of many has come that come one after the other.

    Args:
        share: How much of the whole reveal has gone.
        number: Which of them it is, from 0.
        count: How many there are.
        begin: When the first begins.
        end: When the last has come.
        lap: How much of the time of one its follower shares with it, 0 to 1.
        ease: The curve.
    """
    long = (end - begin) / (1 + (count - 1) * (1 - lap))
    start = begin + number * long * (1 - lap)
    return eased(ease, (share - start) / long)
