"""How a note is played."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from numpy.random import Generator


class Touch(NamedTuple):
    """How a note is played; instruments heed what matters to them.

    Attributes:
        hertz: Its pitch.
        seconds: How long it is held, or listened to if it dies away by itself.
        force: How hard it is played, 0 to 1.
        chance: Where its noises come from.
    """

    hertz: float
    seconds: float
    force: float
    chance: Generator
